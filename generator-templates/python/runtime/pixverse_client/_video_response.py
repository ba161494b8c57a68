"""Tells videos from failures: by status, then by media type, then by the first bytes."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Final

from pixverse_client import _error_body
from pixverse_client._body import CheckedBody, ResponseSource
from pixverse_client._download import Download, ResumingSource, content_length
from pixverse_client._http1 import Exchange, Head
from pixverse_client._mp4 import starts_like_mp4
from pixverse_client._network import DeadlineError
from pixverse_client._response import Context, ResponseReader
from pixverse_client._urls import Url, try_parse_url
from pixverse_client.errors import Billing, PixverseError, UnexpectedResponseError
from pixverse_client.metadata import VideoMetadata

_MP4_MARK_END: Final = 8
_FIRST_BYTES: Final = 32
_MAX_DOWNLOAD_ATTEMPTS: Final = 5
_PRINTABLE: Final = re.compile(rb"[ -~\r\n\t]*")
_LENGTH: Final = re.compile(r"\d{1,18}", re.ASCII)


@dataclass
class Result:
    """A video whose bytes are still to be received."""

    context: Context
    metadata: VideoMetadata
    content_type: str
    body: CheckedBody
    address: str | None = None
    """Where it is, if a response said so."""


async def read_video(context: Context, exchange: Exchange, head: Head, deadline: float) -> Result:
    """The video of a response; raises what it is otherwise."""
    return await _VideoReader(context, exchange, head, deadline).read()


class _VideoReader(ResponseReader):
    async def read(self) -> Result:
        if not self.head.is_successful:
            raise await self.refusal()
        problem = framing_problem(self.head)
        if problem:
            billing = Billing.BILLED if _is_announced_video(self.head) else Billing.UNKNOWN
            raise self._unexpected(self.redactor.line(problem), billing)
        if not await self._is_video():
            outcome = await self._follow()
            if isinstance(outcome, PixverseError):
                raise outcome
            return outcome
        source = ResponseSource(self.exchange, content_length(self.head), self.context.timeout)
        return self._result(CheckedBody(source), self.head)

    def _result(self, body: CheckedBody, head: Head, address: str | None = None) -> Result:
        content_type = self.redactor.line(head.get("content-type") or "")
        return Result(self.context, self.metadata, content_type, body, address)

    async def _is_video(self) -> bool:
        """Whether the body is a video. Its first byte has the deadline of the call."""
        try:
            return await is_video(self.exchange, self.head, self.deadline, self.context.timeout)
        except (OSError, DeadlineError) as e:
            if isinstance(e, OSError) and not _is_announced_video(self.head):
                return False
            failure = self.context.truncated(self.metadata, "the response broke off at its start", e)
            raise failure from failure.__cause__

    def _unexpected(self, actual: str, billing: Billing = Billing.UNKNOWN, body: str = "") -> PixverseError:
        reason = f"the response must be a video, but was {actual}"
        return self.context.failure(UnexpectedResponseError, reason, billing, self.metadata, body)

    async def _follow(self) -> Result | PixverseError:
        """The video that JSON under a successful status may link to.

        Errors are returned, so that their traceback does not have the text, which may quote the key.
        """
        body = await self.bounded()
        if not self.head.media_type.endswith("json"):
            return self._unexpected(self._describe(body))
        text = body.decode(errors="replace")
        redacted = self.redactor.text(text)
        address = _error_body.video_address(text)
        url = None if address is None else try_parse_url(address)
        if address is None or url is None or not self.context.server.may_link_to(url):
            return self._unexpected(f"JSON: {_error_body.reason(text, self.redactor)}", body=redacted)
        return await self._download(url, self.redactor.line(address), redacted)

    async def _download(self, url: Url, shown: str, json: str) -> Result | PixverseError:
        # The request of the video is over; its connection is not needed any more.
        self.exchange.close()
        download = Download(self.context.connector, self.context.server, url, self.context.timeout)
        cause: Exception = OSError("no attempt was made")
        for attempt in range(1, _MAX_DOWNLOAD_ATTEMPTS + 1):
            if attempt > 1:
                await download.pause(attempt)
            try:
                return await self._open(download, shown)
            except (OSError, DeadlineError) as e:
                cause = e
        details = self.context.details(cause)
        failure = self.context.failure(
            UnexpectedResponseError,
            f"the video is finished at {shown}, but could not be downloaded ({details})",
            Billing.BILLED,
            self.metadata,
            json,
        )
        failure.__cause__ = self.redactor.cause(cause)
        return failure

    async def _open(self, download: Download, shown: str) -> Result:
        exchange, head = await download.request()
        is_result = False
        try:
            deadline = time.monotonic() + download.silence
            is_result = (
                head.is_successful
                and not framing_problem(head)
                and await is_video(exchange, head, deadline, download.silence)
            )
        finally:
            if not is_result:
                exchange.close()
        if not is_result:
            raise OSError(f"status {head.status} without a whole video")
        return self._result(CheckedBody(ResumingSource(download, exchange, head)), head, shown)

    def _describe(self, body: bytes) -> str:
        """The media type and the first bytes, redacted as a whole and cut afterwards."""
        media_type = self.redactor.line(self.head.get("content-type") or "bytes without a media type")
        if not body:
            return f"{media_type}, empty"
        if not _PRINTABLE.fullmatch(body[:_FIRST_BYTES]):
            return f"{media_type}, starting with bytes {body[:_FIRST_BYTES].hex()}"
        text = self.redactor.text(body.decode("latin-1"))
        return f'{media_type}, starting with "{text[:_FIRST_BYTES].strip()}"'


def _is_announced_video(head: Head) -> bool:
    return head.media_type.startswith("video/")


async def is_video(exchange: Exchange, head: Head, deadline: float, silence: float) -> bool:
    """Whether the body is a video. It is still to be read."""
    first = await exchange.peek(_MP4_MARK_END, deadline, silence)
    return starts_like_mp4(first) or (_is_announced_video(head) and first != b"")


def framing_problem(head: Head) -> str | None:
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
