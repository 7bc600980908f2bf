"""What the recipient of a recycled invoice learns of the time when another structure had it: the steps, not the words.

The former recipient's people wrote to the supplier, not to whoever got the invoice after them.
"""

import copy
from collections.abc import Sequence
from datetime import UTC, datetime

from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from .models import Invoice, Message, StatusChange
from .status import Status

_MOVED = "siret_to"
"""Among the values of the recycling that gave the invoice to another structure (`returns.recycle`)."""
_PORTAL_S_OWN = (Status.DEPOSEE, Status.EN_COURS_ACHEMINEMENT, Status.MISE_A_DISPOSITION)
_EVER = datetime(1, 1, 1, tzinfo=UTC)


def came(history: Sequence[StatusChange]) -> datetime | None:
    """When the invoice was sent to the recipient it has now; None where it never had another."""
    return next((row.at for row in reversed(history) if _MOVED in row.values), None)


def quiet(history: Sequence[StatusChange]) -> list[StatusChange]:
    """`history` for the present recipient: nothing of what was written before it came."""
    since = came(history)
    return [_without_words(row) if since and row.at < since else row for row in history]


def is_theirs(row: StatusChange, since: datetime | None) -> bool:
    """Whether the step was one between the supplier and a former recipient, whose people are not named."""
    return since is not None and row.at < since and row.target not in _PORTAL_S_OWN


def steps_of_now(rows: QuerySet[StatusChange]) -> QuerySet[StatusChange]:
    """Of `rows`, the steps that the present recipient of each invoice had part in. No query more."""
    moved = StatusChange.objects.filter(invoice=OuterRef("invoice"), values__has_key=_MOVED).order_by("-sequence")
    return rows.filter(sequence__gte=Coalesce(Subquery(moved.values("sequence")[:1]), 0))


def thread_of_now(invoice: Invoice) -> QuerySet[Message]:
    """The messages of `invoice` since its present recipient has it. One query."""
    moved = StatusChange.objects.filter(invoice=invoice, values__has_key=_MOVED).order_by("-sequence").values("at")[:1]
    never = Value(_EVER, output_field=DateTimeField())
    return invoice.messages.filter(at__gte=Coalesce(Subquery(moved), never))


def _without_words(row: StatusChange) -> StatusChange:
    shown = copy.copy(row)
    shown.comment = ""
    return shown
