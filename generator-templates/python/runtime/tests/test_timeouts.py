from __future__ import annotations

import time
from typing import Any

from pixverse_client import BadRequestError, Billing, CallTimeoutError

from .conftest import Caller
from .servers import MP4, raw

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: %d\r\n\r\n" % len(MP4)


def test_noResponse_isUnknown(call: Caller, serve: Any) -> None:
    server = serve(raw(3.0))
    start = time.monotonic()
    error = call.failure(CallTimeoutError, server.url, timeout=0.3)
    assert (error.billing, error.status) == (Billing.UNKNOWN, None)
    assert "no response within 0.3 s" in str(error)
    assert time.monotonic() - start < 2.5
    assert server.connections == 1


def test_headersThatTrickle_doNotExtendTheTime(call: Caller, serve: Any) -> None:
    trickle = [part for _ in range(30) for part in (b"X-A: b\r\n", 0.1)]
    start = time.monotonic()
    error = call.failure(CallTimeoutError, serve(raw(b"HTTP/1.1 200 OK\r\n", *trickle)).url, timeout=0.5)
    assert error.billing is Billing.UNKNOWN
    assert time.monotonic() - start < 2.5


def test_headWithoutABody_isBilled(call: Caller, serve: Any) -> None:
    error = call.failure(CallTimeoutError, serve(raw(HEAD, 3.0)).url, timeout=1)
    assert (error.billing, error.status) == (Billing.BILLED, 200)


def test_silenceInTheVideo_isBilled(call: Caller, serve: Any) -> None:
    error = call.failure(CallTimeoutError, serve(raw(HEAD, MP4[:100], 3.0)).url, timeout=1)
    assert (error.billing, error.status) == (Billing.BILLED, 200)
    assert f"broke off after 100 of {len(MP4)} bytes (no byte within 1.0 s)" in str(error)


def test_videoThatComesSlowly_isRead(call: Caller, serve: Any) -> None:
    pieces = [part for i in range(0, len(MP4), 100) for part in (MP4[i : i + 100], 0.3)]
    assert call(serve(raw(HEAD, *pieces)).url, timeout=2).content == MP4


def test_refusalWithoutABody_keepsItsStatus(call: Caller, serve: Any) -> None:
    error = call.failure(
        BadRequestError, serve(raw(b"HTTP/1.1 400 No\r\nContent-Length: 9\r\n\r\nno", 3.0)).url, timeout=1
    )
    assert (error.billing, error.body) == (Billing.NOT_BILLED, "no")
