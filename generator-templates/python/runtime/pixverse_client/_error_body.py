"""Reads in the body of a non-video response why the call failed, or where the video is."""

from __future__ import annotations

import json
from typing import Any, Final, cast

from pixverse_client._secrets import KeyRedactor

_MAX_LENGTH: Final = 500
_HIDDEN_ELEMENTS: Final = ("script", "style", "head")


def reason(body: str, redactor: KeyRedactor) -> str:
    """The reason on one line of bounded length, redacted before it is cut."""
    line = redactor.line(_text(body))
    if not line:
        return "(the response has no text)"
    return line if len(line) <= _MAX_LENGTH else f"{line[:_MAX_LENGTH]}…"


def video_address(body: str) -> str | None:
    """The address of the video in a JSON body; None if there is none."""
    fields = _object(body)
    if fields is None:
        return None
    video: Any = fields.get("video")
    return _string(cast(dict[str, Any], video), "url") if isinstance(video, dict) else _string(fields, "output")


def _text(body: str) -> str:
    fields = _object(body)
    if fields is None:
        return _without_tags(body) if "<" in body else body
    texts = [text for text in (_string(fields, "error"), _string(fields, "error_description")) if text is not None]
    return ": ".join(texts) if texts else body


def _object(body: str) -> dict[str, Any] | None:
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return cast(dict[str, Any], parsed) if isinstance(parsed, dict) else None


def _string(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if isinstance(value, str):
        return value
    return json.dumps(value) if isinstance(value, (bool, int, float)) else None


def _without_tags(html: str) -> str:
    """Linear in the length of the text: a regular expression takes seconds for 64 KiB of ``<``."""
    lower = html.lower()
    # A few characters change their length, and then positions would not fit.
    hidden = _HIDDEN_ELEMENTS if len(lower) == len(html) else ()
    unclosed: set[str] = set()
    parts: list[str] = []
    position = 0
    while True:
        start = html.find("<", position)
        end = -1 if start == -1 else html.find(">", start)
        if end == -1:
            return "".join((*parts, html[position:]))
        parts += (html[position:start], " ")
        position = end + 1
        for element in hidden:
            if element in unclosed or not _is_tag(lower, start, element):
                continue
            closing = lower.find(f"</{element}", position)
            closing_end = -1 if closing == -1 else lower.find(">", closing)
            if closing_end == -1:
                unclosed.add(element)
            else:
                position = closing_end + 1


def _is_tag(lower: str, start: int, element: str) -> bool:
    after = start + 1 + len(element)
    return lower.startswith(element, start + 1) and not lower[after : after + 1].isalnum()
