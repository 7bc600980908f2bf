"""A page that takes its time, for the tests of a stop."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from unisson.config.wsgi import application as portal  # the whole of it is loaded, as in production

SECONDS = 6


def application(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Answers at once, or after `SECONDS` under /lent: longer than a stop by Ctrl-C waits."""
    if environ["PATH_INFO"] == "/lent":
        Path(environ["QUERY_STRING"]).touch()
        time.sleep(SECONDS)
    assert portal
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "4")])
    return [b"fini"]
