"""The state of an invoice: one table of edges, one writer (design §5, domain-rules §5.1–5.3).

The table feeds the buttons, the API, `docs/lifecycle.md` and the tests. Nothing else assigns a status.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from unisson.accounts.models import User
from unisson.kernel import canonical
from unisson.kernel.clock import legal_day
from unisson.kernel.refusal import Refusal

from . import motives
from .models import Invoice, StatusChange
from .payment import CHANGES_IT, buyer_of, course
from .register import traces
from .status import TO_BE_READ, Channel, Status


class By(StrEnum):
    """Who may walk an edge."""

    SUPPLIER = "supplier"
    BUYER = "buyer"
    PLATFORM = "platform"


class Needs(StrEnum):
    """What an edge asks for beside the press of a button."""

    NOTHING = ""
    REASON = "reason"
    COMPLEMENT = "complement"


@dataclass(frozen=True, kw_only=True)
class Edge:
    """One allowed step. `frameworks` narrows it to some cadres; `mandate` lets a mandate number come with it."""

    source: Status | None
    target: Status
    by: By
    event: str
    needs: Needs = Needs.NOTHING
    frameworks: frozenset[str] | None = None
    mandate: bool = False


_S = Status
_DIRECT = frozenset({"A1", "A2"})
_VALIDATED_FIRST = frozenset({"A9", "A12"})


def _edge(source: Status | None, target: Status, by: By, event: str, needs: Needs = Needs.NOTHING) -> Edge:
    return Edge(source=source, target=target, by=by, event=event, needs=needs, mandate=target is _S.MANDATEE)


def _forward(source: Status, *targets: Status) -> tuple[Edge, ...]:
    """The optional forward steps: any may be skipped, none is walked backwards."""
    return tuple(_edge(source, target, By.BUYER, _FORWARD_EVENTS[target]) for target in targets)


_FORWARD_EVENTS = {
    _S.PRISE_EN_COMPTE_DESTINATAIRE: "taken-in-charge",
    _S.SERVICE_FAIT: "service-certified",
    _S.MANDATEE: "mandated",
    _S.MISE_A_DISPOSITION_COMPTABLE: "sent-to-accountant",
    _S.COMPTABILISEE: "booked",
    _S.MISE_EN_PAIEMENT: "paid",
}
FORWARD = tuple(_FORWARD_EVENTS)
"""The recipient's optional steps, in their order."""


def _returns(source: Status, *targets: Status) -> tuple[Edge, ...]:
    """The three ways back to the supplier (domain-rules §5.2)."""
    return tuple(_edge(source, target, By.BUYER, *_RETURN_EVENTS[target]) for target in targets)


_RETURN_EVENTS = {
    _S.A_RECYCLER: ("recycle-asked", Needs.REASON),
    _S.SUSPENDUE: ("suspended", Needs.REASON),
    _S.REJETEE: ("rejected", Needs.REASON),
}
_ALL_RETURNS = tuple(_RETURN_EVENTS)

