"""Opens the video of a completed job. Each call makes one attempt; a transfer that has begun is resumed."""

from __future__ import annotations

import time
from typing import Final

from pixverse_client import _document
from pixverse_client._body import CheckedBody
from pixverse_client._content import Content
from pixverse_client._download import Download, ResumingSource
from pixverse_client._http1 import Exchange, Head
from pixverse_client._network import DeadlineError
from pixverse_client._options import Connector
from pixverse_client._response import Context, metadata_of
from pixverse_client._secrets import KeyRedactor
from pixverse_client._urls import try_parse_url
from pixverse_client._video_response import Result, framing_problem, is_video
from pixverse_client.errors import Billing, PixverseError, ServerError, UnexpectedResponseError
from pixverse_client.models import JobResult

_GONE: Final = (403, 404, 410)


class JobVideo:
    """The video of a job, which may be requested any number of times. The API key is not sent."""

    def __init__(self, connector: Connector, job_id: str, silence: float) -> None:
        options = connector.options
        server = options.server_of(_document.GET_JOB_RESULT)
        self._context = Context(connector, _document.GET_JOB_RESULT, server, KeyRedactor(), silence)
        self._job_id = job_id

    async def open(self, result: JobResult, deadline: float) -> Content:
        """The video, whose bytes are still to be received.

        :param deadline: of its first byte
        """
        address = result.video.url if result.video and result.video.url is not None else result.output
        url = None if address is None else try_parse_url(address)
        shown = "missing" if address is None else self._context.redactor.line(address)
        if url is None or not self._context.server.may_link_to(url):
            raise self._unexpected(
                f"the address of the video of job {self._job_id} must be an https URL, but was {shown}"
            )
        download = Download(self._context.connector, self._context.server, url, self._context.timeout)
        try:
            exchange, head = await download.request(deadline=deadline)
            try:
                return await self._content(download, shown, exchange, head, deadline)
            except BaseException:
                exchange.close()
                raise
        except (OSError, DeadlineError) as e:
            reason = f"the video of job {self._job_id} at {shown} could not be opened"
            failure = self._context.broken(reason, Billing.BILLED, e)
            raise failure from failure.__cause__

    async def _content(
        self, download: Download, address: str, exchange: Exchange, head: Head, deadline: float
    ) -> Content:
        problem = await self._problem(exchange, head, min(deadline, time.monotonic() + download.silence))
        if problem:
            # Another attempt at a successful response would give the same.
            status = None if head.is_successful else head.status
            raise self._unexpected(f"the video of job {self._job_id} at {address} {problem}", status)
        body = CheckedBody(ResumingSource(download, exchange, head))
        metadata = metadata_of(head, self._context.redactor)
        content_type = self._context.redactor.line(head.get("content-type") or "")
        result = Result(self._context, metadata, content_type, body, address)
        return Content.of(self._context.connector.network, result)

    async def _problem(self, exchange: Exchange, head: Head, deadline: float) -> str | None:
        """Why the response is not the video; None if it is."""
        if head.status in _GONE:
            return "is no longer available; files are kept for 7 days"
        if not head.is_successful:
            return "could not be downloaded"
        framing = framing_problem(head)
        if framing:
            return f"must be a video, but was {self._context.redactor.line(framing)}"
        is_right = await is_video(exchange, head, deadline, self._context.timeout)
        return None if is_right else "must be a video, but was something else"

    def _unexpected(self, reason: str, status: int | None = None) -> PixverseError:
        kind = ServerError if (status or 0) >= 500 else UnexpectedResponseError
        operation = self._context.operation
        return kind(reason, billing=Billing.BILLED, operation=operation.id, status=status, is_free=operation.is_free)
