"""Making 1,000 waiting invoices available, and the time from a deposit to its recipient."""

import time
from collections.abc import Iterator
from statistics import quantiles
from typing import Any

from django.db.models import QuerySet
from django.test import override_settings

from bench import Ratio
from bench.deposit import depositor
from bench.ground import database
from bench.workers import REAL_TASKS, working
from tests.invoices.builders import LATER, a_structure
from unisson.invoices import delivery
from unisson.invoices.models import DepositCertificate, Invoice
from unisson.invoices.status import Status
from unisson.kernel.clock import now, stopped

WAITING = 1000
A_SECOND, SECONDS = 5, 20
PATIENCE = 120.0


def main() -> Iterator[Ratio]:
    """The ratio is one delivery's time against one deposit's, both in this run; then the latency under light load."""
    with database() as name:
        a_structure(contact_email="compta@example.org")
        deposit_one = depositor()
        start = time.perf_counter()
        for _ in range(WAITING):
            deposit_one()
        depositing = time.perf_counter() - start
        start = time.perf_counter()
        assert delivery.deliver_pending(clock=stopped(LATER)) == WAITING
        delivering = time.perf_counter() - start
        yield Ratio(
            what=f"deliver {WAITING} invoices, {name}", ours=delivering, rival="depositing them", theirs=depositing
        )
        with override_settings(TASKS=REAL_TASKS), working(1):
            delays = list(_delays())
        p50, p95 = (quantiles(delays, n=100)[rank - 1] for rank in (50, 95))
        print(f"{name}, {A_SECOND} deposits/s: median {p50:.2f} s to the recipient, p95 {p95:.2f} s")


def _delays() -> Iterator[float]:
    """Seconds from the deposit's commit to the moment written on the invoice, by the clock of this machine."""
    deposit_one = depositor(clock=now)
    deposit_one()
    _wait_for(DepositCertificate.objects.filter(pdf=None))  # a worker prints its first certificate slowly
    begun = time.monotonic()
    deposited = []
    for rank in range(A_SECOND * SECONDS):
        time.sleep(max(0.0, begun + rank / A_SECOND - time.monotonic()))
        flow = deposit_one()
        deposited.append((flow.pk, time.time()))
    _wait_for(Invoice.objects.exclude(status=Status.MISE_A_DISPOSITION))
    for pk, moment in deposited:
        available = Invoice.objects.get(flow=pk).available_at
        yield available.timestamp() - moment if available else PATIENCE


def _wait_for(left: "QuerySet[Any]") -> None:
    deadline = time.monotonic() + PATIENCE
    while left.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
