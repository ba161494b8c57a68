"""Uploads files to use as inputs. One attempt: a file that was stored twice cannot be deleted."""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from pixverse_client import _document, _media_type
from pixverse_client._attempt import UnreadableFileError, Upload
from pixverse_client._free_call import FreeCalls
from pixverse_client._network import Network
from pixverse_client.errors import InvalidRequestError
from pixverse_client.models import UploadedFiles

# By a release note of the service.
_MAX_BYTES: Final = 2_000_000_000
# A multiple of three, so that no padding stands inside the text.
_BLOCK_BYTES: Final = 3 << 14
# Of silence, while the service stores the file.
_SILENCE: Final = 300.0
_END: Final = b'"]}'


class Uploader:
    """Uploads one file, or its content."""

    def __init__(self, calls: FreeCalls) -> None:
        self._calls = calls
        self._network = calls.connector.network

    async def upload(
        self, file: str | os.PathLike[str] | bytes, on_progress: Callable[[int, int], object] | None
    ) -> str:
        """The address of the file."""
        source, name = await self._open(file)
        try:
            size = await self._network.run(_size, source)
            if size > _MAX_BYTES:
                raise _invalid(f"file must have at most {_MAX_BYTES} bytes, but {name} has {size}")
            media_type = _media_type.media_type(await self._network.run(_start, source))
            if media_type is None:
                raise _invalid(f"file must be {_media_type.ALLOWED}, but {name} is something else")
            body = _Body(self._network, source, size, media_type, on_progress)
            return await self._calls.upload(_document.UPLOAD_ASSET, _address, Upload(body, _SILENCE), body.length)
        finally:
            source.close()

    async def _open(self, file: str | os.PathLike[str] | bytes) -> tuple[BinaryIO, str]:
        if isinstance(file, bytes):
            return io.BytesIO(file), "the content"
        try:
            return await self._network.run(Path(file).open, "rb"), str(file)
        except (OSError, TypeError, ValueError) as e:
            raise _invalid(f"file must be a readable file, but was {file} ({e})") from e


class _Body:
    """A file as JSON with a data URL, encoded while it is sent."""

    def __init__(
        self,
        network: Network,
        source: BinaryIO,
        size: int,
        media_type: str,
        on_progress: Callable[[int, int], object] | None,
    ) -> None:
        self._network = network
        self._source = source
        self._size = size
        self._sent = 0
        self._on_progress = on_progress
        self._start = f'{{"data_urls":["data:{media_type};base64,'.encode()
        self._parts = self._iterate()
        self.length = len(self._start) + (size + 2) // 3 * 4 + len(_END)

    async def next(self) -> bytes:
        block = next(self._parts)
        if block is not None:
            return block
        data = await self._network.run(self._read, min(_BLOCK_BYTES, self._size - self._sent))
        self._sent += len(data)
        return base64.b64encode(data)

    def _iterate(self) -> Iterator[bytes | None]:
        """What surrounds the file; None stands for its next block."""
        yield self._start
        while self._sent < self._size:
            yield None
            # The block before was sent.
            if self._on_progress:
                self._on_progress(self._sent, self._size)
        yield _END
        yield b""

    def _read(self, count: int) -> bytes:
        try:
            block = self._source.read(count)
        except OSError as e:
            raise UnreadableFileError(f"the file cannot be read: {e}") from e
        if len(block) < count:
            raise UnreadableFileError("the file became shorter while it was uploaded")
        return block


def _size(source: BinaryIO) -> int:
    return source.seek(0, os.SEEK_END)


def _start(source: BinaryIO) -> bytes:
    source.seek(0)
    start = source.read(_media_type.BYTES)
    source.seek(0)
    return start


def _address(json: str) -> str:
    files = UploadedFiles.from_json(json)
    addresses = files.file_urls or files.urls
    if not addresses:
        raise ValueError("no address in the response")
    return addresses[0]


def _invalid(reason: str) -> InvalidRequestError:
    return InvalidRequestError(reason, operation=_document.UPLOAD_ASSET.id)
