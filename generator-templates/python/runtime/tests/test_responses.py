from __future__ import annotations

import pickle
from typing import Any

import pytest

from pixverse_client import (
    BadRequestError,
    Billing,
    CallTimeoutError,
    ConnectionFailedError,
    ForbiddenError,
    InsufficientCreditsError,
    InvalidRequestError,
    NotFoundError,
    PixverseError,
    RateLimitedError,
    ServerError,
    TextToVideoRequest,
    UnauthorizedError,
    UnexpectedResponseError,
)

from .conftest import Caller
from .servers import KEY, MP4, Server, raw, response, text

ERROR = '{"error": "Too much.", "error_description": "Twice"}'


def test_call_sendsOneRequestWithTheKey(call: Caller, serve: Any) -> None:
    server: Server = serve(response())

    assert call(server.url).content == MP4

    (request,) = server.requests
    head, _, body = request.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "POST /v1/pixverse-text2video HTTP/1.1"
    assert f"x-api-key: {KEY}" in lines
    assert f"Host: 127.0.0.1:{server.port}" in lines
    assert "Connection: close" in lines
    assert b'"prompt": "A paper boat"' in body


def test_call_keepsThePathOfTheBaseUrl(call: Caller, serve: Any) -> None:
    server: Server = serve(response())
    call(f"{server.url}/gateway/")
    assert server.requests[0].startswith(b"POST /gateway/v1/pixverse-text2video HTTP/1.1\r\n")


def test_metadata_ofAVideo_isReadFromTheHeaders(call: Caller, serve: Any) -> None:
    headers = (
        "x-request-id: r1\r\nX-Cost: 0.45\r\nx-remaining-credits: 9\r\nx-generation-time: free\r\nx-seed-value: 7\r\n"
    )
    metadata = call(serve(response(headers=headers)).url).metadata

    assert (metadata.status, metadata.request_id, metadata.cost, metadata.remaining_credits) == (200, "r1", 0.45, 9)
    assert (metadata.generation_seconds, metadata.seed) == (None, 7)
    assert metadata.headers["content-type"] == "video/mp4"


@pytest.mark.parametrize(
    ("status", "kind", "billing"),
    [
        (400, BadRequestError, Billing.NOT_BILLED),
        (401, UnauthorizedError, Billing.NOT_BILLED),
        (403, ForbiddenError, Billing.NOT_BILLED),
        (404, NotFoundError, Billing.NOT_BILLED),
        (406, InsufficientCreditsError, Billing.NOT_BILLED),
        (429, RateLimitedError, Billing.NOT_BILLED),
        (500, ServerError, Billing.NOT_BILLED),
        (502, ServerError, Billing.UNKNOWN),
        (503, ServerError, Billing.UNKNOWN),
        (599, ServerError, Billing.UNKNOWN),
        (408, UnexpectedResponseError, Billing.UNKNOWN),
        (421, UnexpectedResponseError, Billing.UNKNOWN),
        (307, UnexpectedResponseError, Billing.UNKNOWN),
    ],
)
def test_refusal_hasItsErrorAndBilling(
    call: Caller, serve: Any, status: int, kind: type[PixverseError], billing: Billing
) -> None:
    server: Server = serve(
        text(ERROR, status=status, headers="x-request-id: r1\r\nLocation: /elsewhere\r\n"), response()
    )

    error = call.failure(kind, server.url)

    assert (error.billing, error.status, error.request_id, error.body) == (billing, status, "r1", ERROR)
    assert str(error) == f"textToVideo: {status}: Too much.: Twice (request id r1) [{billing.name}: {billing.value}]"
    assert server.connections == 1


def test_refusal_thatBreaksOff_keepsStatusAndRequestId(call: Caller, serve: Any) -> None:
    head = b"HTTP/1.1 400 Bad\r\nx-request-id: r1\r\nContent-Length: 100\r\n\r\n"
    error = call.failure(BadRequestError, serve(raw(head, b'{"error"')).url)
    assert (error.billing, error.request_id, error.body) == (Billing.NOT_BILLED, "r1", '{"error"')


def test_refusal_isReadToABound(call: Caller, serve: Any) -> None:
    error = call.failure(BadRequestError, serve(text("<html>" + "x" * 1_000_000)).url)
    assert len(error.body) == 65536
    assert len(str(error)) < 700


def test_refusal_inHtml_isShownWithoutTags(call: Caller, serve: Any) -> None:
    page = "<html><head><title>no</title></head><script>no()</script><body>The <b>model</b>\r\nis gone</body></html>"
    assert ": 404: The model is gone [" in str(call.failure(NotFoundError, serve(text(page, status=404)).url))


