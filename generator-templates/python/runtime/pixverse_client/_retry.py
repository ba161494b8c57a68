"""Which failures are retried, and after how long.

Of paid requests, only those that were certainly not sent, or that the service refused with 429. What only reads may be
repeated.
"""

from __future__ import annotations

import random
import re
import ssl
from collections.abc import Iterable
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Final

from pixverse_client._http1 import Head
from pixverse_client._network import DeadlineError
from pixverse_client.errors import (
    Billing,
    CallTimeoutError,
    ConnectionFailedError,
    PixverseError,
    RateLimitedError,
    UnexpectedResponseError,
)

_FIRST_DELAY: Final = 1.0
_MAX_DELAY: Final = 30.0
_MAX_DOUBLINGS: Final = 10
_FIRST_POLL: Final = 1.0
_MAX_POLL: Final = 10.0
_POLL_GROWTH: Final = 1.5
_MAX_POLL_STEPS: Final = 10
_REQUEST_TIMEOUT: Final = 408
_TOO_MANY_REQUESTS: Final = 429
_SECONDS: Final = re.compile(r"\d{1,9}", re.ASCII)


def may_retry(failure: PixverseError) -> bool:
    """Whether the failure of a paid request is not billed and may be temporary."""
    if isinstance(failure, RateLimitedError):
        return failure.billing is Billing.NOT_BILLED
    # A certificate is the same at the next attempt.
    return (
        isinstance(failure, ConnectionFailedError)
        and failure.billing is Billing.NOT_SENT
        and isinstance(failure.__cause__, (OSError, DeadlineError))
        and not isinstance(failure.__cause__, ssl.SSLError)
    )


def may_pass(failure: PixverseError) -> bool:
    """Whether the failure of a request that only reads may be temporary."""
    if isinstance(failure, CallTimeoutError):
        return True
    if isinstance(failure, ConnectionFailedError):
        return isinstance(failure.__cause__, (OSError, DeadlineError)) and not _is_refused_by_tls(failure.__cause__)
    status = failure.status or 0
    return (
        status >= 500
        or status in (_REQUEST_TIMEOUT, _TOO_MANY_REQUESTS)
        # A page of a proxy, or half a response, in place of the JSON.
        or (status == 200 and isinstance(failure, UnexpectedResponseError))
    )


def _is_refused_by_tls(cause: BaseException) -> bool:
    is_broken = isinstance(cause, (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError))
    return isinstance(cause, ssl.SSLError) and not is_broken


def delay_before(retry: int, max_retries: int, failure: PixverseError) -> float | None:
    """The seconds before retry number ``retry``, counted from 1; None if there is none left."""
    if retry > max_retries or not may_retry(failure):
        return None
    longest = min(_FIRST_DELAY * (1 << min(retry - 1, _MAX_DOUBLINGS)), _MAX_DELAY)
    # Between half and all of it, so that clients that failed together do not retry together.
    return or_longer(longest * random.uniform(0.5, 1), failure)  # noqa: S311


def poll_delay(poll: int) -> float:
    """The seconds after poll number ``poll``, counted from 1: from one second to ten.

    Between 80% and all of it, so that many jobs do not ask at the same moment.
    """
    longest = min(_FIRST_POLL * _POLL_GROWTH ** min(poll - 1, _MAX_POLL_STEPS), _MAX_POLL)
    return longest * random.uniform(0.8, 1)  # noqa: S311


def or_longer(own: float, failure: PixverseError) -> float:
    """The delay, or that of the refusal if it is longer."""
    requested = (failure.retry_after or 0.0) if isinstance(failure, RateLimitedError) else 0.0
    # Also clients that were told the same time do not return together.
    return requested + own / 10 if requested > own else own


def retry_after(head: Head, reset_headers: Iterable[str], now: datetime) -> float | None:
    """The delay that a refusal gives: Retry-After (RFC 9110 §10.2.3), or the header that the document names."""
    value = (head.get("retry-after") or "").strip()
    if _SECONDS.fullmatch(value):
        return float(value)
    delay = _until(_http_date(value), now)
    for name in reset_headers:
        delay = _until(utc_time((head.get(name.lower()) or "").strip()), now) if delay is None else delay
    return delay


def _http_date(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def utc_time(value: str) -> datetime | None:
    """A time of the service. Their form was never published: ISO 8601 with or without a zone is understood."""
    # Python 3.10 knows neither Z nor fractions of any length.
    zoned = re.sub(r"Z$", "+00:00", value, flags=re.IGNORECASE)
    try:
        return datetime.fromisoformat(re.sub(r"\.(\d+)", lambda found: f".{found[1][:6]:0<6}", zoned))
    except ValueError:
        return None


def _until(time: datetime | None, now: datetime) -> float | None:
    if time is None:
        return None
    aware = time if time.tzinfo else time.replace(tzinfo=timezone.utc)
    return max(0.0, (aware - now).total_seconds())
