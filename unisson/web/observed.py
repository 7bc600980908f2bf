"""Each request is marked, timed and told in one line: its route, never its path nor what it asked for."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import Histogram

from unisson.kernel.correlation import correlated

HEADER = "X-Request-ID"
SECONDS = Histogram(
    "unisson_request_seconds",
    "Time until the answer begins.",
    ("method", "route", "status"),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
_UNTOLD = frozenset({"health", "ready", "metrics", ""})
"""Probes, and files: they are measured and not written down."""

_log = logging.getLogger("unisson.request")


class Observed:
    """The outermost: whatever answers, it is seen. The mark of a proxy (X-Request-ID) is taken over."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        with correlated(request.headers.get(HEADER, "")) as mark:
            response = self._answer(request)
            response.headers[HEADER] = mark
            _tell(request, response.status_code, seconds=time.monotonic() - began)
        return response


def _tell(request: HttpRequest, status: int, *, seconds: float) -> None:
    match = request.resolver_match
    route = match.view_name if match else ""
    method = request.method if request.method in _METHODS else "OTHER"
    SECONDS.labels(method, route, str(status)).observe(seconds)
    if route not in _UNTOLD:
        facts = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000)}
        _log.info("%s %s %s", method, route, status, extra={"facts": facts})
