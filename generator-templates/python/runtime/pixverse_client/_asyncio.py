"""The network of the asynchronous client: asyncio."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from pixverse_client._network import READ_BYTES, DeadlineError, Destination, Message, share
from pixverse_client._proxy import Proxy, TunnelResponse

_P = ParamSpec("_P")
_T = TypeVar("_T")
_Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class AsyncioStream:
    """A connection that a deadline aborts.

    asyncio.wait_for is not used: before Python 3.12 it may swallow a cancellation.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._deadline_passed = False

    async def write(self, message: Message, deadline: float) -> None:
        with self._abort_at(deadline):
            self._writer.write(message.render())
            await self._writer.drain()

    async def read(self, deadline: float) -> bytes:
        with self._abort_at(deadline):
            return await self._reader.read(READ_BYTES)

    @contextmanager
    def _abort_at(self, deadline: float) -> Generator[None, None, None]:
        timer = asyncio.get_running_loop().call_later(max(0.0, deadline - time.monotonic()), self._abort)
        try:
            yield
        except OSError as e:
            if self._deadline_passed:
                raise DeadlineError from e
            raise
        finally:
            timer.cancel()
        if self._deadline_passed:
            raise DeadlineError

    def _abort(self) -> None:
        self._deadline_passed = True
        self.close()

    def close(self) -> None:
        self._writer.transport.abort()


class AsyncioNetwork:
    """Uses the running event loop."""

    async def connect(self, destination: Destination, deadline: float) -> AsyncioStream:
        return AsyncioStream(*await result_before(deadline, _open(destination, deadline), _abort))

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def run(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Works in a thread. A cancellation waits for its end, so that nobody else uses the file meanwhile."""
        task = asyncio.ensure_future(asyncio.to_thread(work, *args, **kwargs))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait({task})
            if not task.cancelled():
                task.exception()
            raise


def _abort(streams: _Streams) -> None:
    streams[1].transport.abort()


async def result_before(
    deadline: float, work: Coroutine[Any, Any, _T], discard: Callable[[_T], object] = lambda result: None
) -> _T:
    """The result of the work, which ends at the deadline and with the caller.

    :param discard: frees a result that came when the caller was cancelled
    """
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task}, timeout=max(0.0, deadline - time.monotonic()))
        if not task.done():
            raise DeadlineError
    except BaseException:
        task.cancel()
        # Frees what it has opened.
        await asyncio.wait({task})
        # asyncio logs errors that nobody takes note of.
        if not task.cancelled() and task.exception() is None:
            discard(task.result())
        raise
    return task.result()


async def _open(destination: Destination, deadline: float) -> _Streams:
    proxy, url = destination.proxy, destination.url
    connected = await _connect(*((proxy.host, proxy.port) if proxy else (url.host, url.port)), deadline)
    try:
        if proxy:
            await _open_tunnel(connected, proxy, destination)
        name = url.host if destination.tls else None
        return await asyncio.open_connection(sock=connected, ssl=destination.tls, server_hostname=name)
    except BaseException:
        connected.close()
        raise


async def _connect(host: str, port: int, deadline: float) -> socket.socket:
    """Tries the addresses of a host one after the other, each for its share of the time."""
    loop = asyncio.get_running_loop()
    addresses = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    failure: Exception = OSError("the host has no address")
    for tried, (family, kind, protocol, _, address) in enumerate(addresses):
        candidate = socket.socket(family, kind, protocol)
        try:
            candidate.setblocking(False)
            left = len(addresses) - tried
            connecting = loop.sock_connect(candidate, address)
            # The deadline of the last one is that of the caller.
            await (connecting if left == 1 else result_before(share(deadline, left), connecting))
            return candidate
        except (OSError, DeadlineError) as e:
            candidate.close()
            failure = e
        except BaseException:
            candidate.close()
            raise
    raise failure


async def _open_tunnel(connected: socket.socket, proxy: Proxy, destination: Destination) -> None:
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(connected, proxy.tunnel_request(destination.url))
    response = TunnelResponse()
    while not response.is_open(await loop.sock_recv(connected, READ_BYTES)):
        pass
