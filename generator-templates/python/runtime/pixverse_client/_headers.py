"""Typed access to the headers of a response."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, Generic, Protocol, TypeVar, overload

_T = TypeVar("_T")
_INTEGER: Final = re.compile(r"[+-]?\d{1,100}", re.ASCII)
_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,100}(?:\.\d{0,100})?|\.\d{1,100})(?:[eE][+-]?\d{1,2})?", re.ASCII)


class HasHeaders(Protocol):
    """Has headers, with names in lower case."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers."""
        ...


class Header(Generic[_T]):
    """An attribute that reads a header; None if it did not come or cannot be read."""

    def __init__(self, name: str, pattern: re.Pattern[str], parse: Callable[[str], _T]) -> None:
        self._name = name
        self._pattern = pattern
        self._parse = parse

    @overload
    def __get__(self, instance: None, owner: type) -> Header[_T]: ...

    @overload
    def __get__(self, instance: HasHeaders, owner: type) -> _T | None: ...

    def __get__(self, instance: HasHeaders | None, owner: type) -> Header[_T] | _T | None:
        if instance is None:
            return self
        value = instance.headers.get(self._name, "").strip()
        return self._parse(value) if self._pattern.fullmatch(value) else None


def string_header(name: str) -> Header[str]:
    """A header with text."""
    return Header(name.lower(), re.compile(".+", re.DOTALL), str)


def integer_header(name: str) -> Header[int]:
    """A header with a whole number."""
    return Header(name.lower(), _INTEGER, int)


def number_header(name: str) -> Header[float]:
    """A header with a number."""
    return Header(name.lower(), _NUMBER, float)
