from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pixverse_client import AsyncPixverse, Pixverse
from pixverse_client._asyncio import AsyncioNetwork, result_before
from pixverse_client._files import PartFile

from .conftest import REQUEST
from .servers import KEY, MP4, Server, raw, response

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: %d\r\n\r\n" % len(MP4)


async def cancelled_after(seconds: float, coroutine: Any) -> None:
    task = asyncio.ensure_future(coroutine)
    await asyncio.sleep(seconds)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_cancel_onceAConnectionIsOpen_freesIt() -> None:
    async def main() -> list[str]:
        freed: list[str] = []
        opened = asyncio.Event()

        async def open_() -> str:
            opened.set()
            return "connection"

        waiting = asyncio.ensure_future(result_before(time.monotonic() + 5, open_(), freed.append))
        await opened.wait()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        return freed

    assert asyncio.run(main()) == ["connection"]


@pytest.mark.parametrize("seconds", [0, 0.001, 0.3])
def test_cancel_endsACallAtAnyMoment(serve: Any, seconds: float) -> None:
    closed = threading.Event()

    def wait(connection: socket.socket) -> None:
        connection.settimeout(5)
        # The client sends nothing more: this is the end of its connection.
        with contextlib.suppress(ConnectionError):
            connection.recv(1)
        closed.set()

    server: Server = serve(wait)

    async def main() -> None:
        async with AsyncPixverse(KEY, base_url=server.url) as client:
            await cancelled_after(seconds, client.text_to_video(REQUEST))

    asyncio.run(main())
    gc.collect()
    if server.requests:
        assert closed.wait(5)
    assert server.connections <= 1


def test_cancel_duringTheVideo_leavesNoFile(serve: Any, tmp_path: Path) -> None:
    async def main() -> None:
        async with AsyncPixverse(KEY, base_url=serve(raw(HEAD, MP4[:100], 3.0)).url) as client:
            await cancelled_after(0.3, client.text_to_video(REQUEST, save_to=tmp_path / "boat.mp4"))
        assert list(tmp_path.iterdir()) == []

    asyncio.run(main())


def test_cancel_whileTheTargetIsReplaced_keepsTheVideo(
    serve: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = threading.Event()

    def slowly(descriptor: int) -> None:
        started.set()
        time.sleep(0.3)

    monkeypatch.setattr(os, "fsync", slowly)

    async def main() -> None:
        call = AsyncPixverse(KEY, base_url=serve(response()).url).text_to_video(REQUEST, save_to=tmp_path / "boat.mp4")
        task = asyncio.ensure_future(call)
        await asyncio.to_thread(started.wait, 5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert [path.name for path in tmp_path.iterdir()] == ["boat.mp4"]
    assert (tmp_path / "boat.mp4").read_bytes() == MP4


def test_cancel_whileTheFileIsCreated_leavesNone(serve: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create = PartFile.create

    def slowly(target: Any) -> PartFile:
        part = create(target)
        time.sleep(0.3)
        return part

    monkeypatch.setattr(PartFile, "create", slowly)
    server: Server = serve()

    async def main() -> None:
        client = AsyncPixverse(KEY, base_url=server.url)
        await cancelled_after(0.1, client.text_to_video(REQUEST, save_to=tmp_path / "boat.mp4"))

    asyncio.run(main())
    assert list(tmp_path.iterdir()) == []
    assert server.connections == 0


def test_cancel_whileConnecting_isACancellation() -> None:
    async def main() -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            url = f"https://127.0.0.1:{silent.getsockname()[1]}"
            await cancelled_after(0.2, AsyncPixverse(KEY, base_url=url).text_to_video(REQUEST))

    asyncio.run(main())


def test_cancel_duringWorkInAThread_waitsForItsEnd() -> None:
    done: list[int] = []

    def work() -> None:
        time.sleep(0.3)
        done.append(1)

    async def main() -> None:
        await cancelled_after(0.1, AsyncioNetwork().run(work))
        assert done

    asyncio.run(main())


def test_timeoutOfAsyncio_isItsOwnError(serve: Any) -> None:
    async def main() -> None:
        client = AsyncPixverse(KEY, base_url=serve(raw(3.0)).url)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(client.text_to_video(REQUEST), 0.2)

    asyncio.run(main())


def test_maxConcurrency_boundsTheCallsOfEachLoop(serve: Any) -> None:
    running: list[int] = []
    most: list[int] = []
    # Holds each request until there are as many as may run at once.
    together = threading.Barrier(3, timeout=30)

    def slowly(connection: socket.socket) -> None:
        running.append(1)
        together.wait()
        # Time for one too many.
        time.sleep(0.05)
        most.append(len(running))
        running.pop()
        response()(connection)

    server: Server = serve(*[slowly] * 20)
    client = AsyncPixverse(KEY, base_url=server.url, max_concurrency=3)

    async def main() -> None:
        videos = await asyncio.gather(*(client.text_to_video(REQUEST) for _ in range(9)))
        assert [await video.read() for video in videos] == [MP4] * 9

    asyncio.run(main())
    asyncio.run(main())
    assert max(most) == 3


def test_blockingClient_worksInThreadsAndInARunningLoop(serve: Any) -> None:
    server: Server = serve(*[response()] * 9)
    client = Pixverse(KEY, base_url=server.url)

    async def main() -> bytes:
        return client.text_to_video(REQUEST).read()

    assert asyncio.run(main()) == MP4
    with ThreadPoolExecutor(8) as threads:
        videos = list(threads.map(client.text_to_video, [REQUEST] * 8))
    assert [video.read() for video in videos] == [MP4] * 8


def test_client_thatIsClosed_sendsNothing(serve: Any) -> None:
    server: Server = serve()
    with Pixverse(KEY, base_url=server.url) as client:
        pass
    with pytest.raises(ValueError, match="the client must be open, but was closed"):
        client.text_to_video(REQUEST)
    assert server.connections == 0
