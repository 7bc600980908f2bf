"""A page that takes its time, for the tests of a stop."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from unisson.config.wsgi import application as portal  # the whole of it is loaded, as in production

SECONDS = {"/lent": 6, "/sans-fin": 24}
"""Longer than a stop by Ctrl-C waits; and as long as any stop does."""


def application(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Answers at once, or under some paths after a while, which begins with the file that the query names."""
    if wait := SECONDS.get(environ["PATH_INFO"]):
        Path(environ["QUERY_STRING"]).touch()
        time.sleep(wait)
    assert portal
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "4")])
    return [b"fini"]
