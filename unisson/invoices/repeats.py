"""The same thing asked twice, told apart from somebody else who was faster: nobody's words are dropped in silence.

A repeat says what the last step holds: same person, same words, same values. Call each with the invoice locked.
"""

from collections.abc import Mapping, Set
from datetime import datetime

from django.db.models import QuerySet

from unisson.accounts.models import User
from unisson.kernel.refusal import Refusal

from .chronicle import PORTAL
from .lifecycle import Move
from .models import Invoice, StatusChange
from .register.replay import route_of
from .status import TO_DELIVER, Status


def pressed_twice(invoice: Invoice, target: Status, *, move: Move, seen: datetime | None) -> bool:
    """Whether `move` is done already, by the same person with the same words; False where `target` is still ahead.

    Refusal CPP-ETAT-07 when the invoice is there by another move, or stands elsewhere than it was `seen`.
    """
    if invoice.status != target:
        still_as(invoice, seen)
        return False
    last = _last_step(invoice)
    said = (move.actor_id, move.reason, move.comment, dict(move.values or {}))
    if (last.actor_id, last.reason, last.comment, last.values) == said:
        return True
    raise overtaken(last)


def recycled_already(invoice: Invoice, route: Mapping[str, str], *, by: User, comment: str) -> bool:
    """Whether `by` sent it by this very `route`, with the same words, and only the portal moved it since; False where
    its last step was no recycling. Refusal CPP-ETAT-07 when it was recycled otherwise."""
    if invoice.status not in (*TO_DELIVER, Status.MISE_A_DISPOSITION):
        return False
    last = _steps(invoice).filter(actor__isnull=False).last()
    if last is None or last.source != Status.A_RECYCLER:
        return False
    if (last.actor_id, last.comment, route_of(invoice)) == (by.pk, comment, route):
        return True
    raise overtaken(last)


def joined_already(invoice: Invoice, documents: Set[tuple[str, str]]) -> None:
    """Refusal CPP-ETAT-07 where the last step brought other documents than these: names, with the digests of their
    bytes."""
    last = _last_step(invoice)
    held = invoice.attachments.filter(added_at=last.at, added_by=last.actor)
    if set(held.values_list("name", "file")) != documents:
        raise overtaken(last)


def still_as(invoice: Invoice, seen: datetime | None) -> None:
    """Refusal CPP-ETAT-07 where somebody moved `invoice` since it stood where it was `seen`."""
    if seen not in (None, invoice.status_since):
        raise overtaken(_last_step(invoice))


def overtaken(last: StatusChange) -> Refusal:
    """Somebody was faster: who took which step, and when."""
    who = last.actor.full_name if last.actor else PORTAL
    return Refusal("CPP-ETAT-07", who=who, status=Status(last.target), moment=last.at)


def _steps(invoice: Invoice) -> QuerySet[StatusChange]:
    return StatusChange.objects.filter(invoice=invoice).select_related("actor").order_by("sequence")


def _last_step(invoice: Invoice) -> StatusChange:
    return _steps(invoice).latest("sequence")
