"""Invoices prepared while a request to be attached waits: read, typed and judged, never sent before it is accepted.

Such a draft stands with `directory.awaiting.nobody` and is its author's alone: it shows nothing of the structure asked,
neither accounts nor landmarks nor numbers used, and the structure's people do not see it. It takes its place as soon as
its author, once accepted, changes or sends it.
"""

from django.db.models import Q, QuerySet

from unisson.accounts.models import User
from unisson.directory import awaiting
from unisson.directory.models import Demand, Structure
from unisson.directory.rights import scope
from unisson.directory.spaces import Level, Space
from unisson.kernel import clock
from unisson.kernel.findings import Finding
from unisson.kernel.refusal import Refusal

from ..models import Flow, Invoice
from ..senders import Senders, senders_for
from ..status import NEVER_SENT, Status

MOST = 10
"""Drafts of one person that wait: a request needs nobody's leave, and each keeps a file."""

_NO_CHOICE = Senders(whole=True, services=())


def prepared(actor: User) -> Q:
    """The condition of what `actor` prepared and that has not its place yet."""
    return Q(awaits__isnull=False, depositor=actor, status__in=NEVER_SENT)


def drafts_of(person: User) -> QuerySet[Invoice]:
    """What `person` prepared, still a draft, the oldest first."""
    found = Invoice.objects.filter(prepared(person), status=Status.BROUILLON)
    return found.select_related("awaits__structure").order_by("created_at", "pk")


def demand_at(person: User, structure: Structure) -> Demand:
    """The request that lets `person` prepare for `structure`. Refusal CPP-ACCES-02 without one, CPP-DEPOT-15 when
    enough is prepared."""
    found = next((one for one in awaiting.asked(person, Space.ISSUED) if one.structure_id == structure.pk), None)
    if found is None:
        raise Refusal("CPP-ACCES-02", field="supplier")
    if drafts_of(person).count() >= MOST:
        raise Refusal("CPP-DEPOT-15", field="file", count=MOST)
    return found


def may_prepare(person: User) -> bool:
    """Whether `person` may send for somebody, prepares, or could."""
    if scope(person, Space.ISSUED, Level.WRITE):
        return True
    return bool(awaiting.asked(person, Space.ISSUED)) or drafts_of(person).exists()


def sender_of(row: Invoice | Flow) -> Structure:
    """In whose name an invoice is to leave: its supplier, or the structure whose answer it awaits."""
    return row.awaits.structure if row.awaits else row.supplier


def senders_of(actor: User, invoice: Invoice) -> Senders:
    """`senders_for` its supplier; no choice where it has none yet."""
    return _NO_CHOICE if invoice.awaits_id else senders_for(actor, invoice.supplier, on=clock.today())


def place(actor: User, invoice: Invoice) -> bool:
    """Give a draft that waits its supplier, if its author may send for it by now: in memory only. False if nothing
    changed."""
    if invoice.awaits is None or invoice.status != Status.BROUILLON:
        return False
    structure = invoice.awaits.structure
    senders = senders_for(actor, structure, on=clock.today())
    if not senders:
        return False
    invoice.supplier, invoice.supplier_service, invoice.awaits = structure, senders.default, None
    return True


def take_place(actor: User, invoice: Invoice) -> None:
    """`place`, kept: for a locked draft."""
    if place(actor, invoice):
        invoice.save(update_fields=["supplier", "supplier_service", "awaits"])
        placed = {"supplier": invoice.supplier, "supplier_service": invoice.supplier_service}
        Flow.objects.filter(pk=invoice.flow_id).update(**placed)


def unanswered(invoice: Invoice) -> list[Finding]:
    """What keeps a draft from leaving: CPP-DEPOT-16 while nobody answered, -17 when the answer was no."""
    if invoice.awaits is None or invoice.depositor is None:
        return []
    waits = invoice.awaits.state == Demand.State.PENDING
    if not waits and senders_for(invoice.depositor, invoice.awaits.structure, on=clock.today()):
        return []
    return [
        Finding(
            code="CPP-DEPOT-16" if waits else "CPP-DEPOT-17",
            where="BT-29",
            values={"name": invoice.awaits.structure.name},
        )
    ]
