from __future__ import annotations

import base64
import json
import pickle
import socket
import time
import tracemalloc
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from pixverse_client import (
    BadRequestError,
    Billing,
    CallTimeoutError,
    ConnectionFailedError,
    InvalidRequestError,
    NotFoundError,
    Pixverse,
    PixverseError,
    ServerError,
    UnauthorizedError,
    UnexpectedResponseError,
    _document,
    _history,
    _upload,
)
from pixverse_client._json import is_same
from pixverse_client._media_type import media_type
from pixverse_client.models import HistoryEntry, JobMetrics, UploadedFiles

from .conftest import REQUEST, Client
from .servers import KEY, Response, Routes, box, raw, text

CREDITS = "/v1/get-user-credits"
HISTORY = "/inference-request/request-history"
UPLOAD = "/upload-asset"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400


def ok(**properties: Any) -> Response:
    return text(json.dumps(properties), status=200)


def row(request_id: str = "r1", **properties: Any) -> dict[str, Any]:
    return {
        "request_id": request_id,
        "model_name": "pixverse-text2video",
        "model_created": datetime.now(timezone.utc).isoformat(),
        "request_body": {**REQUEST.to_dict(), "seed": 7},
        **properties,
    }


def test_credits_areRead(client: Client, route: Any) -> None:
    server: Routes = route({CREDITS: [ok(**{"credits": 12.5, "free-credits": 1})]})
    credits_ = client.of(server.url).credits()
    assert (credits_.credits, credits_.free_credits) == (12.5, 1)
    assert server.requests[0].startswith(b"GET /v1/get-user-credits HTTP/1.1\r\n")
    assert f"x-api-key: {KEY}\r\n".encode() in server.requests[0]
    assert b"Content-Type" not in server.requests[0]


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (text("{}", status=404), NotFoundError),
        (text("{}", status=401), UnauthorizedError),
        (text("{}", status=502), ServerError),
        (text("<html>", status=200), UnexpectedResponseError),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), ConnectionFailedError),
        (raw(), ConnectionFailedError),
        (raw(3.0), CallTimeoutError),
    ],
)
def test_credits_thatCannotBeRead_costNothing(
    client: Client, route: Any, failure: Response, kind: type[PixverseError]
) -> None:
    with pytest.raises(kind) as caught:
        client.of(route({CREDITS: [failure]}).url, timeout=1).credits()
    assert caught.value.billing is Billing.NOT_BILLED
    assert str(caught.value).startswith("getCredits: ")


def test_credits_withoutAServer_costNothing(client: Client) -> None:
    with pytest.raises(ConnectionFailedError, match="no connection could be made") as caught:
        client.of("http://127.0.0.1:1").credits()
    assert caught.value.billing is Billing.NOT_BILLED


def test_history_isFiltered(client: Client, route: Any) -> None:
    server: Routes = route({HISTORY: [ok(data=[row(), "no row"], page=2, total=9.0)]})
    page = client.of(server.url).history(
        page=2,
        per_page=100,
        from_date=date(2026, 11, 1),
        to_date=datetime(2026, 11, 30, 12, 0),
        model_name="pixverse v6&",
        status="COMPLETED",
        sort_by="model_created",
        sort_order="asc",
    )
    assert [entry.request_id for entry in page.data] == ["r1"]
    assert (page.page, page.per_page, page.total) == (2, None, 9)
    assert server.requests[0].split(b" ")[1].decode() == (
        f"{HISTORY}?page=2&per_page=100&from_date=2026-11-01&to_date=2026-11-30&model_name=pixverse+v6%26"
        "&status=COMPLETED&sort_by=model_created&sort_order=asc"
    )


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"page": 0}, "page must be a whole number from 1 to"),
        ({"per_page": 101}, "per_page must be a whole number from 1 to 100, but was 101"),
        ({"from_date": "2026-11-01"}, 'from_date must be a date, but was "2026-11-01"'),
        ({"status": "DONE"}, 'status must be one of COMPLETED, FAILED, PENDING, but was "DONE"'),
        ({"sort_by": "cost"}, "sort_by must be one of model_created, model_name, credits_deduction, but was"),
        ({"sort_order": "up"}, "sort_order must be one of asc, desc, but was"),
    ],
)
def test_history_withAnInvalidFilter_sendsNothing(
    client: Client, route: Any, filters: dict[str, Any], message: str
) -> None:
    server: Routes = route({})
    with pytest.raises(InvalidRequestError, match=message):
        client.of(server.url).history(**filters)
    assert server.connections == 0


