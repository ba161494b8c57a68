"""What the service knows of jobs and of the account. Reading it costs nothing and may be repeated."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from pixverse_client import _document
from pixverse_client._free_call import FreeCalls
from pixverse_client._options import Connector
from pixverse_client._retry import may_pass, or_longer, poll_delay
from pixverse_client.errors import Billing, JobFailedError, NotFoundError, PixverseError
from pixverse_client.models import (
    Credits,
    HistoryEntry,
    HistoryPage,
    HistoryState,
    JobMetrics,
    JobResult,
    JobState,
    JobStatus,
)

_T = TypeVar("_T")
_JOB_STATES: Final[Mapping[HistoryState | None, JobState]] = {"COMPLETED": "COMPLETED", "FAILED": "FAILED"}
_NOT_FOUND: Final = 404


@dataclass(frozen=True)
class JobReader:
    """Reads what the service knows. Each method makes one attempt."""

    calls: FreeCalls
    timeout: Callable[[], float]
    """Gives the timeout of the next request."""

    async def status(self, job_id: str) -> JobStatus:
        """The status of a job, from the history if its record has expired."""
        try:
            return await self.calls.get(
                _document.GET_JOB_STATUS,
                JobStatus.from_json,
                timeout=self.timeout(),
                billing=Billing.UNKNOWN,
                job_id=job_id,
            )
        except NotFoundError:
            entry = await self._expired(job_id, Billing.UNKNOWN)
        return JobStatus(raw=entry.raw, request_id=entry.request_id, status=_state(entry), error=entry.error)

    async def result(self, job_id: str, billing: Billing = Billing.UNKNOWN) -> JobResult:
        """The result of a job, from the history if its record has expired.

        :param billing: BILLED once the job is known to be completed
        """
        try:
            return await self.calls.get(
                _document.GET_JOB_RESULT, JobResult.from_json, timeout=self.timeout(), billing=billing, job_id=job_id
            )
        except NotFoundError:
            entry = await self._expired(job_id, billing)
        return JobResult(
            raw=entry.raw,
            request_id=entry.request_id,
            status=_state(entry),
            output=entry.generation_url,
            error=entry.error,
            metrics=JobMetrics(cost=entry.credits_deduction),
        )

    async def _expired(self, job_id: str, billing: Billing) -> HistoryEntry:
        try:
            return await self.entry(job_id, billing)
        except NotFoundError as gone:
            raise NotFoundError(
                f"neither the jobs nor the history of the account have job {job_id}",
                billing=billing,
                operation=_document.GET_REQUEST_HISTORY.id,
                status=_NOT_FOUND,
                is_free=True,
            ) from gone

    async def entry(self, request_id: str, billing: Billing = Billing.UNKNOWN) -> HistoryEntry:
        """One request of the history."""
        return await self.calls.get(
            _document.GET_REQUEST_HISTORY,
            HistoryEntry.from_json,
            timeout=self.timeout(),
            billing=billing,
            job_id=request_id,
        )

    async def history(self, query: Mapping[str, str], billing: Billing = Billing.NOT_BILLED) -> HistoryPage:
        """A page of the history."""
        return await self.calls.get(
            _document.LIST_REQUEST_HISTORY, HistoryPage.from_json, timeout=self.timeout(), billing=billing, query=query
        )

    async def credits(self) -> Credits:
        """The credits of the account."""
        return await self.calls.get(
            _document.GET_CREDITS, Credits.from_json, timeout=self.timeout(), billing=Billing.NOT_BILLED
        )


def _state(entry: HistoryEntry) -> JobState | None:
    return _JOB_STATES.get(entry.model_status, "PROCESSING")


class Jobs:
    """What all jobs of a client share."""

    def __init__(self, connector: Connector, require_open: Callable[[], None]) -> None:
        self.connector = connector
        self.require_open = require_open
        self.calls = FreeCalls(connector)
        self.reader = JobReader(self.calls, lambda: self.timeout)

    @property
    def timeout(self) -> float:
        """The timeout of one request, in seconds."""
        return self.connector.options.timeout or _document.GET_JOB_STATUS.timeout

    async def status(self, job_id: str) -> JobStatus:
        """The status of a job, FAILED included."""
        try:
            return await self.retrying(lambda: self.reader.status(job_id))
        except JobFailedError as failed:
            return _failed_status(failed)

    async def retrying(self, read: Callable[[], Awaitable[_T]]) -> _T:
        """Reads, and again after a failure that may pass, as often as the options allow."""
        for retry in itertools.count(1):
            try:
                return await read()
            except PixverseError as failure:
                if retry > self.connector.options.max_retries or not may_pass(failure):
                    raise
                delay = or_longer(poll_delay(retry), failure)
            await self.connector.network.sleep(delay)
        raise AssertionError("attempts end with a result or an error")


def _failed_status(failed: JobFailedError) -> JobStatus:
    try:
        return JobStatus.from_json(failed.body)
    except ValueError:
        return JobStatus(status="FAILED", raw={"status": "FAILED"})
