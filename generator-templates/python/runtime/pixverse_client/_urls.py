"""Which servers the client talks to: https, or plain http to this machine only, because the key goes there."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

_SUSPICIOUS: Final = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
_USER_INFO: Final = re.compile(r"//[^/?#]*@")
_VERSION: Final = re.compile(r"/v\d+/")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_SAFE: Final = "!$%&'()*+,-./:;=?@_~"


@dataclass(frozen=True)
class Url:
    """An http or https URL, split for a request."""

    scheme: str
    host: str
    port: int
    path: str
    """With the query, percent-encoded."""

    @property
    def authority(self) -> str:
        """The host, and the port unless it is the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        """Whether the host names this machine."""
        if self.host == "localhost" or self.host.endswith(".localhost"):
            return True
        try:
            address = ipaddress.ip_address(self.host)
        except ValueError:
            return False
        mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
        return (mapped or address).is_loopback

    def join(self, path: str) -> Url:
        """A path of the document below this server's root."""
        return Url(self.scheme, self.host, self.port, self.path.rstrip("/") + path)

    def resolve(self, reference: str) -> Url | None:
        """Where a reference in a response of this URL leads to; None if it is no http or https URL without a login."""
        try:
            target = urljoin(f"{self.scheme}://{self.authority}{self.path}", reference)
        except ValueError:
            return None
        return try_parse_url(target)

    def may_link_to(self, address: Url) -> bool:
        """Whether a finished video may be fetched from an address that a response of this server gives.

        Over https, and from this machine only if the server itself is on it, so that a response cannot reach local
        services.
        """
        return self.is_loopback if address.is_loopback else address.scheme == "https"


def parse_url(text: str) -> Url:
    """Parses an absolute http or https URL without a login.

    :raises ValueError: when it is anything else
    """
    if _SUSPICIOUS.search(text):
        raise ValueError("a URL has no white space, control characters and backslashes")
    parts = urlsplit(text)
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError("only absolute http and https URLs are supported")
    if parts.username is not None or parts.password is not None:
        raise ValueError("a URL with a login is not supported")
    port = _DEFAULT_PORTS[parts.scheme] if parts.port is None else parts.port
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Url(parts.scheme, _host(parts.hostname), port, path)


def try_parse_url(text: str) -> Url | None:
    """The same; None where it raises."""
    try:
        return parse_url(text)
    except ValueError:
        return None


def _host(name: str) -> str:
    # 127.1, 0x7f000001 and 2130706433 are this machine too.
    try:
        return socket.inet_ntoa(socket.inet_aton(name))
    except (OSError, UnicodeError):
        pass
    if ":" in name:
        return str(ipaddress.IPv6Address(name))
    host = name.encode("idna").decode().lower() if not name.isascii() else name.lower()
    if not re.fullmatch(r"[0-9a-z._-]{1,253}", host):
        raise ValueError("the host is not valid")
    return host


def parse_base_url(text: str, example: str, paths: tuple[str, ...]) -> Url:
    """Parses the root of a server that may have the key.

    :raises ValueError: when it may not
    """
    rule = "an https URL, or an http URL of this machine"
    # The type hints do not bind callers.
    if isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        try:
            url = parse_url(_USER_INFO.sub("//", text, count=1))
        except ValueError:
            url = None
        broken = rule if url is None else _broken_rule(text, url, paths)
        if url is not None and broken is None:
            return url
        rule = broken or rule
    shown = _USER_INFO.sub("//<redacted>@", str(text))
    raise ValueError(f"base_url must be {rule}, such as {example}, but was {shown}")


def _broken_rule(text: str, url: Url, paths: tuple[str, ...]) -> str | None:
    if url.scheme != "https" and not url.is_loopback:
        return "an https URL, or an http URL of this machine, because plain http shows the API key to the network"
    if _USER_INFO.search(text):
        return "a URL without a user name or password"
    if "?" in text or "#" in text:
        return "a URL without a query or fragment"
    versions = {found[0] for path in paths if (found := _VERSION.match(path))}
    if f"{url.path.rstrip('/')}/".endswith(tuple(versions)):
        return "the server's root without the version, which the paths hold"
    return None