def test_historyEntry_isRead(client: Client, route: Any) -> None:
    server: Routes = route(
        {f"{HISTORY}/r1": [ok(**row(model_status="COMPLETED", latency_ms=5, credits_deduction="x"))]}
    )
    entry = client.of(server.url).history_entry("r1")
    assert (entry.request_id, entry.model_status, entry.latency_ms, entry.credits_deduction) == (
        "r1",
        "COMPLETED",
        5,
        None,
    )
    assert entry.request_body["seed"] == 7


def test_historyEntry_thatIsMissing_isUnknown(client: Client, route: Any) -> None:
    with pytest.raises(NotFoundError) as caught:
        client.of(route({f"{HISTORY}/r1": [text("{}", status=404)]}).url).history_entry("r1")
    assert caught.value.billing is Billing.UNKNOWN


def test_operation_withAServerOfItsOwn_goesThereUnlessABaseUrlIsSet() -> None:
    def servers(base_url: str | None) -> set[str]:
        options = Pixverse(KEY, base_url=base_url)._core._connector.options  # pyright: ignore[reportPrivateUsage]
        return {options.server_of(operation).authority for operation in _document.OPERATIONS}

    documented = {"api.segmind.com", "api.spotprod.segmind.com", "workflows-api.segmind.com"}
    assert servers(None) == servers("https://api.segmind.com/") == documented
    assert servers("https://example.com") == {"example.com"}


@pytest.mark.parametrize("is_path", [True, False])
def test_upload_givesTheAddress(client: Client, route: Any, tmp_path: Path, is_path: bool) -> None:
    server: Routes = route({UPLOAD: [ok(file_urls=["https://example.com/a.png"], message="stored")]})
    file = tmp_path / "boat.mp4"
    file.write_bytes(PNG)
    progress: list[tuple[int, int]] = []

    def listener(sent: int, total: int) -> None:
        progress.append((sent, total))

    address = client.of(server.url).upload(file if is_path else PNG, on_progress=listener)

    assert address == "https://example.com/a.png"
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /upload-asset HTTP/1.1\r\n")
    assert f"Content-Length: {len(body)}\r\n".encode() in head + b"\r\n"
    assert json.loads(body) == {"data_urls": ["data:image/png;base64," + base64.b64encode(PNG).decode()]}
    assert [sent for sent, _ in progress] == [49152, 98304, len(PNG)]
    assert {total for _, total in progress} == {len(PNG)}


def test_upload_isSentOnce(client: Client, route: Any) -> None:
    for failure, kind in ((text("{}", status=500), ServerError), (raw(), ConnectionFailedError)):
        server: Routes = route({UPLOAD: [failure]})
        with pytest.raises(kind) as caught:
            client.of(server.url, max_retries=3).upload(PNG)
        assert caught.value.billing is Billing.NOT_BILLED
        assert server.connections == 1


@pytest.mark.parametrize(
    "properties", [{}, {"file_urls": []}, {"file_urls": [7]}, {"file_urls": "https://example.com"}]
)
def test_upload_withoutAnAddress_isUnexpected(client: Client, route: Any, properties: dict[str, Any]) -> None:
    with pytest.raises(UnexpectedResponseError, match="the response must be the documented JSON, but was"):
        client.of(route({UPLOAD: [ok(**properties)]}).url).upload(PNG)


def test_upload_readsTheOtherNameOfTheAddresses(client: Client, route: Any) -> None:
    assert client.of(route({UPLOAD: [ok(urls=["https://example.com/a"])]}).url).upload(PNG) == "https://example.com/a"


