"""What the JSON objects of responses have in common. They are read leniently: they come from later sources."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeAlias, TypeVar, cast, get_args

_Self = TypeVar("_Self", bound="ResponseObject")
_T = TypeVar("_T")
Fields: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ResponseObject:
    """The properties of a response."""

    raw: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)
    """All that the service sent, by the document's names, with the API key redacted."""

    _PROPERTIES: ClassVar[Mapping[str, tuple[str, Callable[[Any], Any]]]]
    """The attribute of each property of the document, and what reads it."""

    @classmethod
    def from_dict(cls: type[_Self], raw: Mapping[str, Any]) -> _Self:
        """Reads properties by the document's names."""
        read = {attribute: read(raw.get(name)) for name, (attribute, read) in cls._PROPERTIES.items()}
        return cls(raw=raw, **read)

    @classmethod
    def from_json(cls: type[_Self], text: str) -> _Self:
        """Reads the text of a JSON object.

        :raises ValueError: when the text is anything else
        """
        try:
            parsed = json.loads(text)
        except RecursionError as e:
            raise ValueError("the JSON is nested too deeply") from e
        if not isinstance(parsed, dict):
            raise ValueError("the JSON must be an object")
        return cls.from_dict(cast(dict[str, Any], parsed))

    @classmethod
    def read(cls: type[_Self], value: Any) -> _Self | None:
        """Reads a property that holds such an object."""
        return cls.from_dict(cast(dict[str, Any], value)) if isinstance(value, dict) else None


def string(value: Any) -> str | None:
    """Reads text."""
    return value if isinstance(value, str) else None


def number(value: Any) -> float | None:
    """Reads a finite number."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < math.inf
    try:
        return float(value) if is_number else None
    except OverflowError:
        return None


def integer(value: Any) -> int | None:
    """Reads a whole number; 8.0 is one."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def boolean(value: Any) -> bool | None:
    """Reads true or false."""
    return value if isinstance(value, bool) else None


def fields(value: Any) -> Fields | None:
    """Reads an object of any shape."""
    return cast(dict[str, Any], value) if isinstance(value, dict) else None


def one_of(values: Any) -> Callable[[Any], Any]:
    """Reads one of the values of a Literal."""
    allowed = get_args(values)
    return lambda value: value if value in allowed else None


def each(read: Callable[[Any], _T | None]) -> Callable[[Any], tuple[_T, ...]]:
    """Reads the elements of an array that have the documented type."""

    def elements(value: Any) -> tuple[_T, ...]:
        found = [read(element) for element in cast(list[object], value)] if isinstance(value, list) else []
        return tuple(element for element in found if element is not None)

    return elements
