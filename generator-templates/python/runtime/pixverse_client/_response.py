"""What all responses of the service have in common: their metadata, and why a request was refused."""

from __future__ import annotations

import io
import time
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Final

from pixverse_client import _document, _error_body
from pixverse_client._http1 import Exchange, Head
from pixverse_client._network import DeadlineError
from pixverse_client._operation import Operation
from pixverse_client._options import Connector
from pixverse_client._retry import retry_after
from pixverse_client._secrets import KeyRedactor
from pixverse_client._sent_request import SentRequest
from pixverse_client._urls import Url
from pixverse_client.errors import (
    Billing,
    CallTimeoutError,
    ConnectionFailedError,
    PixverseError,
    RateLimitedError,
    ServerError,
    UnexpectedResponseError,
)
from pixverse_client.metadata import VideoMetadata

_MAX_TEXT: Final = 64 << 10
_MAX_TEXT_SECONDS: Final = 10.0
_MAX_JSON: Final = 16 << 20
_BILLED_STATUS: Final = 200


@dataclass(frozen=True)
class Context:
    """What reading a response takes."""

    connector: Connector
    operation: Operation
    server: Url
    redactor: KeyRedactor
    timeout: float
    sent: SentRequest | None = None
    """The request, if it is a paid one."""

    def failure(
        self,
        kind: type[PixverseError],
        reason: str,
        billing: Billing,
        metadata: VideoMetadata | None = None,
        body: str = "",
    ) -> PixverseError:
        """An error of this call."""
        failure = kind(
            reason,
            billing=billing,
            operation=self.operation.id,
            status=metadata.status if metadata else None,
            request_id=metadata.request_id if metadata else None,
            body=body,
            is_free=self.operation.is_free,
        )
        if billing in (Billing.UNKNOWN, Billing.BILLED):
            failure.sent_request = self.sent
        return failure

    def broken(self, reason: str, billing: Billing, cause: Exception) -> PixverseError:
        """An error of a request without a whole response."""
        is_timeout = isinstance(cause, DeadlineError)
        details = f"timed out after {self.timeout} s" if is_timeout else self.details(cause)
        kind = CallTimeoutError if is_timeout else ConnectionFailedError
        failure = self.failure(kind, f"{reason} ({details})", billing)
        failure.__cause__ = self.redactor.cause(cause)
        return failure

    def truncated(self, metadata: VideoMetadata, reason: str, cause: Exception) -> PixverseError:
        """A successful response came, but not all of its body. By the published rule, status 200 is billed."""
        details = f"no byte within {self.timeout} s" if isinstance(cause, DeadlineError) else self.details(cause)
        is_billed = metadata.status == _BILLED_STATUS and not self.operation.submits
        failure = self.failure(
            CallTimeoutError if isinstance(cause, DeadlineError) else ConnectionFailedError,
            f"{reason} ({details})",
            Billing.BILLED if is_billed else Billing.UNKNOWN,
            metadata,
        )
        failure.__cause__ = self.redactor.cause(cause)
        return failure

    def details(self, error: BaseException) -> str:
        """What an error says, without the key."""
        return self.redactor.line(str(error)) or type(error).__name__


class ResponseReader:
    """Reads one response. No text with the key is in a variable when it raises, because a debugger shows variables."""

    def __init__(self, context: Context, exchange: Exchange, head: Head, deadline: float) -> None:
        self.context = context
        self.exchange = exchange
        self.head = head
        self.deadline = deadline
        self.redactor = context.redactor
        self.metadata = metadata_of(head, context.redactor)

    async def refusal(self, billing: Billing | None = None) -> PixverseError:
        """The error of a response that is not successful.

        :param billing: what is known of the job that the request is about; None: the status says it
        """
        text = (await self.bounded()).decode(errors="replace")
        status = self.head.status
        kind, documented = self.context.operation.statuses.get(
            status, (ServerError if status >= 500 else UnexpectedResponseError, Billing.UNKNOWN)
        )
        reason = _error_body.reason(text, self.redactor)
        failure = self.context.failure(kind, reason, billing or documented, self.metadata, self.redactor.text(text))
        if isinstance(failure, RateLimitedError):
            failure.retry_after = retry_after(self.head, _document.RESET_HEADERS, datetime.now(timezone.utc))
        return failure

    async def bounded(self) -> bytes:
        """The body, however long, slow or broken it is: its status is known and must not be lost for its text."""
        body = bytearray()
        deadline = min(self.deadline, time.monotonic() + _MAX_TEXT_SECONDS)
        try:
            while len(body) < _MAX_TEXT and (data := await self.exchange.chunk(deadline)):
                body += data
        except (OSError, DeadlineError):
            pass
        return bytes(body[:_MAX_TEXT])

    async def whole_text(self) -> str:
        """All of the body, without the key.

        :raises OSError: when it broke off, or is too long
        :raises DeadlineError: when it came too slowly
        """
        body = io.BytesIO()
        while await self._receive(body):
            if body.tell() > _MAX_JSON:
                raise OSError(f"the response must have at most {_MAX_JSON} bytes, but has more")
        return self.redactor.text(body.getvalue().decode(errors="replace"))

    async def _receive(self, body: io.BytesIO) -> int:
        return body.write(await self.exchange.chunk(self.deadline))


def metadata_of(head: Head, redactor: KeyRedactor) -> VideoMetadata:
    """Status and headers without the key."""
    return VideoMetadata(head.status, {name: redactor.line(value) for name, value in head.headers})
