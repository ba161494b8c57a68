"""Requests that cost nothing, one attempt each."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from pixverse_client._attempt import Attempt, Upload, key_of, service_request
from pixverse_client._json_response import read_json
from pixverse_client._operation import Operation
from pixverse_client._options import Connector
from pixverse_client._response import Context
from pixverse_client.errors import Billing

_T = TypeVar("_T")


@dataclass(frozen=True)
class FreeCalls:
    """Sends requests that cost nothing."""

    connector: Connector

    async def get(
        self,
        operation: Operation,
        parse: Callable[[str], _T],
        *,
        timeout: float,
        billing: Billing,
        job_id: str = "",
        query: Mapping[str, str] | None = None,
    ) -> _T:
        """Reads something.

        :param parse: reads the text of a successful response; raises ValueError when it is not as documented
        :param timeout: of the whole call
        :param billing: what is known of the bill of what the call is about
        :param job_id: the parameter of the path, if it has one
        """
        target = operation.path.replace("{request_id}", job_id) + (f"?{urlencode(query)}" if query else "")
        return await self._send(operation, target, parse, timeout, billing)

    async def upload(self, operation: Operation, parse: Callable[[str], _T], upload: Upload, length: int) -> _T:
        """Sends a body that is made meanwhile. It has as much time as it needs while it proceeds."""
        return await self._send(operation, operation.path, parse, upload.silence, Billing.NOT_BILLED, upload, length)

    async def _send(
        self,
        operation: Operation,
        target: str,
        parse: Callable[[str], _T],
        timeout: float,
        billing: Billing,
        upload: Upload | None = None,
        length: int | None = None,
    ) -> _T:
        deadline = time.monotonic() + timeout
        key, redactor = key_of(self.connector, operation)
        server = self.connector.options.server_of(operation)
        context = Context(self.connector, operation, server, redactor, timeout)
        attempt = Attempt(context, billing, billing)
        exchange = await attempt.connect(service_request(operation, server.join(target), key, block_bytes=length))
        try:
            head = await attempt.head(exchange, deadline, upload)
            end = time.monotonic() + upload.silence if upload else deadline
            return await read_json(context, exchange, head, end, billing, parse)
        finally:
            exchange.close()