EDGES: tuple[Edge, ...] = (
    _edge(None, _S.BROUILLON, By.SUPPLIER, "drafted"),
    _edge(None, _S.NON_CONFORME, By.PLATFORM, "refused-at-intake"),
    _edge(_S.BROUILLON, _S.SUPPRIMEE, By.SUPPLIER, "draft-deleted"),
    _edge(_S.BROUILLON, _S.ABANDONNEE, By.PLATFORM, "draft-abandoned"),
    Edge(source=None, target=_S.DEPOSEE, by=By.SUPPLIER, event="deposited", frameworks=_DIRECT),
    Edge(source=_S.BROUILLON, target=_S.DEPOSEE, by=By.SUPPLIER, event="deposited", frameworks=_DIRECT),
    Edge(source=None, target=_S.A_VALIDER_1, by=By.SUPPLIER, event="sent-to-validator", frameworks=_VALIDATED_FIRST),
    Edge(
        source=_S.BROUILLON,
        target=_S.A_VALIDER_1,
        by=By.SUPPLIER,
        event="sent-to-validator",
        frameworks=_VALIDATED_FIRST,
    ),
    _edge(_S.DEPOSEE, _S.EN_COURS_ACHEMINEMENT, By.PLATFORM, "routed"),
    _edge(_S.EN_COURS_ACHEMINEMENT, _S.MISE_A_DISPOSITION, By.PLATFORM, "made-available"),
    *_forward(_S.MISE_A_DISPOSITION, *FORWARD),
    *_returns(_S.MISE_A_DISPOSITION, *_ALL_RETURNS),
    *_forward(_S.COMPLETEE, *FORWARD),
    *_returns(_S.COMPLETEE, *_ALL_RETURNS),
    *_forward(_S.PRISE_EN_COMPTE_DESTINATAIRE, *FORWARD[1:]),
    *_returns(_S.PRISE_EN_COMPTE_DESTINATAIRE, *_ALL_RETURNS),
    *_forward(_S.SERVICE_FAIT, *FORWARD[2:]),
    *_returns(_S.SERVICE_FAIT, *_ALL_RETURNS),
    *_forward(_S.MANDATEE, *FORWARD[3:]),
    *_returns(_S.MANDATEE, _S.SUSPENDUE, _S.REJETEE),
    *_forward(_S.MISE_A_DISPOSITION_COMPTABLE, *FORWARD[4:]),
    *_returns(_S.MISE_A_DISPOSITION_COMPTABLE, _S.SUSPENDUE, _S.REJETEE),
    *_forward(_S.COMPTABILISEE, _S.MISE_EN_PAIEMENT),
    _edge(_S.A_RECYCLER, _S.EN_COURS_ACHEMINEMENT, By.SUPPLIER, "recycled"),
    _edge(_S.SUSPENDUE, _S.COMPLETEE, By.SUPPLIER, "completed", Needs.COMPLEMENT),
    *_returns(_S.SUSPENDUE, _S.REJETEE),
    _edge(_S.SUSPENDUE, _S.MISE_A_DISPOSITION, By.BUYER, "suspension-lifted"),
)

_BY_STEP = {(edge.source, edge.target): edge for edge in EDGES}


def allowed(status: Status, by: By, *, framework: str = "A1") -> tuple[Edge, ...]:
    """The edges that `by` may walk from `status`: what the buttons show and what the write checks."""
    return tuple(
        edge
        for edge in EDGES
        if edge.source == status and edge.by is by and (edge.frameworks is None or framework in edge.frameworks)
    )


@dataclass(frozen=True, kw_only=True)
class Move:
    """Who moves an invoice, when, through which door, what they say with it, and whether they `joined` a document.

    `reason`: the code of a motif (`motives`).
    """

    by: By
    at: datetime
    channel: Channel
    actor_id: int | None = None
    reason: str = ""
    comment: str = ""
    values: Mapping[str, str] | None = None
    joined: bool = False


def channel_of(actor: User) -> Channel:
    """The door that `actor` comes through: machines have accounts of their own, and no other way in than the API."""
    return Channel.API if actor.is_technical else Channel.PORTAL


def change_status(invoice: Invoice, *steps: Status, move: Move) -> list[StatusChange]:
    """`change_statuses` for one invoice."""
    return change_statuses([invoice], *steps, move=move)


def change_statuses(invoices: Sequence[Invoice], *steps: Status, move: Move) -> list[StatusChange]:
    """Walk each of `invoices` through `steps`: status and history in one go; returns the history rows written.

    All of `invoices` hold the same status. Call inside a transaction, holding the lock on each (see `access.py`), or
    with invoices not yet saved (their status is then None): the caller inserts them. Refusal CPP-ETAT-01 for a step
    that the table does not have, CPP-ETAT-02 or -04 for a missing or foreign motif, CPP-ETAT-03 for a complement that
    brings nothing, CPP-ARCHIVE-01 for what is archived.
    """
    if not invoices:
        return []
    if any(invoice.archived_at for invoice in invoices):
        raise Refusal("CPP-ARCHIVE-01")
    sources = {invoice.status or None for invoice in invoices}
    if len(sources) != 1:
        raise ValueError("invoices in different statuses cannot be moved together")
    source = sources.pop()
    path = _path(None if source is None else Status(source), steps)
    for before, after in path:
        _check(before, after, move=move, framework=invoices[0].framework)
    heads = _heads(invoices) if source is not None else {}
    changes = [row for invoice in invoices for row in _rows(invoice, path, move=move, head=heads.get(invoice.pk))]
    for invoice in invoices:
        invoice.status, invoice.status_since = steps[-1], move.at
    if source is not None:
        write_history(changes)
        to_read = {"return_read": False} if steps[-1] in TO_BE_READ else {}
        rows = Invoice.objects.filter(pk__in=[invoice.pk for invoice in invoices])
        rows.update(status=steps[-1], status_since=move.at, **to_read)
        if CHANGES_IT.intersection(steps):
            _set_clocks(invoices, changes, afresh=path[-1] == _MADE_AVAILABLE)
    return changes


