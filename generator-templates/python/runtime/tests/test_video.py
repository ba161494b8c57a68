from __future__ import annotations

import os
import pickle
import stat
import subprocess
import sys
import threading
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from pixverse_client import (
    AsyncPixverse,
    Billing,
    ConnectionFailedError,
    Pixverse,
    SaveFailedError,
    Video,
    _files,
)
from pixverse_client._files import PartFile, SaveTarget
from pixverse_client._mp4 import Mp4BoxTracker

from .conftest import REQUEST, Caller
from .servers import KEY, MP4, Server, box, raw, response

CUT = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 9999\r\n\r\n" + MP4


def blocking_video(serve: Any) -> Video:
    return Pixverse(KEY, base_url=serve(response()).url).text_to_video(REQUEST)


@pytest.mark.parametrize("when", ["save_to", "then_save_to"])
def test_save_makesFoldersAndReportsProgress(call: Caller, serve: Any, tmp_path: Path, when: str) -> None:
    target = tmp_path / "new" / "folder" / "boat.mp4"
    progress: list[tuple[int, int | None]] = []
    destination: dict[str, Any] = {when: target}

    received = call(
        serve(response()).url, on_progress=lambda saved, total: progress.append((saved, total)), **destination
    )

    assert target.read_bytes() == MP4 == received.content
    assert received.path == target
    assert progress[-1] == (len(MP4), len(MP4))
    assert [path.name for path in target.parent.iterdir()] == ["boat.mp4"]


def test_save_of200Megabytes_holdsLessThan8(call: Caller, serve: Any, tmp_path: Path) -> None:
    block, blocks = bytes(1 << 20), 200
    length = len(MP4) + blocks * len(block)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: {length}\r\n\r\n".encode()
    server: Server = serve(raw(head + MP4, *[block] * blocks))
    tracemalloc.start()
    try:
        call(server.url, save_to=tmp_path / "boat.mp4", read=False, timeout=30)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (tmp_path / "boat.mp4").stat().st_size == length
    assert peak < 8 << 20


def test_save_toAFolder_isFoundBeforeAnythingIsSent(call: Caller, serve: Any, tmp_path: Path) -> None:
    server: Server = serve(response())
    error = call.failure(SaveFailedError, server.url, save_to=tmp_path)
    assert (error.billing, error.saved_to) == (Billing.NOT_SENT, None)
    assert f"cannot be saved to {tmp_path}: it must be a file, but is a folder" in str(error)
    assert server.connections == 0


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no descriptors as files")
@pytest.mark.parametrize("target", ["/proc/none/boat.mp4", "/dev"])
def test_save_toADescriptorThatIsNone_isFoundBeforeAnythingIsSent(call: Caller, serve: Any, target: str) -> None:
    server: Server = serve(response())
    error = call.failure(SaveFailedError, server.url, save_to=Path(target))
    assert (error.billing, error.saved_to) == (Billing.NOT_SENT, None)
    assert server.connections == 0


def test_save_toAFolder_afterwards_keepsTheBytes(call: Caller, serve: Any, tmp_path: Path) -> None:
    error = call.failure(SaveFailedError, serve(response(headers="x-request-id: r1\r\n")).url, then_save_to=tmp_path)
    assert (error.billing, error.status, error.request_id) == (Billing.BILLED, 200, "r1")
    assert error.saved_to is not None
    assert error.saved_to.read_bytes() == MP4
    assert str(error.saved_to) in str(error)
    assert pickle.loads(pickle.dumps(error)).saved_to == error.saved_to
    error.saved_to.unlink()


def test_save_thatBreaksOff_leavesTheTarget(call: Caller, serve: Any, tmp_path: Path) -> None:
    target = tmp_path / "boat.mp4"
    target.write_bytes(b"before")
    for when in ("save_to", "then_save_to"):
        destination: dict[str, Any] = {when: target}
        call.failure(ConnectionFailedError, serve(raw(CUT)).url, **destination)
    assert target.read_bytes() == b"before"
    assert len(list(tmp_path.iterdir())) == 1


def test_save_ofARefusal_leavesNothing(call: Caller, serve: Any, tmp_path: Path) -> None:
    call.failure(ConnectionFailedError, serve().url, save_to=tmp_path / "boat.mp4")
    assert list(tmp_path.iterdir()) == []


def test_save_withAListenerThatRaises_savesTheVideo(call: Caller, serve: Any, tmp_path: Path) -> None:
    def listener(saved: int, total: int | None) -> None:
        raise KeyError(saved)

    with pytest.raises(KeyError):
        call(serve(response()).url, save_to=tmp_path / "boat.mp4", on_progress=listener)
    assert (tmp_path / "boat.mp4").read_bytes() == MP4


