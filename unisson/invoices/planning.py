"""How PostgreSQL plans what it is asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def each_time() -> Iterator[None]:
    """What is asked inside is planned for its own values, each time. A statement that came often is otherwise planned
    once for all (`prepare_threshold`): a deposit gains by it, but the way to the amounts below 134.23 is not the way to
    those below any, and takes a second among three million; nor is an index of some rows one for any value."""
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    ours = connection.connection
    usual, ours.prepare_threshold = ours.prepare_threshold, None
    try:
        yield
    finally:
        ours.prepare_threshold = usual
