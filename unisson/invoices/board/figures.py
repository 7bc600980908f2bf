"""The three figures of « Accueil connecté »: what is with the recipients, the next legal deadline, what was paid."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Avg, Case, Count, F, Func, IntegerField, Min, Q, Sum, When
from django.db.models.sql.compiler import SQLCompiler

from unisson.accounts.models import User
from unisson.kernel import money
from unisson.kernel.clock import PARIS, legal_day

from ..access import Right, visible
from ..status import FINAL, NEVER_SENT, Kind, Status

_IN_EUROS = Q(currency="EUR")
_PAID = Q(status=Status.MISE_EN_PAIEMENT) & ~Q(kind=Kind.CREDIT_NOTE)
_SIGNED = Case(When(kind=Kind.CREDIT_NOTE, then=-F("gross_total")), default=F("gross_total"))


class LegalDays(Func):
    """The legal days from one moment to another, as the page of one invoice counts them: no matter at what hour."""

    function = "legal_days"
    output_field = IntegerField()

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> tuple[str, Any]:
        (first, of_first), (last, of_last) = (compiler.compile(one) for one in self.get_source_expressions())
        there = f"AT TIME ZONE '{PARIS.key}'"
        return f"(({last} {there})::date - ({first} {there})::date)", (*of_last, *of_first)


def legal_days(first: str | None, last: str | None) -> int | None:
    """`LegalDays` of two moments as SQLite keeps them, in UTC."""
    if first is None or last is None:
        return None
    days = [legal_day(datetime.fromisoformat(one).replace(tzinfo=UTC)) for one in (first, last)]
    return (days[1] - days[0]).days


def teach(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Give a new connection to SQLite the function: one call a row, where Django's own dates would take three."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("legal_days", 2, legal_days, deterministic=True)


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
    paid = seen.filter(_PAID, status_since__gte=new_year).aggregate(
        count=Count("pk"), lasted=Avg(LegalDays("available_at", "status_since"))
    )
    return Figures(
        open_count=still_open["count"],
        open_amount=still_open["amount"] or money.ZERO,
        due=still_open["due"],
        paid_count=paid["count"],
        paid_days=int(paid["lasted"]) if paid["lasted"] is not None else None,
    )
