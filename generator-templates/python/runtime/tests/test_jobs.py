from __future__ import annotations

import asyncio
import json
import pickle
import time
import traceback
from pathlib import Path
from typing import Any

import pytest

from pixverse_client import (
    AsyncPixverse,
    Billing,
    CallTimeoutError,
    ConnectionFailedError,
    InvalidRequestError,
    JobFailedError,
    JobTimeoutError,
    JobUpdate,
    NotFoundError,
    Pixverse,
    PixverseError,
    RateLimitedError,
    ServerError,
    TextToVideoRequest,
    UnexpectedResponseError,
    _polling,
    _retry,
)
from pixverse_client._retry import may_pass, poll_delay

from .conftest import REQUEST, Client
from .servers import KEY, MP4, Response, Routes, path_of, raw, response, text

ID = "5f0c7a3e-9b1d-4c62-8a57-3d2e6f104b98"
SUBMIT = "/v2/pixverse-text2video"
STATUS = f"/v2/requests/{ID}/status"
RESULT = f"/v2/requests/{ID}"
ENTRY = f"/inference-request/request-history/{ID}"
FILE = "/files/boat.mp4"


def ok(**properties: Any) -> Response:
    return text(json.dumps(properties), status=200)


def state(name: str, **properties: Any) -> Response:
    return ok(request_id=ID, status=name, **properties)


NOT_FOUND = text('{"error": "Request not found"}', status=404)
BROKEN: Response = raw()


class Service(Routes):
    """Has one job, whose file is on the same server."""

    def __init__(self, *statuses: Response, **routes: list[Response]) -> None:
        super().__init__(
            {
                SUBMIT: routes.get("submit", [ok(request_id=ID, status="QUEUED")]),
                STATUS: [*statuses, state("COMPLETED")],
                RESULT: routes.get("result", [self.result]),
                ENTRY: routes.get("entry", [NOT_FOUND]),
                FILE: routes.get("file", [response()]),
            }
        )

    def result(self, connection: Any) -> None:
        metrics = {"cost": 0.45, "remaining_credits": 9.5, "inference_time": 41.2, "retry_count": 1}
        video = {"url": self.url + FILE, "file_size": "784"}
        state("COMPLETED", video=video, seed=7, metrics=metrics)(connection)

    def entry(self, connection: Any) -> None:
        ok(request_id=ID, model_status="COMPLETED", generation_url=self.url + FILE, credits_deduction=0.45)(connection)


@pytest.fixture
def service() -> Any:
    started: list[Service] = []

    def start(*statuses: Response, **routes: list[Response]) -> Service:
        started.append(Service(*statuses, **routes))
        return started[-1]

    yield start
    for each in started:
        each.close()


def waiting(client: Client, service: Service, **options: Any) -> Any:
    return client.of(service.url, **options).job(ID)


def test_job_givesItsVideo(client: Client, service: Any) -> None:
    server: Service = service(state("QUEUED"), state("PROCESSING"))
    updates: list[JobUpdate] = []

    job = client.of(server.url).submit(REQUEST)
    content = job.read(on_status=updates.append)

    assert (job.id, content) == (ID, MP4)
    assert [path_of(request) for request in server.requests] == [SUBMIT, *[STATUS] * 3, RESULT, FILE]
    assert server.requests[0].startswith(b"POST ")
    assert json.loads(server.requests[0].partition(b"\r\n\r\n")[2]) == REQUEST.to_dict()
    assert [
        f"x-api-key: {KEY}".encode() in request.lower() or KEY.encode() in request for request in server.requests
    ] == [
        *[True] * 5,
        False,
    ]
    assert [update.status.status for update in updates] == ["QUEUED", "PROCESSING"]
    assert 0 <= updates[0].elapsed <= updates[1].elapsed < 30
    assert {update.typical for update in updates} == {44.13}


def test_job_ofAnotherProcess_isContinued(client: Client, service: Any) -> None:
    updates: list[JobUpdate] = []
    assert waiting(client, service(state("QUEUED"))).read(on_status=updates.append) == MP4
    assert [update.typical for update in updates] == [None]


def test_result_saysWhatIsKnown(client: Client, service: Any) -> None:
    server: Service = service()
    result = waiting(client, server).result()
    assert result.video is not None
    assert (result.video.url, result.video.file_size) == (server.url + FILE, "784")
    assert result.metrics is not None
    assert (result.metrics.cost, result.metrics.remaining_credits, result.metrics.retry_count) == (0.45, 9.5, 1)
    assert (result.seed, result.status, result.raw["request_id"]) == (7, "COMPLETED", ID)
    assert waiting(client, server).status().status == "COMPLETED"


