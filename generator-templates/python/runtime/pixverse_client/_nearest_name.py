"""Finds the field that a misspelt name probably means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# One misspelling for this many characters.
_CHARACTERS_PER_EDIT: Final = 3


def nearest_name(known: Iterable[str], name: str) -> str | None:
    """The known name that is most like the given one, the first of several; None if none is much like it."""
    letters = _letters(name)
    nearest: str | None = None
    fewest = 0
    for candidate in known:
        max_edits = len(candidate) // _CHARACTERS_PER_EDIT
        simplified = _letters(candidate)
        # The difference of the lengths is a lower bound: long names need no further look.
        if abs(len(simplified) - len(letters)) > max_edits:
            continue
        edits = _edits(simplified, letters)
        if edits <= max_edits and (nearest is None or edits < fewest):
            nearest, fewest = candidate, edits
    return nearest


def _letters(name: str) -> str:
    """imageUrl, image-url and Image_URL are the same name, written in the manner of other languages."""
    return re.sub(r"[_\s-]", "", name).lower()


def _edits(left: str, right: str) -> int:
    """The Levenshtein distance: how many characters to insert, delete or replace."""
    previous = list(range(len(right) + 1))
    for row, character in enumerate(left, start=1):
        current = [row]
        for column, other in enumerate(right, start=1):
            replaced = previous[column - 1] + (character != other)
            current.append(min(replaced, previous[column] + 1, current[column - 1] + 1))
        previous = current
    return previous[-1]