def test_upload_thatIsRefusedEarly_hasItsReason(client: Client, serve: Any) -> None:
    # Larger than the buffers of the connection, so that the client still sends when the refusal comes.
    def refuse(connection: socket.socket) -> None:
        connection.recv(1)
        text('{"error": "no"}', status=400)(connection)

    server = serve()
    server._respond = refuse
    with pytest.raises((BadRequestError, ConnectionFailedError)) as caught:
        client.of(server.url).upload(PNG[:8] + bytes(16 << 20))
    assert caught.value.billing is Billing.NOT_BILLED


def test_upload_ofAFileThatIsNone_sendsNothing(
    client: Client, route: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server: Routes = route({})
    other = tmp_path / "notes.png"
    other.write_bytes(b"no image")
    monkeypatch.setattr(_upload, "_MAX_BYTES", 99)
    allowed = "an image .PNG, JPEG, GIF, WebP. or a video .MP4, MOV, WebM."
    for file, message in (
        (tmp_path / "missing.png", "file must be a readable file, but was .*missing.png"),
        (tmp_path, "file must be a readable file, but was"),
        (None, "file must be a readable file, but was None"),
        (str(other), f"file must be {allowed}, but .*notes.png is something else"),
        (b"", f"file must be {allowed}, but the content is something else"),
        (PNG, f"file must have at most 99 bytes, but the content has {len(PNG)}"),
    ):
        with pytest.raises(InvalidRequestError, match=message) as caught:
            client.of(server.url).upload(file)
        assert caught.value.billing is Billing.NOT_SENT
    assert server.connections == 0


def test_upload_ofAFileThatShrinks_ends(client: Client, route: Any, tmp_path: Path) -> None:
    file = tmp_path / "boat.png"
    file.write_bytes(PNG)
    server: Routes = route({UPLOAD: [ok()]})

    def shrink(sent: int, total: int) -> None:
        file.write_bytes(b"")

    start = time.monotonic()
    with pytest.raises(ConnectionFailedError, match="the file became shorter while it was uploaded"):
        client.of(server.url).upload(file, on_progress=shrink)
    assert time.monotonic() - start < 10


def test_upload_withAListenerThatRaises_ends(client: Client, route: Any) -> None:
    def listener(sent: int, total: int) -> None:
        raise KeyError(sent)

    with pytest.raises(KeyError):
        client.of(route({UPLOAD: [ok()]}).url).upload(PNG, on_progress=listener)


def test_upload_doesNotHoldTheFile(client: Client, serve: Any, tmp_path: Path) -> None:
    file = tmp_path / "boat.mp4"
    file.write_bytes(box(b"ftyp", b"isom") + bytes(32 << 20))
    length = [0]

    def count(connection: Any) -> None:
        while length[0] < (32 << 20) * 4 // 3:
            length[0] += len(connection.recv(1 << 16))
        ok(file_urls=["https://example.com/a.mp4"])(connection)

    server = serve()
    server._respond = count
    tracemalloc.start()
    try:
        assert client.of(server.url, timeout=60).upload(file) == "https://example.com/a.mp4"
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 << 20


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\0\0\0\0WEBP", "image/webp"),
        (b"\0\0\0\x18ftypisom", "video/mp4"),
        (b"\0\0\0\x18ftypqt  ", "video/quicktime"),
        (b"\0\0\0\x18ftypheic", None),
        (b"\0\0\0\x18ftypavif", None),
        (b"\x1aE\xdf\xa3", "video/webm"),
        (b"RIFF\0\0\0\0WAVE", None),
        (b"<svg>", None),
        (b"", None),
    ],
)
def test_mediaType_isThatOfTheBytes(start: bytes, kind: str | None) -> None:
    assert media_type(start) == kind


def lost(client: Client, route: Any, *rows: list[dict[str, Any]], **submit: Any) -> tuple[Any, PixverseError]:
    """A client, and the error of a submit whose response is lost."""
    pages = [ok(data=each) for each in rows]
    executed = client.of(route({"/v2/pixverse-text2video": [raw(**submit)], HISTORY: pages}).url)
    with pytest.raises(ConnectionFailedError) as caught:
        executed.submit(REQUEST)
    return executed, caught.value


