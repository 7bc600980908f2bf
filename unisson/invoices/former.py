"""What the recipient of a recycled invoice learns of the time when another structure had it: the steps, not the words.

The former recipient's people wrote to the supplier, not to whoever got the invoice after them.
"""

import copy
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from .models import Invoice, Message, StatusChange
from .status import Status

_MOVED, _LEFT = "siret_to", "siret_from"
_LEFT_SERVICE = "service_from"
"""Among the values of the recycling that gave the invoice to another structure (`returns.recycle`)."""
_PORTAL_S_OWN = (Status.DEPOSEE, Status.EN_COURS_ACHEMINEMENT, Status.MISE_A_DISPOSITION)


def came(history: Sequence[StatusChange]) -> datetime | None:
    """When the invoice was sent to the recipient it has now; None where it never had another."""
    return next((row.at for row in reversed(history) if _MOVED in row.values), None)


def theirs(history: Sequence[StatusChange], recipient: str) -> frozenset[int]:
    """The rows (`sequence`) that were written while another structure than `recipient` (identifier) had the invoice.

    Told by their order: a clock may be put back. Sent away and back, a structure knows its own rows again.
    """
    return frozenset(row.sequence for row in history) - held(history, recipient)


def held(history: Sequence[StatusChange], recipient: str, service: str | None = None) -> frozenset[int]:
    """The rows written while `recipient` had the invoice, in that very `service` (code) where one is named."""
    structure, place, found = recipient, service, set()
    for row in reversed(history):
        if structure == recipient and place == service:
            found.add(row.sequence)
        structure = row.values.get(_LEFT, structure)
        if service is not None:
            place = row.values.get(_LEFT_SERVICE, place)
    return frozenset(found)


def holder(row: StatusChange, moves: Sequence[StatusChange], *, now: str) -> str:
    """The identifier of who had the invoice once `row` was written: `moves` are those of its history that gave it to
    another (`moves_of`), `now` is who has it at present."""
    later = (one for one in moves if one.sequence > row.sequence)
    return next((str(one.values[_LEFT]) for one in later), now)


def moves_of(invoices: Collection[int]) -> dict[int, list[StatusChange]]:
    """The steps that gave each of these invoices to another recipient, in their order. One query."""
    found: dict[int, list[StatusChange]] = {}
    for row in StatusChange.objects.filter(invoice__in=invoices, values__has_key=_MOVED).order_by("sequence"):
        found.setdefault(row.invoice_id, []).append(row)
    return found


def theirs_of(invoice: Invoice, history: Sequence[StatusChange]) -> frozenset[int]:
    """`theirs` for the recipient that `invoice` has now, loaded."""
    return theirs(history, invoice.recipient.identifier if invoice.recipient else "")


def quiet(history: Sequence[StatusChange], theirs: Collection[int]) -> list[StatusChange]:
    """`history` for the present recipient: nothing of what others wrote."""
    return [_without_words(row) if row.sequence in theirs else row for row in history]


def is_theirs(row: StatusChange, theirs: Collection[int]) -> bool:
    """Whether the step was one between the supplier and another recipient, whose people are not named."""
    return row.sequence in theirs and row.target not in _PORTAL_S_OWN


def steps_of_now(rows: QuerySet[StatusChange]) -> QuerySet[StatusChange]:
    """Of `rows`, the steps that the present recipient of each invoice had part in. No query more."""
    moved = StatusChange.objects.filter(invoice=OuterRef("invoice"), values__has_key=_MOVED).order_by("-sequence")
    return rows.filter(sequence__gte=Coalesce(Subquery(moved.values("sequence")[:1]), 0))


def of_now(history: Sequence[StatusChange]) -> list[StatusChange]:
    """`steps_of_now` of one invoice, its history read."""
    moved = max((rank for rank, row in enumerate(history) if _MOVED in row.values), default=0)
    return list(history[moved:])


def thread_of_now(invoice: Invoice) -> QuerySet[Message]:
    """The messages of `invoice` with the recipient it has now. One query."""
    return invoice.messages.filter(recipient=invoice.recipient_id)


def _without_words(row: StatusChange) -> StatusChange:
    shown = copy.copy(row)
    shown.comment = ""
    return shown
