"""Checks that the vendor's own SDK works against the sandbox at PIXVERSE_BASE_URL.

With the argument "failed", checks that the SDK reports a job that the sandbox was told to fail.
"""

import importlib
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import httpx
from segmind import SegmindClient
from segmind.exceptions import SegmindError
from segmind.files import Files
from segmind.v2 import InferenceFailed

BASE_URL = os.environ["PIXVERSE_BASE_URL"]
MODEL = "pixverse-v6"
FIELDS: dict[str, Any] = {"prompt": "A paper boat on a rainy street", "duration": 5, "quality": "540p"}


def expect(condition: bool, description: str) -> None:
    """Ends the program unless the condition holds; unlike an assert statement also with python -O."""
    if not condition:
        sys.exit(f"expected {description}")
    print(f"ok: {description}")


def require_sandbox(request: httpx.Request) -> None:
    """Ends the program before a request is sent to another host."""
    if not str(request.url).startswith(f"{BASE_URL}/"):
        sys.exit(f"expected a request to {BASE_URL}, but it was to {request.url.host}")


def download(result: dict[str, Any]) -> bytes:
    """The file of a result, fetched without the API key."""
    return httpx.get(result["output"]).raise_for_status().content


def check_videos(client: SegmindClient) -> None:
    """Version 1 returns the video, version 2 the URL of its file."""
    blocking = client.run_sync(MODEL, **FIELDS)
    video = blocking.content
    expect(video[4:8] == b"ftyp", "run_sync to return an MP4")
    expect(download(client.run(MODEL, **FIELDS)) == video, "run to return the URL of an equal file")

    job = client.submit_async(MODEL, **FIELDS)
    expect(job.status()["request_id"] == job.request_id, "status to be of the job")
    result = job.wait(interval=0.05)
    expect(result["status"] == "COMPLETED", "wait to return the completed job")
    expect(download(result) == video, "wait to return the URL of an equal file")
    expect(result["video"]["file_size"] == str(len(video)), "the result to state the size of the file")

    for request_id in (job.request_id, blocking.headers["x-request-id"]):
        row = client.generations.get(request_id)
        expect(row["model_status"] == "COMPLETED", "the history to have the completed request")
        expect(row["request_body"] == FIELDS, "the history to have the request's fields")
    rows = client.generations.history(model_name=MODEL, per_page=100)["data"]
    ids = {row["request_id"] for row in rows}
    expect({job.request_id, blocking.headers["x-request-id"]} <= ids, "the history to list both requests")


def check_upload(client: SegmindClient) -> None:
    """An uploaded file is served."""
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder, "image.png")
        image.write_bytes(b"\x89PNG not a whole image")
        url = client.files.upload(image)["file_urls"][0]
        expect(httpx.get(url).content == image.read_bytes(), "an uploaded file to be served")


def check_rejection(client: SegmindClient) -> None:
    """A rejected request is reported with its reason."""
    try:
        client.submit_async(MODEL, **{**FIELDS, "duration": 16})
        expect(False, "an invalid duration to be rejected")
    except SegmindError as e:
        expect(e.status == 400 and "duration" in str(e.detail), "an invalid duration to be rejected")


def check_failure(client: SegmindClient) -> None:
    """A failed job is reported with its reason."""
    try:
        client.submit_async(MODEL, **FIELDS).wait(interval=0.05)
        expect(False, "the job to fail")
    except InferenceFailed as e:
        expect(bool(e.detail), "the failed job to have a reason")


def main() -> None:
    """Runs all checks."""
    client = SegmindClient(api_key=os.environ["SEGMIND_API_KEY"], base_url=f"{BASE_URL}/v1")
    client._client.event_hooks = {"request": [require_sandbox]}
    # The SDK has no option for the hosts of history and storage. An attribute of the package hides the module.
    history = importlib.import_module("segmind.generations")
    setattr(history, "REQUEST_HISTORY_URL", f"{BASE_URL}/inference-request/request-history")
    Files.STORAGE_BASE_URL = BASE_URL
    if sys.argv[1:] == ["failed"]:
        check_failure(client)
        return
    check_videos(client)
    check_upload(client)
    check_rejection(client)


if __name__ == "__main__":
    main()
