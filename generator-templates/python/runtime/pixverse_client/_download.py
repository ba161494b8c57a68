"""Fetches the file of a finished video, which may be repeated: it is made and billed. The API key is not sent."""

from __future__ import annotations

import math
import time
import zlib
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from pixverse_client import _document
from pixverse_client._http1 import Exchange, Head, HttpRequest, ProtocolError
from pixverse_client._network import DeadlineError
from pixverse_client._options import Connector
from pixverse_client._retry import poll_delay
from pixverse_client._urls import Url

# Attempts in a row that bring nothing new.
_MAX_ATTEMPTS: Final = 5
_MAX_REDIRECTS: Final = 5
_PARTIAL_CONTENT: Final = 206


class ChangedFileError(OSError):
    """The server has other bytes now than those that were read."""


class Download:
    """Requests a file, or the rest of it. Only redirects to safe addresses are followed."""

    def __init__(self, connector: Connector, server: Url, address: Url, silence: float) -> None:
        self.silence = silence
        self._connector = connector
        self._server = server
        self._address = address

    async def pause(self, attempt: int) -> None:
        """Waits before another attempt."""
        await self._connector.network.sleep(poll_delay(attempt))

    async def request(
        self, start: int = 0, validator: str | None = None, deadline: float = math.inf
    ) -> tuple[Exchange, Head]:
        """A response that is no redirect.

        The rest is sent only if the file still has its validator (RFC 9110 §13.1.5).

        :param deadline: of all, beside the silence that each response may keep
        """
        address = self._address
        for _ in range(_MAX_REDIRECTS + 1):
            exchange, head = await self._send(address, start, validator, deadline)
            if not head.is_redirect:
                return exchange, head
            exchange.close()
            target = address.resolve(head.get("location") or "")
            if target is None or not self._server.may_link_to(target):
                raise OSError("redirected to an address that is not https")
            address = target
        raise OSError(f"redirected more than {_MAX_REDIRECTS} times")

    async def _send(self, url: Url, start: int, validator: str | None, longest: float) -> tuple[Exchange, Head]:
        headers = [("Accept", "*/*"), ("Accept-Encoding", "identity"), ("User-Agent", _document.USER_AGENT)]
        if start and validator:
            headers += [("Range", f"bytes={start}-"), ("If-Range", validator)]
        deadline = min(time.monotonic() + self.silence, longest)
        stream = await self._connector.connect(
            url, min(deadline, time.monotonic() + self._connector.options.connect_timeout)
        )
        exchange = Exchange(stream, HttpRequest("GET", url, tuple(headers)))
        try:
            await exchange.send(deadline)
            return exchange, await exchange.head(deadline)
        except BaseException:
            exchange.close()
            raise


class ResumingSource:
    """Resumes a broken transfer where it ended.

    Where the server cannot resume, it restarts; then the bytes that were read before are skipped, and must be the same.
    """

    def __init__(self, download: Download, exchange: Exchange, head: Head) -> None:
        self.length = content_length(head)
        self._download = download
        self._exchange = exchange
        self._validator = _validator(head)
        self._rest = b""
        self._received = 0
        self._checksum = 0

    async def chunk(self) -> bytes:
        attempts = 0
        while True:
            try:
                data, self._rest = self._rest, b""
                data = data or await self._exchange.chunk(self._deadline())
                if not data and self.length is not None and self._received < self.length:
                    raise ProtocolError(f"the file ended after {self._received} of {self.length} bytes")
                self._received += len(data)
                self._checksum = zlib.crc32(data, self._checksum)
                return data
            except (OSError, DeadlineError) as broken:
                attempts = await self._resume(broken, attempts + 1)

    async def _resume(self, broken: Exception, attempt: int) -> int:
        """Opens the file again; returns the number of the attempt that succeeded."""
        self.close()
        while attempt <= _MAX_ATTEMPTS:
            await self._download.pause(attempt)
            try:
                await self._reopen()
                return attempt
            except ChangedFileError as e:
                raise e from broken
            except (OSError, DeadlineError):
                attempt += 1
        raise broken

    async def _reopen(self) -> None:
        exchange, head = await self._download.request(self._received, self._validator)
        try:
            if head.status == _PARTIAL_CONTENT:
                self._require_rest(head)
            elif head.is_successful:
                self._rest = await self._skip_received(exchange, head)
            else:
                raise OSError(f"the server responded with status {head.status}")
        except BaseException:
            exchange.close()
            raise
        self._exchange = exchange

    def _require_rest(self, head: Head) -> None:
        content_range = head.get("content-range") or ""
        is_rest = content_range.startswith(f"bytes {self._received}-")
        if not is_rest or (self.length is not None and not content_range.endswith(f"/{self.length}")):
            raise ProtocolError("the server sent another part of the file")

    async def _skip_received(self, exchange: Exchange, head: Head) -> bytes:
        """Reads what was read before, which must be the same; returns what came with it of the rest."""
        if content_length(head) != self.length:
            raise ChangedFileError("the file has changed since the download began")
        left, checksum = self._received, 0
        while True:
            data = await exchange.chunk(self._deadline())
            if not data:
                raise ProtocolError("the file ended before the part that was missing")
            checksum = zlib.crc32(data[:left], checksum)
            rest = data[left:]
            left -= min(left, len(data))
            if not left:
                break
        if checksum != self._checksum:
            raise ChangedFileError("the file has changed since the download began")
        return rest

    def _deadline(self) -> float:
        return time.monotonic() + self._download.silence

    def close(self) -> None:
        self._exchange.close()


def content_length(head: Head) -> int | None:
    """The number of bytes that a readable head announces."""
    length = head.get("content-length")
    return None if length is None or head.get("transfer-encoding") else int(length)


def _validator(head: Head) -> str | None:
    """What proves that a file is the same byte for byte; None if the server gives nothing that does."""
    tag = head.get("etag")
    if tag and tag.startswith('"'):
        return tag
    modified = head.get("last-modified")
    try:
        # RFC 9110 §8.8.2.2: a file that was just modified may change again within the same second.
        age = parsedate_to_datetime(head.get("date") or "") - parsedate_to_datetime(modified or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return modified if age > timedelta(seconds=1) else None
