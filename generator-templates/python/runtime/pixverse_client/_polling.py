"""Waits for the video of a job."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Final

from pixverse_client import _document
from pixverse_client._content import Content
from pixverse_client._job_video import JobVideo
from pixverse_client._jobs import JobReader, Jobs
from pixverse_client._retry import may_pass, or_longer, poll_delay
from pixverse_client.errors import Billing, JobFailedError, JobTimeoutError, NotFoundError, PixverseError
from pixverse_client.models import JobResult, JobStatus

# How long an unknown id may still appear: the history is delayed.
HISTORY_DELAY: Final = 30.0
_LEAST_TIMEOUT: Final = 0.001


class JobPoller:
    """Polls one job until its video can be read. Between two requests it holds no connection."""

    def __init__(self, jobs: Jobs, job_id: str, seconds: float, on_status: Callable[[JobStatus], object]) -> None:
        self._jobs = jobs
        self._job_id = job_id
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        self._on_status = on_status
        self._reader = JobReader(jobs.calls, self._timeout)
        self._video = JobVideo(jobs.connector, job_id, jobs.timeout)
        # BILLED once the job is known to be completed.
        self._billing = Billing.UNKNOWN
        self._result: JobResult | None = None
        # The last failure that may pass.
        self._failure: PixverseError | None = None
        self._unknown_since: float | None = None

    async def wait(self) -> Content:
        """The video, whose bytes are still to be received."""
        for poll in itertools.count(1):
            self._require_time()
            delay = poll_delay(poll)
            try:
                outcome = await self._poll()
            except PixverseError as failure:
                if not self._may_pass(failure):
                    raise
                # Keeps the failure before: a request that the deadline aborts has no other cause.
                self._failure = failure if self._failure is None or self._left() > 0 else self._failure
                delay = or_longer(delay, failure)
            else:
                if isinstance(outcome, Content):
                    return outcome
                self._on_status(outcome)
            await self._jobs.connector.network.sleep(max(0.0, min(delay, self._left())))
        raise AssertionError("the waiting ends with a video or an error")

    async def _poll(self) -> Content | JobStatus:
        if self._billing is not Billing.BILLED:
            status = await self._reader.status(self._job_id)
            self._unknown_since = None
            if status.status == "FAILED":
                raise self._failed(status.error or "the service gave no reason")
            if status.status != "COMPLETED":
                return status
            self._billing = Billing.BILLED
        if self._result is None:
            self._result = await self._reader.result(self._job_id, self._billing)
        return await self._video.open(self._result, self._deadline)

    def _failed(self, reason: str) -> JobFailedError:
        return JobFailedError(
            f"job {self._job_id} failed: {reason}",
            billing=Billing.NOT_BILLED,
            operation=_document.GET_JOB_STATUS.id,
            is_free=True,
        )

    def _may_pass(self, failure: PixverseError) -> bool:
        if not isinstance(failure, NotFoundError) or self._billing is Billing.BILLED:
            return may_pass(failure)
        now = time.monotonic()
        self._unknown_since = now if self._unknown_since is None else self._unknown_since
        return now - self._unknown_since < HISTORY_DELAY

    def _left(self) -> float:
        return self._deadline - time.monotonic()

    def _require_time(self) -> None:
        if self._left() <= 0:
            raise JobTimeoutError(
                f"job {self._job_id} had no video within {self._seconds} s, but continues",
                job_id=self._job_id,
                billing=self._billing,
                operation=_document.GET_JOB_STATUS.id,
                is_free=True,
            ) from self._failure

    def _timeout(self) -> float:
        """No request outlasts the deadline."""
        return max(_LEAST_TIMEOUT, min(self._left(), self._jobs.timeout))
