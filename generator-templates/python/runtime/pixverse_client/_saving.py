"""Saves a video. Whatever fails but the network, its bytes are kept."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, Protocol

from pixverse_client._files import PartFile, SaveTarget
from pixverse_client._network import Network
from pixverse_client.errors import Billing, SaveFailedError

_Listener = Callable[[int, "int | None"], object]


class Savable(Protocol):
    """A video, as saving sees it."""

    length: int | None

    def pieces(self) -> AsyncIterator[bytes]:
        """The bytes of the video, from the first on."""
        ...

    def put_back(self, kept: Path, unsaved: bytes) -> None:
        """Makes bytes that were taken readable again."""
        ...

    def known(self) -> dict[str, Any]:
        """What errors say about the video."""
        ...

    def close(self) -> None:
        """Frees the connection."""
        ...


class Reservation:
    """A file that is created before anything is sent, so that a target that cannot be written costs nothing."""

    def __init__(self, target: str | os.PathLike[str]) -> None:
        self.target = Path(target)
        self.part: PartFile | None = None

    async def make(self, network: Network, operation: str) -> None:
        """Creates the file."""
        try:
            # Sets the attribute itself: a result would be lost if the caller were cancelled meanwhile.
            await network.run(self._create)
        except (OSError, ValueError) as e:
            reason = _reason(self.target, e)
            raise SaveFailedError(reason, saved_to=None, operation=operation, billing=Billing.NOT_SENT) from e

    def _create(self) -> None:
        self.part = _create(self.target)

    def take(self) -> PartFile | None:
        """The file, which now belongs to the caller."""
        part, self.part = self.part, None
        return part

    async def release(self, network: Network) -> None:
        """Deletes the file if it was not taken."""
        part = self.take()
        if part:
            await network.run(part.discard)


class Saver:
    """One transfer of a video to a file."""

    path: Path | None = None
    """The file, once it is in its place."""

    def __init__(self, network: Network, video: Savable, target: Path, reserved: PartFile | None) -> None:
        self._network = network
        self._video = video
        self._target = target
        self._file = reserved
        self._saved = 0
        # Why the bytes are not saved where they should be.
        self._problem: Exception | None = None

    async def save(self, on_progress: _Listener | None) -> Path:
        """Receives all bytes, even if the target or the listener fails; returns the file."""
        try:
            await self._open()
            listener_error = await self._transfer(on_progress)
            path = await self._commit()
        except SaveFailedError:
            raise
        except BaseException:
            # The transfer broke off, or was cancelled. The target is as it was before.
            self._video.close()
            if self._file:
                self._file.discard()
            raise
        if listener_error:
            raise listener_error
        return path

    async def _open(self) -> None:
        if self._file:
            return
        try:
            await self._network.run(self._create)
        except (OSError, ValueError) as e:
            self._problem = e
            try:
                await self._network.run(self._create_elsewhere)
            except OSError:
                raise self._failure(None, b"", "it can still be read or saved to another place") from e

    # These set the attributes themselves: a result would be lost if the caller were cancelled meanwhile.

    def _create(self) -> None:
        self._file = _create(self._target)

    def _create_elsewhere(self) -> None:
        self._file = PartFile.create(None)

    def _write_elsewhere(self, data: bytes) -> None:
        self._file = self._part.move_to_temporary_folder()
        self._file.write(data)

    def _put_in_place(self) -> None:
        self.path = self._part.commit()

    async def _transfer(self, on_progress: _Listener | None) -> Exception | None:
        """Returns what the listener raised; it is not called again."""
        error: Exception | None = None
        async for data in self._video.pieces():
            await self._write(data)
            self._saved += len(data)
            if on_progress and not error:
                try:
                    on_progress(self._saved, self._video.length)
                except Exception as e:
                    error = e
        return error

    async def _write(self, data: bytes) -> None:
        """Goes on in the temporary folder when the disk of the target fails."""
        try:
            await self._network.run(self._part.write, data)
            return
        except OSError as e:
            self._problem = self._problem or e
        try:
            await self._network.run(self._write_elsewhere, data)
        except OSError:
            kept = await self._network.run(self._part.keep)
            outcome = f"its first {self._saved} bytes are kept in {kept}, and the video can still be read"
            raise self._failure(kept, data, outcome) from self._problem

    async def _commit(self) -> Path:
        if not self._problem:
            try:
                await self._network.run(self._put_in_place)
            except OSError as e:
                self._problem = e
        if self.path:
            return self.path
        kept = await self._network.run(self._part.keep)
        raise self._failure(kept, b"", f"all its bytes are kept in {kept}") from self._problem

    @property
    def _part(self) -> PartFile:
        if self._file is None:
            raise AssertionError("the file is opened first")
        return self._file

    def _failure(self, kept: Path | None, unsaved: bytes, outcome: str) -> SaveFailedError:
        if kept:
            self._video.put_back(kept, unsaved)
        elif self._file:
            outcome = "the received bytes are lost, because their file has vanished"
        reason = f"{_reason(self._target, self._problem)}; {outcome}"
        return SaveFailedError(reason, saved_to=kept, **self._video.known())


def _create(path: Path) -> PartFile:
    return PartFile.create(SaveTarget.resolve(path))


def _reason(target: Path, error: Exception | None) -> str:
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"the video cannot be saved to {target}: {why or type(error).__name__}"
