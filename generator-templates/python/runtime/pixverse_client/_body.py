"""The bytes of a video as the network brings them: counted, and checked to be all."""

from __future__ import annotations

import time
from typing import Protocol

from pixverse_client._http1 import Exchange, ProtocolError
from pixverse_client._mp4 import Mp4BoxTracker


class Source(Protocol):
    """Where the bytes of a video come from. Raises OSError, and DeadlineError after a time without a byte."""

    @property
    def length(self) -> int | None:
        """The number of bytes that was announced."""
        ...

    async def chunk(self) -> bytes:
        """The next bytes; none at the end."""
        ...

    def close(self) -> None:
        """Frees the connection."""
        ...


class ResponseSource:
    """The body of one response."""

    def __init__(self, exchange: Exchange, length: int | None, silence: float) -> None:
        self.length = length
        self._exchange = exchange
        self._silence = silence

    async def chunk(self) -> bytes:
        return await self._exchange.chunk(time.monotonic() + self._silence)

    def close(self) -> None:
        self._exchange.close()


class CheckedBody:
    """Counts the bytes of a source, and fails if it ends early."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._boxes = Mp4BoxTracker() if source.length is None else None
        self._received = 0

    @property
    def length(self) -> int | None:
        """The number of bytes that was announced."""
        return self._source.length

    @property
    def progress(self) -> str:
        """How much has come, such as ``5 of 10 bytes``."""
        total = "" if self.length is None else f" of {self.length}"
        return f"{self._received}{total} bytes"

    async def chunk(self) -> bytes:
        """The next bytes; none at the end, when all have come."""
        data = await self._source.chunk()
        self._received += len(data)
        if self._boxes:
            self._boxes.add(data)
        if not data:
            is_whole = self._boxes.may_be_whole() if self._boxes else self._received == self.length
            if not is_whole:
                raise ProtocolError(f"the video ended after {self.progress}")
        return data

    def close(self) -> None:
        """Frees the connection; bytes that were not read are lost."""
        self._source.close()
