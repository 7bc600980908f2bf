"""Searches, dashboards and an export among a million invoices (three on PostgreSQL), against the same among 10,000."""

import os
import time
from collections.abc import Callable, Iterator, Mapping

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from bench import Ratio, dashboard, search, stock
from bench.ground import by_turns, copied, database
from unisson.invoices.board import tallying
from unisson.kernel import collector
from unisson.kernel.clock import now

FEW = 10_000
MANY = int(os.environ.get("BENCH_INVOICES", "0"))
_USUAL = {"sqlite": 1_000_000, "postgresql": 3_000_000}
SEARCHES, DASHBOARDS = 3.0, 5.0
"""What the portal promises: p95 with many in p95 with few."""
CHANGED = 0.1
_Pages = Mapping[str, Callable[[], object]]


def main() -> Iterator[Ratio]:
    """Pages with many by turns with the same with few, kept in a copy; searches again once statuses changed."""
    with database() as name:
        # As web processes do.
        collector.settle()
        known = stock.fill(FEW)
        tallying.rebuild(clock=now)
        boards, few = dashboard.pages(known), search.pages(*search.people(known))
        with copied() as copy:
            known = _fill(MANY or _USUAL[connection.vendor], name)
            people = search.people(known)
            yield from _against(search.pages(*people), few, copy, name, most=SEARCHES)
            yield from _against(boards, boards, copy, name, most=DASHBOARDS)
            stock.change_some(CHANGED)
            yield from _against(search.pages(*people), few, copy, f"{name}, {CHANGED:.0%} changed", most=SEARCHES)
        yield from search.exporting(known, people[1], name)


def _fill(many: int, name: str) -> stock.Parties:
    began = time.perf_counter()
    known = stock.fill(many, first=FEW)
    filled = time.perf_counter()
    tallying.rebuild(clock=now)
    print(f"{name}: {many:,} invoices in {filled - began:.0f} s, counted in {time.perf_counter() - filled:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)" if connection.vendor == "postgresql" else "ANALYZE")
    return known


def _against(pages: _Pages, few: _Pages, copy: BaseDatabaseWrapper, name: str, *, most: float) -> Iterator[Ratio]:
    for label, page in pages.items():
        ours, theirs = by_turns(page, few[label], elsewhere=copy)
        yield Ratio(what=f"{label}, {name}", ours=ours, rival=f"the same in {FEW:,}", theirs=theirs, most=most)
