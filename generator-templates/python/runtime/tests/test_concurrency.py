from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from typing import Any

import pytest

from pixverse_client import AsyncPixverse, Outcome, Pixverse, ServerError, TextToVideoRequest, run_all, run_all_async

from .servers import KEY, MP4, Server, response, text


class Work:
    """Counts the calls that run at once. Negative numbers fail; larger ones take longer."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.running = 0
        self.most = 0
        self.started: list[int] = []
        self.ended: list[int] = []

    def start(self, number: int) -> None:
        with self.lock:
            self.started.append(number)
            self.running += 1
            self.most = max(self.most, self.running)

    def end(self, number: int) -> int:
        with self.lock:
            self.running -= 1
            self.ended.append(number)
        if number < 0:
            raise KeyError(number)
        return number * 2

    def __call__(self, number: int) -> int:
        self.start(number)
        time.sleep(0.01 * abs(number))
        return self.end(number)

    async def later(self, number: int) -> int:
        self.start(number)
        await asyncio.sleep(0.01 * abs(number))
        return self.end(number)


NUMBERS = [9, -1, 5, 3, -2, 7, 1]


def shown(outcomes: list[Outcome[int, int]]) -> list[tuple[int, int | None, str]]:
    return [(each.request, each.value, type(each.error).__name__) for each in outcomes]


EXPECTED = [(n, n * 2 if n > 0 else None, "NoneType" if n > 0 else "KeyError") for n in NUMBERS]


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_runAll_keepsTheOrderAndBoundsTheCalls(limit: int) -> None:
    work = Work()
    assert shown(list(run_all(work, iter(NUMBERS), max_concurrency=limit))) == EXPECTED
    assert work.most <= limit


def test_runAll_callsAsManyAtOnceAsAllowed() -> None:
    together = threading.Barrier(3, timeout=30)
    outcomes = run_all(lambda number: (together.wait(), number), range(6), max_concurrency=3)
    assert [type(outcome.error) for outcome in outcomes] == [type(None)] * 6


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_runAllAsync_keepsTheOrderAndBoundsTheCalls(limit: int) -> None:
    async def main() -> None:
        work = Work()
        outcomes = [each async for each in run_all_async(work.later, iter(NUMBERS), max_concurrency=limit)]
        assert shown(outcomes) == EXPECTED
        assert work.most == min(limit, len(NUMBERS))
        none: list[int] = []
        assert [each async for each in run_all_async(work.later, none)] == []

    asyncio.run(main())


def test_runAll_thatEndsEarly_startsNoMore() -> None:
    work = Work()
    outcomes = run_all(work, [1, 20, *range(1, 50)], max_concurrency=2)
    assert next(outcomes).result() == 2
    outcomes.close()
    assert sorted(work.started) == sorted(work.ended)
    assert 20 in work.ended
    assert len(work.ended) < 51


def test_runAllAsync_thatEndsEarly_startsNoMore() -> None:
    async def main() -> None:
        work = Work()
        async with contextlib.aclosing(
            run_all_async(work.later, [1, 20, *range(1, 50)], max_concurrency=2)
        ) as outcomes:
            async for outcome in outcomes:
                assert outcome.result() == 2
                break
        assert sorted(work.started) == sorted(work.ended)
        assert 20 in work.ended
        assert len(work.ended) < 51

    asyncio.run(main())


def test_runAllAsync_thatIsCancelled_cancelsItsCalls() -> None:
    async def main() -> None:
        work = Work()

        async def iterate() -> None:
            async for _ in run_all_async(work.later, [1000] * 5, max_concurrency=2):
                pass

        task = asyncio.ensure_future(iterate())
        await asyncio.sleep(0.1)
        start = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.monotonic() - start < 5
        assert (len(work.started), work.ended) == (2, [])
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(main())


def test_runAllAsync_inALoopThatEnds_startsNoMore() -> None:
    work = Work()
    kept: list[Any] = []

    async def main() -> None:
        kept.append(run_all_async(work.later, [1, *[1000] * 50], max_concurrency=2))
        assert (await anext(kept[0])).result() == 2

    asyncio.run(main())
    assert len(work.started) == 3


def test_runAllAsync_withACallThatCancelsItself_givesItsError() -> None:
    async def call(number: int) -> int:
        if number == 1:
            raise asyncio.CancelledError
        return number

    async def main() -> None:
        outcomes = [each async for each in run_all_async(call, [0, 1, 2], max_concurrency=1)]
        assert [type(each.error) for each in outcomes] == [type(None), asyncio.CancelledError, type(None)]

    asyncio.run(main())


@pytest.mark.parametrize("limit", [0, -1, 1.5, True, 10_001])
def test_maxConcurrency_thatIsInvalid_isRejected(limit: Any) -> None:
    work = Work()
    with pytest.raises(ValueError, match="max_concurrency must be a whole number from 1 to 10000"):
        run_all(work, [1], max_concurrency=limit)
    with pytest.raises(ValueError, match="max_concurrency must be a whole number from 1 to 10000"):
        run_all_async(work.later, [1], max_concurrency=limit)
    assert work.started == []


def test_runAll_ofVideos_givesEachVideoOrError(serve: Any) -> None:
    server: Server = serve(response(), text("{}", status=500), response())
    requests = [TextToVideoRequest(prompt=prompt) for prompt in ("A", "B", "C")]
    client = Pixverse(KEY, base_url=server.url)
    outcomes = list(run_all(lambda request: client.text_to_video(request).read(), requests, max_concurrency=1))
    assert [outcome.request.prompt for outcome in outcomes] == ["A", "B", "C"]
    assert [outcome.value for outcome in outcomes] == [MP4, None, MP4]
    with pytest.raises(ServerError):
        outcomes[1].result()


def test_runAllAsync_ofVideos_givesEachVideo(serve: Any) -> None:
    server: Server = serve(*[response()] * 5)

    async def main() -> None:
        client = AsyncPixverse(KEY, base_url=server.url)
        requests = [TextToVideoRequest(prompt="A")] * 5
        videos = [each.result() async for each in run_all_async(client.text_to_video, requests)]
        assert [await video.read() for video in videos] == [MP4] * 5

    asyncio.run(main())
