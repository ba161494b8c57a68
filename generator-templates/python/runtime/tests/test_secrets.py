from __future__ import annotations

import copy
import pickle
import pprint
import sys
import time
import traceback
import unicodedata
from typing import Any

import pytest

from pixverse_client import AsyncPixverse, InvalidRequestError, Pixverse, UnauthorizedError
from pixverse_client._secrets import (
    _FORMAT,  # pyright: ignore[reportPrivateUsage]
    ApiKey,
    KeyRedactor,
)

from .conftest import REQUEST
from .servers import KEY, Server, text

SPECIAL = "a/b&c<d>e\"f'g+h=i"


@pytest.mark.parametrize(
    "written",
    [
        SPECIAL,
        SPECIAL.upper(),
        SPECIAL.replace("/", r"\/").replace('"', r"\""),
        "".join(f"\\u{ord(c):04x}" for c in SPECIAL),
        "".join(f"\\\\u{ord(c):04X}" for c in SPECIAL),
        "".join(f"%{ord(c):02X}" for c in SPECIAL),
        "".join(f"%25{ord(c):02x}" for c in SPECIAL),
        "".join(f"&#{ord(c)};" for c in SPECIAL),
        "".join(f"&#x{ord(c):04x};" for c in SPECIAL),
        SPECIAL.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;"),
        "\u200b".join(SPECIAL),
        "\x07".join(SPECIAL),
    ],
)
def test_redactor_findsEveryForm(written: str) -> None:
    assert KeyRedactor(ApiKey(SPECIAL)).text(f"The key {written} is wrong") == "The key <redacted> is wrong"


def test_redactor_findsAKeyThatIsCutOff() -> None:
    assert KeyRedactor(ApiKey(KEY)).text(f"The key {KEY[:9].lower()}") == "The key <redacted>"


@pytest.mark.parametrize("hostile", ["\\" * 65536, KEY[0] * 65536, "%25" * 20000, f"{KEY[0]}\0" * 30000, "&#x" * 20000])
def test_redactor_takesLinearTime(hostile: str) -> None:
    start = time.monotonic()
    KeyRedactor(ApiKey(KEY)).text(hostile)
    assert time.monotonic() - start < 10


def test_redactor_hidesInvisibleCharacters() -> None:
    assert KeyRedactor().line("a\u202eb\r\n\u200bc") == "a b c"


def test_format_characters_areThoseOfUnicode() -> None:
    redactor = KeyRedactor()
    missing = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) == "Cf" and redactor.line(f"a{chr(code)}b") != "a b"
    ]
    assert missing == []
    assert len(_FORMAT) < 100


def shown(value: Any) -> str:
    texts = [repr(value), str(value), pprint.pformat(value)]
    pending: list[Any] = [value]
    seen: set[int] = set()
    while pending:
        each = pending.pop()
        if id(each) in seen or isinstance(each, type):
            continue
        seen.add(id(each))
        texts.append(repr(each))
        pending += [*getattr(each, "__dict__", {}).values()]
        slots: tuple[str, ...] = getattr(each, "__slots__", ())
        pending += [getattr(each, name, None) for name in slots]
    return "\n".join(texts)


@pytest.mark.parametrize("client", [Pixverse(KEY), AsyncPixverse(KEY), Pixverse(lambda: KEY)])
def test_client_showsNoKey(client: Any) -> None:
    assert KEY not in shown(client)
    for way in (pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError, match="API key"):
            way(client)


def test_error_thatQuotesTheKey_showsNoKey(serve: Any) -> None:
    server: Server = serve(text(f'{{"error": "{KEY} is wrong"}}', status=401, headers=f"x-request-id: {KEY}\r\n"))
    client = Pixverse(KEY, base_url=server.url)
    with pytest.raises(UnauthorizedError) as caught:
        client.text_to_video(REQUEST)
    error = caught.value
    with_locals = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert KEY not in shown(error)
    assert KEY not in "".join(with_locals.format())
    assert KEY.encode() not in pickle.dumps(error)
    assert "<redacted> is wrong" in str(error)
    assert error.request_id == "<redacted>"


@pytest.mark.parametrize("key", ["", " ", "a b", "schlüssel", "a\r\nHost: b", 7])
def test_key_thatNoHeaderCanHold_isRejectedWithoutShowingIt(key: Any) -> None:
    with pytest.raises(ValueError, match="api_key must be") as caught:
        Pixverse(key)
    assert not str(key).strip() or str(key) not in str(caught.value)


@pytest.mark.parametrize("options", [{"timeout": 0}, {"base_url": "http://example.com"}, {"api_key": f"{KEY}\n{KEY}"}])
def test_invalidOption_showsNoKeyInATraceback(options: dict[str, Any]) -> None:
    settings: dict[str, Any] = {"api_key": KEY, **options}
    with pytest.raises(ValueError, match="must be") as caught:
        Pixverse(**settings)
    frames = traceback.TracebackException.from_exception(caught.value, capture_locals=True).stack
    with_key = [frame.name for frame in frames if KEY in str(frame.locals)]
    assert with_key == ["test_invalidOption_showsNoKeyInATraceback"]


def test_keyOfAFunction_thatFails_isNotShown(serve: Any) -> None:
    def supply() -> str:
        raise KeyError(KEY)

    for api_key, message in ((supply, "it raised KeyError"), (lambda: f"{KEY}\n{KEY}", "visible ASCII")):
        with pytest.raises(InvalidRequestError, match=message) as caught:
            Pixverse(api_key, base_url=serve().url).text_to_video(REQUEST)
        assert KEY not in "".join(
            traceback.TracebackException.from_exception(caught.value, capture_locals=True).format()
        )


def test_key_ofTheEnvironment_isUsed(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="api_key must be the secret key of your account, but was missing"):
        Pixverse()
    monkeypatch.setenv("SEGMIND_API_KEY", KEY)
    Pixverse()
