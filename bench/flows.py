"""A flow of 500 invoices in one archive, to the verdict of each, against as many deposited one by one."""

import time
from collections.abc import Callable, Iterator
from itertools import count

from bench import Ratio
from bench.deposit import depositor
from bench.ground import database
from tests.files.archives import a_tar_gz
from tests.invoices.builders import LATER, a_cii, a_structure, a_supplier
from unisson.invoices.flows import receiving, working
from unisson.invoices.flows.receiving import Sent
from unisson.invoices.models import Flow
from unisson.invoices.status import Channel
from unisson.kernel.clock import stopped

INVOICES, ROUNDS, ONE_BY_ONE = 500, 3, 100
MOST = 1 / 3
"""Of the time of as many single deposits, at most."""
_lots = count(1)


def main() -> Iterator[Ratio]:
    """One ratio; before it, the time of one invoice either way."""
    with database() as name:
        a_structure()
        deposit_one = depositor()
        for _ in range(20):
            deposit_one()
        _archive(20)
        rounds = [(_archive(INVOICES), _mean(deposit_one)) for _ in range(ROUNDS)]
        ours, one = min(times for times, _ in rounds), min(times for _, times in rounds)
        print(f"{name}: {ours / INVOICES * 1000:.1f} ms an invoice of the archive, {one * 1000:.1f} ms one by itself")
        yield Ratio(
            what=f"a flow of {INVOICES} invoices, {name}",
            ours=ours,
            rival="as many deposits one by one",
            theirs=one * INVOICES,
            most=MOST,
        )


def _archive(invoices: int) -> float:
    """Seconds from sending to the last verdict, by one worker."""
    lot = next(_lots)
    content = a_tar_gz({f"{rank}.xml": a_cii(f"L{lot}-{rank}") for rank in range(invoices)})
    user, supplier = a_supplier()
    start = time.perf_counter()
    sent = Sent(name="lot.tar.gz", content=content, stated="IN_DP_E1_CII_16B")
    flow = receiving.receive(user, sent, supplier=supplier, channel=Channel.API, at=LATER).flow
    while working.process_pending(clock=stopped(LATER)):
        pass
    spent = time.perf_counter() - start
    flow.refresh_from_db()
    assert flow.state == Flow.State.INTEGRATED, flow.state
    return spent


def _mean(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    for _ in range(ONE_BY_ONE):
        job()
    return (time.perf_counter() - start) / ONE_BY_ONE
