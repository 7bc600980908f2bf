"""The only fetch by id: find, authorise and lock in one call. "Not yours" and "not there" answer alike.

Locking order: drop → its files → flow → invoice → attachments; always `of=("self",)`.
"""

from collections.abc import Iterable
from enum import Enum

from django.db.models import Q, QuerySet

from unisson.accounts.models import User
from unisson.directory.rights import Scope, scope
from unisson.directory.spaces import Level, Space
from unisson.kernel.refusal import NotFound

from .drafting import awaiting
from .models import Drop, DropFile, Flow, Invoice
from .status import NEVER_SENT, TO_DELIVER, Status


class Right(Enum):
    """What a person may do with an invoice, from which side."""

    READ_ISSUED = (Space.ISSUED, Level.READ)
    WRITE_ISSUED = (Space.ISSUED, Level.WRITE)
    READ_RECEIVED = (Space.RECEIVED, Level.READ)
    WRITE_RECEIVED = (Space.RECEIVED, Level.WRITE)

    @property
    def space(self) -> Space:
        return self.value[0]

    @property
    def level(self) -> Level:
        return self.value[1]


_SHOWN_WITH_IT = (
    "supplier",
    "supplier_service",
    "account",
    "recipient",
    "recipient_service",
    "assignee",
    "file",
    "flow",
    "awaits__structure",
    "certificate",
    "drop_file",
)
NOT_YET_THERE = (*NEVER_SENT, *TO_DELIVER)
"""What a recipient cannot see: nothing before it was made available."""


def visible(actor: User, right: Right) -> QuerySet[Invoice]:
    """The invoices that `actor` may treat with `right`: two queries at most when evaluated."""
    return Invoice.objects.filter(condition(scope(actor, right.space, right.level), right))


def condition(reach: Scope, right: Right) -> Q:
    """`reach` as a condition on invoices, seen from the side of `right`."""
    if right.space is Space.ISSUED:
        return reach.filter("supplier", "supplier_service")
    return reach.filter("recipient", "recipient_service") & ~Q(status__in=NOT_YET_THERE)


def get_invoice(actor: User, pk: int, right: Right, *, lock: bool = False) -> Invoice:
    """The invoice, locked until the end of the transaction if asked. NotFound when it is not there or not theirs."""
    reach = condition(scope(actor, right.space, right.level), right)
    if right is Right.WRITE_ISSUED:
        reach |= awaiting.prepared(actor)
    found = Invoice.objects.filter(reach, pk=pk)
    found = found.select_for_update(of=("self",)) if lock else found.select_related(*_SHOWN_WITH_IT)
    invoice = found.first()
    if invoice is None:
        raise NotFound
    return invoice


def lock_issued(actor: User, pks: Iterable[int]) -> list[Invoice]:
    """Several sent invoices that `actor` may act upon as supplier, locked. NotFound as soon as one is not theirs."""
    asked = set(pks)
    found = visible(actor, Right.WRITE_ISSUED).filter(pk__in=asked, deposited_at__isnull=False)
    invoices = list(found.select_for_update(of=("self",)).order_by("pk"))
    if len(invoices) != len(asked):
        raise NotFound
    return invoices


def get_several(actor: User, pks: Iterable[int], right: Right, *, lock: bool = False) -> list[Invoice]:
    """Those of `pks` that `actor` may treat with `right`, in the order of their keys: locked with `lock`. What is not
    there and what is not theirs is left out alike."""
    found = visible(actor, right).filter(pk__in=set(pks)).order_by("pk")
    found = found.select_related("supplier", "recipient", "recipient_service", "depositor")
    return list(found.select_for_update(of=("self",)) if lock else found)


def get_readable(actor: User, pk: int) -> Invoice:
    """The invoice, seen from whichever side `actor` stands on: for its documents. NotFound as `get_invoice`."""
    invoice = _readable(actor).filter(pk=pk).select_related("supplier", "recipient", "file").first()
    if invoice is None:
        raise NotFound
    return invoice


def get_sent(actor: User, pks: Iterable[int]) -> list[Invoice]:
    """Several sent invoices that `actor` may read, oldest deposit first. NotFound as soon as one is not among them."""
    asked = set(pks)
    found = _readable(actor).filter(pk__in=asked, deposited_at__isnull=False)
    invoices = list(found.select_related("supplier", "file", "certificate__pdf").order_by("deposited_at", "pk"))
    if len(invoices) != len(asked):
        raise NotFound
    return invoices


def _readable(actor: User) -> QuerySet[Invoice]:
    issued = condition(scope(actor, Space.ISSUED), Right.READ_ISSUED)
    received = condition(scope(actor, Space.RECEIVED), Right.READ_RECEIVED)
    return Invoice.objects.filter(issued | received | awaiting.prepared(actor))


def get_draft(actor: User, pk: int, *, lock: bool = False) -> Invoice:
    """`get_invoice` with the right to change what one's structure sends: a draft, or what became of it. Locked, one
    that waited for its author's attachment takes its place if it may."""
    invoice = get_invoice(actor, pk, Right.WRITE_ISSUED, lock=lock)
    if lock and invoice.awaits_id:
        awaiting.take_place(actor, invoice)
    return invoice


def lock_drafted(pk: int) -> Invoice | None:
    """The invoice, locked, while it is a draft: for the worker that reads its scan."""
    return Invoice.objects.select_for_update(of=("self",)).filter(pk=pk, status=Status.BROUILLON).first()


def flows_seen(actor: User) -> Q:
    """The flows of the structures where `actor` follows flows, and those that he sent himself."""
    return scope(actor, Space.FLOWS).filter("supplier", "supplier_service") | Q(depositor=actor)


def sent_flows(actor: User) -> QuerySet[Flow]:
    """What machines sent, each as it was sent, whatever it holds: those that `actor` may see."""
    return Flow.objects.filter(flows_seen(actor), ~Q(stated=""), whole=None)


def get_flow(actor: User, pk: int) -> Flow:
    """What a machine sent, as it was sent, that `actor` follows or sent himself. NotFound as `get_invoice`."""
    flow = sent_flows(actor).filter(pk=pk).select_related("supplier", "depositor", "file").first()
    if flow is None:
        raise NotFound
    return flow


def lock_flow(pk: int) -> Flow:
    """The flow, locked: for the worker that processes it."""
    return Flow.objects.select_for_update(of=("self",)).get(pk=pk)


def drops_of(actor: User) -> QuerySet[Drop]:
    """The drops of whatever `actor` sends for: their drafts are everybody's who sends there, and so are they."""
    return Drop.objects.filter(scope(actor, Space.ISSUED, Level.WRITE).filter("supplier", "supplier_service"))


def get_drop(actor: User, pk: int, *, lock: bool = False) -> Drop:
    """The drop, locked until the end of the transaction if asked. NotFound when it is not there or not theirs."""
    found = drops_of(actor).filter(pk=pk)
    found = found.select_for_update(of=("self",)) if lock else found.select_related("supplier", "supplier_service")
    drop = found.first()
    if drop is None:
        raise NotFound
    return drop


def hold_dropped(pk: int, *, draft: bool = False) -> DropFile | None:
    """A file of a drop as it is now, its drop locked, with its draft where asked: for the worker that has it in hand.
    None when it was removed."""
    drop = Drop.objects.select_for_update(of=("self",)).filter(files=pk).values_list("pk").first()
    beside = ("drop", "draft") if draft else ("drop",)
    return None if drop is None else DropFile.objects.select_related(*beside).filter(pk=pk).first()
