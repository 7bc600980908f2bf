"""All that is done for one request, or for one job, carries one mark: its lines in the logs are found by it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

_SAFE = re.compile(r"[A-Za-z0-9-]{8,64}")
_mark: ContextVar[str] = ContextVar("correlation", default="")


@contextmanager
def correlated(given: str = "") -> Iterator[str]:
    """Work under the mark `given`, where it is one, or under a new one."""
    token = _mark.set(given if _SAFE.fullmatch(given) else uuid4().hex)
    try:
        yield _mark.get()
    finally:
        _mark.reset(token)


def mark() -> str:
    """The mark in force; empty outside of any request and job."""
    return _mark.get()
