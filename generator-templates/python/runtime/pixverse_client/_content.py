"""The bytes of a finished video: still to be received, received, saved or lost."""

from __future__ import annotations

import io
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pixverse_client._files import PartFile
from pixverse_client._network import READ_BYTES, DeadlineError, Network
from pixverse_client._saving import Saver
from pixverse_client._video_response import Result
from pixverse_client.errors import Billing
from pixverse_client.metadata import VideoMetadata


@dataclass(repr=False)
class Content:
    """The bytes of one video, with what is known about it."""

    network: Network
    operation: str
    metadata: VideoMetadata
    content_type: str
    length: int | None
    is_free: bool
    """Whether getting it again costs nothing."""
    path: Path | None = None
    """Where the video was saved."""
    is_complete: bool = False
    is_open: bool = True
    """Whether the bytes that have not come yet can be received."""
    _result: Result | None = None
    _received: list[bytes | Path] = field(default_factory=list[bytes | Path])
    """What has come and is kept."""

    @classmethod
    def of(cls, network: Network, result: Result) -> Content:
        """The content of a response."""
        operation = result.context.operation
        metadata, length = result.metadata, result.body.length
        return cls(network, operation.id, metadata, result.content_type, length, operation.is_free, _result=result)

    def known(self) -> dict[str, Any]:
        """What errors say about the video."""
        return {
            "operation": self.operation,
            "status": self.metadata.status,
            "request_id": self.metadata.request_id,
            "billing": Billing.BILLED if self.metadata.status == 200 else Billing.UNKNOWN,
            "is_free": self.is_free,
        }

    async def pieces(self) -> AsyncGenerator[bytes, None]:
        """All bytes, from the first on."""
        if self.is_complete:
            async for data in self._kept(self._received):
                yield data
            return
        if not self.is_open or self._result is None:
            raise RuntimeError("the video must be unread, read as a whole or saved, but was streamed or closed")
        # Who stops in the middle loses what came, unless it is put back.
        self.is_open = False
        received, self._received = self._received, []
        async for data in self._kept(received):
            yield data
        while data := await self._chunk(self._result):
            yield data

    async def _chunk(self, result: Result) -> bytes:
        try:
            data = await result.body.chunk()
            if not data:
                result.body.close()
            return data
        except (OSError, DeadlineError) as e:
            self.close()
            place = f" at {result.address}" if result.address else ""
            reason = (
                f"the service had finished the video{place}, but its transfer broke off after {result.body.progress}"
            )
            failure = result.context.truncated(self.metadata, reason, e)
            raise failure from failure.__cause__

    async def _kept(self, segments: list[bytes | Path]) -> AsyncIterator[bytes]:
        for segment in segments:
            if isinstance(segment, bytes):
                yield segment
                continue
            file = await self.network.run(segment.open, "rb")
            try:
                while data := await self.network.run(file.read, READ_BYTES):
                    yield data
            finally:
                file.close()

    def put_back(self, kept: Path, unsaved: bytes) -> None:
        """Makes bytes that were taken readable again."""
        self._received = [kept, unsaved] if unsaved else [kept]
        self.is_open = True

    async def read(self) -> bytes:
        """All bytes, in memory."""
        if self.is_complete and isinstance(content := self._received[0], bytes):
            return content
        # Unlike joining, this needs the memory only once.
        buffer = io.BytesIO()
        try:
            async for data in self.pieces():
                buffer.write(data)
        except BaseException:
            self.close()
            raise
        content = buffer.getvalue()
        if not self.is_complete:
            self._complete(content)
        return content

    async def save(
        self, target: Path, on_progress: Callable[[int, int | None], object] | None, reserved: PartFile | None = None
    ) -> Path:
        """Saves the bytes to a file."""
        saver = Saver(self.network, self, target, reserved)
        try:
            return await saver.save(on_progress)
        finally:
            if saver.path:
                self.path = saver.path
                if not self.is_complete:
                    self._complete(saver.path)

    def _complete(self, content: bytes | Path) -> None:
        self.close()
        self._received = [content]
        self.is_complete = True

    def close(self) -> None:
        """Frees the connection; bytes that were not received are lost."""
        self.is_open = False
        if self._result:
            self._result.body.close()

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "network": None, "_result": None}

    @property
    def state(self) -> str:
        """One word for people."""
        if self.path:
            return "saved"
        return "received" if self.is_complete else "not received" if self.is_open else "closed"
