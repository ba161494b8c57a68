"""Tells videos from failures: by status, then by media type, then by the first bytes."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Final

from pixverse_client import _document, _error_body
from pixverse_client._body import CheckedBody, ResponseSource
from pixverse_client._download import Download, ResumingSource, content_length
from pixverse_client._http1 import Exchange, Head
from pixverse_client._mp4 import starts_like_mp4
from pixverse_client._network import DeadlineError
from pixverse_client._operation import Operation
from pixverse_client._options import Connector
from pixverse_client._retry import retry_after
from pixverse_client._secrets import KeyRedactor
from pixverse_client._urls import Url, parse_url
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
_MP4_MARK_END: Final = 8
_FIRST_BYTES: Final = 32
_MAX_DOWNLOAD_ATTEMPTS: Final = 5
_PRINTABLE: Final = re.compile(rb"[ -~\r\n\t]*")
_LENGTH: Final = re.compile(r"\d{1,18}", re.ASCII)


@dataclass(frozen=True)
class Context:
    """What reading a response takes."""

    connector: Connector
    operation: Operation
    server: Url
    redactor: KeyRedactor
    timeout: float

    def failure(
        self,
        kind: type[PixverseError],
        reason: str,
        billing: Billing,
        metadata: VideoMetadata | None = None,
        body: str = "",
    ) -> PixverseError:
        """An error of this call."""
        return kind(
            reason,
            billing=billing,
            operation=self.operation.id,
            status=metadata.status if metadata else None,
            request_id=metadata.request_id if metadata else None,
            body=body,
        )

    def truncated(self, metadata: VideoMetadata, reason: str, cause: Exception) -> PixverseError:
        """A successful response came, but not all of its body. By the published rule, status 200 is billed."""
        details = f"no byte within {self.timeout} s" if isinstance(cause, DeadlineError) else self.details(cause)
        failure = self.failure(
            CallTimeoutError if isinstance(cause, DeadlineError) else ConnectionFailedError,
            f"{reason} ({details})",
            Billing.BILLED if metadata.status == 200 else Billing.UNKNOWN,
            metadata,
        )
        failure.__cause__ = self.redactor.cause(cause)
        return failure

    def details(self, error: BaseException) -> str:
        """What an error says, without the key."""
        return self.redactor.line(str(error)) or type(error).__name__


@dataclass
class Result:
    """A video whose bytes are still to be received."""

    context: Context
    metadata: VideoMetadata
    content_type: str
    body: CheckedBody


async def read_response(context: Context, exchange: Exchange, head: Head, deadline: float) -> Result:
    """The video of a response; raises what it is otherwise."""
    return await _ResponseReader(context, exchange, head, deadline).read()


class _ResponseReader:
    def __init__(self, context: Context, exchange: Exchange, head: Head, deadline: float) -> None:
        self._context = context
        self._redactor = context.redactor
        self._exchange = exchange
        self._head = head
        self._deadline = deadline
        self._metadata = VideoMetadata(head.status, {name: self._redactor.line(value) for name, value in head.headers})

    async def read(self) -> Result:
        if not self._head.is_successful:
            raise await self._refusal()
        problem = _framing_problem(self._head)
        if problem:
            billing = Billing.BILLED if _is_announced_video(self._head) else Billing.UNKNOWN
            raise self._unexpected(self._redactor.line(problem), billing)
        if not await self._is_video():
            outcome = await self._follow()
            if isinstance(outcome, PixverseError):
                raise outcome
            return outcome
        source = ResponseSource(self._exchange, content_length(self._head), self._context.timeout)
        return self._result(CheckedBody(source), self._head)

    def _result(self, body: CheckedBody, head: Head) -> Result:
        content_type = self._redactor.line(head.get("content-type") or "")
        return Result(self._context, self._metadata, content_type, body)

    async def _refusal(self) -> PixverseError:
        text = (await self._bounded()).decode(errors="replace")
        status = self._head.status
        kind, billing = self._context.operation.statuses.get(
            status, (ServerError if status >= 500 else UnexpectedResponseError, Billing.UNKNOWN)
        )
        reason = _error_body.reason(text, self._redactor)
        failure = self._context.failure(kind, reason, billing, self._metadata, self._redactor.text(text))
        if isinstance(failure, RateLimitedError):
            failure.retry_after = retry_after(self._head, _document.RESET_HEADERS, datetime.now(timezone.utc))
        return failure

    async def _bounded(self) -> bytes:
        """The body, however long, slow or broken it is: its status is known and must not be lost for its text."""
        body = bytearray()
        deadline = min(self._deadline, time.monotonic() + _MAX_TEXT_SECONDS)
        try:
            while len(body) < _MAX_TEXT and (data := await self._exchange.chunk(deadline)):
                body += data
        except (OSError, DeadlineError):
            pass
        return bytes(body[:_MAX_TEXT])

    async def _is_video(self) -> bool:
        """Whether the body is a video. Its first byte has the deadline of the call."""
        try:
            return await _is_video(self._exchange, self._head, self._deadline, self._context.timeout)
        except (OSError, DeadlineError) as e:
            if isinstance(e, OSError) and not _is_announced_video(self._head):
                return False
            raise self._context.truncated(self._metadata, "the response broke off at its start", e) from None

    def _unexpected(self, actual: str, billing: Billing = Billing.UNKNOWN, body: str = "") -> PixverseError:
        reason = f"the response must be a video, but was {actual}"
        return self._context.failure(UnexpectedResponseError, reason, billing, self._metadata, body)

    async def _follow(self) -> Result | PixverseError:
        """The video that JSON under a successful status may link to.

        Errors are returned, so that their traceback does not have the text, which may quote the key.
        """
        body = await self._bounded()
        if not self._head.media_type.endswith("json"):
            return self._unexpected(self._describe(body))
        text = body.decode(errors="replace")
        redacted = self._redactor.text(text)
        address = _error_body.video_address(text)
        url = _parsed(address)
        if address is None or url is None or not self._context.server.may_link_to(url):
            return self._unexpected(f"JSON: {_error_body.reason(text, self._redactor)}", body=redacted)
        return await self._download(url, self._redactor.line(address), redacted)

    async def _download(self, url: Url, shown: str, json: str) -> Result | PixverseError:
        # The request of the video is over; its connection is not needed any more.
        self._exchange.close()
        download = Download(self._context.connector, self._context.server, url, self._context.timeout)
        cause: Exception = OSError("no attempt was made")
        for attempt in range(1, _MAX_DOWNLOAD_ATTEMPTS + 1):
            if attempt > 1:
                await download.pause(attempt)
            try:
                return await self._open(download)
            except (OSError, DeadlineError) as e:
                cause = e
        details = self._context.details(cause)
        failure = self._context.failure(
            UnexpectedResponseError,
            f"the video is finished at {shown}, but could not be downloaded ({details})",
            Billing.BILLED,
            self._metadata,
            json,
        )
        failure.__cause__ = self._redactor.cause(cause)
        return failure

    async def _open(self, download: Download) -> Result:
        exchange, head = await download.request()
        is_result = False
        try:
            deadline = time.monotonic() + download.silence
            is_result = (
                head.is_successful
                and not _framing_problem(head)
                and await _is_video(exchange, head, deadline, download.silence)
            )
        finally:
            if not is_result:
                exchange.close()
        if not is_result:
            raise OSError(f"status {head.status} without a whole video")
        return self._result(CheckedBody(ResumingSource(download, exchange, head)), head)

    def _describe(self, body: bytes) -> str:
        """The media type and the first bytes, redacted as a whole and cut afterwards."""
        media_type = self._redactor.line(self._head.get("content-type") or "bytes without a media type")
        if not body:
            return f"{media_type}, empty"
        if not _PRINTABLE.fullmatch(body[:_FIRST_BYTES]):
            return f"{media_type}, starting with bytes {body[:_FIRST_BYTES].hex()}"
        text = self._redactor.text(body.decode("latin-1"))
        return f'{media_type}, starting with "{text[:_FIRST_BYTES].strip()}"'


def _is_announced_video(head: Head) -> bool:
    return head.media_type.startswith("video/")


async def _is_video(exchange: Exchange, head: Head, deadline: float, silence: float) -> bool:
    first = await exchange.peek(_MP4_MARK_END, deadline, silence)
    return starts_like_mp4(first) or (_is_announced_video(head) and first != b"")


def _framing_problem(head: Head) -> str | None:
    """Why the body of a successful response is not a whole video as it is; None if nothing says so."""
    if head.status == 206:
        return "a part of a video (206), although no part was requested"
    encoding = head.get("transfer-encoding")
    if encoding is not None and encoding.strip().lower() != "chunked":
        return f"a body whose transfer encoding is {encoding}, which cannot be decoded"
    lengths = head.get_all("content-length")
    if len(set(lengths)) > 1:
        return f"a body of contradictory lengths [{', '.join(lengths)}]"
    if lengths and not _LENGTH.fullmatch(lengths[0].strip()):
        return f"a body of the length {lengths[0]}"
    content = head.get("content-encoding")
    if content is not None and content.strip().lower() != "identity":
        return f"a body whose content encoding is {content}, which cannot be decoded"
    return None if head.is_readable else "a body after headers that are not HTTP"


def _parsed(address: str | None) -> Url | None:
    try:
        return None if address is None else parse_url(address)
    except ValueError:
        return None
