"""The rules of the document for one kind of request, and what a request breaks."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from pixverse_client import _json
from pixverse_client._nearest_name import nearest_name

_PLAIN_NAME: Final = re.compile(r"[\w.-]{1,100}", re.ASCII)


@dataclass(frozen=True)
class Violation:
    """One thing that is wrong with a request."""

    fields: tuple[str, ...]
    """The fields that the rule is about, by the document's names."""
    message: str
    """Which field, what is allowed and what it was, such as ``duration must be one of 5, 8, but was 7``."""

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True)
class Field:
    """What one field may hold. Judges values as JSON Schema does: 8.0 is the integer 8, and true is no number."""

    name: str
    kind: Literal["string", "integer", "number", "boolean"]
    allowed: str
    """Completes the sentence "must be …"."""
    required: bool = False
    values: tuple[Any, ...] = ()
    least: float | None = None
    greatest: float | None = None
    least_length: int = 0
    pattern: str = ""
    default: Any = None
    _compiled: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Python's $ also matches before a last line break. The classes of ECMA-262 are ASCII.
        expression = self.pattern[:-1] + r"\Z" if re.search(r"(?<!\\)(?:\\\\)*\$\Z", self.pattern) else self.pattern
        object.__setattr__(self, "_compiled", re.compile(expression, re.ASCII))

    def violation(self, values: Mapping[str, Any]) -> Violation | None:
        if self.name not in values:
            return self._broken("missing") if self.required else None
        value = values[self.name]
        return None if self._accepts(value) else self._broken(_json.excerpt(value))

    def _broken(self, actual: str) -> Violation:
        return Violation((self.name,), f"{self.name} must be {self.allowed}, but was {actual}")

    def _accepts(self, value: Any) -> bool:
        if not self._is_of_kind(value):
            return False
        if self.values:
            return any(_json.is_same(value, allowed) for allowed in self.values)
        if isinstance(value, str):
            return len(value) >= self.least_length and self._compiled.search(value) is not None
        return (self.least is None or value >= self.least) and (self.greatest is None or value <= self.greatest)

    def _is_of_kind(self, value: Any) -> bool:
        if self.kind == "string":
            return isinstance(value, str)
        if self.kind == "boolean":
            return isinstance(value, bool)
        if not _is_number(value):
            return False
        return self.kind == "number" or isinstance(value, int) or value.is_integer()


@dataclass(frozen=True)
class Combination:
    """Values that are allowed one by one, but not together."""

    reason: str
    excluded: tuple[tuple[str, Any], ...]

    def violation(self, values: Mapping[str, Any]) -> Violation | None:
        if not all(name in values and _holds(values[name], excluded) for name, excluded in self.excluded):
            return None
        given = " and ".join(f"{name} {_json.text(values[name])}" for name, _ in self.excluded)
        return Violation(tuple(name for name, _ in self.excluded), f"{given} must not be combined: {self.reason}")


@dataclass(frozen=True)
class RequestRules:
    """All rules of one kind of request."""

    request: str
    fields: tuple[Field, ...]
    combinations: tuple[Combination, ...] = ()

    def default(self, name: str) -> Any:
        """The value with which a required field starts."""
        return next(rule.default for rule in self.fields if rule.name == name)

    def violations(self, values: Mapping[str, Any], additional: Mapping[str, Any]) -> list[Violation]:
        """All at once: the fields in the document's order, then combinations, then fields that it does not know."""
        found = [field.violation(values) for field in self.fields]
        found += [combination.violation(values) for combination in self.combinations]
        known = [rule.name for rule in self.fields]
        unknown = [self._unknown(name, value, known) for name, value in values.items() if name not in known]
        return [violation for violation in found if violation] + unknown + list(_additional(additional, known))

    def _unknown(self, name: str, value: Any, known: list[str]) -> Violation:
        nearest = nearest_name(known, name)
        hint = f' (did you mean "{nearest}"?)' if nearest else ""
        rule = f"a field of {self.request}{hint} or an additional property"
        return Violation((name,), f"{_name(name)} must be {rule}, but was {_json.excerpt(value)}")


def _additional(properties: Mapping[str, Any], known: list[str]) -> Iterator[Violation]:
    for name, value in properties.items():
        # The type hints do not bind callers.
        if not isinstance(name, str) or not name or name in known:  # pyright: ignore[reportUnnecessaryIsInstance]
            rule = f"text other than the fields of the request ({', '.join(known)})"
            actual = _json.excerpt(name)
            yield Violation((str(name),), f"name of an additional property must be {rule}, but was {actual}")
        elif not is_json(value):
            yield Violation((name,), f"{_name(name)} must be a JSON value, but was {_json.excerpt(value)}")


def is_json(value: object) -> bool:
    """Whether the value can be sent."""
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return False
    return True


def _name(name: str) -> str:
    """The name as it is, or as JSON if it could be taken for something else."""
    return name if _PLAIN_NAME.fullmatch(name) else _json.excerpt(name)


def _is_number(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))


def _holds(value: Any, excluded: Any) -> bool:
    """The text "8" holds the excluded 8 as well: a service that accepts it would read it so."""
    if isinstance(value, str):
        return value == (excluded if isinstance(excluded, str) else json.dumps(excluded))
    return _json.is_same(value, excluded)
