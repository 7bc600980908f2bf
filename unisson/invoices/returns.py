"""The three ways back from a recipient, as its supplier answers them (domain-rules §5.2, §1.2).

À recycler: only the SIRET, the service, the commitment and a comment may change; number and certificate stay.
Suspendue: only attachments and a comment are added. Rejetée is final: it is acknowledged, then treated, and a new
invoice is made under another number.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from unisson.accounts.models import User
from unisson.directory.spaces import Space
from unisson.kernel.clock import legal_day
from unisson.kernel.findings import Finding
from unisson.kernel.identifiers import compact
from unisson.kernel.refusal import Refusal
from unisson.kernel.texts import written
from unisson.notices import feed, outbox

from . import attachments, exchange, repeats
from .access import Right, get_draft, get_invoice, lock_issued, visible
from .admission import facts_of_route, faults_of_route
from .drafting.drafts import fill
from .letters import readers
from .lifecycle import By, Move, change_status, channel_of
from .lists import wording
from .models import Invoice, StatusChange, UserAction
from .register import replay, traces
from .rows import keep_parameters, kept_parameters
from .status import TO_BE_READ, Status
from .wake import wake

CLOSABLE = timedelta(days=7)
"""How long a return may stay unread: then it must be acknowledged (domain-rules §1.2)."""
SHOWN = 200
"""Returns told one by one on a page; a page stays light (design §8)."""
_READ = {
    Status.REJETEE: UserAction.What.REJECTION_READ,
    Status.SUSPENDUE: UserAction.What.SUSPENSION_READ,
}


@dataclass(frozen=True, kw_only=True)
class Route:
    """All that recycling may change, as typed."""

    siret: str
    service_code: str = ""
    commitment: str = ""
    comment: str = ""


def recycle(actor: User, invoice_id: int, route: Route, *, at: datetime, seen: datetime | None = None) -> Invoice:
    """Send an invoice « À recycler » again, by another route.

    Refusal CPP-RETOUR-01 with the faults of the new route, CPP-RETOUR-02 when nothing changed, CPP-ETAT-07 when
    somebody moved it since it stood where the actor saw it (`seen`), CPP-ETAT-01 when it never was to be recycled.
    Pressed twice with the same route and words, the second finds it on its way.
    """
    with transaction.atomic(durable=True):
        invoice = get_invoice(actor, invoice_id, Right.WRITE_ISSUED, lock=True)
        comment = written(route.comment, field="commentaire")
        if repeats.recycled_already(invoice, _as_typed(route), by=actor, comment=comment):
            return invoice
        repeats.still_as(invoice, seen)
        if invoice.status != Status.A_RECYCLER:
            raise Refusal("CPP-ETAT-01", source=Status(invoice.status), target=Status.EN_COURS_ACHEMINEMENT)
        changed = _reroute(invoice, route, at=at)
        if not changed and not comment:
            raise Refusal("CPP-RETOUR-02", field="siret")
        move = _move(actor, at, comment=comment, values={**changed, **kept_parameters(invoice)})
        change_status(invoice, Status.EN_COURS_ACHEMINEMENT, move=move)
        # Another recipient starts afresh; the notes of the former stay his.
        invoice.assignee, invoice.downloaded = None, False
        if "siret_to" in changed:
            exchange.close(invoice, at=at)
            wording.follow(invoice)
            invoice.mandate_number = ""  # of the former recipient's books
        fields = ["recipient", "recipient_service", "commitment", "assignee", "downloaded", "mandate_number"]
        invoice.save(update_fields=[*fields, "buyer", "payment_unreported"])
        wake()
    return invoice


def complete(
    actor: User,
    invoice_id: int,
    files: Sequence[attachments.Joined],
    *,
    pieces: Collection[int] = (),
    comment: str = "",
    at: datetime,
    seen: datetime | None = None,
) -> Invoice:
    """Give a suspended invoice the documents it lacks (`pieces`: of the person's library), or an explanation, and back
    to its recipient.

    Refusal CPP-ETAT-03 when nothing is brought, CPP-ETAT-07 when somebody moved it since it stood where the actor saw
    it (`seen`), CPP-ETAT-01 when it is not suspended, and those of `attachments.join`. Pressed twice with the same
    documents and words, the second finds it completed.
    """
    put = attachments.stored(files, at=at)
    with transaction.atomic(durable=True):
        invoice = get_invoice(actor, invoice_id, Right.WRITE_ISSUED, lock=True)
        comment = written(comment, field="commentaire")
        documents = [*put, *attachments.from_library(actor, pieces)]
        move = _move(actor, at, comment=comment, values={"joined": str(len(documents))}, joined=bool(documents))
        if repeats.pressed_twice(invoice, Status.COMPLETEE, move=move, seen=seen):
            repeats.joined_already(invoice, {(one.name, one.kept.file.digest) for one in documents})
            return invoice
        change_status(invoice, Status.COMPLETEE, move=move)
        traces.enter(attachments.add(invoice, documents, by=actor, at=at))
        _tell_recipient(invoice, comment=move.comment, at=at)
        wake()
    return invoice


def waiting(actor: User) -> QuerySet[Invoice]:
    """What came back, rejected or suspended, and nobody of the supplier has acknowledged."""
    return visible(actor, Right.WRITE_ISSUED).filter(return_read=False, status__in=TO_BE_READ)


def unread(actor: User) -> list[tuple[Invoice, StatusChange]]:
    """The first `SHOWN` of `waiting`, the oldest first, each with what its recipient said. Two queries."""
    invoices = list(waiting(actor).select_related("recipient").order_by("status_since", "pk")[:SHOWN])
    steps = StatusChange.objects.filter(invoice__in=invoices, target__in=TO_BE_READ).order_by("sequence")
    said = {step.invoice_id: step for step in steps}
    return [(invoice, said[invoice.pk]) for invoice in invoices]


def overdue(actor: User, *, at: datetime) -> bool:
    """Whether one of `waiting` came back so long ago that it must be acknowledged now."""
    return waiting(actor).filter(status_since__lte=at - CLOSABLE).exists()


def acknowledge(actor: User, seen: Mapping[int, datetime | None], *, at: datetime) -> int:
    """ACQUITTEMENT_REJET or ACQUITTEMENT_SUSPENSION of each that still waits; returns how many. NotFound if one of
    them is not theirs.

    `seen`: the keys, each with the moment since when it stood where the actor saw it. What went on since then, or was
    not shown at all, was not seen: it waits on.
    """
    with transaction.atomic():
        return _acknowledge(actor, [one for one in lock_issued(actor, seen) if one.status_since == seen[one.pk]], at=at)


def _acknowledge(actor: User, locked: Sequence[Invoice], *, at: datetime) -> int:
    unread = [one for one in locked if one.status in TO_BE_READ and not one.return_read]
    traces.note_actions(actor, [(one, _READ[Status(one.status)]) for one in unread], at=at)
    Invoice.objects.filter(pk__in=[one.pk for one in unread]).update(return_read=True)
    return len(unread)


def treat_rejections(actor: User, seen: Mapping[int, datetime | None], *, at: datetime) -> int:
    """« Traiter le rejet »: each rejected invoice leaves the Synthèse; returns how many. It counts as read. What is
    not rejected, or was not yet where the actor saw it (`seen`, as for `acknowledge`), stays as it is."""
    with transaction.atomic():
        locked = [one for one in lock_issued(actor, seen) if one.status_since == seen[one.pk]]
        rejected = [one for one in locked if one.status == Status.REJETEE]
        _acknowledge(actor, rejected, at=at)
        untreated = [one for one in rejected if not one.rejection_treated]
        traces.note_actions(actor, [(one, UserAction.What.REJECTION_TREATED) for one in untreated], at=at)
        Invoice.objects.filter(pk__in=[one.pk for one in untreated]).update(rejection_treated=True)
    return len(untreated)


def follow_up(actor: User, draft_id: int, original_id: int, *, at: datetime) -> Invoice:
    """« Refaire cette facture »: a draft deposited anew takes from `original_id` what its own file does not say.

    Recipient, service, commitment and contract are those of the original; the number is the new file's own.
    """
    original = get_invoice(actor, original_id, Right.READ_ISSUED)
    draft = get_draft(actor, draft_id)
    typed = draft.draft.get("typed", {})
    offered = {
        "recipient_siret": original.recipient.identifier if original.recipient else "",
        "service_code": original.recipient_service.code if original.recipient_service else "",
        "commitment": original.commitment,
        "contract": original.contract,
    }
    texts = {name: text for name, text in offered.items() if text and not typed.get(name)}
    with transaction.atomic():
        if texts:
            draft = fill(actor, draft_id, texts, at=at)
        draft.duplicate_of = original
        draft.save(update_fields=["duplicate_of"])
    return draft


def _as_typed(route: Route) -> dict[str, str]:
    commitment = written(route.commitment, field="engagement", limit=50)
    return {"siret": compact(route.siret), "service": route.service_code.strip(), "commitment": commitment}


def _reroute(invoice: Invoice, route: Route, *, at: datetime) -> dict[str, str]:
    """Write the new route on the invoice; the values that changed, before and after, for the history."""
    siret, service_code, commitment = _as_typed(route).values()
    facts = facts_of_route(siret, service_code, supplier=invoice.supplier, on=legal_day(at))
    faults = faults_of_route(facts, siret=siret, service_code=service_code, commitment=commitment)
    if service_code and facts.recipient and facts.service is None and not faults:
        # At a deposit such a code may be the buyer's own mark; typed here, it is meant as a service.
        name = facts.recipient.called
        faults = (Finding(code="CPP-ADM-08", where="BT-10", values={"name": name, "service": service_code}),)
    if faults:
        raise Refusal("CPP-RETOUR-01", findings=faults, count=len(faults))
    before = replay.route_of(invoice)
    invoice.recipient, invoice.recipient_service, invoice.commitment = facts.recipient, facts.service, commitment
    keep_parameters(invoice)
    after = replay.route_of(invoice)
    changed = {name for name in before if before[name] != after[name]}
    return {
        f"{name}_{when}": route[name] for name in sorted(changed) for when, route in (("from", before), ("to", after))
    }


def _move(actor: User, at: datetime, *, comment: str, values: dict[str, str], joined: bool = False) -> Move:
    return Move(
        by=By.SUPPLIER,
        at=at,
        channel=channel_of(actor),
        actor_id=actor.pk,
        comment=comment,
        values=values,
        joined=joined,
    )


def _tell_recipient(invoice: Invoice, *, comment: str, at: datetime) -> None:
    """The recipient sees it in the feed and by e-mail: a new payment period runs."""
    recipient, service = invoice.recipient, invoice.recipient_service
    assert recipient is not None  # noqa: S101 - a sent invoice has one (database constraint)
    values = {"number": invoice.number, "supplier": invoice.supplier.name, "recipient": recipient.name}
    feed.record(
        [
            feed.Happening(
                structure_id=recipient.pk,
                service_id=invoice.recipient_service_id,
                space=Space.RECEIVED,
                code="CPP-EVT-04",
                values=values,
                subject=str(invoice.pk),
            )
        ],
        at=at,
    )
    content = {
        **values,
        "invoice": invoice.pk,
        "service": service.name if service else "",
        "comment": comment,
        "due": str(invoice.signed(invoice.net_to_pay)),
        "currency": invoice.currency,
    }
    reading = readers.of_recipients([invoice])[invoice.pk]
    key = f"completed-{invoice.pk}-{at.isoformat()}"
    outbox.queue(readers.addressed(reading, kind="invoice-completed", values=content, key=key), at=at)
