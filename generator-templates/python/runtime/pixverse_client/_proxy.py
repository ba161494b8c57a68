"""The proxy of a connection. Only tunnels are used, so that no proxy sees a request or the key."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from pixverse_client._urls import Url

_MAX_HEAD: Final = 64 << 10
_STATUS: Final = re.compile(rb"HTTP/1\.[01] (\d{3})")


@dataclass(frozen=True)
class Proxy:
    """An HTTP proxy."""

    host: str
    port: int
    authorization: _Login | None = None

    def tunnel_request(self, url: Url) -> bytes:
        """The request for a tunnel to a server (RFC 9110 §9.3.6)."""
        host = f"[{url.host}]" if ":" in url.host else url.host
        login = f"Proxy-Authorization: {self.authorization.header}\r\n" if self.authorization else ""
        return f"CONNECT {host}:{url.port} HTTP/1.1\r\nHost: {host}:{url.port}\r\n{login}\r\n".encode()


@dataclass(frozen=True, repr=False)
class _Login:
    header: str

    def __repr__(self) -> str:
        return "<redacted>"


class TunnelResponse:
    """Reads the head of a proxy's response."""

    def __init__(self) -> None:
        self._received = b""

    def is_open(self, data: bytes) -> bool:
        """Takes the next bytes; returns whether the tunnel is open.

        :raises OSError: when the proxy refused it
        """
        self._received += data
        complete = b"\r\n\r\n" in self._received
        if not complete and data and len(self._received) <= _MAX_HEAD:
            return False
        status = _STATUS.match(self._received)
        if complete and status and status[1].startswith(b"2"):
            return True
        raise OSError(
            f"the proxy refused the tunnel with status {status[1].decode()}" if status else "the proxy failed"
        )


def parse_proxy(text: str) -> Proxy:
    """Parses the URL of a proxy.

    :raises ValueError: when it is no http URL
    """
    parts = urlsplit(text if "://" in text else f"http://{text}")
    if parts.scheme != "http" or not parts.hostname:
        raise ValueError(
            f"proxy must be an http URL, the only kind of proxy that is supported, but was a {parts.scheme} URL"
        )
    login = None
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        login = _Login("Basic " + base64.b64encode(pair.encode()).decode())
    return Proxy(parts.hostname, parts.port or 80, login)


def environment_proxy(url: Url) -> Proxy | None:
    """The proxy that HTTPS_PROXY, ALL_PROXY and NO_PROXY, or the settings of the system, give for a server.

    :raises OSError: when it cannot be used
    """
    # A request to this machine stays on it.
    if url.is_loopback:
        return None
    proxies = getproxies()
    address = proxies.get(url.scheme) or proxies.get("all")
    if not address or proxy_bypass(url.host):
        return None
    try:
        return parse_proxy(address)
    except ValueError as e:
        raise OSError(f"the proxy of the environment cannot be used: {e}") from None