@pytest.mark.parametrize(
    "content", [b"", raw(b"HTTP/1.1 200 OK\r\nContent-Ty"), raw(b"HTTP/1.1 200"), raw(b"SSH-2.0\r\n\r\n")]
)
def test_head_thatIsMissingOrCut_isUnknown(call: Caller, serve: Any, content: Any) -> None:
    server: Server = serve(*([content] if content else []))
    error = call.failure(ConnectionFailedError, server.url)
    assert (error.billing, error.status) == (Billing.UNKNOWN, None)
    assert "no response came" in str(error)
    assert server.connections == 1


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 5\r\nContent-Length: 7",
        b"Content-Length: five",
        b"Content-Length: -1",
        b"Transfer-Encoding: gzip",
        b"Content-Encoding: gzip",
        b"bad name: x",
    ],
)
def test_video_whoseEndCannotBeFound_isBilled(call: Caller, serve: Any, head: bytes) -> None:
    server = serve(
        raw(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nx-request-id: r1\r\n" + head + b"\r\n\r\n" + MP4)
    )
    error = call.failure(UnexpectedResponseError, server.url)
    assert (error.billing, error.status, error.request_id) == (Billing.BILLED, 200, "r1")
    assert "the response must be a video, but was a body" in str(error)


def test_refusal_withHeadersThatAreNotHttp_keepsItsStatus(call: Caller, serve: Any) -> None:
    server = serve(raw(b"HTTP/1.1 402 Pay\r\nbad name: x\r\nContent-Length: 4\r\n\r\nText"))
    error = call.failure(UnexpectedResponseError, server.url)
    assert (error.status, error.body) == (402, "Text")


def test_partOfAVideo_isUnexpected(call: Caller, serve: Any) -> None:
    assert call.failure(UnexpectedResponseError, serve(response(status=206)).url).billing is Billing.BILLED


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"Content-Length: 5000\r\n", MP4),
        (b"Transfer-Encoding: chunked\r\n", b"8\r\n" + MP4[:8] + b"\r\n"),
        (b"Transfer-Encoding: chunked\r\n", b"8\r\n" + MP4[:8] + b"\r\nnonsense"),
        (b"", MP4[:-1]),
        (b"", MP4[:30]),
    ],
)
def test_video_thatBreaksOff_isBilled(call: Caller, serve: Any, head: bytes, body: bytes) -> None:
    server = serve(raw(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nx-request-id: r1\r\n" + head + b"\r\n" + body))
    error = call.failure(ConnectionFailedError, server.url)
    assert (error.billing, error.status, error.request_id) == (Billing.BILLED, 200, "r1")
    assert "its transfer broke off after" in str(error)


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Type: video/mp4\r\n\r\n" + MP4,
        b"Content-Type: application/octet-stream\r\n\r\n" + MP4,
        b"Content-Type: video/webm\r\n\r\nof another kind: webm",
        b"Transfer-Encoding: chunked\r\n\r\n3\r\n"
        + MP4[:3]
        + b"\r\n%x;a=b\r\n" % (len(MP4) - 3)
        + MP4[3:]
        + b"\r\n0\r\nA: b\r\n\r\n",
    ],
)
def test_video_withoutLength_isRead(call: Caller, serve: Any, body: bytes) -> None:
    interim = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"
    assert call(serve(raw(interim + b"HTTP/1.1 200 OK\r\n" + body)).url).content[-4:] in (MP4[-4:], b"webm")


@pytest.mark.parametrize(
    ("content", "content_type", "actual"),
    [
        (b"", "video/mp4", "video/mp4, empty"),
        (b"<html>Hi", "text/html", 'text/html, starting with "<html>Hi"'),
        (b"\x00\x01\xff", "application/x", "application/x, starting with bytes 0001ff"),
        (b'{"error": "Declined."}', "application/json", "JSON: Declined."),
        (b"[" * 50_000, "application/json", "JSON: [[[["),
        (b'{"output": "http://example.com/v.mp4"}', "application/json", "JSON: "),
        (b'{"output": "file:///etc/passwd"}', "application/json", "JSON: "),
    ],
)
def test_success_withoutAVideo_isUnexpected(
    call: Caller, serve: Any, content: bytes, content_type: str, actual: str
) -> None:
    error = call.failure(UnexpectedResponseError, serve(response(content, content_type=content_type)).url)
    assert (error.billing, error.status) == (Billing.UNKNOWN, 200)
    assert f"the response must be a video, but was {actual}" in str(error)


