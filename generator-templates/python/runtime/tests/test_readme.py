from __future__ import annotations

import json
import re
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pixverse_client import _document

from .servers import KEY, Response, Routes, path_of, response, text

README = Path(__file__).parent.with_name("README.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
ENTRY = {"request_id": "r1", "model_status": "COMPLETED", "credits_deduction": 0.45}


def ok(**properties: Any) -> Response:
    return text(json.dumps(properties), status=200)


class Service(Routes):
    """Makes videos, blocking and by jobs, and has the account."""

    def __init__(self) -> None:
        super().__init__(
            {
                "/v1/pixverse-text2video": [response()],
                "/v2/pixverse-text2video": [ok(request_id="r1")],
                "/v2/requests/r1/status": [ok(status="QUEUED"), ok(status="COMPLETED")],
                "/v2/requests/r1": [self.result],
                "/files/boat.mp4": [response()],
                "/v1/get-user-credits": [ok(credits=12.5)],
                "/inference-request/request-history": [ok(data=[ENTRY])],
                "/inference-request/request-history/r1": [ok(**ENTRY)],
                "/upload-asset": [ok(file_urls=["https://example.com/boat.png"])],
            }
        )

    def result(self, connection: socket.socket) -> None:
        ok(status="COMPLETED", output=f"{self.url}/files/boat.mp4", metrics={"cost": 0.45})(connection)


def test_readme_hasSnippets() -> None:
    assert len(SNIPPETS) == 13


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_snippet_ofTheReadme_runs(snippet: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = Service()
    monkeypatch.setattr(_document, "BASE_URL", server.url)
    for operation in _document.OPERATIONS:
        if operation.server:
            name = re.sub(r"(?=[A-Z])", "_", operation.id).upper()
            monkeypatch.setattr(_document, name, replace(operation, server=server.url))
    monkeypatch.setenv("PIXVERSE_BASE_URL", server.url)
    monkeypatch.setenv("SEGMIND_API_KEY", KEY)
    monkeypatch.chdir(tmp_path)

    exec(compile(snippet, "README.md", "exec"), {"__name__": "__main__"})
    server.close()

    sent = {path_of(request) for request in server.requests}
    assert ("/v2/pixverse-text2video" in sent) == (".submit(" in snippet)
    assert ("/files/boat.mp4" in sent) == (".wait(" in snippet)
    assert ("/upload-asset" in sent) == (".upload(" in snippet)
    is_blocking = "text_to_video(" in snippet and "InvalidRequestError" not in snippet
    assert "cancel" in snippet or ("/v1/pixverse-text2video" in sent) == is_blocking
    # What a snippet saves is there.
    for name in re.findall(r'(?:save_to=|save\()"([^"]+)"', snippet):
        assert (tmp_path / name).stat().st_size > 0
