"""Why a call has no video, and what that means for the bill."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Any, Final

from pixverse_client._rules import Violation
from pixverse_client._sent_request import SentRequest


class Billing(Enum):
    """What a failure means for the bill, as far as the service's documentation and public reports tell.

    The members are ordered: each costs more than the ones before it.
    """

    NOT_SENT = "the request was not sent, nothing is billed"
    NOT_BILLED = "refused requests and failed jobs are not billed, as far as known"
    UNKNOWN = "the call may be billed and its job may still be running; sending it again would start and bill another"
    BILLED = "the call is billed; sending it again would start and bill another"

    def meaning(self, is_free: bool = False) -> str:
        """One clause for messages.

        :param is_free: whether it is about a request that costs nothing, which can be repeated whatever is known of its
            job
        """
        return _MEANINGS_OF_FREE_REQUESTS.get(self.name, self.value) if is_free else self.value

    def is_worse_than(self, other: Billing) -> bool:
        """Whether this costs more."""
        order = list(Billing)
        return order.index(self) > order.index(other)

    def __str__(self) -> str:
        return self.name


_MEANINGS_OF_FREE_REQUESTS: Final = {
    "UNKNOWN": "this request costs nothing and can be repeated; it says nothing about the bill",
    "BILLED": "the job is billed; this request costs nothing and can be repeated",
}


class PixverseError(Exception):
    """A call without a video. Check ``billing`` before you send the request again."""

    billing: Billing
    """The billing status of the call."""
    operation: str | None
    """The operation by the document's name, such as textToVideo."""
    status: int | None
    """The HTTP status code; None if no response came."""
    request_id: str | None
    """The service's id of the call, for its support."""
    body: str
    """The body of the response as text, cut after 64 KiB, with the API key redacted."""
    sent_request: SentRequest | None = None
    """The request, if it may have made a video; look_up searches the history for it."""

    def __init__(
        self,
        reason: str,
        *,
        billing: Billing,
        operation: str | None = None,
        status: int | None = None,
        request_id: str | None = None,
        body: str = "",
        is_free: bool = False,
    ) -> None:
        super().__init__(
            (f"{operation}: " if operation else "")
            + (f"{status}: " if status else "")
            + reason
            + (f" (request id {request_id})" if request_id else "")
            + f" [{billing.name}: {billing.meaning(is_free)}]"
        )
        self.billing = billing
        self.operation = operation
        self.status = status
        self.request_id = request_id
        self.body = body

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), self.args, self.__dict__)


def _restore(kind: type[PixverseError], args: tuple[Any, ...], attributes: dict[str, Any]) -> PixverseError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(attributes)
    return error


class InvalidRequestError(PixverseError, ValueError):
    """The request was not sent. The message names everything that is wrong with it, one thing a line."""

    violations: tuple[Violation, ...]
    """The rules that the request breaks; empty if something other than a rule was wrong, such as the API key."""

    def __init__(self, reason: str, *, operation: str | None = None, violations: Sequence[Violation] = ()) -> None:
        super().__init__(reason, billing=Billing.NOT_SENT, operation=operation)
        self.violations = tuple(violations)

    @classmethod
    def of(cls, operation: str, violations: Sequence[Violation]) -> InvalidRequestError:
        """Lists all violations."""
        lines = "".join(f"\n  {violation}" for violation in violations)
        reason = f"the request breaks the rules of the document:{lines}\n "
        return cls(reason, operation=operation, violations=violations)


class BadRequestError(PixverseError):
    """The service found the request wrong (400). Correct it before sending it again."""


class UnauthorizedError(PixverseError):
    """The API key is missing or not valid (401)."""


class ForbiddenError(PixverseError):
    """The API key is valid but may not do this (403)."""


class NotFoundError(PixverseError):
    """There is no such endpoint, model or job (404), or the model was retired (410)."""


class InsufficientCreditsError(PixverseError):
    """The service refused the request with 406: too few credits, as documented.

    The status is reported for other refusals too, such as a value that is not accepted; the message has the service's
    words.
    """


class RateLimitedError(PixverseError):
    """Too many requests in a short time (429). The request was refused, so sending it again later is safe."""

    retry_after: float | None = None
    """Seconds to wait from the moment of the response, as the service says; None if it does not."""


class ServerError(PixverseError):
    """The service failed (500 and above). After 502 and 504 the job may still be running: see ``billing``."""


class UnexpectedResponseError(PixverseError):
    """The service sent a response that the document does not describe."""


class ConnectionFailedError(PixverseError):
    """No complete response came: the service could not be reached, or the connection broke. See ``billing``."""


class CallTimeoutError(PixverseError):
    """A timeout passed. See ``billing`` for whether the request was sent by then."""


class JobFailedError(PixverseError):
    """The service could not make the video of a job; the message has its reason. The job is not billed."""


class JobTimeoutError(PixverseError):
    """The deadline for a job passed. The job continues and nothing is lost: wait again with ``job(job_id)``."""

    job_id: str
    """The id of the job, which continues."""

    def __init__(self, reason: str, *, job_id: str, **known: Any) -> None:
        super().__init__(reason, **known)
        self.job_id = job_id


class SaveFailedError(PixverseError):
    """A video could not be saved where it was meant to go; its bytes are kept in ``saved_to``."""

    saved_to: Path | None
    """The file that holds the bytes instead; None if nothing was sent, or if no file could be created at all."""

    def __init__(self, reason: str, *, saved_to: Path | None, **known: Any) -> None:
        super().__init__(reason, **known)
        self.saved_to = saved_to