@pytest.mark.parametrize(
    ("responses", "kind", "billing", "requests"),
    [
        ([text("{}", status=500)], ServerError, Billing.NOT_BILLED, 1),
        ([text("{}", status=502)], ServerError, Billing.UNKNOWN, 1),
        ([text("{}", status=307, headers="Location: /v2/pixverse-text2video\r\n")], UnexpectedResponseError, None, 1),
        ([text("{}", status=405)], UnexpectedResponseError, Billing.NOT_BILLED, 1),
        ([text("{}", status=410)], NotFoundError, Billing.NOT_BILLED, 1),
        ([text("{}", status=429)], RateLimitedError, Billing.NOT_BILLED, 3),
        ([BROKEN], ConnectionFailedError, Billing.UNKNOWN, 1),
        ([raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")], ConnectionFailedError, Billing.UNKNOWN, 1),
        ([ok(status="QUEUED")], UnexpectedResponseError, Billing.UNKNOWN, 1),
        ([ok(request_id="../a b")], UnexpectedResponseError, Billing.UNKNOWN, 1),
        ([text("<html>", status=200)], UnexpectedResponseError, Billing.UNKNOWN, 1),
    ],
)
def test_submit_isSentAtMostOnce(
    client: Client, service: Any, responses: list[Response], kind: type[PixverseError], billing: Any, requests: int
) -> None:
    server: Service = service(submit=responses)
    with pytest.raises(kind) as caught:
        client.of(server.url, max_retries=2, timeout=30).submit(REQUEST)
    assert type(caught.value) is kind
    assert caught.value.billing is (billing or Billing.UNKNOWN)
    assert (caught.value.sent_request is not None) == (caught.value.billing is Billing.UNKNOWN)
    assert caught.value.operation == "submitTextToVideo"
    assert server.count(SUBMIT) == requests == len(server.requests)


@pytest.mark.parametrize("silent", [raw(3.0), raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", 3.0)])
def test_submit_withoutAWholeResponse_isUnknown(client: Client, service: Any, silent: Response) -> None:
    server: Service = service(submit=[silent])
    with pytest.raises(CallTimeoutError) as caught:
        client.of(server.url, max_retries=2, timeout=0.4).submit(REQUEST)
    assert caught.value.billing is Billing.UNKNOWN
    assert server.connections == 1


def test_submit_afterARateLimit_isRetried(client: Client, service: Any) -> None:
    server: Service = service(submit=[text("{}", status=429, headers="Retry-After: 0\r\n"), ok(request_id=ID)])
    assert client.of(server.url, max_retries=1).submit(REQUEST).id == ID


def test_submit_ofAnInvalidRequest_sendsNothing(client: Client, service: Any) -> None:
    server: Service = service()
    for request, message in (
        (TextToVideoRequest(prompt=""), "submitTextToVideo: the request breaks the rules of the document"),
        ({"prompt": "A paper boat"}, "request must be a request of this package, but was of type dict"),
    ):
        with pytest.raises(InvalidRequestError, match=message):
            client.of(server.url).submit(request)
    assert server.connections == 0


@pytest.mark.parametrize("job_id", ["", "a/b", "a b", "é", "a\n", "a" * 101, None, 7])
def test_id_thatIsNone_isRejected(client: Client, service: Any, job_id: Any) -> None:
    server: Service = service()
    for use in (client.of(server.url).job, client.of(server.url).history_entry):
        with pytest.raises(ValueError, match="id must be 1 to 100 letters, digits, hyphens and underscores, but was"):
            use(job_id)
    assert server.connections == 0


@pytest.mark.parametrize(
    "failure",
    [
        text("{}", status=429, headers="Retry-After: 0\r\n"),
        text("{}", status=408),
        text("{}", status=500),
        text("<html>", status=503),
        text("<html>busy</html>", status=200, content_type="text/html"),
        text("[]", status=200),
        BROKEN,
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"),
        raw(b"HTTP/1.1 2"),
        raw(3.0),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", 3.0),
    ],
)
def test_failureThatMayPass_doesNotEndTheWaiting(client: Client, service: Any, failure: Response) -> None:
    server: Service = service(failure, failure, file=[BROKEN, response()])
    server.routes[RESULT] = [failure, server.result]
    assert waiting(client, server, timeout=1).read() == MP4


@pytest.mark.parametrize("status", [400, 401, 403])
def test_failureThatStays_endsTheWaiting(client: Client, service: Any, status: int) -> None:
    server: Service = service(text('{"error": "no"}', status=status))
    with pytest.raises(PixverseError) as caught:
        waiting(client, server).read()
    assert (caught.value.status, caught.value.billing) == (status, Billing.UNKNOWN)
    assert "this request costs nothing and can be repeated" in str(caught.value)
    assert caught.value.sent_request is None
    assert server.count(STATUS) == 1


def test_retryAfter_isHonouredWhileWaiting(client: Client, service: Any) -> None:
    start = time.monotonic()
    assert waiting(client, service(text("{}", status=429, headers="Retry-After: 1\r\n"))).read() == MP4
    assert time.monotonic() - start >= 1


@pytest.mark.parametrize(
    "failed",
    [
        state("FAILED", error="The model is unwell."),
        text('{"status": "FAILED", "error": "The model is unwell."}', status=422),
    ],
)
def test_failedJob_isNotBilled(client: Client, service: Any, failed: Response) -> None:
    server: Service = service(state("QUEUED"), failed)
    server.routes[STATUS][-1] = failed
    with pytest.raises(JobFailedError, match="The model is unwell") as caught:
        waiting(client, server).read()
    assert caught.value.billing is Billing.NOT_BILLED
    status = waiting(client, server).status()
    assert (status.status, status.error) == ("FAILED", "The model is unwell.")


def test_failedJob_withoutJson_hasItsStatus(client: Client, service: Any) -> None:
    server: Service = service(text("<html>", status=422))
    assert waiting(client, server).status().status == "FAILED"


def test_deadline_ofAJobThatContinues_isUnknown(client: Client, service: Any) -> None:
    server: Service = service(*[state("PROCESSING")] * 2, text("{}", status=500))
    server.routes[STATUS][-1] = text("{}", status=503)
    with pytest.raises(JobTimeoutError, match=f"job {ID} had no video within 1.5 s, but continues") as caught:
        waiting(client, server).read(deadline=1.5)
    assert (caught.value.billing, caught.value.job_id) == (Billing.UNKNOWN, ID)
    assert isinstance(caught.value.__cause__, ServerError)
    assert pickle.loads(pickle.dumps(caught.value)).job_id == ID


@pytest.mark.parametrize("file", [text("{}", status=503), BROKEN, raw(9.0), raw(b"HTTP/1.1 200 OK\r\n\r\n", 9.0)])
def test_deadline_ofACompletedJob_isBilled(client: Client, service: Any, file: Response) -> None:
    start = time.monotonic()
    with pytest.raises(JobTimeoutError) as caught:
        waiting(client, service(file=[file])).read(deadline=1.5)
    assert caught.value.billing is Billing.BILLED
    assert "the job is billed; this request costs nothing and can be repeated" in str(caught.value)
    assert time.monotonic() - start < 8


@pytest.mark.parametrize("response_", [raw(9.0), text("{}", status=429, headers="Retry-After: 60\r\n")])
def test_deadline_endsAPollAndAPause(client: Client, service: Any, response_: Response) -> None:
    start = time.monotonic()
    with pytest.raises(JobTimeoutError):
        waiting(client, service(response_, response_)).read(deadline=0.3)
    assert time.monotonic() - start < 8


@pytest.mark.parametrize("deadline", [0, -1, float("nan"), True, "5"])
def test_deadline_thatIsInvalid_isRejected(client: Client, service: Any, deadline: Any) -> None:
    server: Service = service()
    with pytest.raises(ValueError, match="deadline must be a number of seconds"):
        waiting(client, server).read(deadline=deadline)
    assert server.connections == 0


def test_jobWhoseRecordExpired_isInTheHistory(client: Client, service: Any) -> None:
    server: Service = service()
    server.routes.update({STATUS: [NOT_FOUND], RESULT: [NOT_FOUND], ENTRY: [server.entry]})
    job = waiting(client, server)
    assert job.read() == MP4
    assert job.status().status == "COMPLETED"
    result = job.result()
    assert (result.output, result.metrics.cost) == (server.url + FILE, 0.45)


def test_jobThatAppearsLate_isAwaited(client: Client, service: Any) -> None:
    server: Service = service(NOT_FOUND, NOT_FOUND)
    server.routes[ENTRY] = [NOT_FOUND, ok(request_id=ID, model_status="PENDING")]
    updates: list[JobUpdate] = []
    assert waiting(client, server).read(on_status=updates.append) == MP4
    assert [update.status.status for update in updates] == ["PROCESSING"]


def test_unknownJob_isAwaitedForABoundedTime(client: Client, service: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_polling, "HISTORY_DELAY", 0.2)
    server: Service = service()
    server.routes[STATUS] = [NOT_FOUND]
    with pytest.raises(NotFoundError, match=f"neither the jobs nor the history of the account have job {ID}") as caught:
        waiting(client, server).read()
    assert (caught.value.billing, caught.value.status) == (Billing.UNKNOWN, 404)
    assert server.count(ENTRY) == server.count(STATUS) > 1


def test_failedJobOfTheHistory_isNotBilled(client: Client, service: Any) -> None:
    server: Service = service()
    server.routes.update({STATUS: [NOT_FOUND], ENTRY: [ok(request_id=ID, model_status="FAILED", error="No.")]})
    with pytest.raises(JobFailedError, match="failed: No"):
        waiting(client, server).read()


@pytest.mark.parametrize("status", [403, 404, 410])
def test_videoThatIsGone_isBilled(client: Client, service: Any, status: int) -> None:
    server: Service = service(file=[text("{}", status=status)])
    with pytest.raises(UnexpectedResponseError, match="is no longer available; files are kept for 7 days") as caught:
        waiting(client, server).read()
    assert (caught.value.billing, caught.value.status) == (Billing.BILLED, status)
    assert server.url + FILE in str(caught.value)
    assert server.count(FILE) == 1


@pytest.mark.parametrize(
    ("result", "message"),
    [
        (state("COMPLETED"), "must be an https URL, but was missing"),
        (state("COMPLETED", output="http://example.com/a.mp4"), "but was http://example.com/a.mp4"),
        (state("COMPLETED", output="file:///etc/passwd"), "but was file:///etc/passwd"),
        (state("COMPLETED", output="https://u:p@example.com/a.mp4"), "must be an https URL"),
    ],
)
def test_addressThatIsNotSafe_isNotFollowed(client: Client, service: Any, result: Response, message: str) -> None:
    server: Service = service(result=[result])
    with pytest.raises(UnexpectedResponseError) as caught:
        waiting(client, server).read()
    assert message in str(caught.value)
    assert caught.value.billing is Billing.BILLED
    assert server.count(FILE) == 0


@pytest.mark.parametrize(
    "file",
    [
        text('{"error": "no"}', status=200),
        raw(b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n", MP4),
        response(status=206),
    ],
)
def test_fileThatIsNoVideo_endsTheWaiting(client: Client, service: Any, file: Response) -> None:
    server: Service = service(file=[file])
    with pytest.raises(UnexpectedResponseError, match="must be a video, but was") as caught:
        waiting(client, server).read()
    assert (caught.value.billing, caught.value.status) == (Billing.BILLED, None)
    assert server.count(FILE) == 1


def test_download_thatBreaksOff_isResumed(client: Client, service: Any) -> None:
    head = f'HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nETag: "1"\r\nContent-Length: {len(MP4)}\r\n\r\n'.encode()
    rest = (
        f"HTTP/1.1 206 Partial\r\nContent-Range: bytes 100-{len(MP4) - 1}/{len(MP4)}\r\n"
        f"Content-Length: {len(MP4) - 100}\r\n\r\n"
    ).encode()
    server: Service = service(file=[raw(head, MP4[:100]), text("{}", status=503), raw(rest, MP4[100:])])
    assert waiting(client, server).read() == MP4
    files = [request for request in server.requests if path_of(request) == FILE]
    assert len(files) == 3
    for request in files[1:]:
        assert b'Range: bytes=100-\r\nIf-Range: "1"\r\n' in request
    assert KEY.encode() not in b"".join(files)


def test_download_thatCannotBeResumed_isBilled(client: Client, service: Any) -> None:
    cut = raw(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 9999\r\n\r\n" + MP4)
    server: Service = service(file=[cut, text("{}", status=404)])
    with pytest.raises(ConnectionFailedError, match=f"broke off after {len(MP4)} of 9999 bytes") as caught:
        waiting(client, server).read()
    assert f"the service had finished the video at {server.url}{FILE}, but" in str(caught.value)
    assert "the job is billed; this request costs nothing and can be repeated" in str(caught.value)
    assert (caught.value.billing, caught.value.status) == (Billing.BILLED, 200)


def test_video_ofAJob_isSavedWithProgress(service: Any, tmp_path: Path) -> None:
    progress: list[tuple[int, int | None]] = []
    with Pixverse(KEY, base_url=service().url) as client, client.submit(REQUEST).wait() as video:
        video.save(tmp_path / "boat.mp4", on_progress=lambda saved, total: progress.append((saved, total)))
        assert (video.operation, video.metadata.status, video.path) == ("getJobResult", 200, tmp_path / "boat.mp4")
    assert (tmp_path / "boat.mp4").read_bytes() == MP4
    assert progress[-1] == (len(MP4), len(MP4))


def test_listenerThatRaises_endsTheWaiting(client: Client, service: Any) -> None:
    def listener(update: JobUpdate) -> None:
        raise KeyError(update.status.status)

    server: Service = service(state("QUEUED"))
    with pytest.raises(KeyError, match="QUEUED"):
        waiting(client, server).read(on_status=listener)
    assert waiting(client, server).read() == MP4


@pytest.mark.parametrize("seconds", [0, 0.05, 0.3])
def test_cancellation_endsTheWaitingOnly(service: Any, seconds: float) -> None:
    server: Service = service(*[state("PROCESSING")] * 10_000)

    async def main() -> None:
        job = AsyncPixverse(KEY, base_url=server.url).job(ID)
        task = asyncio.ensure_future(job.wait())
        await asyncio.sleep(seconds)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    # The server may still read what was sent.
    time.sleep(0.3)
    polls = len(server.requests)
    time.sleep(0.2)
    assert len(server.requests) == polls
    assert {path_of(request) for request in server.requests} <= {STATUS}


def test_reading_isRepeatedAsOftenAsAllowed(client: Client, service: Any) -> None:
    failing = [text("{}", status=500)] * 3
    for retries, requests in ((0, 1), (2, 3)):
        server: Service = service(*failing)
        server.routes[STATUS][-1] = failing[0]
        with pytest.raises(ServerError):
            waiting(client, server, max_retries=retries).status()
        assert server.count(STATUS) == requests
    assert waiting(client, service(*failing), max_retries=3).status().status == "COMPLETED"


def test_clientThatIsClosed_waitsForNoJob(service: Any) -> None:
    server: Service = service()
    with Pixverse(KEY, base_url=server.url) as client:
        job = client.job(ID)
    for use in (job.wait, job.status, job.result, client.credits, client.history, lambda: client.upload(b"GIF89a")):
        with pytest.raises(InvalidRequestError, match="the client must be open, but was closed"):
            use()
    assert server.connections == 0


def test_job_showsNoKey(client: Client, service: Any) -> None:
    server: Service = service(
        text(json.dumps({"error": f"{KEY} is wrong"}), status=401),
        state("QUEUED", note=KEY),
        result=[state("COMPLETED", output=f"http://{KEY}")],
    )
    job = waiting(client, server)
    with pytest.raises(PixverseError) as refused:
        job.read()
    shown: list[str] = [
        repr(each) for each in (job.status(), job.target, job.target.__dict__, job.result(), job.result().raw)
    ]
    with pytest.raises(UnexpectedResponseError) as unsafe:
        job.read()
    for error in (refused.value, unsafe.value):
        shown.append("".join(traceback.TracebackException.from_exception(error, capture_locals=True).format()))
        shown.append(f"{error!r} {vars(error)} {error.body}")
    assert "<redacted>" in shown[3]
    assert KEY not in "".join(shown)
    assert repr(job.target).endswith(f"VideoJob {ID}>")
    with pytest.raises(TypeError, match="API key"):
        pickle.dumps(job.target)


def test_polls_growToABound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_retry, "_FIRST_POLL", 1.0)
    for poll, longest in ((1, 1.0), (2, 1.5), (3, 2.25), (6, 7.59375), (7, 10.0), (100_000, 10.0)):
        delays = [poll_delay(poll) for _ in range(100)]
        assert longest * 0.8 <= min(delays) < max(delays) <= longest


def test_failure_ofTls_mayPassIfTheConnectionBroke() -> None:
    import ssl

    for cause, passes in ((ssl.SSLCertVerificationError(), False), (ssl.SSLError(), False), (ssl.SSLEOFError(), True)):
        error = ConnectionFailedError("", billing=Billing.UNKNOWN)
        error.__cause__ = cause
        assert may_pass(error) == passes
