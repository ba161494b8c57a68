"""A job that generates a video."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from pixverse_client import _options
from pixverse_client._content import Content
from pixverse_client._jobs import Jobs
from pixverse_client._network import run
from pixverse_client._polling import JobPoller
from pixverse_client.models import JobResult, JobStatus
from pixverse_client.video import AsyncVideo, Video

DEFAULT_DEADLINE: Final = 1800.0


@dataclass(frozen=True)
class JobUpdate:
    """A polled status of a job that is queued or processing."""

    status: JobStatus
    """What the service says."""
    elapsed: float
    """Seconds since the job was submitted, or since this process got it by its id."""
    typical: float | None
    """How many seconds such a video usually takes, as published; None if that is not known."""


StatusListener: TypeAlias = Callable[[JobUpdate], object]


class BaseJob:
    """What VideoJob and AsyncVideoJob have in common."""

    def __init__(self, jobs: Jobs, job_id: str, typical: float | None) -> None:
        self._jobs = jobs
        self._id = job_id
        self._typical = typical
        self._started_at = time.monotonic()

    @property
    def id(self) -> str:
        """The id of the job. Store it: ``job(id)`` continues after a restart, or in another process."""
        return self._id

    async def _status(self) -> JobStatus:
        self._jobs.require_open()
        return await self._jobs.status(self._id)

    async def _result(self) -> JobResult:
        self._jobs.require_open()
        return await self._jobs.retrying(lambda: self._jobs.reader.result(self._id))

    async def _wait(self, deadline: float, on_status: StatusListener | None) -> Content:
        self._jobs.require_open()
        seconds = _options.seconds("deadline", deadline)

        def report(status: JobStatus) -> None:
            if on_status:
                on_status(JobUpdate(status, time.monotonic() - self._started_at, self._typical))

        return await JobPoller(self._jobs, self._id, seconds, report).wait()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._id}>"


class VideoJob(BaseJob):
    """A job that generates a video. It runs on the service: any process can wait for it.

    Polling and downloading cost nothing. A failure that may pass (429, 5xx, timeouts, broken connections) does not end
    the waiting.
    """

    def status(self) -> JobStatus:
        """Reads the status, FAILED included; where the record of the job has expired, from the account's history.

        :raises NotFoundError: when neither the jobs nor the history have the id
        :raises PixverseError: when the status cannot be read
        """
        return run(self._status())

    def result(self) -> JobResult:
        """Reads the address of the video, its cost, the remaining credits and times.

        The address is missing unless the job is completed. Where the record of the job has expired, the account's
        history has the address and the cost.

        :raises JobFailedError: when the job failed
        :raises NotFoundError: when neither the jobs nor the history have the id
        :raises PixverseError: when the result cannot be read
        """
        return run(self._result())

    def wait(self, *, deadline: float = DEFAULT_DEADLINE, on_status: StatusListener | None = None) -> Video:
        """Waits for the video, whose download is resumed where it breaks off.

        Polls the status at once, after about a second, and after up to ten seconds later. Ctrl-C ends the waiting, not
        the job.

        :param deadline: seconds to wait until the first byte of the video
        :param on_status: receives each status that is polled before the job ends; an exception of it ends the waiting
        :raises JobFailedError: when the job failed; it is not billed
        :raises JobTimeoutError: when the deadline passed; the job continues
        :raises PixverseError: when the job cannot be read, or its video is gone
        :raises ValueError: when the deadline is invalid
        """
        return Video(run(self._wait(deadline, on_status)))


class AsyncVideoJob(BaseJob):
    """A job that generates a video. It runs on the service: any process can wait for it.

    The same as VideoJob, in coroutines. Cancelling one ends the waiting, not the job.
    """

    async def status(self) -> JobStatus:
        """Reads the status, FAILED included. See VideoJob.status.

        :raises PixverseError: when the status cannot be read
        """
        return await self._status()

    async def result(self) -> JobResult:
        """Reads the address of the video, its cost, the remaining credits and times. See VideoJob.result.

        :raises PixverseError: when the job failed, or the result cannot be read
        """
        return await self._result()

    async def wait(self, *, deadline: float = DEFAULT_DEADLINE, on_status: StatusListener | None = None) -> AsyncVideo:
        """Waits for the video, whose download is resumed where it breaks off. See VideoJob.wait.

        :param deadline: seconds to wait until the first byte of the video
        :param on_status: receives each status that is polled before the job ends; an exception of it ends the waiting
        :raises JobFailedError: when the job failed; it is not billed
        :raises JobTimeoutError: when the deadline passed; the job continues
        :raises PixverseError: when the job cannot be read, or its video is gone
        :raises ValueError: when the deadline is invalid
        """
        return AsyncVideo(await self._wait(deadline, on_status))
