"""Reads the JSON of responses without a video."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pixverse_client import _error_body
from pixverse_client._http1 import Exchange, Head
from pixverse_client._job_id import is_job_id
from pixverse_client._network import DeadlineError
from pixverse_client._response import Context, ResponseReader
from pixverse_client.errors import Billing, UnexpectedResponseError
from pixverse_client.models import SubmittedJob

_T = TypeVar("_T")


async def read_json(
    context: Context, exchange: Exchange, head: Head, deadline: float, billing: Billing, parse: Callable[[str], _T]
) -> _T:
    """What a response to a free request holds.

    :param billing: what is known of the bill of what the request is about
    :param parse: reads the text; raises ValueError when it is not as documented
    """
    reader = ResponseReader(context, exchange, head, deadline)
    if not head.is_successful:
        # A failed job is known not to be billed; every other refusal says nothing of the job.
        raise await reader.refusal(None if context.operation.is_failed_job(head.status) else billing)
    try:
        text = await reader.whole_text()
    except (OSError, DeadlineError) as e:
        failure = context.broken("the response broke off", billing, e)
        raise failure from failure.__cause__
    try:
        return parse(text)
    except ValueError:
        reason = f"the response must be the documented JSON, but was: {_error_body.reason(text, context.redactor)}"
        raise context.failure(UnexpectedResponseError, reason, billing, reader.metadata, text) from None


async def read_submitted_job(context: Context, exchange: Exchange, head: Head, deadline: float) -> str:
    """The id of a submitted job. Without one, a job may exist, but its id is unknown."""
    try:
        reader = ResponseReader(context, exchange, head, deadline)
        if not head.is_successful:
            raise await reader.refusal()
        try:
            text = await reader.whole_text()
        except (OSError, DeadlineError) as e:
            failure = context.truncated(reader.metadata, "the response broke off at its start", e)
            raise failure from failure.__cause__
    finally:
        exchange.close()
    job_id = _submitted(text).request_id
    if job_id is not None and is_job_id(job_id):
        return job_id
    reason = f"the response must be JSON with the id of a job, but was: {_error_body.reason(text, context.redactor)}"
    raise context.failure(UnexpectedResponseError, reason, Billing.UNKNOWN, reader.metadata, text)


def _submitted(text: str) -> SubmittedJob:
    try:
        return SubmittedJob.from_json(text)
    except ValueError:
        return SubmittedJob()
