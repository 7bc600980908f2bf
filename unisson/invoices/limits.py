"""The payment limits that run, for a calendar: what a person expects to be paid, and what he must pay."""

from datetime import date, timedelta

from django.db.models import Q

from unisson.accounts.models import User

from .access import Right, visible
from .lists.criteria import overdue
from .models import Invoice
from .status import FINAL

MOST = 500
"""Limits of each side in one calendar, the nearest first."""
PAST = timedelta(days=90)
"""How long a limit that went by without a payment stays."""


def running(actor: User, right: Right, *, on: date) -> list[Invoice]:
    """The invoices whose payment is due, by their limit, `MOST` at most. Read anew each time: rights act at once."""
    found = visible(actor, right).filter(pay_by__gte=on - PAST, archived_at=None).exclude(status__in=FINAL)
    found = found.filter(Q(pay_by__gte=on) | overdue(on))
    return list(found.select_related("supplier", "recipient").order_by("pay_by", "pk")[:MOST])
