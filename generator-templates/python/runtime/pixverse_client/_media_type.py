"""Tells the media type of a file by its first bytes: names of files may lie."""

from __future__ import annotations

from typing import Final

BYTES: Final = 16
"""How many bytes of a file are enough."""
ALLOWED: Final = "an image (PNG, JPEG, GIF, WebP) or a video (MP4, MOV, WebM)"

_STARTS: Final = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"\x1aE\xdf\xa3": "video/webm",
}

_HEIF: Final = (b"hei", b"hev", b"mif", b"msf", b"avi")
"""How the brands of HEIC, AVIF and other images begin that have the structure of MP4."""


def media_type(start: bytes) -> str | None:
    """The media type of a file with these first bytes; None if it is none that is known."""
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    if start[4:8] == b"ftyp" and start[8:11] not in _HEIF:
        return "video/quicktime" if start[8:12] == b"qt  " else "video/mp4"
    return next((kind for mark, kind in _STARTS.items() if start.startswith(mark)), None)
