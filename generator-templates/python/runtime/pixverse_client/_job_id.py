"""The ids of jobs: a UUID as far as known; whatever else is safe in a path is accepted."""

from __future__ import annotations

import re
from typing import Any, Final

from pixverse_client import _json
from pixverse_client._secrets import KeyRedactor

_ALLOWED: Final = re.compile(r"[0-9A-Za-z_-]{1,100}")


def is_job_id(value: Any) -> bool:
    """Whether a value can be the id of a job."""
    return isinstance(value, str) and _ALLOWED.fullmatch(value) is not None


def check_job_id(value: Any) -> str:
    """The id.

    :raises ValueError: when it cannot be one
    """
    if not is_job_id(value):
        shown = _json.excerpt(KeyRedactor().line(value) if isinstance(value, str) else value)
        raise ValueError(f"id must be 1 to 100 letters, digits, hyphens and underscores, but was {shown}")
    return str(value)
