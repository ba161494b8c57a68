"""One request and its response over HTTP/1.1, by h11, on a connection of its own. Nothing here can send it twice."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from typing import Final, Protocol

import h11

from pixverse_client._network import Stream
from pixverse_client._secrets import ApiKey
from pixverse_client._urls import Url

_MAX_HEAD: Final = 256 << 10
_STATUS_LINE: Final = re.compile(rb"HTTP/1\.[01] ([2-5]\d\d)(?: [^\r\n]*)?\r?\n")
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")


class ProtocolError(OSError):
    """The server does not speak HTTP/1.1, or a body ended early."""


@dataclass(frozen=True)
class HttpRequest:
    """A request; its key and its body are in no repr."""

    method: str
    url: Url
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(default=b"", repr=False)
    block_bytes: int | None = None
    """The length of a body that is sent in blocks, after this."""
    key_header: str = ""
    key: ApiKey | None = None

    def events(self) -> Iterator[h11.Event]:
        """The request as h11 takes it."""
        headers = [("Host", self.url.authority), *self.headers, ("Connection", "close")]
        if self.key:
            headers.append((self.key_header, self.key.reveal()))
        if self.method == "POST":
            length = len(self.body) if self.block_bytes is None else self.block_bytes
            headers.append(("Content-Length", str(length)))
        yield h11.Request(method=self.method, target=self.url.path, headers=headers)
        if self.body:
            yield h11.Data(data=self.body)
        if self.block_bytes is None:
            yield h11.EndOfMessage()


class Blocks(Protocol):
    """A body that is made while it is sent."""

    async def next(self) -> bytes:
        """The next bytes; none at the end."""
        ...


@dataclass(frozen=True)
class _Outgoing:
    """A request to be written by h11, which does not keep its headers."""

    connection: h11.Connection
    request: HttpRequest

    def render(self) -> bytes:
        return b"".join(self.connection.send(event) or b"" for event in self.request.events())


@dataclass(frozen=True)
class _Block:
    """The next bytes of a body; none at its end."""

    connection: h11.Connection
    content: bytes = field(repr=False)

    def render(self) -> bytes:
        return self.connection.send(h11.Data(data=self.content) if self.content else h11.EndOfMessage()) or b""


@dataclass(frozen=True)
class Head:
    """The head of a response. Names are in lower case."""

    status: int
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    is_readable: bool = True
    """Whether h11 can tell where the body ends."""

    @property
    def is_successful(self) -> bool:
        """Whether the status is a 2xx."""
        return 200 <= self.status < 300

    @property
    def is_redirect(self) -> bool:
        """Whether the status asks for another request."""
        return self.status in (300, 301, 302, 303, 307, 308)

    def get(self, name: str) -> str | None:
        """The last value of a header."""
        return next((value for header, value in reversed(self.headers) if header == name), None)

    def get_all(self, name: str) -> list[str]:
        """All values of a header."""
        return [value for header, value in self.headers if header == name]

    @property
    def media_type(self) -> str:
        """The media type without parameters, in lower case; empty if there is none."""
        return (self.get("content-type") or "").partition(";")[0].strip().lower()


class Exchange:
    """A request and its response. The connection ends with it."""

    def __init__(self, stream: Stream, request: HttpRequest) -> None:
        self._stream = stream
        self._request = request
        self._connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=_MAX_HEAD)
        # What came until the head was complete, for a head that h11 rejects.
        self._received = bytearray()
        self._raw_body: bytes | None = None
        self._peeked = b""

    async def send(self, deadline: float) -> None:
        """Sends the request, once."""
        await self._stream.write(_Outgoing(self._connection, self._request), deadline)

    async def send_blocks(self, blocks: Blocks, silence: float) -> None:
        """Sends the body of a request that was sent without it, each block within these seconds."""
        block = b"-"
        while block:
            block = await blocks.next()
            await self._stream.write(_Block(self._connection, block), time.monotonic() + silence)

    async def head(self, deadline: float) -> Head:
        """The head of the final response; interim ones (1xx) are skipped."""
        while True:
            try:
                event = self._connection.next_event()
            except h11.RemoteProtocolError as e:
                head = self._unreadable_head()
                if head is None:
                    raise ProtocolError(str(e)) from e
                return head
            if event is h11.NEED_DATA:
                data = await self._stream.read(deadline)
                self._received += data
                if not data:
                    raise ProtocolError(f"the connection was closed after {len(self._received)} bytes of the head")
                self._connection.receive_data(data)
            elif isinstance(event, h11.Response):
                self._received.clear()
                headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in event.headers)
                return Head(event.status_code, headers)
            elif not isinstance(event, h11.InformationalResponse):
                raise ProtocolError("the connection was closed before the response")

    def _unreadable_head(self) -> Head | None:
        """Status and headers of a complete head that h11 rejects, such as one with contradictory lengths."""
        # Interim responses come first.
        status = list(_STATUS_LINE.finditer(self._received))[:1]
        end = _HEAD_END.search(self._received, status[0].end() - 2) if status else None
        if not status or end is None:
            return None
        parsed = BytesHeaderParser().parsebytes(bytes(self._received[status[0].end() : end.end()]))
        self._raw_body = bytes(self._received[end.end() :])
        headers = tuple((name.lower(), str(value)) for name, value in parsed.items())
        return Head(int(status[0][1]), headers, is_readable=False)

    async def peek(self, count: int, deadline: float, silence: float) -> bytes:
        """At least so many first bytes of the body, unless it is shorter; they are still to be read.

        :param deadline: of the first byte
        :param silence: the seconds until each further one
        """
        while len(self._peeked) < count and (data := await self._receive(deadline)):
            self._peeked += data
            deadline = time.monotonic() + silence
        return self._peeked

    async def chunk(self, deadline: float) -> bytes:
        """The next bytes of the body; none at its end.

        :raises ProtocolError: when the body ended early
        """
        data, self._peeked = self._peeked, b""
        return data or await self._receive(deadline)

    async def _receive(self, deadline: float) -> bytes:
        if self._raw_body is not None:
            data, self._raw_body = self._raw_body, b""
            return data or await self._stream.read(deadline)
        while True:
            try:
                event = self._connection.next_event()
            except h11.RemoteProtocolError as e:
                raise ProtocolError(str(e)) from e
            if event is h11.NEED_DATA:
                self._connection.receive_data(await self._stream.read(deadline))
            elif isinstance(event, h11.Data):
                if event.data:
                    return bytes(event.data)
            else:
                return b""

    def close(self) -> None:
        """Drops the connection; bytes that were not read are lost."""
        self._stream.close()
