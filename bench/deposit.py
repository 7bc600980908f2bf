"""Depositing CII invoices one by one, to the durable certificate digest."""

import hashlib
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from types import ModuleType
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from bench import Ratio
from bench.ground import database, syncs_per_second
from tests.invoices.builders import AT, a_cii, a_structure, a_supplier
from unisson.files import store
from unisson.files.models import StoredFile
from unisson.invoices import certificate, deposit
from unisson.invoices.models import Flow
from unisson.invoices.status import Channel

ROUNDS, EACH = 7, 40
_numbers = count(1)

STEPS: tuple[tuple[str, ModuleType, str], ...] = (
    ("right", deposit, "check_right"),
    ("detect", deposit, "kind_of_file"),
    ("parse", deposit, "read_file"),
    ("keep the file", store, "put"),
    ("rules", deposit, "judged"),
    ("facts", deposit, "facts_for"),
    ("decide", deposit, "decide"),
    ("certificate digest", certificate, "prepare"),
    ("write the invoice", deposit, "_write"),
    ("wake", deposit, "wake"),
)
"""What is timed inside a deposit; what is left of the whole are the commit and the flow."""


def main() -> Iterator[Ratio]:
    """One ratio; before it, the time by step and what the disk can do."""
    with database() as name:
        a_structure()
        deposit_one = depositor()
        for _ in range(20):
            deposit_one()
            _store_one()
        ours, theirs = _alternating(deposit_one, _store_one)
        print(f"{name}: {syncs_per_second():.0f} fsyncs/s; one deposit by step, in ms:")
        for step, milliseconds in _by_step(deposit_one):
            print(f"    {step:<24} {milliseconds:8.3f}")
        yield Ratio(what=f"deposit, {name}", ours=ours, rival="the same file kept, and one row", theirs=theirs)


def depositor(*, clock: Callable[[], datetime] = lambda: AT) -> Callable[[], Flow]:
    """A function that deposits one more invoice."""
    user, supplier = a_supplier()

    def deposit_one() -> Flow:
        upload = deposit.Upload(name="facture.xml", content=a_cii(f"FA-{next(_numbers)}"))
        flow = deposit.receive(user, upload, supplier=supplier, channel=Channel.API, at=clock())
        assert flow.state == flow.State.INTEGRATED, flow.findings
        return flow

    return deposit_one


def _store_one() -> None:
    """The least that promises the file: its bytes on disk, and one row that names it."""
    content = a_cii(f"FA-{next(_numbers)}")
    digest = hashlib.sha256(content).hexdigest()
    default_storage.save(f"{digest[:2]}/{digest}", ContentFile(content))
    with transaction.atomic(durable=True):
        StoredFile.objects.create(
            digest=digest, size=len(content), media_type="application/xml", scan="NOT_SCANNED", kept_at=AT
        )


def _alternating(*jobs: Callable[[], object]) -> tuple[float, ...]:
    """Seconds of each job, best of rounds that alternate: a busy moment hits both."""
    rounds = [[_mean(job) for job in jobs] for _ in range(ROUNDS)]
    return tuple(min(times) for times in zip(*rounds, strict=True))


def _mean(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    for _ in range(EACH):
        job()
    return (time.perf_counter() - start) / EACH


def _by_step(job: Callable[[], object]) -> Iterator[tuple[str, float]]:
    spent: dict[str, float] = {}
    kept = [(module, name, getattr(module, name)) for _, module, name in STEPS]
    for step, module, name in STEPS:
        setattr(module, name, _timed(step, getattr(module, name), spent))
    try:
        whole = _mean(job)
    finally:
        for module, name, function in kept:
            setattr(module, name, function)
    yield from ((step, seconds / EACH * 1000) for step, seconds in spent.items())
    yield "whole", whole * 1000


def _timed(step: str, function: Callable[..., Any], spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            spent[step] = spent.get(step, 0.0) + time.perf_counter() - start

    return timed
