"""A paid request as it was sent: what is needed to find it in the history."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SentRequest:
    """A request whose response may be lost."""

    model_name: str
    """The name of the model in the history."""
    json: str
    sent_at: float
    """In seconds since 1970."""
