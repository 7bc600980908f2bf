"""The tallies of dashboards, kept up by the worker: it follows the register and counts anew what changed (ADR 16).

Who deposits or moves an invoice writes nothing more than before. What is not counted yet is told by `uncounted`, so
that figures are exact at any moment.
"""

import time
from collections import Counter as Counts
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Max, Prefetch, Q, QuerySet

from unisson.kernel.clock import Clock, legal_day

from ..models import Counted, Counter, Entry, Invoice, Pace, StatusChange, Tally
from ..status import NEVER_SENT
from . import paces
from .portrait import VERSION, Key, Portrait, difference, portrait

BATCH = 500
MOST = 500
"""Changes that a page counts by itself; with more it says that they are being counted."""
_TRIES = 3
_PAUSE = 0.1
"""Seconds until a worker, who holds the counter, has counted a batch."""
_RowsT = TypeVar("_RowsT")
_TABLE = f'"{Tally._meta.db_table}"'
_COLUMNS = [f'"{field.column}"' for field in Tally._meta.concrete_fields if field.name != "id"]
_MORE = ", ".join(f"{name} = {_TABLE}.{name} + excluded.{name}" for name in _COLUMNS[-2:])
_ADD = (
    f"INSERT INTO {_TABLE} ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"  # noqa: S608 - our names
    f" ON CONFLICT ({', '.join(_COLUMNS[:-2])}) DO UPDATE SET {_MORE}"
)
_Changed = Counts[tuple[Key, int]]


@dataclass(frozen=True, kw_only=True)
class Uncounted:
    """What the tallies do not say yet. `whole`: whether that is all of it; `left`: how many invoices at least."""

    changed: _Changed
    whole: bool = True
    left: int = 0


def count_pending(*, clock: Clock, batch: int = BATCH) -> int:
    """Count what was there before, then what changed since, then make the paces ready, a batch at a time; returns 0
    when nothing is left, or a twin is at it. Safe to run twice.

    Killed, it gives the batch back whole. Run at once with its twin, one of them finds the counter held.
    """
    with transaction.atomic():
        counter = _hold()
        if counter is None:
            return 0
        behind = counter.paced != counter.serial + counter.filled
        if behind:
            paces.mark_all()
        done = _fill(counter, batch) if counter.filled < counter.until else _follow(counter, batch)
        if done or behind:
            counter.paced = counter.serial + counter.filled
            counter.save()
        return done or paces.renew(on=legal_day(clock()), most=batch)


def rebuild(*, clock: Clock) -> int:
    """Count all anew; returns how many invoices are counted then. Dashboards say meanwhile that it is under way; a
    worker may count some of them."""
    with transaction.atomic():
        # What a worker is counting would stay beside what is counted anew: it ends first.
        Counter.objects.select_for_update(of=("self",)).first()
        _start_again()
    while (done := count_pending(clock=clock)) or waiting():
        if not done:
            time.sleep(_PAUSE)
    return Counted.objects.count()


def waiting() -> int:
    """How many entries and invoices are not counted yet: for the operator."""
    counter = Counter.objects.filter(version=VERSION).first()
    if counter is None:
        return int(Invoice.objects.exclude(status__in=NEVER_SENT).exists())
    return _after(counter).count() + Invoice.objects.filter(pk__gt=counter.filled, pk__lte=counter.until).count()


def waits_since() -> datetime | None:
    """When the oldest change that is not counted yet was made."""
    counter = Counter.objects.filter(version=VERSION).first()
    first = _after(counter).order_by("serial").filter(of=Entry.Of.STATUS).first() if counter else None
    return StatusChange.objects.filter(pk=first.key).values_list("at", flat=True).first() if first else None


def place() -> tuple[int, int, int, int]:
    """Where counting stands: while it stays the same, tallies and what is not counted yet belong together."""
    found = Counter.objects.values_list("version", "serial", "filled", "until").first()
    return found or (0, 0, 0, 0)


