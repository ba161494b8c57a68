"""What the client needs of a network, be it blocking or of asyncio.

The logic of a call is written once, as coroutines over these protocols. A blocking network never suspends them, so
``run`` can execute them without an event loop.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from ssl import SSLContext
from typing import Any, Final, ParamSpec, Protocol, TypeVar

from pixverse_client._proxy import Proxy
from pixverse_client._urls import Url

READ_BYTES: Final = 1 << 16

_P = ParamSpec("_P")
_T = TypeVar("_T")


class DeadlineError(Exception):
    """A deadline passed."""


@dataclass(frozen=True)
class Destination:
    """Where a connection goes, and how."""

    url: Url
    proxy: Proxy | None
    tls: SSLContext | None
    """None for plain http."""


class Message(Protocol):
    """A request. It is rendered at the last moment, so that no variable and no traceback has the key."""

    def render(self) -> bytes:
        """The bytes to send."""
        ...


@dataclass(frozen=True)
class PlainMessage:
    """Bytes without the API key; a proxy's login may be in them."""

    content: bytes = field(repr=False)

    def render(self) -> bytes:
        """The bytes to send."""
        return self.content


class Stream(Protocol):
    """A connection. All methods may raise OSError, and DeadlineError when time.monotonic() passes the deadline."""

    async def write(self, message: Message, deadline: float) -> None:
        """Sends a message."""
        ...

    async def read(self, deadline: float) -> bytes:
        """The next bytes; none at the end of the stream."""
        ...

    def close(self) -> None:
        """Drops the connection at once. Raises nothing."""
        ...


class Network(Protocol):
    """Connections, pauses and blocking work."""

    async def connect(self, destination: Destination, deadline: float) -> Stream:
        """Connects; raises as the methods of a stream do."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        ...

    async def run(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Does work that may block, such as on a file."""
        ...


def share(deadline: float, attempts: int) -> float:
    """The deadline of the next of so many attempts that have the same time each."""
    now = time.monotonic()
    return now + (deadline - now) / attempts


def run(coroutine: Coroutine[Any, Any, _T]) -> _T:
    """Executes a coroutine over a blocking network, which never suspends."""
    try:
        coroutine.send(None)
    except StopIteration as finished:
        result: _T = finished.value
        return result
    coroutine.close()
    raise AssertionError("a blocking network must not suspend")