def test_lookUp_findsRequestsThatMayBeIt(client: Client, route: Any) -> None:
    rows = [
        row("same"),
        row("equal", request_body=None),
        row("float", request_body={**REQUEST.to_dict(), "duration": 5.0}),
        row("other", request_body={**REQUEST.to_dict(), "prompt": "A kite"}),
        row("older", model_created="2026-01-01T00:00:00Z"),
        row("naive", model_created=datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S")),
        row("model", model_name="pixverse-text2video-x"),
        row("un/safe"),
        {"model_name": "pixverse-text2video"},
        row("same"),
    ]
    executed, error = lost(client, route, [], rows)
    found = executed.look_up(pickle.loads(pickle.dumps(error)))
    assert [entry.request_id for entry in found] == ["same", "equal", "float", "naive"]


def test_lookUp_readsAllPages(client: Client, route: Any) -> None:
    executed, error = lost(client, route, [row(f"r{i}", request_body={}) for i in range(100)], [row("last")])
    assert [entry.request_id for entry in executed.look_up(error)] == ["last"]


def test_lookUp_findsAVideoThatBrokeOffByItsId(client: Client, route: Any) -> None:
    cut = raw(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nx-request-id: r7\r\nContent-Length: 9\r\n\r\n")
    server: Routes = route({"/v1/pixverse-text2video": [cut], HISTORY: [ok(data=[row(), row("r7", request_body={})])]})
    executed = client.of(server.url)
    with pytest.raises(ConnectionFailedError) as caught:
        executed.text_to_video(REQUEST)
    assert caught.value.billing is Billing.BILLED
    assert [entry.request_id for entry in executed.look_up(caught.value)] == ["r7"]
    assert b"model_name=pixverse-text2video&" in server.requests[-1].replace(b" HTTP", b"& HTTP")


def test_lookUp_ofAnotherError_isRejected(client: Client, route: Any) -> None:
    executed = client.of(route({CREDITS: [text("{}", status=500)]}).url)
    with pytest.raises(ServerError) as caught:
        executed.credits()
    with pytest.raises(ValueError, match="error must be an error of a paid call that may have made a video"):
        executed.look_up(caught.value)


def test_lookUp_endsAfterABoundedTime(client: Client, route: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_history, "HISTORY_DELAY", 0.2)
    executed, error = lost(client, route, [])
    assert executed.look_up(error) == []


def test_lookUpRequest_findsARequestWhoseSenderIsGone(client: Client, route: Any) -> None:
    executed = client.of(route({HISTORY: [ok(data=[row()])]}).url)
    (entry,) = executed.look_up_request(REQUEST, datetime.now(timezone.utc))
    assert entry.request_id == "r1"
    with pytest.raises(InvalidRequestError, match="request must be a request of this package"):
        executed.look_up_request({"prompt": "A paper boat"}, datetime.now(timezone.utc))


def test_response_isReadLeniently() -> None:
    entry = HistoryEntry.from_dict({"request_id": 7, "model_status": ["x"], "latency_ms": True, "more": 1})
    assert (entry.request_id, entry.model_status, entry.latency_ms, entry.raw["more"]) == (None, None, None, 1)
    metrics = JobMetrics.from_json('{"cost": 1e400, "retry_count": 2.5, "queue_time": 1}')
    assert (metrics.cost, metrics.retry_count, metrics.queue_time) == (None, None, 1)
    assert UploadedFiles.from_dict({"urls": ["a", 7, None]}).urls == ("a",)
    for invalid in ("[]", "", "{", "[" * 100_000):
        with pytest.raises(ValueError, match=r".+"):
            HistoryEntry.from_json(invalid)
    assert pickle.loads(pickle.dumps(entry)) == entry


@pytest.mark.parametrize(
    ("left", "right", "is_equal"),
    [
        (8, 8.0, True),
        (True, 1, False),
        ({"a": [1, {"b": True}]}, {"a": [1.0, {"b": True}]}, True),
        ({"a": [1, {"b": True}]}, {"a": [1, {"b": 1}]}, False),
        ([1], [1, 2], False),
        ({"a": 1}, {"b": 1}, False),
        ("8", 8, False),
    ],
)
def test_json_isComparedByValue(left: Any, right: Any, is_equal: bool) -> None:
    assert is_same(left, right) == is_equal
