"""One paid call: its attempts, of which at most one sends the request to a service that accepts it."""

from __future__ import annotations

import itertools
import socket
import ssl
import time
from dataclasses import dataclass

from pixverse_client import _document
from pixverse_client._http1 import Exchange, Head, HttpRequest
from pixverse_client._network import DeadlineError, Stream
from pixverse_client._operation import Operation
from pixverse_client._options import Connector
from pixverse_client._response import Context, Result, read_response
from pixverse_client._retry import delay_before, may_retry
from pixverse_client._secrets import ApiKey
from pixverse_client.errors import (
    Billing,
    CallTimeoutError,
    ConnectionFailedError,
    InvalidRequestError,
    PixverseError,
)


@dataclass(frozen=True)
class PaidCall:
    """A checked request that is ready to be sent."""

    connector: Connector
    operation: Operation
    json: str
    timeout: float

    async def execute(self) -> Result:
        """Sends the request, and again while that is safe: after it was certainly not sent, or refused with 429."""
        end = time.monotonic() + self.timeout
        worst: PixverseError | None = None
        for retry in itertools.count(1):
            try:
                return await self._attempt()
            except PixverseError as failure:
                worst = _worse(worst, failure)
                delay = delay_before(retry, self.connector.options.max_retries, failure)
                if delay is None or time.monotonic() + delay >= end:
                    raise worst from worst.__cause__
            await self.connector.network.sleep(delay)
        raise AssertionError("attempts end with a result or an error")

    async def _attempt(self) -> Result:
        try:
            key, redactor = self.connector.options.keys.get()
        except ValueError as e:
            raise InvalidRequestError(str(e), operation=self.operation.id) from None
        server = self.connector.options.server
        context = Context(self.connector, self.operation, server, redactor, self.timeout)
        exchange = Exchange(await self._connect(context), self._request(key))
        # Not before: each attempt has the whole timeout.
        deadline = time.monotonic() + self.timeout
        try:
            head = await self._exchange(context, exchange, deadline)
            return await read_response(context, exchange, head, deadline)
        except BaseException:
            exchange.close()
            raise

    def _request(self, key: ApiKey) -> HttpRequest:
        headers = (
            ("Accept", self.operation.accept),
            ("Accept-Encoding", "identity"),
            ("Content-Type", "application/json"),
            ("User-Agent", _document.USER_AGENT),
        )
        url = self.connector.options.server.join(self.operation.path)
        return HttpRequest("POST", url, headers, self.json.encode(), _document.API_KEY_HEADER, key)

    async def _connect(self, context: Context) -> Stream:
        options = self.connector.options
        limit = min(self.timeout, options.connect_timeout)
        try:
            return await self.connector.connect(options.server, time.monotonic() + limit)
        except DeadlineError as e:
            if self.timeout <= options.connect_timeout:
                raise context.failure(CallTimeoutError, self._no_response(), Billing.NOT_SENT) from e
            reason = f"no connection could be made (timed out after {limit} s)"
            raise context.failure(ConnectionFailedError, reason, Billing.NOT_SENT) from e
        except OSError as e:
            reason = f"{_connect_problem(e)} ({context.details(e)})"
            raise context.failure(ConnectionFailedError, reason, Billing.NOT_SENT) from context.redactor.cause(e)

    async def _exchange(self, context: Context, exchange: Exchange, deadline: float) -> Head:
        try:
            broken = await _send(exchange, deadline)
            try:
                return await exchange.head(deadline)
            except OSError as e:
                raise (broken or e) from e
        except DeadlineError as e:
            raise context.failure(CallTimeoutError, self._no_response(), Billing.UNKNOWN) from e
        except OSError as e:
            reason = f"no response came ({context.details(e)})"
            raise context.failure(ConnectionFailedError, reason, Billing.UNKNOWN) from context.redactor.cause(e)

    def _no_response(self) -> str:
        return f"no response within {self.timeout} s"


async def _send(exchange: Exchange, deadline: float) -> OSError | None:
    """Sends the request. A server may refuse it before it has read all of it: then the response counts."""
    try:
        await exchange.send(deadline)
    except OSError as e:
        return e
    return None


def _worse(before: PixverseError | None, failure: PixverseError) -> PixverseError:
    """The failure with the worse billing status.

    Of equals, it is the first, unless the later one says why there is no further attempt.
    """
    if before is None or failure.billing.is_worse_than(before.billing):
        return failure
    return failure if failure.billing is before.billing and not may_retry(failure) else before


def _connect_problem(error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return "the host is not known"
    return "no secure connection could be made" if isinstance(error, ssl.SSLError) else "no connection could be made"
