"""Reads and searches the account's history of requests."""

from __future__ import annotations

import json
import time
from datetime import date, datetime, timedelta, timezone
from typing import Any, Final, get_args

from pixverse_client import _json, _options
from pixverse_client._job_id import is_job_id
from pixverse_client._jobs import Jobs
from pixverse_client._polling import HISTORY_DELAY
from pixverse_client._retry import poll_delay, utc_time
from pixverse_client._sent_request import SentRequest
from pixverse_client.errors import Billing
from pixverse_client.models import HistoryEntry, HistorySortField, HistoryState, SortOrder

_MAX_PAGE: Final = 2_147_483_647
_MAX_ROWS: Final = 100
# How far the clocks of this machine and of the service may differ, and how long a request may be on its way.
_TOLERANCE: Final = timedelta(minutes=10)
_MAX_PAGES: Final = 50


def history_query(
    page: int,
    per_page: int,
    from_date: date | None,
    to_date: date | None,
    model_name: str | None,
    status: HistoryState | None,
    sort_by: HistorySortField | None,
    sort_order: SortOrder | None,
) -> dict[str, str]:
    """The parameters of a page of the history.

    :raises ValueError: when one is invalid
    """
    query = {
        "page": str(_options.whole("page", page, 1, _MAX_PAGE)),
        "per_page": str(_options.whole("per_page", per_page, 1, _MAX_ROWS)),
        "from_date": _day("from_date", from_date),
        "to_date": _day("to_date", to_date),
        "model_name": model_name,
        "status": _one_of("status", status, get_args(HistoryState)),
        "sort_by": _one_of("sort_by", sort_by, get_args(HistorySortField)),
        "sort_order": _one_of("sort_order", sort_order, get_args(SortOrder)),
    }
    return {name: value for name, value in query.items() if value is not None}


def _day(name: str, value: date | None) -> str | None:
    # The type hints do not bind callers.
    if value is not None and not isinstance(value, date):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise ValueError(f"{name} must be a date, but was {_json.excerpt(value)}")
    # A datetime is a date too.
    return None if value is None else f"{value:%Y-%m-%d}"


def _one_of(name: str, value: str | None, allowed: tuple[str, ...]) -> str | None:
    if value is not None and value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, but was {_json.excerpt(value)}")
    return value


class HistoryLookup:
    """Searches the history for a request whose response is lost. Never guesses: two equal requests are two entries."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    async def entries(self, sent: SentRequest, request_id: str | None = None) -> list[HistoryEntry]:
        """The entries that may be of the request; none only after 30 seconds, because the history lags behind."""
        start, poll = time.monotonic(), 0
        while True:
            found = await self._jobs.retrying(lambda: self._search(sent, request_id))
            if found or time.monotonic() - start >= HISTORY_DELAY:
                return found
            poll += 1
            await self._jobs.connector.network.sleep(poll_delay(poll))

    async def _search(self, sent: SentRequest, request_id: str | None) -> list[HistoryEntry]:
        sent_at = datetime.fromtimestamp(sent.sent_at, timezone.utc)
        first, last = sent_at - _TOLERANCE, sent_at + _TOLERANCE
        # Whether the days of the history are in UTC is not known.
        days = (first - timedelta(days=1), last + timedelta(days=1))
        found: dict[str, HistoryEntry] = {}
        for page in range(1, _MAX_PAGES + 1):
            query = history_query(page, _MAX_ROWS, *days, sent.model_name, None, None, None)
            rows = (await self._jobs.reader.history(query, Billing.UNKNOWN)).data
            for row in rows:
                if row.request_id is not None and row.request_id == request_id:
                    return [row]
                if is_job_id(row.request_id) and _may_be(sent, row, first, last):
                    found.setdefault(str(row.request_id), row)
            if len(rows) < _MAX_ROWS:
                break
        return list(found.values())


def _may_be(sent: SentRequest, row: HistoryEntry, first: datetime, last: datetime) -> bool:
    """Whether nothing that the row says tells it from the request."""
    created = utc_time((row.model_created or "").strip())
    return (
        (created is None or first <= _aware(created) <= last)
        and row.model_name in (None, sent.model_name)
        and (row.request_body is None or _is_kept(json.loads(sent.json), row.request_body))
    )


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _is_kept(sent: dict[str, Any], kept: Any) -> bool:
    """Whether every property that was sent is kept; the service may keep more, such as defaults."""
    return all(name in kept and _json.is_same(value, kept[name]) for name, value in sent.items())
