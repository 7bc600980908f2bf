"""The thread of an invoice between its two sides: questions and answers, a contested rejection, a rejection asked for.

Kept with the invoice and never rewritten. Each message is told to the other side in its feed and by e-mail.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When

from unisson.accounts.models import User
from unisson.directory.spaces import Space
from unisson.kernel.refusal import Refusal
from unisson.kernel.texts import written
from unisson.notices import feed, outbox
from unisson.notices.feed import Happening

from . import former
from .access import NOT_YET_THERE, Right, get_invoice
from .holders import Holder, holder_of
from .letters import readers
from .models import Invoice, Message
from .register import traces
from .status import Status
from .wake import wake

PER_HOUR = 20
"""Messages of one side about one invoice: more is a machine, or a quarrel that a portal does not settle."""
_EVENTS = {
    Message.What.QUESTION: "CPP-EVT-05",
    Message.What.CONTEST: "CPP-EVT-06",
    Message.What.REJECTION_ASKED: "CPP-EVT-07",
}
_FEW = 500
_PRESSED_TWICE = timedelta(seconds=30)
_RIGHTS = {Message.Side.SUPPLIER: Right.WRITE_ISSUED, Message.Side.RECIPIENT: Right.WRITE_RECEIVED}


def thread(invoice: Invoice, side: Message.Side) -> QuerySet[Message]:
    """What both sides said, oldest first. The recipient reads nothing from before the invoice came to it."""
    messages = former.thread_of_now(invoice) if side is Message.Side.RECIPIENT else invoice.messages
    return messages.select_related("author").order_by("at", "pk")


def unanswered() -> Q:
    """Invoices whose supplier wrote what nobody of the recipient has answered or read yet, as a condition. One query.

    Few are told by their keys: no planner knows that they are few, and it would look at all that a recipient has.
    """
    waiting = _of_suppliers().order_by().values_list("invoice", flat=True)
    few = list(waiting[: _FEW + 1])
    return Q(pk__in=few if len(few) <= _FEW else waiting)


def with_asked(invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """`invoices`, each with what its supplier waits for an answer to (`asked_of`). No query more."""
    weightiest = Case(When(what=Message.What.QUESTION, then=1), default=0)
    waiting = _of_suppliers().filter(invoice=OuterRef("pk")).order_by(weightiest, "-at", "-pk")
    return invoices.annotate(asked=Subquery(waiting.values("what")[:1]))


def asked_of(invoice: Invoice) -> Message.What | None:
    """A contested rejection or one asked for, else a question, of an invoice of `with_asked`; None for nothing."""
    what = getattr(invoice, "asked", None)
    return Message.What(what) if what else None


def _of_suppliers() -> QuerySet[Message]:
    return Message.objects.filter(side=Message.Side.SUPPLIER, read_at=None)


def possible(invoice: Invoice, side: Message.Side) -> tuple[Message.What, ...]:
    """What `side` may say now: a question always; the supplier contests a rejection, or asks for one while the
    recipient holds the invoice. Nothing while no recipient sees it."""
    if invoice.status in NOT_YET_THERE or invoice.archived_at is not None:
        return ()
    if side is Message.Side.RECIPIENT:
        return (Message.What.QUESTION,)
    further = {
        Message.What.CONTEST: invoice.status == Status.REJETEE,
        Message.What.REJECTION_ASKED: holder_of(invoice.status) is Holder.RECIPIENT,
    }
    return (Message.What.QUESTION, *(what for what, may in further.items() if may))


def say(
    actor: User, invoice_id: int, side: Message.Side, *, text: str, what: str = Message.What.QUESTION, at: datetime
) -> Message:
    """Write to the other side. What it had written counts as read.

    Refusal CPP-ECHANGE-01 without a text, -02 to contest what is not rejected, -03 to ask for the rejection of what
    the recipient does not hold, -04 above `PER_HOUR`, -05 while no recipient sees it, CPP-ARCHIVE-01 once it is
    archived, CPP-TEXTE-01 when too long.
    Pressed twice, it is written once.
    """
    with transaction.atomic():
        invoice = get_invoice(actor, invoice_id, _RIGHTS[side], lock=True)
        text, kind = written(text, field="message"), Message.What(what)
        last = thread(invoice, side).filter(author=actor).last()
        if last and (last.text, last.what) == (text, kind) and at - last.at < _PRESSED_TWICE:
            return last
        _check(invoice, side, kind, text=text, at=at)
        _read(invoice, side, at=at)
        said = {"recipient": invoice.recipient, "side": side, "what": kind, "text": text}
        message = Message.objects.create(invoice=invoice, author=actor, at=at, **said)
        traces.enter([message])
        _tell(invoice, message)
        wake()
    return message


def seen(actor: User, invoice_id: int, side: Message.Side, *, at: datetime) -> None:
    """« C’est lu, sans réponse » : what the other side wrote waits no longer."""
    with transaction.atomic():
        _read(get_invoice(actor, invoice_id, _RIGHTS[side], lock=True), side, at=at)


def close(invoice: Invoice, *, at: datetime) -> None:
    """The invoice leaves for another recipient: what its supplier asked of the former waits for nobody."""
    invoice.messages.filter(side=Message.Side.SUPPLIER, read_at=None).update(read_at=at)


def _read(invoice: Invoice, side: Message.Side, *, at: datetime) -> None:
    invoice.messages.exclude(side=side).filter(read_at=None).update(read_at=at)


def _check(invoice: Invoice, side: Message.Side, kind: Message.What, *, text: str, at: datetime) -> None:
    if not text:
        raise Refusal("CPP-ECHANGE-01", field="message")
    if invoice.status in NOT_YET_THERE:
        raise Refusal("CPP-ECHANGE-05", field="message")
    if invoice.archived_at is not None:
        raise Refusal("CPP-ARCHIVE-01", field="message")
    if kind not in possible(invoice, side):
        raise Refusal("CPP-ECHANGE-02" if kind is Message.What.CONTEST else "CPP-ECHANGE-03", field="message")
    if invoice.messages.filter(side=side, at__gt=at - timedelta(hours=1)).count() >= PER_HOUR:
        raise Refusal("CPP-ECHANGE-04", field="message", limit=PER_HOUR)


def _tell(invoice: Invoice, message: Message) -> None:
    to_recipient = message.side == Message.Side.SUPPLIER
    recipient = invoice.recipient
    assert recipient is not None  # noqa: S101 - a sent invoice has one (database constraint)
    speaker = invoice.supplier if to_recipient else recipient
    values = {"number": invoice.number, "name": speaker.name}
    happening = Happening(
        structure_id=recipient.pk if to_recipient else invoice.supplier_id,
        service_id=invoice.recipient_service_id if to_recipient else invoice.supplier_service_id,
        space=Space.RECEIVED if to_recipient else Space.ISSUED,
        code=_EVENTS[Message.What(message.what)],
        values=values,
        subject=str(invoice.pk),
    )
    feed.record([happening], at=message.at)
    content = {
        **values,
        "invoice": invoice.pk,
        "what": message.what,
        "to": "recipient" if to_recipient else "supplier",
        "comment": message.text,
        "due": str(invoice.signed(invoice.net_to_pay)),
        "currency": invoice.currency,
    }
    reading = readers.of_recipients([invoice]) if to_recipient else readers.of_suppliers([invoice])
    key = f"message-{message.pk}"
    outbox.queue(readers.addressed(reading[invoice.pk], kind="message-written", values=content, key=key), at=message.at)
