from __future__ import annotations

import ssl
from datetime import datetime, timezone

import pytest

from pixverse_client import Billing, ConnectionFailedError, PixverseError, RateLimitedError, ServerError, _retry
from pixverse_client._http1 import Head
from pixverse_client._retry import delay_before, may_retry, retry_after

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("name", "value", "delay"),
    [
        ("retry-after", "7", 7),
        ("retry-after", "Mon, 30 Nov 2026 12:00:09 GMT", 9),
        ("retry-after", "Mon, 30 Nov 2026 11:00:00 GMT", 0),
        ("retry-after", "soon", None),
        ("retry-after", "-1", None),
        ("reset", "2026-11-30T12:01:00Z", 60),
        ("reset", "2026-11-30 12:01:00.5", 60.5),
        ("reset", "2026-11-30T13:01:00.1234567+01:00", 60.123456),
        ("reset", "never", None),
    ],
)
def test_retryAfter_isReadFromItsHeaders(name: str, value: str, delay: float | None) -> None:
    assert retry_after(Head(429, ((name, value),)), ["Reset"], NOW) == delay


def failed(error: PixverseError, cause: Exception | None) -> PixverseError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "cause", "is_retried"),
    [
        (RateLimitedError("", billing=Billing.NOT_BILLED), None, True),
        (RateLimitedError("", billing=Billing.UNKNOWN), None, False),
        (ConnectionFailedError("", billing=Billing.NOT_SENT), OSError(), True),
        (ConnectionFailedError("", billing=Billing.NOT_SENT), ssl.SSLError(), False),
        (ConnectionFailedError("", billing=Billing.UNKNOWN), OSError(), False),
        (ServerError("", billing=Billing.NOT_BILLED), None, False),
    ],
)
def test_mayRetry_onlyWhatIsCertainlyNotBilled(error: PixverseError, cause: Exception | None, is_retried: bool) -> None:
    assert may_retry(failed(error, cause)) == is_retried


def test_delay_growsToABoundAndFollowsTheService(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_retry, "_FIRST_DELAY", 1.0)
    error = RateLimitedError("", billing=Billing.NOT_BILLED)
    for retry, longest in ((1, 1), (2, 2), (5, 16), (6, 30), (100, 30)):
        delay = delay_before(retry, 100, error)
        assert delay is not None
        assert longest / 2 <= delay <= longest
    assert delay_before(3, 2, error) is None
    error.retry_after = 100
    assert 100 < (delay_before(1, 2, error) or 0) <= 100.1
