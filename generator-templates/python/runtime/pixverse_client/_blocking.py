"""The network of the blocking client: sockets."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from pixverse_client._network import READ_BYTES, DeadlineError, Destination, Message, PlainMessage, share
from pixverse_client._proxy import Proxy, TunnelResponse

_P = ParamSpec("_P")
_T = TypeVar("_T")


class BlockingStream:
    """A socket with a deadline for each operation."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected

    async def write(self, message: Message, deadline: float) -> None:
        self._limit(deadline)
        try:
            self._socket.sendall(message.render())
        except TimeoutError as e:
            raise _deadline_or(e) from e

    async def read(self, deadline: float) -> bytes:
        self._limit(deadline)
        try:
            return self._socket.recv(READ_BYTES)
        except TimeoutError as e:
            raise _deadline_or(e) from e

    def _limit(self, deadline: float) -> None:
        self._socket.settimeout(_remaining(deadline))

    def close(self) -> None:
        self._socket.close()


class BlockingNetwork:
    """Blocks the thread, without an event loop."""

    async def connect(self, destination: Destination, deadline: float) -> BlockingStream:
        proxy, url = destination.proxy, destination.url
        connected = _connect(*((proxy.host, proxy.port) if proxy else (url.host, url.port)), deadline)
        try:
            if proxy:
                await _open_tunnel(BlockingStream(connected), proxy, destination, deadline)
            if destination.tls:
                connected.settimeout(_remaining(deadline))
                connected = destination.tls.wrap_socket(connected, server_hostname=url.host)
            return BlockingStream(connected)
        except TimeoutError as e:
            connected.close()
            raise _deadline_or(e) from e
        except BaseException:
            connected.close()
            raise

    async def sleep(self, seconds: float) -> None:
        time.sleep(seconds)  # noqa: ASYNC251  # no event loop runs this

    async def run(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return work(*args, **kwargs)


def _connect(host: str, port: int, deadline: float) -> socket.socket:
    """Tries the addresses of a host one after the other, each for its share of the time."""
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    failure: Exception = OSError("the host has no address")
    for tried, (family, kind, protocol, _, address) in enumerate(addresses):
        candidate = socket.socket(family, kind, protocol)
        try:
            candidate.settimeout(_remaining(share(deadline, len(addresses) - tried)))
            candidate.connect(address)
            return candidate
        except TimeoutError as e:
            candidate.close()
            failure = _deadline_or(e)
        except OSError as e:
            candidate.close()
            failure = e
        except BaseException:
            candidate.close()
            raise
    raise failure


async def _open_tunnel(stream: BlockingStream, proxy: Proxy, destination: Destination, deadline: float) -> None:
    await stream.write(PlainMessage(proxy.tunnel_request(destination.url)), deadline)
    response = TunnelResponse()
    while not response.is_open(await stream.read(deadline)):
        pass


def _remaining(deadline: float) -> float:
    remaining = deadline - time.monotonic()
    if remaining <= 0:
        raise DeadlineError
    return remaining


def _deadline_or(e: TimeoutError) -> Exception:
    """The timeout of a socket has no error number, unlike one of the operating system (ETIMEDOUT)."""
    return DeadlineError() if e.errno is None else e
