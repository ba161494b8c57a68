"""One paid call: its attempts, of which at most one sends the request to a service that accepts it."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass
from typing import Generic, TypeVar

from pixverse_client._attempt import Attempt, Reader, key_of, service_request
from pixverse_client._operation import Operation
from pixverse_client._options import Connector
from pixverse_client._response import Context
from pixverse_client._retry import delay_before, may_retry
from pixverse_client._sent_request import SentRequest
from pixverse_client.errors import Billing, PixverseError

_T = TypeVar("_T")


@dataclass(frozen=True)
class PaidCall(Generic[_T]):
    """A checked request that is ready to be sent."""

    connector: Connector
    operation: Operation
    json: str
    timeout: float
    read: Reader[_T]
    """Reads the response."""

    async def execute(self) -> _T:
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

    async def _attempt(self) -> _T:
        key, redactor = key_of(self.connector, self.operation)
        server = self.connector.options.server_of(self.operation)
        sent = SentRequest(self.operation.model_name, self.json, time.time())
        context = Context(self.connector, self.operation, server, redactor, self.timeout, sent)
        attempt = Attempt(context, Billing.NOT_SENT, Billing.UNKNOWN)
        request = service_request(self.operation, server.join(self.operation.path), key, self.json.encode())
        exchange = await attempt.connect(request)
        # Not before: each attempt has the whole timeout.
        deadline = time.monotonic() + self.timeout
        try:
            head = await attempt.head(exchange, deadline)
            return await self.read(context, exchange, head, deadline)
        except BaseException:
            exchange.close()
            raise


def _worse(before: PixverseError | None, failure: PixverseError) -> PixverseError:
    """The failure with the worse billing status.

    Of equals, it is the first, unless the later one says why there is no further attempt.
    """
    if before is None or failure.billing.is_worse_than(before.billing):
        return failure
    return failure if failure.billing is before.billing and not may_retry(failure) else before
