"""What Prometheus is told: the requests of all processes, and the work that waits, counted when it asks."""

import os
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from unisson.invoices import pulse, sweep
from unisson.kernel.clock import now

_HERE = frozenset({"127.0.0.1", "::1"})
_FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via")


def may_read(request: HttpRequest) -> bool:
    """With the token, or from this machine itself: what a proxy brings, though it stands here, comes from elsewhere."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and constant_time_compare(given, settings.METRICS_TOKEN):
        return True
    host = request.get_host().rpartition(":")[0] or request.get_host()
    direct = not any(name in request.headers for name in _FORWARDED)
    return direct and request.META.get("REMOTE_ADDR") in _HERE and host.strip("[]") in {*_HERE, "localhost"}


def measures() -> bytes:
    """All of it, in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(Waiting())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
    return generate_latest(registry) + generate_latest(REGISTRY)


class Waiting(Collector):
    """How much of each kind of work waits, since when, and when a worker last looked."""

    def collect(self) -> Iterator[Metric]:
        at = now()
        count = GaugeMetricFamily("unisson_waiting", "Rows that say: not yet done.", labels=("kind",))
        for kind, number in sweep.left().items():
            count.add_metric((kind,), number)
        oldest = sweep.oldest()
        ages = GaugeMetricFamily("unisson_oldest_seconds", "How long the oldest of them waits.", labels=("kind",))
        for kind in sweep.STEPS:
            ages.add_metric((kind,), max(0.0, (at - oldest[kind]).total_seconds()) if kind in oldest else 0.0)
        failed = GaugeMetricFamily("unisson_failed", "Rows given up, until `unisson retry`.", labels=("kind",))
        for kind, number in sweep.failed().items():
            failed.add_metric((kind,), number)
        yield from (count, ages, failed)
        if (age := pulse.age(at=at)) is not None:
            yield GaugeMetricFamily("unisson_last_sweep_seconds", "Since a worker last looked.", age.total_seconds())
