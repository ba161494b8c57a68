from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from pixverse_client import (
    AsyncPixverse,
    AsyncVideoJob,
    Pixverse,
    PixverseError,
    TextToVideoRequest,
    VideoJob,
    VideoMetadata,
    _retry,
)

from .servers import KEY, Response, Routes, Server

REQUEST = TextToVideoRequest(prompt="A paper boat")

_E = TypeVar("_E", bound=PixverseError)


@dataclass
class Received:
    """A video of either client."""

    content: bytes
    metadata: VideoMetadata
    path: Path | None


class Caller:
    """Calls either client, in the same way."""

    def __init__(self, is_async: bool) -> None:
        self.is_async = is_async

    def __call__(
        self,
        url: str,
        request: Any = REQUEST,
        *,
        read: bool = True,
        then_save_to: Path | None = None,
        save_to: Path | None = None,
        timeout: float | None = 5,
        on_progress: Callable[[int, int | None], object] | None = None,
        **options: Any,
    ) -> Received:
        options = {"base_url": url, "max_retries": 0, **options}
        call_options: dict[str, Any] = {"timeout": timeout, "save_to": save_to}
        if not then_save_to:
            call_options["on_progress"] = on_progress
        if not self.is_async:
            with Pixverse(KEY, **options) as client, client.text_to_video(request, **call_options) as video:
                if then_save_to:
                    video.save(then_save_to, on_progress=on_progress)
                return Received(video.read() if read else b"", video.metadata, video.path)

        async def call() -> Received:
            client = AsyncPixverse(KEY, **options)
            async with client, await client.text_to_video(request, **call_options) as video:
                if then_save_to:
                    await video.save(then_save_to, on_progress=on_progress)
                return Received(await video.read() if read else b"", video.metadata, video.path)

        return asyncio.run(call())

    def failure(self, kind: type[_E], url: str, *arguments: Any, **options: Any) -> _E:
        """The error of a call."""
        with pytest.raises(kind) as caught:
            self(url, *arguments, **options)
        assert type(caught.value) is kind
        assert KEY not in repr(caught.value) + str(caught.value) + caught.value.body
        return caught.value


class Client:
    """Either client, used in the same way."""

    def __init__(self, is_async: bool) -> None:
        self.is_async = is_async

    def of(self, url: str, **options: Any) -> Any:
        """A client whose coroutines are executed."""
        settings: dict[str, Any] = {"base_url": url, "max_retries": 0, "timeout": 5, **options}
        return Executed(AsyncPixverse(KEY, **settings) if self.is_async else Pixverse(KEY, **settings))


class Executed:
    """Executes the coroutines of a client or a job."""

    def __init__(self, target: Any) -> None:
        self.target = target

    def __getattr__(self, name: str) -> Any:
        member = getattr(self.target, name)
        if not callable(member):
            return member

        def execute(*arguments: Any, **options: Any) -> Any:
            value = member(*arguments, **options)
            # Also ends as a task of asyncio.
            value = asyncio.run(value) if asyncio.iscoroutine(value) else value
            return Executed(value) if isinstance(value, (VideoJob, AsyncVideoJob)) else value

        return execute

    def read(self, **options: Any) -> bytes:
        """Waits for the video of a job, and reads it."""
        job = self.target
        if isinstance(job, VideoJob):
            with job.wait(**options) as video:
                return video.read()

        async def read() -> bytes:
            async with await job.wait(**options) as video:
                content: bytes = await video.read()
                return content

        return asyncio.run(read())


@pytest.fixture(params=[False, True], ids=["blocking", "asyncio"])
def client(request: pytest.FixtureRequest) -> Client:
    return Client(request.param)


@pytest.fixture
def route() -> Iterator[Callable[[Mapping[str, list[Response]]], Routes]]:
    servers: list[Routes] = []

    def start(routes: Mapping[str, list[Response]]) -> Routes:
        servers.append(Routes(routes))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture(params=[False, True], ids=["blocking", "asyncio"])
def call(request: pytest.FixtureRequest) -> Caller:
    return Caller(request.param)


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    servers: list[Server] = []

    def start(*responses: Response, tls: bool = False) -> Server:
        servers.append(Server(*responses, tls=tls))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "SEGMIND_API_KEY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setattr(_retry, "_FIRST_DELAY", 0.01)
    monkeypatch.setattr(_retry, "_FIRST_POLL", 0.01)
