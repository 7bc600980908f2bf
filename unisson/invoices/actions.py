"""What people do with a sent invoice: permission, arguments, change of status, and telling the other side."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from unisson.accounts.models import User
from unisson.directory.spaces import Space
from unisson.kernel.clock import legal_day
from unisson.kernel.refusal import Refusal
from unisson.kernel.texts import written
from unisson.notices import feed, outbox
from unisson.notices.feed import Happening

from . import motives
from .access import Right, get_invoice, get_readable, visible
from .letters import readers
from .lifecycle import EDGES, By, Edge, Move, Needs, allowed, change_status, channel_of
from .models import Invoice, UserAction
from .register import traces
from .repeats import pressed_twice
from .status import Channel, Kind, Status
from .wake import wake


def steps_for(invoice: Invoice) -> tuple[Edge, ...]:
    """The steps that its recipient may take now without a motif: what « Traiter » offers, from the one table.

    An entity that does not report payment does not get « Mise en paiement » (domain-rules §3.3).
    """
    return tuple(edge for edge in _edges(invoice) if not edge.needs and reports(invoice, edge.target))


def returns_for(invoice: Invoice) -> tuple[Edge, ...]:
    """The ways back to its supplier that the recipient has now, from the same table."""
    return tuple(edge for edge in _edges(invoice) if edge.needs is Needs.REASON)


def _edges(invoice: Invoice) -> tuple[Edge, ...]:
    return allowed(Status(invoice.status), By.BUYER, framework=invoice.framework)


def treat(
    actor: User,
    invoice_id: int,
    target: Status,
    *,
    at: datetime,
    seen: datetime | None = None,
    reason: str = "",
    comment: str = "",
    mandate: str = "",
) -> Invoice:
    """« Traiter »: the recipient takes the invoice one step on, or back to its supplier for a motif (`reason`).

    `seen`: since when it stood where the actor saw it; Refusal CPP-ETAT-07 if somebody moved it since. CPP-ETAT-01 if
    the table or the recipient has no such step, CPP-ETAT-02 to -06 for a return without its motif or its words,
    CPP-ETAT-08 for a mandate number with a step that takes none, CPP-TEXTE-01 for a text that is too long.
    Pressed twice with the same words, the second finds the invoice already there and changes nothing.
    """
    move = a_move(actor, target, at=at, reason=reason, comment=comment, mandate=mandate)
    with transaction.atomic(durable=True):
        invoice = get_invoice(actor, invoice_id, Right.WRITE_RECEIVED, lock=True)
        if pressed_twice(invoice, target, move=move, seen=seen):
            return invoice
        if not reports(invoice, target):
            raise Refusal("CPP-ETAT-01", source=Status(invoice.status), target=target)
        explained(move, target)
        change_status(invoice, target, move=move)
        if move.values:
            invoice.mandate_number = move.values["mandate"]
            invoice.save(update_fields=["mandate_number"])
        tell_suppliers([invoice], target, by=actor, move=move)
        wake()
    return invoice


def a_move(actor: User, target: Status, *, at: datetime, reason: str, comment: str, mandate: str = "") -> Move:
    """What the recipient says with a step. Refusal CPP-TEXTE-01 when a text is too long, CPP-ETAT-08 for a mandate
    number that the step does not take."""
    comment, mandate = written(comment, field="commentaire"), written(mandate, field="mandat", limit=50)
    if mandate and not takes_mandate(target):
        raise Refusal("CPP-ETAT-08", field="mandat", target=target)
    return Move(
        by=By.BUYER,
        at=at,
        channel=channel_of(actor),
        actor_id=actor.pk,
        reason=reason,
        comment=comment,
        values={"mandate": mandate} if mandate else None,
    )


def explained(move: Move, target: Status) -> None:
    """A way back has a motif, and the words it calls for: Refusal CPP-ETAT-02, -04 to -06 where `move` lacks them.

    Software has one field for both (`motives.understood`): as long as it says something, that is enough."""
    if target in motives.RETURNS:
        least = 0 if move.channel is Channel.API else motives.LONG_ENOUGH
        motives.explained(motives.required(move.reason, target, on=legal_day(move.at)), move.comment, least=least)


def takes_mandate(target: Status) -> bool:
    """Whether a mandate number comes with that step."""
    return any(edge.mandate for edge in EDGES if edge.target is target)


def note_download(actor: User, invoice_id: int, *, at: datetime) -> Invoice:
    """Record TELECHARGEMENT_FACTURE; done by the recipient, the invoice is no longer « non téléchargée »."""
    with transaction.atomic():
        invoice = get_readable(actor, invoice_id)
        traces.note_actions(actor, [(invoice, UserAction.What.DOWNLOAD)], at=at)
        if visible(actor, Right.READ_RECEIVED).filter(pk=invoice.pk, downloaded=False).exists():
            Invoice.objects.filter(pk=invoice.pk).update(downloaded=True)
    return invoice


def reports(invoice: Invoice, target: Status) -> bool:
    """Whether the recipient takes the step `target` at all: some never report that they pay."""
    return not (invoice.payment_unreported and target is Status.MISE_EN_PAIEMENT)


def tell_suppliers(invoices: Sequence[Invoice], target: Status, *, by: User, move: Move) -> None:
    """The supplier of each sees the step at once; the e-mail goes to its address and to its people (`readers`)."""
    if not invoices:
        return
    feed.record([_happening(invoice, target) for invoice in invoices], at=move.at)
    reading = readers.of_suppliers(invoices, everybody=target is Status.REJETEE)
    drafts = [
        draft
        for invoice in invoices
        for draft in readers.addressed(
            reading[invoice.pk],
            kind="status-changed",
            values=_content(invoice, target, who=by.full_name, move=move),
            key=f"status-{invoice.pk}-{target}-{move.at.isoformat()}",
        )
    ]
    outbox.queue(drafts, at=move.at)


def _happening(invoice: Invoice, target: Status) -> Happening:
    return Happening(
        structure_id=invoice.supplier_id,
        service_id=invoice.supplier_service_id,
        space=Space.ISSUED,
        code="CPP-EVT-03",
        values=_told(invoice, target),
        subject=str(invoice.pk),
    )


def _content(invoice: Invoice, target: Status, *, who: str, move: Move) -> dict[str, Any]:
    """What the letter says: all of it, so that it can be written when the invoice has gone on."""
    return {
        **_told(invoice, target),
        "invoice": invoice.pk,
        "issued": invoice.issue_date.isoformat() if invoice.issue_date else "",
        "addressee": str(invoice.recipient),
        "service": invoice.recipient_service.name if invoice.recipient_service else "",
        "who": who,
        "reason": move.reason,
        "comment": move.comment,
        "stopped": target is Status.SUSPENDUE and invoice.pay_by is None and invoice.kind != Kind.CREDIT_NOTE,
        "at": move.at.isoformat(),
        "due": str(invoice.signed(invoice.net_to_pay)),
        "currency": invoice.currency,
    }


def _told(invoice: Invoice, target: Status) -> dict[str, str]:
    assert invoice.recipient is not None  # noqa: S101 - a sent invoice has one (database constraint)
    return {"number": invoice.number, "status": target.value, "recipient": invoice.recipient.name}
