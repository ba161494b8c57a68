"""JSON values, and how error messages show them."""

from __future__ import annotations

import json
import re
from typing import Any, Final, NoReturn, cast

# The literals of JSON, for generated code.
true: Final = True
false: Final = False

_MAX_EXCERPT: Final = 100
# Lone surrogates cannot be printed; the two separators break lines.
_UNPRINTABLE: Final = re.compile("[\ud800-\udfff\u2028\u2029]")


def text(value: object) -> str:
    """The value as compact JSON. What is no JSON is shown as a string with its Python representation."""
    try:
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=repr)
    except (TypeError, ValueError, RecursionError):
        written = json.dumps(type(value).__name__)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def excerpt(value: object) -> str:
    """The value as JSON, cut to a bounded length."""
    written = text(value)
    return written if len(written) <= _MAX_EXCERPT else f"{written[:_MAX_EXCERPT]}… ({len(written)} characters)"


def is_same(left: object, right: object) -> bool:
    """Equal as JSON Schema sees it: 8 and 8.0 are the same; 8 and "8", or 1 and true, are not."""
    if isinstance(left, dict) and isinstance(right, dict):
        fields, others = cast(dict[str, Any], left), cast(dict[str, Any], right)
        return fields.keys() == others.keys() and all(is_same(value, others[name]) for name, value in fields.items())
    if isinstance(left, list) and isinstance(right, list):
        elements, other_elements = cast(list[object], left), cast(list[object], right)
        return len(elements) == len(other_elements) and all(map(is_same, elements, other_elements))
    return left == right and isinstance(left, bool) == isinstance(right, bool)


def parse_object(document: str | bytes) -> dict[str, Any]:
    """Parses one JSON object. Rejects repeated names, of which json.loads would drop all but the last."""
    try:
        parsed = json.loads(document, object_pairs_hook=_unique, parse_constant=_reject_constant)
    except (ValueError, RecursionError) as e:
        raise ValueError(_not_an_object(document)) from e
    if not isinstance(parsed, dict):
        raise ValueError(_not_an_object(document))
    return cast(dict[str, Any], parsed)


def _not_an_object(document: str | bytes) -> str:
    shown = document.decode(errors="replace") if isinstance(document, bytes) else document
    return f"json must be the text of one JSON object, each name once, but was {excerpt(shown)}"


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a name is repeated")
    return fields


def _reject_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
