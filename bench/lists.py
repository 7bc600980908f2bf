"""The recipient's lists with 100,000 invoices against themselves with 100; 1,000 steps in one batch."""

import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from bench import Ratio, best
from bench.ground import database
from tests.invoices.builders import LATER, a_clerk, an_available
from unisson.accounts.models import User
from unisson.invoices import actions, bulk
from unisson.invoices.lifecycle import By, Move, change_statuses, write_history
from unisson.invoices.models import Flow, Invoice
from unisson.invoices.status import Channel, Status

FEW, MANY, AT_ONCE = 100, 100_000, 1000
MOST_QUERIES = 15
_CHUNK = 5000
_SPREAD = (
    (Status.MISE_A_DISPOSITION, 30),
    (Status.SUSPENDUE, 5),
    (Status.SERVICE_FAIT, 15),
    (Status.MISE_EN_PAIEMENT, 50),
)
"""How a hundred invoices stand."""


def main() -> Iterator[Ratio]:
    """Each page with many invoices against itself with few, then a batch against single steps."""
    with database() as name:
        model, clerk = an_available("FA-0"), a_clerk()
        client = Client()
        client.force_login(clerk)
        seed(model, FEW)
        pages = _pages(model)
        few = {label: best(partial(client.get, address), repeat=3) for label, address in pages.items()}
        seed(model, MANY, first=FEW)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        for label, address in pages.items():
            queries = _queries(client, address)
            assert queries <= MOST_QUERIES, (label, queries)
            ours = best(partial(client.get, address), repeat=3)
            what = f"{label}, {queries} queries, {name}"
            yield Ratio(what=what, ours=ours, rival=f"the same page with {FEW}", theirs=few[label])
        yield _batch(clerk, name)


def _queries(client: Client, address: str) -> int:
    asked: list[str] = []

    def note(execute: Any, sql: str, *others: Any) -> Any:
        asked.append(sql)
        return execute(sql, *others)

    with connection.execute_wrapper(note):
        assert client.get(address).status_code == 200
    return len(asked)


def _pages(model: Invoice) -> dict[str, str]:
    summary, search = reverse("received:summary"), reverse("received:search")
    return {
        "to treat": summary,
        "to treat, one open": f"{summary}?ouvrir={model.pk}",
        "to treat, not downloaded": f"{summary}?nouvelles=1",
        "to treat, a number": f"{summary}?q=B-000042",
        "to treat, nothing found": f"{summary}?q=rien-de-tel",
        "search": search,
        "search, one status": f"{search}?statut={Status.SUSPENDUE}",
        "search, an amount": f"{search}?ttc_min=100&ttc_max=200",
        "invoice": reverse("received:invoice", args=[model.pk]),
    }


def seed(model: Invoice, count: int, *, first: int = 0) -> None:
    """`count` invoices like `model`, as far as lists read them, spread over the statuses and the days."""
    file, supplier = model.file_id, model.supplier_id
    for start in range(first, first + count, _CHUNK):
        ranks = range(start, min(start + _CHUNK, first + count))
        flows = Flow.objects.bulk_create(
            Flow(supplier_id=supplier, file_id=file, channel="API", received_at=LATER, state=Flow.State.INTEGRATED)
            for _ in ranks
        )
        Invoice.objects.bulk_create(_like(model, rank, flow) for rank, flow in zip(ranks, flows, strict=True))


def _like(model: Invoice, rank: int, flow: Flow) -> Invoice:
    kept = {
        field.attname: getattr(model, field.attname)
        for field in Invoice._meta.concrete_fields
        if field.attname not in ("id", "flow_id", "status", "number", "number_key")
    }
    place, number = rank % 100, f"B-{rank:06}"
    status = next(one for one, share in _spread() if place < share)
    moment = LATER - timedelta(days=rank % 40)
    kept |= {"available_at": moment, "deposited_at": moment, "status_since": moment, "downloaded": bool(rank % 3)}
    kept |= {"pay_from": moment.date(), "pay_by": None if status is Status.SUSPENDUE else moment.date() + _PERIOD}
    row = Invoice(flow=flow, number=number, number_key=number, **kept)
    setattr(row, "status", status)  # noqa: B010 - rows of a bench, made without their history
    return row


_PERIOD = timedelta(days=30)


def _spread() -> Iterator[tuple[Status, int]]:
    total = 0
    for status, share in _SPREAD:
        total += share
        yield status, total


def _batch(clerk: User, name: str) -> Ratio:
    """Half of the waiting ones in one batch, the other half one after the other: each with its history begun."""
    waiting = list(Invoice.objects.filter(status=Status.MISE_A_DISPOSITION, number__startswith="B-")[: 2 * AT_ONCE])
    _begin(waiting)
    at = LATER + timedelta(days=1)
    start = time.perf_counter()
    seen = {one.pk: one.status_since for one in waiting[:AT_ONCE]}
    assert all(verdict.done for verdict in bulk.treat_several(clerk, seen, Status.SERVICE_FAIT, at=at))
    together = time.perf_counter() - start
    start = time.perf_counter()
    for one in waiting[AT_ONCE:]:
        actions.treat(clerk, one.pk, Status.SERVICE_FAIT, at=at, seen=one.status_since)
    single = time.perf_counter() - start
    what = f"service fait for {AT_ONCE} in one batch, {name}"
    return Ratio(what=what, ours=together, rival="one after the other", theirs=single)


def _begin(invoices: Sequence[Invoice]) -> None:
    for one in invoices:
        setattr(one, "status", None)  # noqa: B010 - as a deposit has it, to write the first rows of its history
    steps = (Status.DEPOSEE,)
    move = Move(by=By.SUPPLIER, at=LATER, channel=Channel.API)
    write_history(change_statuses(invoices, *steps, move=move))
    for one in invoices:
        one.refresh_from_db()
