"""The settings of a client."""

from __future__ import annotations

import math
import ssl
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from pixverse_client import _document
from pixverse_client._network import Destination, Network, Stream
from pixverse_client._operation import Operation
from pixverse_client._proxy import Proxy, environment_proxy, parse_proxy
from pixverse_client._secrets import ApiKeySource
from pixverse_client._urls import Url, parse_base_url, parse_url

_MAX_SECONDS: Final = 2_147_483.0


@dataclass(frozen=True, kw_only=True)
class Options:
    """Checked settings."""

    keys: ApiKeySource
    server: Url
    timeout: float | None
    connect_timeout: float
    max_retries: int
    validate_requests: bool
    proxy: Proxy | None
    trust_env: bool
    tls: ssl.SSLContext | None = field(repr=False)
    """None: Python's default."""

    @classmethod
    def of(
        cls,
        keys: ApiKeySource,
        base_url: str | None,
        timeout: float | None,
        connect_timeout: float,
        max_retries: int,
        validate_requests: bool,
        proxy: str | None,
        trust_env: bool,
        ssl_context: ssl.SSLContext | None,
    ) -> Options:
        """Checks the settings that the clients document.

        :raises ValueError: when one is invalid
        """
        keys.check()
        server = _document.BASE_URL if base_url is None else base_url
        paths = tuple(operation.path for operation in _document.OPERATIONS)
        return cls(
            keys=keys,
            server=parse_base_url(server, _document.BASE_URL, paths),
            timeout=None if timeout is None else seconds("timeout", timeout),
            connect_timeout=seconds("connect_timeout", connect_timeout),
            max_retries=whole("max_retries", max_retries, 0, 100),
            validate_requests=validate_requests,
            proxy=None if proxy is None else parse_proxy(proxy),
            trust_env=trust_env,
            tls=ssl_context,
        )

    def server_of(self, operation: Operation) -> Url:
        """Where an operation is: all are at the base URL if one is set. Only these servers get the API key."""
        if operation.server is None or self.server != parse_url(_document.BASE_URL):
            return self.server
        return parse_url(operation.server)

    def destination(self, url: Url) -> Destination:
        """How to connect to a server. A server on this machine is never reached through a proxy."""
        proxy = self.proxy or (environment_proxy(url) if self.trust_env else None)
        tls = (self.tls or _default_tls()) if url.scheme == "https" else None
        return Destination(url, None if url.is_loopback else proxy, tls)


@cache
def _default_tls() -> ssl.SSLContext:
    """Reads the system's certificates when they are needed, once."""
    return ssl.create_default_context()


@dataclass(frozen=True)
class Connector:
    """Opens connections."""

    network: Network
    options: Options

    async def connect(self, url: Url, deadline: float) -> Stream:
        """Connects to a server; raises OSError or DeadlineError."""
        try:
            return await self.network.connect(self.options.destination(url), deadline)
        except UnicodeError as e:
            raise OSError(f"the host is not valid: {e}") from e


def seconds(name: str, value: float) -> float:
    """A duration.

    :raises ValueError: when it is none
    """
    # The type hints do not bind callers.
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)  # pyright: ignore[reportUnnecessaryIsInstance]
    if not is_number or not math.isfinite(value) or not 0.001 <= value <= _MAX_SECONDS:
        raise ValueError(f"{name} must be a number of seconds from 0.001 to {_MAX_SECONDS:.0f}, but was {value!r}")
    return float(value)


def whole(name: str, value: int, least: int, greatest: int) -> int:
    """A whole number.

    :raises ValueError: when it is none
    """
    is_whole = isinstance(value, int) and not isinstance(value, bool)  # pyright: ignore[reportUnnecessaryIsInstance]
    if not is_whole or not least <= value <= greatest:
        raise ValueError(f"{name} must be a whole number from {least} to {greatest}, but was {value!r}")
    return value
