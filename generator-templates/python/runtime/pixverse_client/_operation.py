"""What the document says about an operation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pixverse_client.errors import Billing, PixverseError


@dataclass(frozen=True)
class Operation:
    """An operation of the document that returns a video."""

    id: str
    path: str
    accept: str
    timeout: float
    """Seconds: five times the typical duration of a call. A call that is aborted too early is still billed."""
    statuses: Mapping[int, tuple[type[PixverseError], Billing]]
    """The error and the billing status of each documented status."""
