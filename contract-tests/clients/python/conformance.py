"""Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each."""

import asyncio
import copy
import io
import json
import os
import pickle
import pprint
import sys
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pixverse_client
from pixverse_client import (
    AsyncPixverse,
    AsyncVideo,
    Billing,
    CallTimeoutError,
    ConnectionFailedError,
    InvalidRequestError,
    JobFailedError,
    JobTimeoutError,
    JobUpdate,
    Outcome,
    Pixverse,
    PixverseError,
    SaveFailedError,
    Video,
    VideoJob,
    run_all,
)

# The request and the method of each operation.
OPERATIONS: dict[str, tuple[Any, str]] = {
    "textToVideo": (pixverse_client.TextToVideoRequest, "text_to_video"),
    "imageToVideo": (pixverse_client.ImageToVideoRequest, "image_to_video"),
    "generateV5Video": (pixverse_client.V5VideoRequest, "generate_v5_video"),
    "extendV5Video": (pixverse_client.V5ExtendRequest, "extend_v5_video"),
    "generateV6Video": (pixverse_client.V6VideoRequest, "generate_v6_video"),
}

METADATA = {
    "requestId": "request_id",
    "cost": "cost",
    "remainingCredits": "remaining_credits",
    "generationSeconds": "generation_seconds",
    "seed": "seed",
}

NAMES: dict[type[PixverseError], str] = {ConnectionFailedError: "Connection", CallTimeoutError: "Timeout"}


@dataclass
class Case:
    """A line of the input."""

    line: dict[str, Any]
    job: dict[str, Any] = field(default_factory=dict[str, Any])
    """What is known of the job of the case."""

    def settings(self) -> dict[str, Any]:
        """The settings of the client."""
        return {
            "base_url": self.line.get("baseUrl", os.environ["PIXVERSE_BASE_URL"]),
            "max_retries": self.line.get("maxRetries", 0),
            "validate_requests": self.line.get("validate", True),
            "timeout": self.line.get("timeoutSeconds"),
        }

    def request(self) -> Any:
        """The request of the call."""
        request = OPERATIONS[self.line["operation"]][0].from_dict(self.line["request"])
        request.additional_properties.update(self.line.get("additional", {}))
        return request

    def execute(self) -> dict[str, Any]:
        """Executes the call."""
        action: Callable[[], dict[str, Any]] = getattr(self, f"_{self.line.get('do', 'bytes').replace('-', '_')}")
        try:
            outcome = action()
        except asyncio.CancelledError:
            outcome = {"outcome": "CANCELLED"}
        except PixverseError as e:
            outcome = failure(e)
        except ValueError as e:
            outcome = {"outcome": "NOT_SENT", "error": "InvalidArgument", "billing": "NOT_SENT", "message": str(e)}
        return {**outcome, **self.job}

    def _concurrent(self) -> dict[str, Any]:
        requests = [OPERATIONS[self.line["operation"]][0].from_dict(fields) for fields in self.line["requests"]]
        with Pixverse(**self.settings()) as client:
            outcomes = list(run_all(lambda one: self._read(client, one), requests, max_concurrency=len(requests)))
            return {"outcome": "DONE", "calls": [read_or_failed(outcome) for outcome in outcomes]}

    def _call(self, client: Pixverse, request: Any, **options: Any) -> Video:
        call: Callable[..., Video] = getattr(client, OPERATIONS[self.line["operation"]][1])
        return call(request, timeout=self.line.get("timeoutSeconds"), **options)

    def _bytes(self) -> dict[str, Any]:
        with Pixverse(**self.settings()) as client:
            return self._read(client, self.request())

    def _read(self, client: Pixverse, request: Any) -> dict[str, Any]:
        with self._call(client, request) as video:
            return {**result(video), "bytes": len(video.read())}

    def _save(self) -> dict[str, Any]:
        with Pixverse(**self.settings()) as client:
            video = self._call(client, self.request(), save_to=self.line["target"])
            return {**result(video), "saved": os.path.getsize(self.line["target"])}

    def _cancel(self) -> dict[str, Any]:
        return asyncio.run(self._cancelled())

    async def _cancelled(self) -> dict[str, Any]:
        async with AsyncPixverse(**self.settings()) as client:
            call: Callable[..., Awaitable[AsyncVideo]] = getattr(client, OPERATIONS[self.line["operation"]][1])
            task = asyncio.ensure_future(call(self.request(), timeout=self.line.get("timeoutSeconds")))
            asyncio.get_running_loop().call_later(self.line["cancelAfterSeconds"], task.cancel)
            async with await task as video:
                return {**result(video), "bytes": len(await video.read())}

    def _job(self) -> dict[str, Any]:
        with Pixverse(**self.settings()) as client, self._wait(client.submit(self.request())) as video:
            return {**result(video), "bytes": len(video.read())}

    def _job_save(self) -> dict[str, Any]:
        with Pixverse(**self.settings()) as client, self._wait(client.submit(self.request())) as video:
            saved = video.save(self.line["target"])
            return {**result(video), "saved": os.path.getsize(saved)}

    def _resume(self) -> dict[str, Any]:
        with Pixverse(**self.settings()) as client, self._wait(client.job(self.line["jobId"])) as video:
            return {**result(video), "bytes": len(video.read())}

    def _wait(self, job: VideoJob) -> Video:
        self.job = {"jobId": job.id, "states": []}
        options = {"deadline": self.line["awaitSeconds"]} if "awaitSeconds" in self.line else {}
        return job.wait(on_status=self._add_state, **options)

    def _add_state(self, update: JobUpdate) -> None:
        states: list[str | None] = self.job["states"]
        if states[-1:] != [update.status.status]:
            states.append(update.status.status)

    def _result(self) -> dict[str, Any]:
        with Pixverse(**self.settings()) as client:
            job = client.job(self.line["jobId"]).result()
            address = job.video.url if job.video else job.output
            costs = known(job.metrics, {"cost": "cost", "remainingCredits": "remaining_credits"})
            return {"outcome": "DONE", "result": {**({"address": address} if address else {}), **costs}}

    def _credits(self) -> dict[str, Any]:
        with Pixverse(**self.settings()) as client:
            account = client.credits()
            names = {"credits": "credits", "freeCredits": "free_credits"}
            return {"outcome": "DONE", "credits": known(account, names)}

    def _upload(self) -> dict[str, Any]:
        with Pixverse(**self.settings()) as client:
            return {"outcome": "DONE", "address": client.upload(self.line["file"])}

    def _show(self) -> dict[str, Any]:
        client, request = Pixverse(**self.settings()), self.request()
        shown = [AsyncPixverse(**self.settings()), client, request]
        try:
            with self._call(client, request) as video:
                outcome = {**result(video), "bytes": len(video.read())}
                shown += [video, video.metadata]
        except PixverseError as e:
            outcome = failure(e)
            shown += [e, "".join(traceback.TracebackException.from_exception(e, capture_locals=True).format())]
        return {**outcome, "shown": [text for each in shown for text in texts(each)]}


