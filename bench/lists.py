"""The lists and pages of both sides with 100,000 invoices against themselves with 100; 1,000 steps in one batch."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from bench import Ratio, best
from bench.ground import database
from tests.builders import PONT_SAINT_ESPRIT
from tests.invoices.builders import LATER, a_clerk, a_structure, a_supplier, an_available
from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.directory.search import fold
from unisson.invoices import actions, bulk
from unisson.invoices.lifecycle import By, Move, change_statuses, write_history
from unisson.invoices.lists import wording
from unisson.invoices.lists.order import Column
from unisson.invoices.models import Flow, Invoice
from unisson.invoices.status import Channel, Kind, Status

FEW, MANY, AT_ONCE = 100, 100_000, 1000
MOST_QUERIES, MOST_TIMES = 15, 2.0
"""What lists promise: so many queries, and so many times the time with few."""
_CHUNK = 5000
_EACH = 50
"""Invoices of one supplier."""
_PERIOD = timedelta(days=30)
_SPREAD = (
    (Status.MISE_A_DISPOSITION, 34),
    (Status.SUSPENDUE, 3),
    (Status.SERVICE_FAIT, 33),
    (Status.MISE_EN_PAIEMENT, 30),
)
"""How a hundred invoices stand: each list has its page full with few as with many."""


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A seeded side: what one supplier sent to `recipient`, or (`suppliers`) what that one received from many."""

    model: Invoice
    recipient: Structure
    suppliers: bool
    letter: str


def main() -> Iterator[Ratio]:
    """Each page with many invoices against itself with few, then a batch against single steps."""
    with database() as name:
        model, clerk = an_available("FA-0"), a_clerk()
        received = Ground(model=model, recipient=a_structure(), suppliers=True, letter="B")
        issued = Ground(model=model, recipient=a_structure(PONT_SAINT_ESPRIT), suppliers=False, letter="C")
        pages = [
            *((a_client(clerk), label, address) for label, address in _received(model).items()),
            *((a_client(a_supplier()[0]), label, address) for label, address in _issued(model).items()),
        ]
        for ground in (received, issued):
            seed(ground, FEW)
        Invoice.objects.filter(number__in=("B-000003X", "B-000042X", "B-000077X")).update(assignee=clerk)
        _analyze()
        few = [(best(partial(client.get, address), repeat=3), _shape(client, address)) for client, _, address in pages]
        for ground in (received, issued):
            seed(ground, MANY - FEW, first=FEW)
        _analyze()
        for (client, label, address), (theirs, shape) in zip(pages, few, strict=True):
            yield _page(client, f"{label}, {name}", address, theirs=theirs, shape=shape)
        yield _batch(clerk, name)


