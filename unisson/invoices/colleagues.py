"""Inside the recipient's structure: who has an invoice in hand, and the notes that only its people read.

« Service fait » is often certified by somebody else than the clerk who treats the invoice: it is put in his hands.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.directory.rights import people, reaches
from unisson.directory.spaces import Level, Space
from unisson.kernel.refusal import Refusal
from unisson.kernel.texts import written
from unisson.notices import outbox

from .access import Right, get_invoice
from .models import Invoice, Note
from .register import traces
from .wake import wake

_PRESSED_TWICE = timedelta(seconds=30)


def colleagues(invoice: Invoice) -> QuerySet[User]:
    """Who may have the invoice in hand: all who may treat it, by name."""
    return people(
        Space.RECEIVED,
        Level.WRITE,
        structure_id=invoice.recipient_id,
        service_id=invoice.recipient_service_id,
    )


def notes(invoice: Invoice) -> QuerySet[Note]:
    """The notes of the structure that holds the invoice now, oldest first. Those of an earlier recipient stay his."""
    mine = Note.objects.filter(invoice=invoice, structure=invoice.recipient_id)
    return mine.select_related("author", "assigned").order_by("at", "pk")


def in_hand(invoice: Invoice) -> User | None:
    """Who has it in hand; nobody where that person may not treat it any more."""
    return colleagues(invoice).filter(pk=invoice.assignee_id).first() if invoice.assignee_id else None


def may_still() -> Q:
    """That its assignee is one of `colleagues` still, as a condition on invoices."""
    return Q(reaches(Space.RECEIVED, Level.WRITE, user="assignee", structure="recipient", service="recipient_service"))


def with_hands(invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """`invoices`, each with whether its assignee may treat it still (`hand_of`). No query more."""
    return invoices.annotate(held=may_still())


def hand_of(invoice: Invoice) -> User | None:
    """`in_hand` of an invoice of `with_hands`. No query where the assignee is loaded."""
    return invoice.assignee if getattr(invoice, "held", False) else None


def note(
    actor: User, invoice_id: int, *, text: str = "", to: int | None = None, shown: int | None = None, at: datetime
) -> Invoice:
    """Write a private note, put the invoice in the hands of `to`, or both; `to` None leaves it to everybody.

    `shown`: in whose hands the actor saw it. A note with `to` the same hands nothing over, wherever the invoice is now.
    Whoever receives it gets an e-mail with the note, unless he took it himself. Refusal CPP-NOTE-01 when `to` may not
    treat the invoice, CPP-NOTE-02 when nothing is said and nothing changes, CPP-NOTE-03 when it was handed over
    elsewhere meanwhile, CPP-ARCHIVE-01 once it is archived. Pressed twice, it is written once.
    """
    with transaction.atomic():
        invoice = get_invoice(actor, invoice_id, Right.WRITE_RECEIVED, lock=True)
        if invoice.archived_at is not None:
            raise Refusal("CPP-ARCHIVE-01", field="note")
        text, asked = written(text, field="note"), to != shown
        holder = in_hand(invoice)
        there = holder.pk if holder else None
        if _just_written(invoice, actor, text=text, at=at) and (not asked or to == there):
            return invoice
        if not (text or asked):
            raise Refusal("CPP-NOTE-02", field="note")
        handed = asked and to != there
        colleague = _receiver(invoice, to, moved=there != shown) if handed else None
        if text or handed:
            _write(invoice, colleague, handed=handed, text=text, by=actor, at=at)
    return invoice


def _receiver(invoice: Invoice, to: int | None, *, moved: bool) -> User | None:
    if moved:
        raise Refusal("CPP-NOTE-03", field="confier")
    colleague = colleagues(invoice).filter(pk=to).first() if to else None
    if to and colleague is None:
        raise Refusal("CPP-NOTE-01", field="confier")
    return colleague


def _write(invoice: Invoice, colleague: User | None, *, handed: bool, text: str, by: User, at: datetime) -> None:
    written_note = Note.objects.create(
        invoice=invoice,
        structure=_recipient(invoice),
        author=by,
        assigned=colleague,
        handed=handed,
        text=text,
        at=at,
    )
    traces.enter([written_note])
    if handed:
        invoice.assignee = colleague
        invoice.save(update_fields=["assignee"])
        _tell(invoice, colleague, by=by, text=text, at=at)


def _recipient(invoice: Invoice) -> Structure:
    assert invoice.recipient is not None  # noqa: S101 - a sent invoice has one (database constraint)
    return invoice.recipient


def _just_written(invoice: Invoice, actor: User, *, text: str, at: datetime) -> bool:
    last = notes(invoice).filter(author=actor).last()
    return last is not None and last.text == text and at - last.at < _PRESSED_TWICE


def _tell(invoice: Invoice, colleague: User | None, *, by: User, text: str, at: datetime) -> None:
    if colleague is None or colleague == by:
        return
    values = {
        "invoice": invoice.pk,
        "number": invoice.number,
        "supplier": invoice.supplier.name,
        "by": by.full_name,
        "comment": text,
        "due": str(invoice.signed(invoice.net_to_pay)),
        "currency": invoice.currency,
    }
    draft = outbox.Draft(
        to=colleague.notice_address,
        kind="invoice-handed",
        values=values,
        language=colleague.language,
        key=f"handed-{invoice.pk}-{colleague.pk}-{at.isoformat()}",
    )
    outbox.queue([draft], at=at)
    wake()