def texts(value: Any) -> list[str]:
    """Every way in which Python shows a value."""
    ways: list[Callable[[Any], Any]] = [
        repr,
        str,
        vars,
        pprint.pformat,
        copy.copy,
        copy.deepcopy,
        pickle.dumps,
        lambda shown: pickle.dumps(shown, 0),
        lambda shown: json.dumps(shown, default=vars),
        tree,
    ]
    found: list[str] = []
    for way in ways:
        try:
            found.append(str(way(value)))
        except (TypeError, ValueError, AttributeError, RuntimeError, pickle.PicklingError) as e:
            found.append(repr(e))
    return found


def tree(value: Any, depth: int = 8) -> str:
    """What a debugger shows when everything is unfolded."""
    attributes = dict(getattr(value, "__dict__", {}))
    attributes.update((name, getattr(value, name, None)) for name in getattr(type(value), "__slots__", ()))
    inner = "".join(f"{name}={tree(each, depth - 1)} " for name, each in attributes.items()) if depth else ""
    return f"{value!r} {inner}"


def result(video: pixverse_client.Video | pixverse_client.AsyncVideo) -> dict[str, Any]:
    """What is known of a video."""
    metadata = known(video.metadata, METADATA)
    return {"outcome": "VIDEO", "status": video.metadata.status, "metadata": metadata}


def read_or_failed(outcome: Outcome[Any, dict[str, Any]]) -> dict[str, Any]:
    """The outcome of one of several calls."""
    return failure(outcome.error) if isinstance(outcome.error, PixverseError) else outcome.result()


def known(source: object, attributes: dict[str, str]) -> dict[str, Any]:
    """The attributes that are not None."""
    values = {name: getattr(source, attribute, None) for name, attribute in attributes.items()}
    return {name: value for name, value in values.items() if value is not None}


def failure(e: PixverseError) -> dict[str, Any]:
    """What is known of an error."""
    outcome: dict[str, Any] = {
        "outcome": ending(e),
        "error": NAMES.get(type(e), type(e).__name__.removesuffix("Error")),
        "billing": e.billing.name,
        "status": e.status or 0,
        "message": str(e),
        "body": e.body,
    }
    if e.request_id is not None:
        outcome["requestId"] = e.request_id
    if isinstance(e, InvalidRequestError):
        outcome["violations"] = [{"fields": each.fields, "message": each.message} for each in e.violations]
    if isinstance(e, SaveFailedError) and e.saved_to:
        outcome["savedTo"] = str(e.saved_to)
    return outcome


def ending(e: PixverseError) -> str:
    """How the call ended."""
    if isinstance(e, (ConnectionFailedError, CallTimeoutError, JobFailedError, JobTimeoutError)):
        return "FAILED"
    return "NOT_SENT" if e.billing is Billing.NOT_SENT else "REFUSED"


def main() -> None:
    """Runs until the input ends."""
    # JSON lines are UTF-8 on every platform.
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8")
    print(json.dumps({"timeLimits": pixverse_client.TIMEOUTS}), flush=True)
    for line in lines:
        print(json.dumps(Case(json.loads(line)).execute()), flush=True)


if __name__ == "__main__":
    main()
