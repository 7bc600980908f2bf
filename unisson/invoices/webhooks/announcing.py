"""Tells the webhooks of both sides what happened, by following the register (ADR 13, 16): who deposits or moves an
invoice writes nothing more for it.

The place up to which was read moves in the transaction that queues: killed, it gives the batch back whole. Events are
queued in the order of the register, that of the history of each invoice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max, Min, Q, QuerySet

from unisson.directory.models import SpaceOpening
from unisson.directory.spaces import Space
from unisson.kernel.clock import Clock
from unisson.notices.models import Endpoint
from unisson.notices.webhooks import queueing
from unisson.notices.webhooks.events import DEPOSITED, FLOW_FINISHED, STATUS_CHANGED
from unisson.notices.webhooks.queueing import Draft

from .. import former
from ..access import NOT_YET_THERE
from ..models import FINISHED, Announced, Entry, Flow, StatusChange
from ..status import NEVER_SENT, Status
from . import saying

BATCH = 500
_UNTOLD = frozenset({*NEVER_SENT, Status.EN_COURS_ACHEMINEMENT})
"""Movements that nobody asks about: what was never sent, and the way to the recipient, which takes no time."""


@dataclass(frozen=True, kw_only=True)
class Hearers:
    """Who hears now, by structure and space."""

    by_place: Mapping[tuple[int, str], Sequence[Endpoint]]
    identifiers: Mapping[str, int]
    """Of these structures: an invoice that went on says by its identifier who had it."""

    def of(self, structure: int | None, space: Space, kind: str, *, at: datetime) -> Iterator[Endpoint]:
        """Those that asked for that kind of event before it happened."""
        for endpoint in self.by_place.get((structure or 0, space), ()):
            if kind in endpoint.kinds and endpoint.since <= at:
                yield endpoint

    def __bool__(self) -> bool:
        return bool(self.by_place)


def announce_pending(*, clock: Clock, batch: int = BATCH) -> int:
    """Queue what happened to invoices and flows since the last time, a batch of each; returns how many were read.

    Safe to run twice. At once with its twin, one of them finds the place held, and leaves it.
    """
    hearers = hearers_now()
    return _announce_invoices(hearers, clock=clock, batch=batch) + _announce_flows(hearers, clock=clock, batch=batch)


def unread() -> QuerySet[Entry]:
    """What was numbered in the register and not told yet."""
    place = Announced.objects.values_list("serial", flat=True).first()
    return Entry.objects.none() if place is None else Entry.objects.filter(serial__gt=place)


def unread_flows() -> QuerySet[Flow]:
    """What machines sent that is finished and not told yet."""
    return Flow.objects.filter(~Q(stated=""), ~Q(told=F("state")), whole=None, state__in=FINISHED)


def waits_since() -> datetime | None:
    """Since when the oldest of what is not told waits."""
    first = unread().filter(of=Entry.Of.STATUS).order_by("serial").values_list("key", flat=True).first()
    steps = StatusChange.objects.filter(pk=first) if first else StatusChange.objects.none()
    moments = [steps.aggregate(at=Min("at"))["at"], unread_flows().aggregate(at=Min("state_since"))["at"]]
    return min((one for one in moments if one), default=None)


def hearers_now() -> Hearers:
    """Two queries. A structure hears of the spaces that are open on it, while its people can say where."""
    endpoints = list(queueing.listening())
    by_structure: dict[int, list[Endpoint]] = defaultdict(list)
    for one in endpoints:
        by_structure[one.structure_id].append(one)
    opened: dict[int, set[str]] = defaultdict(set)
    if endpoints:
        for structure, space in SpaceOpening.objects.filter(structure__in=by_structure).values_list(
            "structure_id", "space"
        ):
            opened[structure].add(space)
    reachable = {key: spaces for key, spaces in opened.items() if Space.CONNECTIONS in spaces}
    return Hearers(
        by_place={(key, space): by_structure[key] for key, spaces in reachable.items() for space in spaces},
        identifiers={one.structure.identifier: one.structure_id for one in endpoints},
    )


def _announce_invoices(hearers: Hearers, *, clock: Clock, batch: int) -> int:
    with transaction.atomic():
        place = _hold()
        if place is None:
            return 0
        found = Entry.objects.filter(serial__gt=place.serial)
        if hearers:
            entries = list(found.order_by("serial").values_list("serial", "of", "key")[:batch])
            last = entries[-1][0] if entries else None
        else:
            entries, last = [], found.aggregate(last=Max("serial"))["last"]
        if last is None:
            return 0
        queueing.queue(_of_invoices(hearers, [key for _, of, key in entries if of == Entry.Of.STATUS]), at=clock())
        place.serial = last
        place.save(update_fields=["serial"])
    return len(entries)


def _hold() -> Announced | None:
    """The place, locked; None while a twin holds it. The first time it is the end of the register: what happened before
    is told to nobody."""
    held = Announced.objects.select_for_update(skip_locked=True, of=("self",)).first()
    if held is None and not Announced.objects.exists():
        last = Entry.objects.aggregate(last=Max("serial"))["last"] or 0
        return Announced.objects.get_or_create(pk=1, defaults={"serial": last})[0]
    return held


def _of_invoices(hearers: Hearers, keys: Sequence[int]) -> Iterator[Draft]:
    places = {structure for structure, _ in hearers.by_place}
    rows = StatusChange.objects.filter(pk__in=keys).exclude(target__in=_UNTOLD)
    found = list(rows.select_related("invoice__supplier", "invoice__recipient"))
    moves = former.moves_of({row.invoice_id for row in found}) if found else {}
    by_key = {row.pk: row for row in found}
    for row in (by_key[key] for key in keys if key in by_key):
        if places.isdisjoint({row.invoice.supplier_id, row.invoice.recipient_id}) and row.invoice_id not in moves:
            continue
        yield from _of_step(hearers, row, moves.get(row.invoice_id, ()))


def _of_step(hearers: Hearers, row: StatusChange, moves: Sequence[StatusChange]) -> Iterator[Draft]:
    """For its supplier; and, as searches show it, for the recipient who had it then, once it was there."""
    invoice = row.invoice
    now = invoice.recipient.identifier if invoice.recipient else ""
    recipient = former.holder(row, moves, now=now)
    kind = DEPOSITED if row.source in ("", Status.BROUILLON) else STATUS_CHANGED
    sides: list[tuple[Space, int | None]] = [(Space.ISSUED, invoice.supplier_id)]
    if row.target not in NOT_YET_THERE:
        had = invoice.recipient_id if recipient == now else hearers.identifiers.get(recipient)
        sides.append((Space.RECEIVED, had))
    for space, structure in sides:
        for endpoint in hearers.of(structure, space, kind, at=row.at):
            yield Draft(
                endpoint=endpoint.pk,
                kind=kind,
                # A structure may send to itself: it is told on each side.
                source=f"status-{row.pk}-{space}",
                data=saying.of_step(row, recipient=recipient, space=space),
                at=row.at,
                subject=invoice.number,
            )


def _announce_flows(hearers: Hearers, *, clock: Clock, batch: int) -> int:
    if not unread_flows().exists():
        return 0
    with transaction.atomic():
        held = unread_flows().select_for_update(skip_locked=True, of=("self",)).select_related("supplier")
        flows = list(held.order_by("pk")[:batch])
        queueing.queue(_of_flows(hearers, flows), at=clock())
        Flow.objects.filter(pk__in=[flow.pk for flow in flows]).update(told=F("state"))
    return len(flows)


def _of_flows(hearers: Hearers, flows: Iterable[Flow]) -> Iterator[Draft]:
    for flow in flows:
        for endpoint in hearers.of(flow.supplier_id, Space.FLOWS, FLOW_FINISHED, at=flow.since):
            yield Draft(
                endpoint=endpoint.pk,
                kind=FLOW_FINISHED,
                source=f"flow-{flow.pk}-{flow.state}",
                data=saying.of_flow(flow),
                at=flow.since,
                subject=flow.number,
            )
