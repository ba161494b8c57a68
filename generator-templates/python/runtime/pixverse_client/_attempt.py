"""One request to the service, on a connection of its own."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from pixverse_client import _document
from pixverse_client._http1 import Blocks, Exchange, Head, HttpRequest
from pixverse_client._network import DeadlineError
from pixverse_client._operation import Operation
from pixverse_client._options import Connector
from pixverse_client._response import Context
from pixverse_client._secrets import ApiKey, KeyRedactor
from pixverse_client._urls import Url
from pixverse_client.errors import Billing, CallTimeoutError, ConnectionFailedError, InvalidRequestError

_T = TypeVar("_T")
Reader = Callable[[Context, Exchange, Head, float], Coroutine[Any, Any, _T]]


@dataclass(frozen=True)
class Attempt:
    """A request that is sent once, with its billing status before it is sent and until a response comes."""

    context: Context
    unsent: Billing
    sent: Billing

    async def connect(self, request: HttpRequest) -> Exchange:
        """Connects to the server of the request."""
        context, options = self.context, self.context.connector.options
        limit = min(context.timeout, options.connect_timeout)
        try:
            stream = await context.connector.connect(context.server, time.monotonic() + limit)
        except DeadlineError as e:
            if context.timeout <= options.connect_timeout:
                raise context.failure(CallTimeoutError, self._no_response(), self.unsent) from e
            reason = f"no connection could be made (timed out after {limit} s)"
            raise context.failure(ConnectionFailedError, reason, self.unsent) from e
        except OSError as e:
            reason = f"{_connect_problem(e)} ({context.details(e)})"
            raise context.failure(ConnectionFailedError, reason, self.unsent) from context.redactor.cause(e)
        return Exchange(stream, request)

    async def head(self, exchange: Exchange, deadline: float, upload: Upload | None = None) -> Head:
        """Sends the request, and returns the head of its response."""
        try:
            broken = await _send(exchange, deadline, upload)
            try:
                return await exchange.head(time.monotonic() + upload.silence if upload else deadline)
            except OSError as e:
                raise (broken or e) from e
        except DeadlineError as e:
            raise self.context.failure(CallTimeoutError, self._no_response(), self.sent) from e
        except OSError as e:
            reason = f"no response came ({self.context.details(e)})"
            raise self.context.failure(ConnectionFailedError, reason, self.sent) from self.context.redactor.cause(e)

    def _no_response(self) -> str:
        return f"no response within {self.context.timeout} s"


@dataclass(frozen=True)
class Upload:
    """A body that is made while it is sent, each part of which has so many seconds."""

    blocks: Blocks
    silence: float


class UnreadableFileError(OSError):
    """A file can no longer be read while it is sent."""


def key_of(connector: Connector, operation: Operation) -> tuple[ApiKey, KeyRedactor]:
    """The key for an attempt.

    :raises InvalidRequestError: when there is none
    """
    try:
        return connector.options.keys.get()
    except ValueError as e:
        raise InvalidRequestError(str(e), operation=operation.id) from None


def service_request(
    operation: Operation, url: Url, key: ApiKey, body: bytes = b"", block_bytes: int | None = None
) -> HttpRequest:
    """A request of an operation."""
    headers = [("Accept", operation.accept), ("Accept-Encoding", "identity")]
    if operation.method == "POST":
        headers.append(("Content-Type", "application/json"))
    headers.append(("User-Agent", _document.USER_AGENT))
    return HttpRequest(operation.method, url, tuple(headers), body, block_bytes, _document.API_KEY_HEADER, key)


async def _send(exchange: Exchange, deadline: float, upload: Upload | None) -> OSError | None:
    """Sends the request. A server may refuse it before it has read all of it: then the response counts."""
    try:
        await exchange.send(deadline)
        if upload:
            await exchange.send_blocks(upload.blocks, upload.silence)
    except UnreadableFileError:
        raise
    except OSError as e:
        return e
    return None


def _connect_problem(error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return "the host is not known"
    return "no secure connection could be made" if isinstance(error, ssl.SSLError) else "no connection could be made"
