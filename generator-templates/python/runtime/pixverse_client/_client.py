"""What the generated clients are made of."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import TypeVar
from weakref import WeakKeyDictionary

from pixverse_client import _options
from pixverse_client._asyncio import AsyncioNetwork
from pixverse_client._blocking import BlockingNetwork
from pixverse_client._call import PaidCall
from pixverse_client._content import Content
from pixverse_client._network import Network, run
from pixverse_client._operation import Operation
from pixverse_client._options import Connector, Options
from pixverse_client._request import Request
from pixverse_client._saving import Reservation
from pixverse_client._secrets import ApiKeySource
from pixverse_client.errors import InvalidRequestError
from pixverse_client.video import AsyncVideo, Progress, StrPath, Video


class _Core:
    """Checks requests and executes calls over a network."""

    def __init__(self, network: Network, options: Options) -> None:
        self._connector = Connector(network, options)
        self._is_open = True

    async def call(
        self,
        operation: Operation,
        request: Request,
        timeout: float | None,
        save_to: StrPath | None,
        on_progress: Progress | None,
    ) -> Content:
        """Executes one call."""
        call = self._checked(operation, request, timeout)
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

    def _checked(self, operation: Operation, request: Request, timeout: float | None) -> PaidCall:
        options = self._connector.options
        try:
            if not self._is_open:
                raise ValueError("the client must be open, but was closed")
            # The type hints do not bind callers.
            if not isinstance(request, Request):  # pyright: ignore[reportUnnecessaryIsInstance]
                raise ValueError(f"request must be a request of this package, but was of type {type(request).__name__}")
            limit = options.timeout if timeout is None else _options.seconds("timeout", timeout)
            violations = request.violations() if options.validate_requests else ()
            if violations:
                raise InvalidRequestError.of(operation.id, violations)
            return PaidCall(self._connector, operation, request.to_json(), limit or operation.timeout)
        except InvalidRequestError:
            raise
        except ValueError as e:
            raise InvalidRequestError(str(e), operation=operation.id) from e

    def close(self) -> None:
        """Rejects further calls."""
        self._is_open = False

    def __repr__(self) -> str:
        return f"for {self._connector.options.server.authority}"


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
