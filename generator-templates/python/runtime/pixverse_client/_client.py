"""What the generated clients are made of."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import date, datetime
from typing import TypeVar
from weakref import WeakKeyDictionary

from pixverse_client import _document, _options
from pixverse_client._asyncio import AsyncioNetwork
from pixverse_client._attempt import Reader
from pixverse_client._blocking import BlockingNetwork
from pixverse_client._call import PaidCall
from pixverse_client._content import Content
from pixverse_client._history import HistoryLookup, history_query
from pixverse_client._job_id import check_job_id
from pixverse_client._jobs import Jobs
from pixverse_client._json_response import read_submitted_job
from pixverse_client._network import Network, run
from pixverse_client._operation import Operation
from pixverse_client._options import Connector, Options
from pixverse_client._request import Request
from pixverse_client._saving import Reservation
from pixverse_client._secrets import ApiKeySource
from pixverse_client._sent_request import SentRequest
from pixverse_client._upload import Uploader
from pixverse_client._video_response import read_video
from pixverse_client.errors import InvalidRequestError, PixverseError
from pixverse_client.job import AsyncVideoJob, VideoJob
from pixverse_client.models import Credits, HistoryEntry, HistoryPage, HistorySortField, HistoryState, SortOrder
from pixverse_client.video import AsyncVideo, Progress, StrPath, Video

_T = TypeVar("_T")
UploadProgress = Callable[[int, int], object]
"""Receives how many bytes of a file were sent, and how many it has."""


class _Core:
    """Checks requests and executes calls over a network."""

    def __init__(self, network: Network, options: Options) -> None:
        self._connector = Connector(network, options)
        self._is_open = True
        self.jobs = Jobs(self._connector, self.require_open)

    async def call(
        self,
        operation: Operation,
        request: Request,
        timeout: float | None,
        save_to: StrPath | None,
        on_progress: Progress | None,
    ) -> Content:
        """Executes one call."""
        call = self._checked(operation, request, timeout, read_video)
        network = self._connector.network
        if save_to is None:
            return Content.of(network, await call.execute())
        reservation = Reservation(save_to)
        try:
            await reservation.make(network, operation.id)
            content = Content.of(network, await call.execute())
            try:
                await content.save(reservation.target, on_progress, reservation.take())
            finally:
                content.close()
            return content
        finally:
            await reservation.release(network)

    async def submit(self, request: Request, timeout: float | None) -> tuple[Jobs, str, float | None]:
        """Submits a job; returns what it is made of."""
        operation = _submitting(request)
        job_id = await self._checked(operation, request, timeout, read_submitted_job).execute()
        typical = next(each.typical_seconds for each in _document.OPERATIONS if each.id == operation.submits)
        return self.jobs, job_id, typical

    def job(self, job_id: str) -> tuple[Jobs, str, None]:
        """A job that was submitted before."""
        return self.jobs, check_job_id(job_id), None

    async def credits(self) -> Credits:
        """The credits of the account."""
        self.require_open()
        return await self.jobs.retrying(self.jobs.reader.credits)

    async def history(self, query: Callable[[], dict[str, str]]) -> HistoryPage:
        """A page of the history."""
        self.require_open()
        try:
            parameters = query()
        except ValueError as e:
            raise InvalidRequestError(str(e), operation=_document.LIST_REQUEST_HISTORY.id) from e
        return await self.jobs.retrying(lambda: self.jobs.reader.history(parameters))

    async def history_entry(self, request_id: str) -> HistoryEntry:
        """One request of the history."""
        self.require_open()
        checked = check_job_id(request_id)
        return await self.jobs.retrying(lambda: self.jobs.reader.entry(checked))

    async def look_up(self, error: PixverseError) -> list[HistoryEntry]:
        """Searches the history for the request of a failed call."""
        self.require_open()
        if error.sent_request is None:
            rule = "an error of a paid call that may have made a video (UNKNOWN or BILLED)"
            raise ValueError(f"error must be {rule}, but was {error.billing.name} of {error.operation}")
        return await HistoryLookup(self.jobs).entries(error.sent_request, error.request_id)

    async def look_up_request(self, request: Request, sent_at: datetime) -> list[HistoryEntry]:
        """Searches the history for a request whose sender is gone."""
        self.require_open()
        sent = SentRequest(_submitting(request).model_name, request.to_json(), sent_at.timestamp())
        return await HistoryLookup(self.jobs).entries(sent)

    async def upload(self, file: StrPath | bytes, on_progress: UploadProgress | None) -> str:
        """Uploads a file."""
        self.require_open()
        return await Uploader(self.jobs.calls).upload(file, on_progress)

    def _checked(self, operation: Operation, request: Request, timeout: float | None, read: Reader[_T]) -> PaidCall[_T]:
        options = self._connector.options
        self.require_open(operation)
        # The type hints do not bind callers.
        if not isinstance(request, Request):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise _no_request(request, operation)
        try:
            limit = options.timeout if timeout is None else _options.seconds("timeout", timeout)
            violations = request.violations() if options.validate_requests else ()
            if violations:
                raise InvalidRequestError.of(operation.id, violations)
            return PaidCall(self._connector, operation, request.to_json(), limit or operation.timeout, read)
        except InvalidRequestError:
            raise
        except ValueError as e:
            raise InvalidRequestError(str(e), operation=operation.id) from e

    def require_open(self, operation: Operation | None = None) -> None:
        """Rejects calls of a closed client."""
        if not self._is_open:
            known = operation.id if operation else None
            raise InvalidRequestError("the client must be open, but was closed", operation=known)

    def close(self) -> None:
        """Rejects further calls."""
        self._is_open = False

    def __repr__(self) -> str:
        return f"for {self._connector.options.server.authority}"


def _no_request(value: object, operation: Operation | None = None) -> InvalidRequestError:
    reason = f"request must be a request of this package, but was of type {type(value).__name__}"
    return InvalidRequestError(reason, operation=operation.id if operation else None)


def _submitting(request: object) -> Operation:
    """The operation that makes a job of a request."""
    for kind, operation in _document.SUBMITTED_BY.items():
        if isinstance(request, kind):
            return operation
    raise _no_request(request)


class BlockingClient:
    """Calls block their thread. Safe to share between threads and processes."""

    def __init__(
        self,
        api_key: str | Callable[[], str] | None = None,
        *,
        base_url: str | None = None,
        timeout: float | None = None,
        connect_timeout: float = 30.0,
        max_retries: int = 2,
        validate_requests: bool = True,
        proxy: str | None = None,
        trust_env: bool = True,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        """Creates a client; nothing is sent.

        :param api_key: the secret key of the account, or a function that returns it for each attempt; by default, the
            environment has it in SEGMIND_API_KEY
        :param base_url: the server's root, https or http to this machine; that of the document by default
        :param timeout: seconds from the moment a request is sent to the first byte of the video, then between bytes;
            five times the usual duration of the operation by default
        :param connect_timeout: seconds to wait for a connection
        :param max_retries: retries after a failure that is certainly not billed, from 0 to 100
        :param validate_requests: whether requests that break a rule of the document are rejected
        :param proxy: the URL of an HTTP proxy, with its login if it needs one
        :param trust_env: whether HTTPS_PROXY, ALL_PROXY and NO_PROXY are used if no proxy is given
        :param ssl_context: the certificates and the versions of TLS to use; those of Python by default
        :raises ValueError: when a setting is invalid
        """
        keys = ApiKeySource(api_key)
        # A debugger shows the variables of a traceback.
        del api_key
        self._core = _Core(
            BlockingNetwork(),
            Options.of(
                keys,
                base_url,
                timeout,
                connect_timeout,
                max_retries,
                validate_requests,
                proxy,
                trust_env,
                ssl_context,
            ),
        )

    def _call(
        self,
        operation: Operation,
        request: Request,
        timeout: float | None,
        save_to: StrPath | None,
        on_progress: Progress | None,
    ) -> Video:
        return Video(run(self._core.call(operation, request, timeout, save_to, on_progress)))

    def submit(self, request: Request, *, timeout: float | None = None) -> VideoJob:
        """Submits a job that generates a video.

        The request is checked and sent at most once, as in a call that waits for its video. But a broken connection
        does not lose the video: the job has an id.

        :param request: the request; it is checked before anything is sent
        :param timeout: seconds until the response; that of the client, or 60, by default
        :raises PixverseError: when the job is not known to be submitted; see ``billing``, and look_up if it is UNKNOWN
        """
        return VideoJob(*run(self._core.submit(request, timeout)))

    def job(self, job_id: str) -> VideoJob:
        """A job that was submitted before, by this process or another; nothing is sent.

        :param job_id: the id of the job
        :raises ValueError: when it cannot be the id of a job
        """
        return VideoJob(*self._core.job(job_id))

    def credits(self) -> Credits:
        """Reads the credits of the account. Costs nothing.

        :raises PixverseError: when they cannot be read
        """
        return run(self._core.credits())

    def history(
        self,
        *,
        page: int = 1,
        per_page: int = 20,
        from_date: date | None = None,
        to_date: date | None = None,
        model_name: str | None = None,
        status: HistoryState | None = None,
        sort_by: HistorySortField | None = None,
        sort_order: SortOrder | None = None,
    ) -> HistoryPage:
        """Reads a page of the account's requests, the newest first unless sorted otherwise. Costs nothing.

        A new request may appear with a delay.

        :param page: the page, from 1
        :param per_page: requests in a page, from 1 to 100
        :param from_date: the first day; seven days ago by default, at most 31 days before to_date
        :param to_date: the last day; today by default
        :param model_name: part of the model's name, such as pixverse
        :raises PixverseError: when a filter is invalid, or the history cannot be read
        """
        return run(
            self._core.history(
                lambda: history_query(page, per_page, from_date, to_date, model_name, status, sort_by, sort_order)
            )
        )

    def history_entry(self, request_id: str) -> HistoryEntry:
        """Reads one request of the account, of any age. Costs nothing.

        :param request_id: the id of a job, or of the metadata of a video or an error
        :raises NotFoundError: when the history does not have it
        :raises PixverseError: when it cannot be read
        :raises ValueError: when it cannot be such an id
        """
        return run(self._core.history_entry(request_id))

    def look_up(self, error: PixverseError) -> list[HistoryEntry]:
        """Searches the history for the request of a failed call that may have made a video.

        Finds requests of the same model with the same fields that were sent at that time. Never guesses: two equal
        requests are two entries. A new request may appear with a delay, so an empty list is returned only after 30
        seconds of repeated searches. Costs nothing.

        :param error: of a submitted job, or of a call that waits for its video, with billing UNKNOWN or BILLED; it may
            have been pickled
        :raises ValueError: when the error is of another call
        :raises PixverseError: when the history cannot be read
        """
        return run(self._core.look_up(error))

    def look_up_request(self, request: Request, sent_at: datetime) -> list[HistoryEntry]:
        """Searches the history for a request whose sender is gone, such as a killed process. See look_up.

        :param request: what was sent
        :param sent_at: when it was sent, give or take ten minutes
        :raises PixverseError: when the history cannot be read
        """
        return run(self._core.look_up_request(request, sent_at))

    def upload(self, file: StrPath | bytes, *, on_progress: UploadProgress | None = None) -> str:
        """Uploads an image or a video to use as image_url or video_url, and returns its address.

        A file is never held in memory. Costs nothing, as far as known. Everybody who knows the address can read the
        file, and it cannot be deleted (assumption).

        :param file: the path or the content of a PNG, JPEG, GIF, WebP, MP4, MOV or WebM file of at most 2 GB
        :param on_progress: receives the progress; an exception of it ends the upload
        :raises InvalidRequestError: when the file cannot be read, is too large or of another type; nothing was sent
        :raises PixverseError: when the file was not stored
        """
        return run(self._core.upload(file, on_progress))

    def close(self) -> None:
        """Rejects further calls. Videos that were not received yet stay readable."""
        self._core.close()

    def __enter__(self: _B) -> _B:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __repr__(self) -> str:
        # A debugger also shows one whose settings are invalid.
        return f"<{type(self).__name__} {getattr(self, '_core', None)!r}>"


class AsyncClient:
    """Calls are coroutines of asyncio, which can be cancelled at any moment.

    Any number of event loops may use a client.
    """

    def __init__(
        self,
        api_key: str | Callable[[], str] | None = None,
        *,
        base_url: str | None = None,
        timeout: float | None = None,
        connect_timeout: float = 30.0,
        max_retries: int = 2,
        max_concurrency: int | None = None,
        validate_requests: bool = True,
        proxy: str | None = None,
        trust_env: bool = True,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        """Creates a client; nothing is sent.

        :param max_concurrency: how many calls of an event loop run at once, from 1; the others wait their turn, before
            their timeout starts; unlimited by default

        The other parameters are those of Pixverse.

        :raises ValueError: when a setting is invalid
        """
        keys = ApiKeySource(api_key)
        # A debugger shows the variables of a traceback.
        del api_key
        self._core = _Core(
            AsyncioNetwork(),
            Options.of(
                keys,
                base_url,
                timeout,
                connect_timeout,
                max_retries,
                validate_requests,
                proxy,
                trust_env,
                ssl_context,
            ),
        )
        self._max = (
            None if max_concurrency is None else _options.whole("max_concurrency", max_concurrency, 1, 1_000_000)
        )
        self._slots: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    async def _call(
        self,
        operation: Operation,
        request: Request,
        timeout: float | None,
        save_to: StrPath | None,
        on_progress: Progress | None,
    ) -> AsyncVideo:
        async with self._slot():
            return AsyncVideo(await self._core.call(operation, request, timeout, save_to, on_progress))

    def _slot(self) -> AbstractAsyncContextManager[None]:
        if self._max is None:
            return nullcontext()
        return self._slots.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(self._max))

    async def submit(self, request: Request, *, timeout: float | None = None) -> AsyncVideoJob:
        """Submits a job that generates a video. Counts as one of max_concurrency.

        The request is checked and sent at most once, as in a call that waits for its video. But a broken connection
        does not lose the video: the job has an id.

        :param request: the request; it is checked before anything is sent
        :param timeout: seconds until the response; that of the client, or 60, by default
        :raises PixverseError: when the job is not known to be submitted; see ``billing``, and look_up if it is UNKNOWN
        """
        async with self._slot():
            return AsyncVideoJob(*await self._core.submit(request, timeout))

    def job(self, job_id: str) -> AsyncVideoJob:
        """A job that was submitted before, by this process or another; nothing is sent.

        :param job_id: the id of the job
        :raises ValueError: when it cannot be the id of a job
        """
        return AsyncVideoJob(*self._core.job(job_id))

    async def credits(self) -> Credits:
        """Reads the credits of the account. Costs nothing.

        :raises PixverseError: when they cannot be read
        """
        return await self._core.credits()

    async def history(
        self,
        *,
        page: int = 1,
        per_page: int = 20,
        from_date: date | None = None,
        to_date: date | None = None,
        model_name: str | None = None,
        status: HistoryState | None = None,
        sort_by: HistorySortField | None = None,
        sort_order: SortOrder | None = None,
    ) -> HistoryPage:
        """Reads a page of the account's requests, the newest first unless sorted otherwise. Costs nothing.

        A new request may appear with a delay.

        :param page: the page, from 1
        :param per_page: requests in a page, from 1 to 100
        :param from_date: the first day; seven days ago by default, at most 31 days before to_date
        :param to_date: the last day; today by default
        :param model_name: part of the model's name, such as pixverse
        :raises PixverseError: when a filter is invalid, or the history cannot be read
        """
        return await self._core.history(
            lambda: history_query(page, per_page, from_date, to_date, model_name, status, sort_by, sort_order)
        )

    async def history_entry(self, request_id: str) -> HistoryEntry:
        """Reads one request of the account, of any age. Costs nothing.

        :param request_id: the id of a job, or of the metadata of a video or an error
        :raises NotFoundError: when the history does not have it
        :raises PixverseError: when it cannot be read
        :raises ValueError: when it cannot be such an id
        """
        return await self._core.history_entry(request_id)

    async def look_up(self, error: PixverseError) -> list[HistoryEntry]:
        """Searches the history for the request of a failed call that may have made a video.

        Finds requests of the same model with the same fields that were sent at that time. Never guesses: two equal
        requests are two entries. A new request may appear with a delay, so an empty list is returned only after 30
        seconds of repeated searches. Costs nothing.

        :param error: of a submitted job, or of a call that waits for its video, with billing UNKNOWN or BILLED; it may
            have been pickled
        :raises ValueError: when the error is of another call
        :raises PixverseError: when the history cannot be read
        """
        return await self._core.look_up(error)

    async def look_up_request(self, request: Request, sent_at: datetime) -> list[HistoryEntry]:
        """Searches the history for a request whose sender is gone, such as a killed process. See look_up.

        :param request: what was sent
        :param sent_at: when it was sent, give or take ten minutes
        :raises PixverseError: when the history cannot be read
        """
        return await self._core.look_up_request(request, sent_at)

    async def upload(self, file: StrPath | bytes, *, on_progress: UploadProgress | None = None) -> str:
        """Uploads an image or a video to use as image_url or video_url, and returns its address.

        A file is never held in memory. Costs nothing, as far as known. Everybody who knows the address can read the
        file, and it cannot be deleted (assumption).

        :param file: the path or the content of a PNG, JPEG, GIF, WebP, MP4, MOV or WebM file of at most 2 GB
        :param on_progress: receives the progress; an exception of it ends the upload
        :raises InvalidRequestError: when the file cannot be read, is too large or of another type; nothing was sent
        :raises PixverseError: when the file was not stored
        """
        return await self._core.upload(file, on_progress)

    async def aclose(self) -> None:
        """Rejects further calls. Videos that were not received yet stay readable."""
        self._core.close()

    async def __aenter__(self: _A) -> _A:
        return self

    async def __aexit__(self, *error: object) -> None:
        self._core.close()

    def __repr__(self) -> str:
        # A debugger also shows one whose settings are invalid.
        return f"<{type(self).__name__} {getattr(self, '_core', None)!r}>"


_B = TypeVar("_B", bound=BlockingClient)
_A = TypeVar("_A", bound=AsyncClient)
