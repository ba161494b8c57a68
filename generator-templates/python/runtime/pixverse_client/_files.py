"""Where a video is saved, and the hidden file that its bytes go to first."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
import sys
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_SUFFIX: Final = ".part"
_PREFIX: Final = ".pixverse-"


@dataclass(frozen=True)
class SaveTarget:
    """Where a video is to be saved: links followed, parent folders there, writable as far as can be seen."""

    path: Path
    is_special: bool
    """A pipe, a device or a descriptor of a process: it is written to, and never replaced."""

    @classmethod
    def resolve(cls, path: Path) -> SaveTarget:
        """Checks a target.

        :raises OSError: when it cannot be written
        """
        target = path.absolute()
        if not _is_descriptor(target):
            try:
                # A link stays a link, also one whose target is still to be made.
                target = path.resolve()
            except RuntimeError as e:
                raise OSError("it must not be a loop of links") from e
        try:
            mode = target.stat().st_mode
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            return cls(target, False)
        if stat.S_ISDIR(mode):
            raise OSError("it must be a file, but is a folder")
        if not os.access(target, os.W_OK):
            raise OSError("it must be writable, but is read-only")
        return cls(target, not stat.S_ISREG(mode) or _is_descriptor(target))


def _is_descriptor(path: Path) -> bool:
    in_devices = path.is_relative_to("/dev") and not path.is_relative_to("/dev/shm")  # noqa: S108
    return in_devices or path.is_relative_to("/proc")


class PartFile:
    """A hidden file that takes the target's place once all bytes are on the disk.

    It is locked while it is open, so that the next save to the same target can delete what a killed process left.
    """

    def __init__(self, path: Path, descriptor: int, target: SaveTarget | None) -> None:
        self._path = path
        self._file = os.fdopen(descriptor, "wb", buffering=0)
        self._target = target
        self._length = 0
        # The file has its final name and is not deleted any more.
        self._is_settled = False

    @classmethod
    def create(cls, target: SaveTarget | None) -> PartFile:
        """Creates a file beside the target; in the temporary folder for one that is special, or for None."""
        if target is None or target.is_special:
            return cls._open(Path(tempfile.gettempdir()), _PREFIX, target)
        # Its length does not depend on the target's name, which may be as long as the file system allows.
        digest = hashlib.sha256(os.fsencode(target.path.name)).hexdigest()[:16]
        prefix = f"{_PREFIX}{digest}-"
        _delete_abandoned(target.path.parent, prefix)
        part = cls._open(target.path.parent, prefix, target)
        try:
            part._copy_permissions(target.path)
        except BaseException:
            part.discard()
            raise
        return part

    @classmethod
    def _open(cls, folder: Path, prefix: str, target: SaveTarget | None) -> PartFile:
        while True:
            path = folder / f"{prefix}{uuid.uuid4()}{_SUFFIX}"
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            descriptor = os.open(path, flags, 0o666)
            # Another process may have taken it for an abandoned one before it was locked.
            if _lock(descriptor) and path.exists():
                return cls(path, descriptor, target)
            os.close(descriptor)

    def _copy_permissions(self, existing: Path) -> None:
        # Before a byte of the video is in the file.
        with contextlib.suppress(FileNotFoundError):
            self._path.chmod(stat.S_IMODE(existing.stat().st_mode))

    def write(self, data: bytes) -> None:
        """Appends all of the data."""
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) :]
        self._length += len(data)

    def commit(self) -> Path:
        """Puts the file in the target's place, which it returns."""
        if self._target is None:
            raise ValueError("the file has no target")
        os.fsync(self._file.fileno())
        if self._target.is_special:
            with self._path.open("rb") as source, self._target.path.open("wb", buffering=0) as destination:
                shutil.copyfileobj(source, destination)
            self.discard()
        else:
            self._move_to(self._target.path)
        return self._target.path

    def _move_to(self, destination: Path) -> None:
        # While it is locked, because another process may delete it as soon as it is not.
        try:
            self._path.replace(destination)
        except PermissionError:
            # Windows does not move an open file.
            self._file.close()
            self._path.replace(destination)
        self._path, self._is_settled = destination, True
        with contextlib.suppress(OSError):
            self._file.close()

    def move_to_temporary_folder(self) -> PartFile:
        """A copy in the temporary folder, to be continued there."""
        copy = PartFile.create(None)
        try:
            with self._path.open("rb") as source:
                while copy._length < self._length:
                    data = source.read(min(1 << 16, self._length - copy._length))
                    if not data:
                        raise OSError(f"only {copy._length} of {self._length} bytes are in {self._path}")
                    copy.write(data)
        except BaseException:
            copy.discard()
            raise
        self.discard()
        return copy

    def keep(self) -> Path | None:
        """Keeps the bytes under a name that people see and that no later save deletes.

        :return: the file; None if it has vanished
        """
        # If this fails, the file keeps its hidden name.
        with contextlib.suppress(OSError, ValueError):
            # The last write may have gone through in part.
            self._file.truncate(self._length)
        with contextlib.suppress(OSError):
            self._move_to(self._path.with_name(f"pixverse-{uuid.uuid4()}.mp4"))
        return self._path if self._path.exists() else None

    def discard(self) -> None:
        """Deletes the file, unless it has its final name."""
        with contextlib.suppress(OSError):
            self._file.close()
        if self._is_settled:
            return
        # What cannot be deleted, the next save to the same target deletes.
        with contextlib.suppress(OSError):
            self._path.unlink()


if sys.platform == "win32":

    def _lock(descriptor: int) -> bool:
        """Windows does not delete open files."""
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # Some network file systems have no locks; then an abandoned file may be deleted while it is in use.
            return True
        return True


def _delete_abandoned(folder: Path, prefix: str) -> None:
    for part in folder.glob(f"{prefix}*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            descriptor = os.open(part, os.O_WRONLY)
            try:
                if _lock(descriptor):
                    part.unlink()
            finally:
                os.close(descriptor)
