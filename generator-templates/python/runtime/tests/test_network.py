from __future__ import annotations

import base64
import socket
import ssl
from typing import Any

import pytest

from pixverse_client import Billing, CallTimeoutError, ConnectionFailedError, Pixverse, RateLimitedError
from pixverse_client._urls import parse_url

from .conftest import Caller
from .servers import CERTIFICATE, KEY, MP4, Proxy, Server, response, text


def trusted() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTIFICATE))


def test_noServer_isNotSent(call: Caller) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    error = call.failure(ConnectionFailedError, f"http://127.0.0.1:{port}")
    assert (error.billing, error.status) == (Billing.NOT_SENT, None)
    assert "no connection could be made" in str(error)


def test_unknownHost_isNotSent(call: Caller) -> None:
    error = call.failure(ConnectionFailedError, "https://no-such-host.invalid")
    assert error.billing is Billing.NOT_SENT


def test_tls_isVerified(call: Caller, serve: Any) -> None:
    server: Server = serve(response(), tls=True)
    error = call.failure(ConnectionFailedError, server.url, max_retries=2)
    assert error.billing is Billing.NOT_SENT
    assert "no secure connection could be made" in str(error)
    assert server.connections == 1


def test_tls_withACertificateOfTheContext_works(call: Caller, serve: Any) -> None:
    assert call(serve(response(), tls=True).url, ssl_context=trusted()).content == MP4


@pytest.mark.parametrize("is_environment", [True, False])
def test_proxy_withALogin_tunnels(
    call: Caller, serve: Any, monkeypatch: pytest.MonkeyPatch, is_environment: bool
) -> None:
    server: Server = serve(response(), tls=True)
    login = "Basic " + base64.b64encode(b"user:p@ss").decode()
    proxy = Proxy(server, login)
    address = f"http://user:p%40ss@127.0.0.1:{proxy.port}"
    options: dict[str, Any] = {"ssl_context": trusted()}
    if is_environment:
        monkeypatch.setenv("HTTPS_PROXY", address)
    else:
        options["proxy"] = address

    assert call("https://video.test", **options).content == MP4

    assert proxy.requests[0].startswith(b"CONNECT video.test:443 HTTP/1.1\r\n")
    assert KEY.encode() not in b"".join(proxy.requests)
    assert b"Proxy-Authorization" not in server.requests[0]
    proxy.close()


def test_proxy_thatRefuses_isNotSent(call: Caller, serve: Any) -> None:
    proxy = Proxy(serve(), "Basic other")
    error = call.failure(ConnectionFailedError, "https://video.test", proxy=f"http://u:secret@127.0.0.1:{proxy.port}")
    assert error.billing is Billing.NOT_SENT
    assert "the proxy refused the tunnel with status 407" in str(error)
    assert "secret" not in repr(error)
    proxy.close()


def test_proxy_isNotUsedForThisMachineAndItsExceptions(
    call: Caller, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1")
    assert call(serve(response()).url).content == MP4
    error = call.failure(ConnectionFailedError, "https://no-such-host.invalid")
    assert "the only kind of proxy that is supported, but was a socks5 URL" in str(error)
    monkeypatch.setenv("NO_PROXY", "no-such-host.invalid")
    assert "proxy" not in str(call.failure(ConnectionFailedError, "https://no-such-host.invalid"))


def test_silentHandshake_endsAtItsTimeout(call: Caller) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}"
        error = call.failure(ConnectionFailedError, url, connect_timeout=0.2)
        assert error.billing is Billing.NOT_SENT
        assert "timed out after 0.2 s" in str(error)
        assert call.failure(CallTimeoutError, url, timeout=0.2).billing is Billing.NOT_SENT


def test_rateLimit_isRetried(call: Caller, serve: Any) -> None:
    limited = text("{}", status=429, headers="Retry-After: 0\r\n")
    server: Server = serve(limited, limited, response())
    assert call(server.url, max_retries=2).content == MP4
    assert server.connections == 3


def test_rateLimit_isReportedAfterTheLastRetry(call: Caller, serve: Any) -> None:
    server: Server = serve(*[text("{}", status=429)] * 3)
    assert call.failure(RateLimitedError, server.url, max_retries=1).billing is Billing.NOT_BILLED
    assert server.connections == 2


def test_rateLimit_longerThanTheTimeout_isNotAwaited(call: Caller, serve: Any) -> None:
    server: Server = serve(text("{}", status=429, headers="Retry-After: 60\r\n"))
    assert call.failure(RateLimitedError, server.url, max_retries=2).retry_after == 60
    assert server.connections == 1


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("http://example.com", "plain http shows the API key"),
        ("http://127.0.0.1.example.com", "plain http shows the API key"),
        ("https://u:p@example.com", "without a user name or password"),
        ("https://example.com?a=b", "without a query or fragment"),
        ("https://example.com/#", "without a query or fragment"),
        ("https://example.com/v1/", "without the version"),
        ("ftp://example.com", "an https URL"),
        ("https://exa mple.com", "an https URL"),
        ("https://example.com\\@evil.com", "a URL without"),
        ("https://example.com:99999", "an https URL"),
        ("example.com", "an https URL"),
        ("", "an https URL"),
        (7, "an https URL"),
    ],
)
def test_baseUrl_thatMustNotHaveTheKey_isRejected(url: Any, rule: str) -> None:
    with pytest.raises(ValueError, match="base_url must be") as caught:
        Pixverse(KEY, base_url=url)
    assert rule in str(caught.value)
    assert "u:p@" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://localhost", "http://[::1]:80", "http://127.1", "http://a.localhost", "http://[::ffff:127.0.0.1]"]
)
def test_baseUrl_ofThisMachine_mayBePlain(url: str) -> None:
    Pixverse(KEY, base_url=url)


def test_url_withOtherCharacters_isEncoded() -> None:
    url = parse_url("https://bücher.example/a b?q=ü".replace(" ", "%20"))
    assert (url.host, url.path) == ("xn--bcher-kva.example", "/a%20b?q=%C3%BC")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"timeout": 0}, "timeout must be a number of seconds"),
        ({"connect_timeout": float("nan")}, "connect_timeout must be a number of seconds"),
        ({"max_retries": -1}, "max_retries must be a whole number from 0 to 100, but was -1"),
        ({"max_retries": 1.0}, "max_retries must be a whole number"),
        ({"proxy": "socks5://localhost:1"}, "proxy must be an http URL"),
    ],
)
def test_option_thatIsInvalid_isRejected(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Pixverse(KEY, **options)
