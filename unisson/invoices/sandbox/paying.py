"""« Ce destinataire paie en n jours »: what a recipient does by itself in a sandbox, on the sandbox's clock.

Each step goes through `actions.treat`, dated the day on which it was due, in the name of an account of the recipient
that nobody signs in to.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from unisson.accounts import technical as identity
from unisson.accounts.models import User
from unisson.directory import locking, search, technical
from unisson.directory.models import Structure
from unisson.directory.spaces import Level, Space
from unisson.kernel.clock import Clock
from unisson.kernel.refusal import NotFound, Refusal

from .. import actions
from ..lifecycle import By, allowed
from ..models import Invoice, PayingRecipient
from ..status import Status
from . import players

MOST_DAYS = 365
BATCH = 100
NAME = "Bac à sable"
_S = Status
_WALK = (
    (_S.PRISE_EN_COMPTE_DESTINATAIRE, 0),
    (_S.SERVICE_FAIT, 1),
    (_S.MANDATEE, 2),
    (_S.MISE_EN_PAIEMENT, 3),
)
"""Steps, and the thirds of the delay after which each is taken."""
_FROM = (
    *(_S.MISE_A_DISPOSITION, _S.COMPLETEE, _S.PRISE_EN_COMPTE_DESTINATAIRE, _S.SERVICE_FAIT),
    *(_S.MANDATEE, _S.MISE_A_DISPOSITION_COMPTABLE, _S.COMPTABILISEE),
)


def choose(actor: User, supplier_pk: int, siret: str, days: int | None, *, at: datetime) -> PayingRecipient | None:
    """Let that recipient pay the supplier's invoices within `days`; None: leave them to people again.

    NotFound where `actor` plays for another supplier; Refusal CPP-ESSAI-01 in production, -03 for no recipient, -04 for
    a delay that is none.
    """
    players.check_sandbox()
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise Refusal("CPP-ESSAI-04", field="days", limit=MOST_DAYS)
    with transaction.atomic():
        if supplier_pk not in players.reached(actor):
            raise NotFound
        recipient = _recipient(siret)
        locking.hold([supplier_pk, recipient.pk])
        supplier = players.structure_of(actor, supplier_pk)
        if days is None:
            PayingRecipient.objects.filter(supplier=supplier, recipient=recipient).delete()
            return None
        values = {"days": days, "by": _player(recipient, at=at), "set_by": actor, "set_at": at}
        rows = PayingRecipient.objects
        return rows.update_or_create(supplier=supplier, recipient=recipient, defaults=values)[0]


def chosen(suppliers: QuerySet[Structure]) -> QuerySet[PayingRecipient]:
    """The recipients that pay by themselves what these suppliers send."""
    return PayingRecipient.objects.filter(supplier__in=suppliers).select_related("supplier", "recipient", "by")


def pay_due(*, clock: Clock, batch: int = BATCH) -> int:
    """Take the steps that are due; returns how many. Safe to run twice and at once: a step that is taken is no longer
    due, and `treat` locks the invoice."""
    done = 0
    for pace, invoice in _waiting():
        if done >= batch:
            break
        done += _walk(pace, invoice, at=clock())
    return done


def _walk(pace: PayingRecipient, invoice: Invoice, *, at: datetime) -> int:
    """All the steps of `invoice` that are due. Where somebody was faster, the next sweep sees where it stands."""
    done = 0
    while due := _due(pace, invoice, at=at):
        try:
            invoice = actions.treat(pace.by, invoice.pk, due[0], at=due[1], seen=invoice.status_since)
        except Refusal:
            break
        done += 1
    return done


def left(at: datetime) -> int:
    """How many invoices wait for a step that is due."""
    return sum(1 for pace, invoice in _waiting() if _due(pace, invoice, at=at))


def oldest(at: datetime) -> datetime | None:
    """Since when the oldest of those steps is due."""
    return min((due[1] for pace, invoice in _waiting() if (due := _due(pace, invoice, at=at))), default=None)


def _waiting() -> Iterator[tuple[PayingRecipient, Invoice]]:
    if not settings.SANDBOX:
        return
    for pace in PayingRecipient.objects.select_related("by", "recipient"):
        theirs = Invoice.objects.filter(supplier=pace.supplier_id, recipient=pace.recipient_id, archived_at=None)
        for invoice in (
            theirs.filter(status__in=_FROM).select_related("recipient").order_by("status_since", "pk")[:BATCH]
        ):
            yield pace, invoice


def _due(pace: PayingRecipient, invoice: Invoice, *, at: datetime) -> tuple[Status, datetime] | None:
    """The next step of `invoice` and when it was due; None while none is."""
    edges = allowed(Status(invoice.status), By.BUYER, framework=invoice.framework)
    possible = {edge.target for edge in edges if actions.reports(invoice, edge.target)}
    for target, thirds in _WALK:
        if target in possible:
            start = invoice.available_at or invoice.status_since
            due = start + timedelta(days=pace.days) * thirds / 3
            due = max(due, invoice.status_since, pace.set_at)
            return (target, due) if due <= at else None
    return None


def _recipient(siret: str) -> Structure:
    found = search.recipient(siret)
    if found is None or not found.openings.filter(space=Space.RECEIVED).exists():
        raise Refusal("CPP-ESSAI-03", field="siret", siret=siret[:40])
    return found


def _player(recipient: Structure, *, at: datetime) -> User:
    """The account in whose name `recipient`, held, acts by itself. Its password is nobody's."""
    known = recipient.memberships.filter(user__is_technical=True, user__first_name=NAME).select_related("user").first()
    if known is not None:
        return known.user
    user = technical.make(recipient, [(Space.RECEIVED, Level.WRITE, None)], at=at).user
    identity.close(user, at=at)
    user.first_name = NAME
    user.save(update_fields=["first_name"])
    return user
