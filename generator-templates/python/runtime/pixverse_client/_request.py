"""What all requests have in common."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from pixverse_client import _json
from pixverse_client._rules import RequestRules, Violation
from pixverse_client.errors import InvalidRequestError

_Self = TypeVar("_Self", bound="Request")


@dataclass(kw_only=True)
class Request:
    """The fields of a request. A field that is None is not sent. Nothing is checked before the request is used."""

    additional_properties: dict[str, Any] = field(default_factory=dict[str, Any])
    """Fields that the document does not know, to be sent on purpose."""
    unknown_fields: dict[str, Any] = field(default_factory=dict[str, Any])
    """What from_dict and from_json found and the document does not know, nulls included; it makes a request invalid."""

    _RULES: ClassVar[RequestRules]
    _ATTRIBUTES: ClassVar[Mapping[str, str]]
    """The attribute of each field of the document."""

    @classmethod
    def from_dict(cls: type[_Self], fields: Mapping[str, Any]) -> _Self:
        """Reads fields by the document's names, whatever their values; violations() judges them."""
        known = {name: value for name, value in fields.items() if name in cls._ATTRIBUTES and value is not None}
        unknown = {name: value for name, value in fields.items() if name not in known}
        # A missing field is a violation like any other.
        arguments: dict[str, Any] = {
            cls._ATTRIBUTES[rule.name]: None for rule in cls._RULES.fields if rule.required and rule.default is None
        }
        arguments.update((cls._ATTRIBUTES[name], value) for name, value in known.items())
        arguments.update((cls._ATTRIBUTES[name], None) for name in unknown if name in cls._ATTRIBUTES)
        return cls(**arguments, unknown_fields=unknown)

    @classmethod
    def from_json(cls: type[_Self], text: str | bytes) -> _Self:
        """Reads fields by the document's names from JSON.

        :raises InvalidRequestError: when the text is not one JSON object
        """
        try:
            return cls.from_dict(_json.parse_object(text))
        except ValueError as e:
            raise InvalidRequestError(str(e)) from e

    def to_dict(self) -> dict[str, Any]:
        """The fields to send, by the document's names: those that are set, and required ones with their defaults."""
        fields = self._fields()
        fields.update(self.additional_properties)
        return fields

    def to_json(self) -> str:
        """The request as it is sent.

        :raises ValueError: when a value is no JSON
        """
        try:
            return json.dumps(self.to_dict(), allow_nan=False)
        except (TypeError, RecursionError) as e:
            raise ValueError(str(e)) from e

    def violations(self) -> list[Violation]:
        """Everything that is wrong with the request, by the rules of the document."""
        return self._RULES.violations(self._fields(), self.additional_properties)

    def _fields(self) -> dict[str, Any]:
        values = {name: getattr(self, attribute) for name, attribute in self._ATTRIBUTES.items()}
        fields = {name: value for name, value in values.items() if value is not None}
        fields.update((name, value) for name, value in self.unknown_fields.items() if name not in fields)
        return fields
