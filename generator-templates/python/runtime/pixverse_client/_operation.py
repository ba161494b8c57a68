"""What the document says about an operation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pixverse_client.errors import Billing, JobFailedError, PixverseError

# Such calls make nothing while they are open.
_SECONDS_WITHOUT_VIDEO: Final = 60.0


@dataclass(frozen=True)
class Operation:
    """An operation of the document."""

    id: str
    method: str
    path: str
    accept: str
    statuses: Mapping[int, tuple[type[PixverseError], Billing]]
    """The error and the billing status of each documented status."""
    timeout: float = _SECONDS_WITHOUT_VIDEO
    """Seconds: five times the typical duration of a video. A call that is aborted too early is still billed."""
    returns_video: bool = False
    server: str | None = None
    """A server of its own; None: that of the document."""
    submits: str | None = None
    """The operation that takes the same request and returns the video itself."""
    typical_seconds: float | None = None
    """How long the video usually takes, as published."""

    @property
    def is_free(self) -> bool:
        """Whether its requests cost nothing: they make no video."""
        return not self.returns_video and self.submits is None

    @property
    def model_name(self) -> str:
        """The name of the model in the history."""
        return self.path.rpartition("/")[2]

    def is_failed_job(self, status: int) -> bool:
        """Whether a status says that a job failed."""
        return status in self.statuses and self.statuses[status][0] is JobFailedError
