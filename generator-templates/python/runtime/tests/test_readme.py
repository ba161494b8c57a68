from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from pixverse_client import _document

from .servers import KEY, Server, response

README = Path(__file__).parent.with_name("README.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_readme_hasSnippets() -> None:
    assert len(SNIPPETS) == 7


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_snippet_ofTheReadme_runs(snippet: str, serve: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server: Server = serve(response(), response())
    monkeypatch.setattr(_document, "BASE_URL", server.url)
    monkeypatch.setenv("PIXVERSE_BASE_URL", server.url)
    monkeypatch.setenv("SEGMIND_API_KEY", KEY)
    monkeypatch.chdir(tmp_path)

    exec(compile(snippet, "README.md", "exec"), {"__name__": "__main__"})

    assert server.connections == snippet.count("save_to=") + snippet.count(".read()") + snippet.count(".save(") or (
        "gather" in snippet or "cancel" in snippet or "InvalidRequestError" in snippet
    )
