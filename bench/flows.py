"""A flow of 500 invoices in one archive, to the verdict of each, against as many deposited one by one."""

import time
from collections.abc import Callable, Iterator
from itertools import count

from django.conf import settings
from django.test import override_settings

from bench import Ratio
from bench.deposit import depositor
from bench.ground import database
from bench.workers import REAL_TASKS, working
from tests.files.archives import a_tar_gz
from tests.invoices.builders import a_cii, a_structure, a_supplier
from unisson.invoices import sweep
from unisson.invoices.flows import closing, receiving
from unisson.invoices.flows.receiving import Sent
from unisson.invoices.models import Flow
from unisson.invoices.status import Channel
from unisson.kernel.clock import now

INVOICES, ROUNDS, ONE_BY_ONE = 500, 5, 100
PATIENCE = 120.0
MOST = 1 / 3
"""Of the time of as many single deposits, at most."""
_lots = count(1)


def main() -> Iterator[Ratio]:
    """The middle one of paired ratios, with the workers that `unisson run` starts; before it, the time of one invoice
    either way."""
    with database() as name, override_settings(TASKS=REAL_TASKS):
        a_structure()
        deposit_one = depositor(clock=now)
        rounds = [(_mean(deposit_one), _by_workers()) for _ in range(ROUNDS)]
        one, ours = sorted(rounds, key=lambda times: times[0] / times[1])[ROUNDS // 2]
        print(f"{name}: {ours / INVOICES * 1000:.1f} ms an invoice of the archive, {one * 1000:.1f} ms one by itself")
        yield Ratio(
            what=f"a flow of {INVOICES} invoices, {name}, {settings.WORKERS} workers",
            ours=ours,
            rival="as many deposits one by one",
            theirs=one * INVOICES,
            most=MOST,
        )


def _by_workers() -> float:
    """Seconds of an archive for workers that have seen one, and have nothing else to do."""
    with working(settings.WORKERS):
        _archive(20)
        deadline = time.monotonic() + PATIENCE
        while any(sweep.left().values()) and time.monotonic() < deadline:
            time.sleep(0.2)
        return _archive(INVOICES)


def _archive(invoices: int) -> float:
    """Seconds from sending to the last verdict."""
    lot = next(_lots)
    content = a_tar_gz({f"{rank}.xml": a_cii(f"L{lot}-{rank}") for rank in range(invoices)})
    user, supplier = a_supplier()
    start = time.perf_counter()
    sent = Sent(name="lot.tar.gz", content=content, stated="IN_DP_E1_CII_16B")
    flow = receiving.receive(user, sent, supplier=supplier, channel=Channel.API, at=now()).flow
    while flow.state in closing.OPEN and time.perf_counter() < start + PATIENCE:
        time.sleep(0.02)
        flow.refresh_from_db()
    spent = time.perf_counter() - start
    assert flow.state == Flow.State.INTEGRATED, flow.state
    return spent


def _mean(job: Callable[[], object]) -> float:
    """Seconds of one, no worker beside it."""
    for _ in range(20):
        job()
    start = time.perf_counter()
    for _ in range(ONE_BY_ONE):
        job()
    return (time.perf_counter() - start) / ONE_BY_ONE