def uncounted(at: tuple[int, int, int, int]) -> Uncounted:
    """What changed since the counting stood `at`: two queries."""
    version, serial, filled, until = at
    if version != VERSION or filled < until:
        return Uncounted(changed=Counts(), whole=False)
    entries = Entry.objects.filter(Q(serial__gt=serial) | Q(serial=None), of=Entry.Of.STATUS)
    rows = list(_read(Invoice.objects.filter(pk__in=entries.values("invoice"))).select_related("counted")[: MOST + 1])
    changed: _Changed = Counts()
    for row in rows[:MOST]:
        changed.update(difference(_said(row), portrait(row, list(row.history.all()))))
    return Uncounted(changed=changed, whole=len(rows) <= MOST, left=len(rows))


def with_uncounted(read: Callable[[], _RowsT]) -> tuple[_RowsT, Uncounted]:
    """What `read` finds in the tallies and what they do not say yet, of one and the same moment of the counting: not
    `whole` where it went on each time that both were read."""
    at = place()
    for _again in range(_TRIES):
        pending, rows, after = uncounted(at), read(), place()
        if after == at:
            return rows, pending
        at = after
    return rows, replace(pending, whole=False)


def _hold() -> Counter | None:
    """The counter, locked; None while a twin holds it. Another version of what is counted starts again."""
    held = Counter.objects.select_for_update(skip_locked=True, of=("self",)).first()
    if held is None:
        return None if Counter.objects.exists() else _start_again()
    return held if held.version == VERSION else _start_again()


def _start_again() -> Counter:
    for model in (Tally, Pace, Counted):
        model.objects.all()._raw_delete(model.objects.db)
    last = Entry.objects.aggregate(last=Max("serial"))["last"] or 0
    until = Invoice.objects.aggregate(last=Max("pk"))["last"] or 0
    values = {"version": VERSION, "serial": last, "filled": 0, "until": until, "paced": last}
    return Counter.objects.update_or_create(pk=1, defaults=values)[0]


def _fill(counter: Counter, batch: int) -> int:
    """Those that were there before. One that is written meanwhile has an entry, and is counted again."""
    found = Invoice.objects.filter(pk__gt=counter.filled, pk__lte=counter.until).order_by("pk")
    pks = list(found.values_list("pk", flat=True)[:batch])
    _recount(pks)
    counter.filled = pks[-1] if len(pks) == batch else counter.until
    return len(pks)


def _follow(counter: Counter, batch: int) -> int:
    entries = list(_after(counter).order_by("serial").values_list("serial", "invoice", "of")[:batch])
    if not entries:
        return 0
    _recount({invoice for _, invoice, of in entries if of == Entry.Of.STATUS})
    counter.serial = entries[-1][0] or 0
    return len(entries)


def _after(counter: Counter) -> QuerySet[Entry]:
    return Entry.objects.filter(serial__gt=counter.serial)


def _recount(pks: Iterable[int]) -> None:
    """Take off what these said, add what they say now. Whatever was done before, that leaves them counted once."""
    changed: _Changed = Counts()
    said: list[Counted] = []
    for row in _read(Invoice.objects.filter(pk__in=pks)).select_related("counted"):
        before, after = _said(row), portrait(row, list(row.history.all()))
        if before != after and after is not None:
            changed.update(difference(before, after))
            said.append(Counted(invoice=row, said=str(after)))
    _add(changed)
    Counted.objects.bulk_create(said, update_conflicts=True, unique_fields=["invoice"], update_fields=["said"])


def _add(changed: _Changed) -> None:
    keys = sorted({key for (key, _), value in changed.items() if value})
    if not keys:
        return
    day = connection.ops.adapt_datefield_value
    rows = [(*key[:4], day(key.month), *key[5:], changed[key, 0], changed[key, 1]) for key in keys]
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, rows)
    paces.mark(keys)
    Tally.objects.filter(count=0).delete()


def _read(found: QuerySet[Invoice]) -> QuerySet[Invoice]:
    history = Prefetch("history", StatusChange.objects.order_by("sequence"))
    return found.exclude(status__in=NEVER_SENT).select_related("recipient").prefetch_related(history).order_by("pk")


def _said(row: Invoice) -> Portrait | None:
    counted = getattr(row, "counted", None)
    return Portrait.read(counted.said) if counted else None
