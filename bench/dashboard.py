"""The dashboards and the forecast of who has most, with a million realistic invoices against ten thousand."""

import os
import time
from collections.abc import Callable, Iterator
from functools import partial

from django.db import connection
from django.test import Client
from django.urls import reverse

from bench import Ratio, stock
from bench.ground import database
from tests.invoices.builders import a_person, grant
from unisson.accounts.models import User
from unisson.directory.models import SpaceOpening, Structure
from unisson.directory.spaces import Space
from unisson.invoices.board import tallying
from unisson.kernel.clock import now

FEW, MANY = 10_000, int(os.environ.get("BENCH_INVOICES", "1000000"))
MOST_TIMES = 5.0
REPEAT = 20


def main() -> Iterator[Ratio]:
    """Each page with many against itself with few: 95 % of its openings are as fast."""
    with database() as name:
        known = stock.fill(FEW)
        tallying.rebuild(clock=now)
        pages = list(_pages(known))
        few = [_p95(partial(_open, client, address)) for _, client, address in pages]
        stock.fill(MANY, first=FEW)
        tallying.rebuild(clock=now)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        for (label, client, address), theirs in zip(pages, few, strict=True):
            ours = _p95(partial(_open, client, address))
            rival = f"the same page with {FEW}"
            yield Ratio(what=f"{label}, {name}", ours=ours, rival=rival, theirs=theirs, most=MOST_TIMES)


def _pages(known: stock.Parties) -> Iterator[tuple[str, Client, str]]:
    supplier, recipient = stock.biggest(known)
    issued = _client(a_person("issues@example.org"), supplier, Space.ISSUED)
    received = _client(a_person("receives@example.org"), recipient, Space.RECEIVED)
    for label, query in (
        ("twelve months", ""),
        ("last year", "?periode=passee"),
        ("two years", "?du=2025-01-01&au=2026-12-31"),
    ):
        yield f"issued, {label}", issued, reverse("issued:board") + query
        yield f"received, {label}", received, reverse("received:board") + query
    yield "forecast of payments", issued, reverse("issued:forecast")


def _client(person: User, structure: Structure, space: Space) -> Client:
    SpaceOpening.objects.get_or_create(structure=structure, space=space)
    grant(person, structure, space)
    client = Client()
    client.force_login(person)
    return client


def _open(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


def _p95(job: Callable[[], object]) -> float:
    """Seconds of `job`, exceeded by one call in twenty, after one that warms up."""
    job()
    times = []
    for _ in range(REPEAT):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return sorted(times)[REPEAT * 95 // 100 - 1]
