"""The three figures of « Accueil connecté »: what is with the recipients, the next legal deadline, what was paid."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Avg, Case, Count, DurationField, ExpressionWrapper, F, Min, Q, Sum, When
from django.db.models.functions import TruncDate

from unisson.accounts.models import User
from unisson.kernel import money
from unisson.kernel.clock import PARIS

from .access import Right, visible
from .status import FINAL, NEVER_SENT, Kind, Status

_IN_EUROS = Q(currency="EUR")
_PAID = Q(status=Status.MISE_EN_PAIEMENT) & ~Q(kind=Kind.CREDIT_NOTE)
_SIGNED = Case(When(kind=Kind.CREDIT_NOTE, then=-F("gross_total")), default=F("gross_total"))
_LASTED = ExpressionWrapper(
    TruncDate("status_since", tzinfo=PARIS) - TruncDate("available_at", tzinfo=PARIS), output_field=DurationField()
)
"""In legal days, as the page of one invoice counts them: no matter at what hour."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """`open_…`: sent and not at their end, amounts in euros, tax included, credit notes
    deducted. `due`: the first legal deadline that runs.

    `paid_days`: the mean of the legal days from availability to payment, None when nothing was paid.
    """

    open_count: int
    open_amount: Decimal
    due: date | None
    paid_count: int
    paid_days: int | None


def figures(actor: User, right: Right, *, on: date) -> Figures:
    """Over all that `actor` sees with `right`; paid ones since 1 January of the year of `on`. Two queries."""
    seen = visible(actor, right)
    still_open = seen.exclude(status__in={*FINAL, *NEVER_SENT}).aggregate(
        count=Count("pk"), amount=Sum(_SIGNED, filter=_IN_EUROS), due=Min("pay_by")
    )
    new_year = datetime(on.year, 1, 1, tzinfo=PARIS)
    paid = seen.filter(_PAID, status_since__gte=new_year).aggregate(count=Count("pk"), lasted=Avg(_LASTED))
    return Figures(
        open_count=still_open["count"],
        open_amount=still_open["amount"] or money.ZERO,
        due=still_open["due"],
        paid_count=paid["count"],
        paid_days=paid["lasted"].days if paid["lasted"] is not None else None,
    )
