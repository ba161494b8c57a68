"""A finished video."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from pixverse_client._asyncio import AsyncioNetwork
from pixverse_client._blocking import BlockingNetwork
from pixverse_client._content import Content
from pixverse_client._network import run
from pixverse_client.metadata import VideoMetadata

StrPath: TypeAlias = "str | os.PathLike[str]"
Progress: TypeAlias = Callable[[int, "int | None"], object]
"""Receives how many bytes are saved, and how many the service announced; None if it did not."""


class BaseVideo:
    """What Video and AsyncVideo have in common."""

    def __init__(self, content: Content) -> None:
        self._content = content

    @property
    def operation(self) -> str:
        """The operation by the document's name, such as textToVideo."""
        return self._content.operation

    @property
    def metadata(self) -> VideoMetadata:
        """What the headers of the response say about the call."""
        return self._content.metadata

    @property
    def content_type(self) -> str:
        """The media type that the service gave; empty if it gave none."""
        return self._content.content_type

    @property
    def content_length(self) -> int | None:
        """The number of bytes that the service announced; None if it did not."""
        return self._content.length

    @property
    def path(self) -> Path | None:
        """Where the video was saved last."""
        return self._content.path

    def __repr__(self) -> str:
        length = "?" if self.content_length is None else self.content_length
        return (
            f"<{type(self).__name__} of {self.operation}, request id {self.metadata.request_id},"
            f" {length} bytes of {self.content_type or 'unknown type'}, {self._content.state}>"
        )

    def __getstate__(self) -> dict[str, Any]:
        if not self._content.is_complete:
            raise TypeError("a video must be read or saved to be pickled")
        return {"_content": self._content}


class Video(BaseVideo):
    """A finished video whose bytes are still to be received. The call is billed, so make sure to get them.

    Read it, save it or iterate over it, and close it, best by ``with``. What was read or saved can be read again and
    pickled; pickling reads a video that was not read yet.
    """

    def read(self) -> bytes:
        """All bytes, in memory.

        :raises CallTimeoutError: when no byte came for longer than the timeout
        :raises ConnectionFailedError: when the connection broke, or fewer bytes came than announced
        """
        return run(self._content.read())

    def iter_bytes(self) -> Iterator[bytes]:
        """The bytes as they come, without holding them in memory; closes the video.

        :raises CallTimeoutError: as read
        :raises ConnectionFailedError: as read
        """
        pieces = self._content.pieces()
        try:
            while True:
                try:
                    data = run(pieces.__anext__())
                except StopAsyncIteration:
                    return
                yield data
        finally:
            self.close()

    def save(self, target: StrPath, *, on_progress: Progress | None = None) -> Path:
        """Saves the video without holding it in memory, and returns the file.

        The bytes go to a hidden file beside the target, which takes the target's place once all are on the disk.
        Missing parent folders are made, links are followed, and pipes and devices are written to. If the target or the
        disk fails, the video is still received to its end, and kept in the file that the error names.

        :param on_progress: receives the progress; an exception of it is raised after the video is saved
        :raises SaveFailedError: when the target or the disk fails
        :raises CallTimeoutError: as read; the target is as it was before
        :raises ConnectionFailedError: as read; the target is as it was before
        """
        return run(self._content.save(Path(target), on_progress))

    def close(self) -> None:
        """Frees the connection; bytes that were not received are lost. Does nothing the second time."""
        self._content.close()

    def __enter__(self) -> Video:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __getstate__(self) -> dict[str, Any]:
        if not self._content.is_complete:
            self.read()
        return super().__getstate__()

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._content.network = BlockingNetwork()


class AsyncVideo(BaseVideo):
    """A finished video whose bytes are still to be received. The call is billed, so make sure to get them.

    Read it, save it or iterate over it, and close it, best by ``async with``. What was read or saved can be read again
    and pickled.
    """

    async def read(self) -> bytes:
        """All bytes, in memory.

        :raises CallTimeoutError: when no byte came for longer than the timeout
        :raises ConnectionFailedError: when the connection broke, or fewer bytes came than announced
        """
        return await self._content.read()

    async def iter_bytes(self) -> AsyncIterator[bytes]:
        """The bytes as they come, without holding them in memory; closes the video.

        :raises CallTimeoutError: as read
        :raises ConnectionFailedError: as read
        """
        try:
            async for data in self._content.pieces():
                yield data
        finally:
            self._content.close()

    async def save(self, target: StrPath, *, on_progress: Progress | None = None) -> Path:
        """Saves the video without holding it in memory, and returns the file. See Video.save.

        :param on_progress: receives the progress; an exception of it is raised after the video is saved
        :raises SaveFailedError: when the target or the disk fails
        :raises CallTimeoutError: as read; the target is as it was before
        :raises ConnectionFailedError: as read; the target is as it was before
        """
        return await self._content.save(Path(target), on_progress)

    async def aclose(self) -> None:
        """Frees the connection; bytes that were not received are lost. Does nothing the second time."""
        self._content.close()

    async def __aenter__(self) -> AsyncVideo:
        return self

    async def __aexit__(self, *error: object) -> None:
        self._content.close()

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._content.network = AsyncioNetwork()
