"""Follows the top-level boxes of an MP4 file (ISO/IEC 14496-12 §4.2)."""

from __future__ import annotations

from typing import Final

_SHORT_HEADER: Final = 8
_LONG_HEADER: Final = 16
# No MP4 file plays without both.
_NEEDED: Final = frozenset((b"moov", b"mdat"))


def starts_like_mp4(data: bytes) -> bool:
    """Whether data begins as every MP4 file does."""
    return data[4:8] == b"ftyp"


class Mp4BoxTracker:
    """Tells a whole file from one that was cut where no length was announced, as its bytes pass by."""

    def __init__(self) -> None:
        self._types: set[bytes] = set()
        self._header = bytearray()
        # Bytes of the current box that are still to come; None: the box goes on to the end of the file.
        self._remaining: int | None = 0
        self._is_mp4 = True

    def add(self, data: bytes) -> None:
        """Takes the next bytes of the file."""
        position = 0
        while self._is_mp4 and position < len(data) and self._remaining is not None:
            if self._remaining:
                skipped = min(self._remaining, len(data) - position)
                self._remaining -= skipped
                position += skipped
            else:
                self._header.append(data[position])
                position += 1
                self._read_header()

    def _read_header(self) -> None:
        if len(self._header) < _SHORT_HEADER:
            return
        size = int.from_bytes(self._header[:4], "big")
        if size == 1 and len(self._header) < _LONG_HEADER:
            return
        box_type = bytes(self._header[4:8])
        self._is_mp4 = bool(self._types) or box_type == b"ftyp"
        self._types.add(box_type)
        if size == 1:
            size = int.from_bytes(self._header[8:16], "big")
        self._remaining = None if size == 0 else size - len(self._header)
        if self._remaining is not None and self._remaining < 0:
            self._is_mp4 = False
        self._header.clear()

    def may_be_whole(self) -> bool:
        """Whether the bytes so far may be a whole file; always true for what is no MP4 file and cannot be judged."""
        return not self._is_mp4 or (not self._header and not self._remaining and self._types >= _NEEDED)
