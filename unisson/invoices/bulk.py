"""One act for many received invoices: each gets its verdict, and one that cannot be moved holds up no other.

One transaction a batch, with a number of queries that does not grow with it. A rejection is never done in bulk.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from unisson.accounts.models import User
from unisson.kernel.findings import Value
from unisson.kernel.refusal import NotFound, Refusal

from .access import Right, get_several
from .actions import a_move, explained, reports, tell_suppliers
from .chronicle import PORTAL
from .lifecycle import FORWARD, By, Move, allowed, change_statuses
from .models import Invoice, StatusChange
from .repeats import overtaken
from .status import Status
from .wake import wake

MOST = 1000
"""Invoices in one batch."""
ACTS = (*FORWARD, Status.A_RECYCLER, Status.SUSPENDUE)
"""What can be done to several at once."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What became of one line. `invoice` is None where the actor has none under that key; `code` says the rest."""

    pk: int
    invoice: Invoice | None
    code: str
    values: Mapping[str, Value]

    @property
    def done(self) -> bool:
        return self.code == "CPP-LOT-01"

    @property
    def there(self) -> bool:
        """Nothing to do: somebody had done it."""
        return self.code == "CPP-LOT-02"


def treat_several(
    actor: User,
    seen: Mapping[int, datetime | None],
    target: Status,
    *,
    at: datetime,
    reason: str = "",
    comment: str = "",
    mandate: str = "",
) -> list[Verdict]:
    """Take the invoices one step: a verdict for each, in the order of `seen`.

    `seen`: the keys, each with the moment since when it stood where the actor saw it. `mandate`: the number of the one
    mandate that pays them, kept on those that move. NotFound when none of them is there and the actor's. Refusal,
    nothing being done: CPP-LOT-04 without any, -05 above `MOST`, -06 for a rejection; CPP-ETAT-02, -04, -05 for a motif
    that will not do, -08 for a mandate number with a step that takes none.
    """
    _check(seen, target)
    move = a_move(actor, target, at=at, reason=reason, comment=comment, mandate=mandate)
    explained(move, target)
    with transaction.atomic(durable=True):
        found = {invoice.pk: invoice for invoice in get_several(actor, seen, Right.WRITE_RECEIVED, lock=True)}
        if not found:
            raise NotFound
        last = _last_changes(found)
        verdicts = {pk: _verdict(found[pk], last[pk], seen[pk], target) for pk in found}
        moved = [found[pk] for pk, verdict in verdicts.items() if verdict.done]
        _walk(moved, target, move=move)
        _under_mandate(moved, move)
        tell_suppliers(moved, target, by=actor, move=move)
        if moved:
            wake()
    return [verdicts.get(pk) or Verdict(pk=pk, invoice=None, code="CPP-LOT-03", values={}) for pk in seen]


def _check(seen: Mapping[int, object], target: Status) -> None:
    if not seen:
        raise Refusal("CPP-LOT-04", field="facture")
    if len(seen) > MOST:
        raise Refusal("CPP-LOT-05", field="facture", limit=MOST)
    if target not in ACTS:
        raise Refusal("CPP-LOT-06", field="etat")


def _last_changes(found: Mapping[int, Invoice]) -> dict[int, StatusChange]:
    rows = StatusChange.objects.filter(invoice__in=list(found)).select_related("actor").order_by("sequence")
    return {row.invoice_id: row for row in rows}


def _verdict(invoice: Invoice, last: StatusChange, seen: datetime | None, target: Status) -> Verdict:
    source = Status(invoice.status)
    if invoice.archived_at is not None:
        return Verdict(pk=invoice.pk, invoice=invoice, code="CPP-ARCHIVE-01", values={})
    if source is target:
        who = last.actor.full_name if last.actor else PORTAL
        return Verdict(pk=invoice.pk, invoice=invoice, code="CPP-LOT-02", values={"who": who, "moment": last.at})
    if seen not in (None, invoice.status_since):
        refusal = overtaken(last)
        return Verdict(pk=invoice.pk, invoice=invoice, code=refusal.code, values=refusal.values)
    edges = allowed(source, By.BUYER, framework=invoice.framework)
    may = any(edge.target is target for edge in edges) and reports(invoice, target)
    values: dict[str, Value] = {"target": target} if may else {"source": source, "target": target}
    return Verdict(pk=invoice.pk, invoice=invoice, code="CPP-LOT-01" if may else "CPP-LOT-07", values=values)


def _walk(moved: Sequence[Invoice], target: Status, *, move: Move) -> None:
    """Those that stand together go together: see `change_statuses`."""
    together: dict[tuple[str, str], list[Invoice]] = defaultdict(list)
    for invoice in moved:
        together[invoice.status, invoice.framework].append(invoice)
    for group in together.values():
        change_statuses(group, target, move=move)


def _under_mandate(moved: Sequence[Invoice], move: Move) -> None:
    if not move.values:
        return
    mandate = move.values["mandate"]
    for invoice in moved:
        invoice.mandate_number = mandate
    Invoice.objects.filter(pk__in=[invoice.pk for invoice in moved]).update(mandate_number=mandate)