_MADE_AVAILABLE = (_S.EN_COURS_ACHEMINEMENT, _S.MISE_A_DISPOSITION)
"""Starts a period whatever was before: no history need be read, and deliveries are many."""


def _set_clocks(invoices: Sequence[Invoice], changes: Sequence[StatusChange], *, afresh: bool) -> None:
    """Write the running payment period beside the new status, for the lists that sort by it."""
    pks = [invoice.pk for invoice in invoices]
    rows = changes if afresh else StatusChange.objects.filter(invoice__in=pks).order_by("invoice", "sequence")
    told: dict[int, list[StatusChange]] = {pk: [] for pk in pks}
    for row in rows:
        told[row.invoice_id].append(row)
    periods: dict[tuple[date | None, date | None], list[int]] = {}
    for invoice in invoices:
        if invoice.recipient is None:
            continue
        now = course(told[invoice.pk], buyer=buyer_of(invoice), kind=invoice.kind)
        if (invoice.pay_from, invoice.pay_by) == (now.start, now.last):
            continue  # a second suspension leaves each its own period: writing them again would be a query for each
        invoice.pay_from, invoice.pay_by = now.start, now.last
        periods.setdefault((now.start, now.last), []).append(invoice.pk)
    for (start, last), those in periods.items():
        Invoice.objects.filter(pk__in=those).update(pay_from=start, pay_by=last)


def write_history(changes: Sequence[StatusChange]) -> None:
    """Insert history rows, and enter them. Public for deposits, which insert their invoice before its history."""
    for change in changes:
        change.invoice_id = change.invoice.pk
    traces.enter(StatusChange.objects.bulk_create(changes))


def _path(source: Status | None, steps: Sequence[Status]) -> list[tuple[Status | None, Status]]:
    return list(zip((source, *steps), steps, strict=False))


def _check(source: Status | None, target: Status, *, move: Move, framework: str) -> None:
    edge = _BY_STEP.get((source, target))
    wrong_framework = edge is not None and edge.frameworks is not None and framework not in edge.frameworks
    if edge is None or wrong_framework or edge.by is not move.by:
        raise Refusal("CPP-ETAT-01", source=source or "—", target=target)
    if edge.needs is Needs.REASON:
        motives.required(move.reason, target, on=legal_day(move.at))
    if edge.needs is Needs.COMPLEMENT and not (move.comment or move.joined):
        raise Refusal("CPP-ETAT-03", field="comment", target=target)


@dataclass(frozen=True, kw_only=True)
class _Head:
    """The end of an invoice's history: its next row is chained to it."""

    sequence: int
    digest: str


def _heads(invoices: Sequence[Invoice]) -> dict[int, _Head]:
    rows = StatusChange.objects.filter(invoice__in=[invoice.pk for invoice in invoices]).order_by("sequence")
    return {
        invoice_id: _Head(sequence=sequence, digest=digest)
        for invoice_id, sequence, digest in rows.values_list("invoice_id", "sequence", "digest")
    }


def _rows(
    invoice: Invoice, path: Sequence[tuple[Status | None, Status]], *, move: Move, head: _Head | None
) -> list[StatusChange]:
    sequence, digest = (head.sequence, head.digest) if head else (0, "")
    rows = []
    for before, after in path:
        sequence += 1
        row = StatusChange(
            invoice=invoice,
            sequence=sequence,
            source=before or "",
            target=after,
            at=move.at,
            actor_id=move.actor_id,
            channel=move.channel,
            reason=move.reason,
            comment=move.comment,
            values=dict(move.values or {}),
        )
        row.digest = digest = chained(row, previous=digest)
        rows.append(row)
    return rows


def chained(row: StatusChange, *, previous: str) -> str:
    """The digest of a history row: SHA-256 (hexadecimal) over the digest before it and its own canonical content."""
    content = [
        previous,
        row.sequence,
        row.source,
        row.target,
        row.at.astimezone(UTC).isoformat(),
        row.actor_id,
        row.channel,
        row.reason,
        row.comment,
        row.values,
    ]
    return canonical.digest(content)
