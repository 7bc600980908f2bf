"""The number of queries of a page, the same with 1 row and with 50 (style-anchors §2.5)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

MOST = 15
"""Queries a page may cost (design §8)."""
LARGEST_PAGE = 300_000
"""Bytes of HTML, uncompressed."""


@contextmanager
def _counted() -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as captured:
        yield captured
    assert len(captured) > 0, "the page never asked the database: nothing was measured"


def costs_the_same(client: Client, url: str, *, add_rows: Callable[[], None]) -> int:
    """The queries of `url`, which answers 200 before and after `add_rows`, at the same cost, within the limit."""
    client.get(url)  # The first click of a session also writes when it was seen.
    with _counted() as before:
        assert client.get(url).status_code == 200
    add_rows()
    with _counted() as after:
        assert client.get(url).status_code == 200
    assert len(after) == len(before), [query["sql"][:150] for query in after.captured_queries]
    assert len(after) <= MOST, [query["sql"][:150] for query in after.captured_queries]
    return len(after)