def failing_write(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    write, left = PartFile.write, [times]

    def fail(self: PartFile, data: bytes) -> None:
        if left[0]:
            left[0] -= 1
            raise OSError(28, "No space left on device")
        write(self, data)

    monkeypatch.setattr(PartFile, "write", fail)


def test_save_onAFullDisk_goesOnInTheTemporaryFolder(
    call: Caller, serve: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_write(monkeypatch, 1)
    error = call.failure(SaveFailedError, serve(response()).url, save_to=tmp_path / "boat.mp4")
    assert "No space left on device; all its bytes are kept in" in str(error)
    assert error.saved_to is not None
    assert error.saved_to.read_bytes() == MP4
    error.saved_to.unlink()
    assert list(tmp_path.iterdir()) == []


def test_save_onTwoFullDisks_leavesTheVideoReadable(
    serve: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    video = blocking_video(serve)
    failing_write(monkeypatch, 2)
    with pytest.raises(SaveFailedError) as caught:
        video.save(tmp_path / "boat.mp4")
    assert video.read() == MP4
    assert caught.value.saved_to is not None
    caught.value.saved_to.unlink()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_save_keepsPermissionsAndLinks(call: Caller, serve: Any, tmp_path: Path) -> None:
    target = tmp_path / "boat.mp4"
    target.write_bytes(b"before")
    target.chmod(0o640)
    link = tmp_path / "link.mp4"
    link.symlink_to(target)
    call(serve(response()).url, save_to=link)
    assert link.is_symlink()
    assert target.read_bytes() == MP4
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_save_toAPipe_writesToIt(call: Caller, serve: Any, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    call(serve(response()).url, save_to=pipe, read=False)
    reader.join(5)
    assert read == [MP4]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX locks")
def test_save_deletesWhatAKilledProcessLeft(call: Caller, serve: Any, tmp_path: Path) -> None:
    code = (
        "import os, signal; from pathlib import Path; from pixverse_client._files import PartFile, SaveTarget\n"
        f"PartFile.create(SaveTarget.resolve(Path({str(tmp_path / 'boat.mp4')!r}))).write(b'x')\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code], check=False)
    assert len(list(tmp_path.iterdir())) == 1
    in_use = PartFile.create(SaveTarget.resolve(tmp_path / "boat.mp4"))
    call(serve(response()).url, save_to=tmp_path / "boat.mp4")
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".mp4", ".part"]
    in_use.discard()


def test_part_thatIsTakenForAbandoned_isMadeAgain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock, left = _files._lock, [1]  # pyright: ignore[reportPrivateUsage]

    def lock_late(descriptor: int) -> bool:
        if left[0]:
            left[0] -= 1
            for path in tmp_path.iterdir():
                path.unlink()
        return lock(descriptor)

    monkeypatch.setattr(_files, "_lock", lock_late)
    part = PartFile.create(SaveTarget.resolve(tmp_path / "boat.mp4"))
    part.write(b"x")
    assert part.commit().read_bytes() == b"x"


def test_video_canBeReadAgainAndPickled(serve: Any, tmp_path: Path) -> None:
    video = blocking_video(serve)
    assert video.read() is video.read()
    for path in (None, tmp_path / "boat.mp4"):
        if path:
            video.save(path)
        copy = pickle.loads(pickle.dumps(video))
        assert (copy.read(), copy.metadata, copy.path) == (MP4, video.metadata, path)


def test_video_thatIsNotReadYet_isReadToPickleIt(serve: Any) -> None:
    assert pickle.loads(pickle.dumps(blocking_video(serve))).read() == MP4


def test_video_thatWasSaved_isPickledWithoutItsBytes(serve: Any, tmp_path: Path) -> None:
    video = blocking_video(serve)
    video.save(tmp_path / "boat.mp4")
    pickled = pickle.dumps(video)
    assert b"picturepicture" not in pickled
    assert pickle.loads(pickled).read() == MP4


def test_video_thatIsStreamed_canNotBeReadAgain(serve: Any) -> None:
    video = blocking_video(serve)
    assert b"".join(video.iter_bytes()) == MP4
    with pytest.raises(RuntimeError, match="the video must be unread"):
        video.read()
    with pytest.raises(RuntimeError, match="the video must be unread"):
        pickle.dumps(video)


def test_repr_showsNoBytesAndNoKey(serve: Any) -> None:
    video = blocking_video(serve)
    assert repr(video) == f"<Video of textToVideo, request id None, {len(MP4)} bytes of video/mp4, not received>"
    video.read()
    assert repr(video).endswith(", received>")
    assert KEY not in repr(vars(video)) and "picture" not in repr(vars(video))  # noqa: PT018


async def _async_video(url: str) -> None:
    async with AsyncPixverse(KEY, base_url=url) as client:
        video = await client.text_to_video(REQUEST)
        with pytest.raises(TypeError, match="must be read or saved to be pickled"):
            pickle.dumps(video)
        assert await video.read() == MP4
        copy = pickle.loads(pickle.dumps(video))
        assert await copy.read() == MP4
        assert b"".join([data async for data in copy.iter_bytes()]) == MP4


def test_asyncVideo_isPickledAfterItIsRead(serve: Any) -> None:
    import asyncio

    asyncio.run(_async_video(serve(response()).url))


@pytest.mark.parametrize(
    ("data", "is_whole"),
    [
        (MP4, True),
        (MP4[:-1], False),
        (MP4[:8], False),
        (MP4 + b"\0\0", False),
        (box(b"ftyp") + box(b"mdat", b"x"), False),
        (box(b"ftyp") + box(b"moov") + b"\0\0\0\0mdat and so on", True),
        (box(b"ftyp") + box(b"moov") + b"\0\0\0\1mdat" + (17).to_bytes(8, "big") + b"x", True),
        (box(b"ftyp") + box(b"moov") + b"\0\0\0\1mdat" + (18).to_bytes(8, "big") + b"x", False),
        (b"webm that cannot be judged", True),
    ],
)
@pytest.mark.parametrize("step", [1, 7, 10_000])
def test_boxes_tellAWholeFile(data: bytes, is_whole: bool, step: int) -> None:
    tracker = Mp4BoxTracker()
    for i in range(0, len(data), step):
        tracker.add(data[i : i + step])
    assert tracker.may_be_whole() == is_whole