@pytest.mark.parametrize("json", ['{{"video": {{"url": "{}/v.mp4"}}}}', '{{"output": "{}/v.mp4"}}'])
def test_address_inJson_isFollowedWithoutTheKey(call: Caller, serve: Any, json: str) -> None:
    files: Server = serve(text("", status=302, headers="Location: /moved.mp4\r\n"), response())
    server: Server = serve(text(json.format(files.url), status=200, headers="x-cost: 2\r\n"))

    received = call(server.url)

    assert (received.content, received.metadata.cost) == (MP4, 2)
    assert [request.split(b" ", 2)[:2] for request in files.requests] == [[b"GET", b"/v.mp4"], [b"GET", b"/moved.mp4"]]
    assert KEY.encode() not in b"".join(files.requests)
    assert len(server.requests) == 1


def test_address_whoseTransferBreaks_isResumed(call: Caller, serve: Any) -> None:
    head = f'HTTP/1.1 200 OK\r\nETag: "a"\r\nContent-Type: video/mp4\r\nContent-Length: {len(MP4)}\r\n\r\n'.encode()
    rest = f"HTTP/1.1 206 Part\r\nContent-Range: bytes 100-{len(MP4) - 1}/{len(MP4)}\r\nContent-Length: {len(MP4) - 100}\r\n\r\n"
    files: Server = serve(
        response(status=503),
        raw(head + MP4[:100]),
        raw(b"HTTP/1.1 500 No\r\n\r\n"),
        raw(rest.encode() + MP4[100:150]),
        raw(head + MP4),
    )
    server: Server = serve(text(f'{{"output": "{files.url}/v.mp4"}}', status=200))

    assert call(server.url).content == MP4
    assert b'Range: bytes=100-\r\nIf-Range: "a"\r\n' in files.requests[2]
    assert len(files.requests) == 5


def test_address_whoseFileChanges_isAnError(call: Caller, serve: Any) -> None:
    files: Server = serve(
        raw(f"HTTP/1.1 200 OK\r\nContent-Length: {len(MP4)}\r\n\r\n".encode() + MP4[:100]), response(b"x" * len(MP4))
    )
    error = call.failure(ConnectionFailedError, serve(text(f'{{"output": "{files.url}"}}', status=200)).url)
    assert error.billing is Billing.BILLED
    assert "changed" in str(error)


def test_address_thatFails_isBilled(call: Caller, serve: Any) -> None:
    files: Server = serve(*[text("gone", status=404)] * 5)
    server: Server = serve(text(f'{{"output": "{files.url}/v.mp4?token=1"}}', status=200))

    error = call.failure(UnexpectedResponseError, server.url)

    assert error.billing is Billing.BILLED
    assert f"the video is finished at {files.url}/v.mp4?token=1, but could not be downloaded (status 404" in str(error)
    assert files.connections == 5
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "request_", [TextToVideoRequest(prompt=" "), "x", TextToVideoRequest.from_dict({"promt": "x"})]
)
def test_invalidRequest_isNotSent(call: Caller, serve: Any, request_: Any) -> None:
    server: Server = serve(response())
    error = call.failure(InvalidRequestError, server.url, request_)
    assert error.billing is Billing.NOT_SENT
    assert str(error).startswith("textToVideo: ")
    assert str(error).endswith("[NOT_SENT: the request was not sent, nothing is billed]")
    assert server.connections == 0


def test_invalidRequest_isSentWithoutValidation(call: Caller, serve: Any) -> None:
    server: Server = serve(response())
    call(server.url, TextToVideoRequest.from_dict({"prompt": "", "duration": 60, "x": None}), validate_requests=False)
    assert b'"duration": 60' in server.requests[0]
    assert b'"x": null' in server.requests[0]


@pytest.mark.parametrize("timeout", [0, -1, float("inf"), True, "5"])
def test_timeout_thatIsNone_isInvalid(call: Caller, serve: Any, timeout: Any) -> None:
    assert "timeout must be" in str(call.failure(InvalidRequestError, serve().url, timeout=timeout))


def test_errors_arePicklable(call: Caller, serve: Any) -> None:
    error = call.failure(RateLimitedError, serve(text(ERROR, status=429, headers="Retry-After: 7\r\n")).url)
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is RateLimitedError
    assert (str(copy), vars(copy)) == (str(error), vars(error))
    assert copy.retry_after == 7


def test_timeoutError_isPicklable() -> None:
    error = CallTimeoutError("late", billing=Billing.UNKNOWN, status=200)
    assert pickle.loads(pickle.dumps(error)).status == 200
