"""Executes a call for each of many requests, a bounded number of them at once."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, Generic, TypeVar, cast

from pixverse_client import _options

_R = TypeVar("_R")
_T = TypeVar("_T")
_MAX: Final = 10_000


@dataclass(frozen=True)
class Outcome(Generic[_R, _T]):
    """What became of one request."""

    request: _R
    value: _T | None = None
    """What the call returned; None if it failed."""
    error: BaseException | None = None
    """What the call raised; None if it did not."""

    def result(self) -> _T:
        """What the call returned; raises what it raised."""
        if self.error:
            raise self.error
        return cast(_T, self.value)


def run_all(
    call: Callable[[_R], _T], requests: Iterable[_R], *, max_concurrency: int = 4
) -> Generator[Outcome[_R, _T], None, None]:
    """Executes a call for each request, in threads; gives the outcomes in the order of the requests.

    An error ends its own call only. When the iteration ends early, also by Ctrl-C, no further call starts; those that
    run may be paid, so it waits for their end. Let the call save its video, so that none is lost.

    :param call: is called with each request, by several threads at once
    :param max_concurrency: how many calls run at once
    :raises ValueError: when max_concurrency is invalid
    """
    return _run_all(call, list(requests), _options.whole("max_concurrency", max_concurrency, 1, _MAX))


def _run_all(call: Callable[[_R], _T], requests: list[_R], limit: int) -> Generator[Outcome[_R, _T], None, None]:
    threads = ThreadPoolExecutor(limit)
    try:
        futures = [threads.submit(call, request) for request in requests]
        for request, future in zip(requests, futures, strict=True):
            error = future.exception()
            yield Outcome(request, error=error) if error else Outcome(request, future.result())
    finally:
        threads.shutdown(cancel_futures=True)


def run_all_async(
    call: Callable[[_R], Awaitable[_T]], requests: Iterable[_R], *, max_concurrency: int = 4
) -> AsyncGenerator[Outcome[_R, _T], None]:
    """Executes a coroutine for each request; gives the outcomes in the order of the requests.

    An error ends its own call only. When the iteration ends early, no further call starts; those that run may be paid,
    so closing it waits for their end. Cancelling the task that iterates also cancels them.

    :param call: is called with each request
    :param max_concurrency: how many calls run at once
    :raises ValueError: when max_concurrency is invalid
    """
    return _run_all_async(call, list(requests), _options.whole("max_concurrency", max_concurrency, 1, _MAX))


async def _run_all_async(
    call: Callable[[_R], Awaitable[_T]], requests: list[_R], limit: int
) -> AsyncGenerator[Outcome[_R, _T], None]:
    loop = asyncio.get_running_loop()
    outcomes: list[asyncio.Future[Outcome[_R, _T]]] = [loop.create_future() for _ in requests]
    pending = deque(zip(requests, outcomes, strict=True))

    async def work() -> None:
        while pending:
            request, outcome = pending.popleft()
            try:
                result = await _execute(call, request)
            except asyncio.CancelledError:
                outcome.cancel()
                raise
            # Whoever waits for it may be cancelled at this moment.
            if not outcome.done():
                outcome.set_result(result)

    workers = [asyncio.ensure_future(work()) for _ in range(min(limit, len(requests)))]
    try:
        for outcome in outcomes:
            yield await outcome
    except asyncio.CancelledError:
        for worker in workers:
            worker.cancel()
        raise
    finally:
        pending.clear()
        if workers:
            await asyncio.wait(workers)


async def _execute(call: Callable[[_R], Awaitable[_T]], request: _R) -> Outcome[_R, _T]:
    """A cancellation of the caller is raised; one of the call itself is its outcome."""

    async def execute() -> _T:
        return await call(request)

    task = asyncio.ensure_future(execute())
    try:
        await asyncio.wait({task})
    except asyncio.CancelledError:
        task.cancel()
        await asyncio.wait({task})
        # asyncio logs errors that nobody takes note of.
        if not task.cancelled():
            task.exception()
        raise
    if task.cancelled():
        return Outcome(request, error=asyncio.CancelledError())
    error = task.exception()
    return Outcome(request, error=error) if error else Outcome(request, task.result())