def a_client(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _page(client: Client, label: str, address: str, *, theirs: float, shape: int) -> Ratio:
    queries = _queries(client, address)
    assert queries <= MOST_QUERIES, (label, queries)
    assert _shape(client, address) == shape, (label, "not the same rows on both pages")
    ours = best(partial(client.get, address), repeat=3)
    what = f"{label}, {queries} queries"
    return Ratio(what=what, ours=ours, rival=f"the same page with {FEW}", theirs=theirs, most=MOST_TIMES)


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _shape(client: Client, address: str) -> int:
    """The rows of a page."""
    return client.get(address).content.count(b'<tr role="row"')


def _queries(client: Client, address: str) -> int:
    asked: list[str] = []

    def note(execute: Any, sql: str, *others: Any) -> Any:
        asked.append(sql)
        return execute(sql, *others)

    with connection.execute_wrapper(note):
        assert client.get(address).status_code == 200
    return len(asked)


def _received(model: Invoice) -> dict[str, str]:
    summary, search = reverse("received:summary"), reverse("received:search")
    both = {
        "a number": "q=B-000003X",
        "a part of a number": "q=000003X",
        "a supplier": "q=aaab",
        "an amount": "q=100,03",
        "nothing found": "q=rien-de-tel",
        "not downloaded": "nouvelles=1",
        "mine": "qui=moi",
        "nobody's": "qui=personne",
    }
    return {
        "to treat": summary,
        "to treat, one open": f"{summary}?ouvrir={model.pk}",
        **{f"to treat, {label}": f"{summary}?{query}" for label, query in both.items()},
        "to treat, under way": f"{summary}?statut=EN_COURS",
        **{
            f"to treat, by {column.value}{way}": f"{summary}?tri={way}{column.value}"
            for column in Column
            for way in ("", "-")
        },
        "received": search,
        **{f"received, {label}": f"{search}?{query}" for label, query in both.items()},
        "received, one status": f"{search}?statut={Status.SERVICE_FAIT}",
        "received, amounts of many": f"{search}?ttc_min=100&ttc_max=200",
        "received, amounts of one": f"{search}?ttc_min=100.42&ttc_max=100.42",
        "received, amounts of none": f"{search}?ttc_min=5000000&ttc_max=6000000",
        "received, deposited between": f"{search}?du=2026-10-15&au=2026-11-15",
        "received, in this state between": f"{search}?etat_du=2026-10-15&etat_au=2026-11-15",
        "received invoice": reverse("received:invoice", args=[model.pk]),
    }


def _issued(model: Invoice) -> dict[str, str]:
    search = reverse("issued:search")
    return {
        "issued, to treat": reverse("issued:summary"),
        "issued": search,
        "issued, one status": f"{search}?statut={Status.SERVICE_FAIT}",
        "issued, no such status": f"{search}?statut={Status.COMPTABILISEE}",
        "issued invoice": reverse("issued:invoice", args=[model.pk]),
    }


def seed(ground: Ground, count: int, *, first: int = 0) -> None:
    """`count` invoices more, as far as lists read them, spread over statuses, days, amounts and suppliers."""
    for start in range(first, first + count, _CHUNK):
        ranks = range(start, min(start + _CHUNK, first + count))
        suppliers = _suppliers(ground, ranks)
        flows = Flow.objects.bulk_create(
            Flow(
                supplier_id=suppliers[rank // _EACH],
                file_id=ground.model.file_id,
                channel="API",
                received_at=LATER,
                state=Flow.State.INTEGRATED,
            )
            for rank in ranks
        )
        made = [_like(ground, rank, flow) for rank, flow in zip(ranks, flows, strict=True)]
        Invoice.objects.bulk_create(made)
        if ground.suppliers:
            wording.enter(made)


def _suppliers(ground: Ground, ranks: range) -> dict[int, int]:
    """The supplier of each group of invoices: the same for all, or another for each."""
    groups = range(ranks.start // _EACH, (ranks.stop - 1) // _EACH + 1)
    if not ground.suppliers:
        return dict.fromkeys(groups, ground.model.supplier_id)
    made = [_supplier(group) for group in groups]
    Structure.objects.bulk_create(made, ignore_conflicts=True)
    known = Structure.objects.filter(identifier__in=[one.identifier for one in made]).values_list("identifier", "pk")
    keys = dict(known)
    return {group: keys[one.identifier] for group, one in zip(groups, made, strict=True)}


def _supplier(group: int) -> Structure:
    """Named in letters alone: no amount and no number finds it by chance."""
    letters = "".join(chr(ord("A") + int(digit)) for digit in f"{group:04}")
    name = f"MAISON {letters}"
    nature = Structure.Nature.PRIVATE
    return Structure(identifier=f"9{group:013}", name=name, nature=nature, searchable=fold(name))


def _like(ground: Ground, rank: int, flow: Flow) -> Invoice:
    kept = {
        field.attname: getattr(ground.model, field.attname)
        for field in Invoice._meta.concrete_fields
        if field.attname not in ("id", "flow_id", "status", "number", "number_key")
    }
    number = f"{ground.letter}-{rank:06}X"
    # Neighbours do not stand alike: 37 and 100 have no common divisor.
    status = next(one for one, share in _spread() if rank * 37 % 100 < share)
    if status is Status.SUSPENDUE and rank >= FEW:  # shown whole, beside the page
        status = Status.MISE_EN_PAIEMENT
    moment = LATER - timedelta(days=rank % 40, milliseconds=rank)
    kept |= {"available_at": moment, "deposited_at": moment, "status_since": moment}
    kept |= {"downloaded": rank >= FEW or rank % 8 > 0}
    kept |= {"pay_from": moment.date(), "pay_by": None if status is Status.SUSPENDUE else moment.date() + _PERIOD}
    kept |= {"supplier_id": flow.supplier_id, "recipient_id": ground.recipient.pk}
    kept |= {"gross_total": Decimal(10_000 + rank) / 100, "net_to_pay": Decimal(10_000 + rank) / 100}
    kept |= {"kind": Kind.INVOICE if rank % 20 else Kind.CREDIT_NOTE}
    row = Invoice(flow=flow, number=number, number_key=number, **kept)
    setattr(row, "status", status)  # noqa: B010 - rows of a bench, made without their history
    return row


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
