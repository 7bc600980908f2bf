"""« Liste fiscale »: the invoices that a supplier issued in a period, in the order of their dates, and their totals.

Kept for a tax control (domain-rules §1.4): it holds every invoice that was sent, those that came back rejected too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.kernel.keys import key
from unisson.kernel.money import ZERO

from ..access import Right, visible
from ..models import Invoice
from ..status import Kind, Status
from .search import AT_ONCE, PAGE, Part

_ORDER = ("issue_date", "deposited_at", "pk")
_REJECTED = Q(status=Status.REJETEE)


@dataclass(frozen=True, kw_only=True)
class Period:
    """Both days included."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Total:
    """Of one currency, credit notes deducted. `rejected`: how many of them were rejected, with their gross total."""

    currency: str
    count: int
    net: Decimal
    vat: Decimal
    gross: Decimal
    rejected: int
    rejected_gross: Decimal


def page(actor: User, period: Period, *, structure: Structure | None = None, after: str = "") -> Part:
    """The lines that follow the invoice of the key `after`, oldest first. Two queries."""
    # Among all that the person may see: the place of another's line would tell its date.
    seen = visible(actor, Right.READ_ISSUED)
    found = _issued(seen, period, structure)
    last = seen.filter(pk=key(after) or 0, deposited_at__isnull=False).values_list(*_ORDER).first()
    if last:
        day, moment, pk = last
        same_day = Q(deposited_at__gt=moment) | Q(deposited_at=moment, pk__gt=pk)
        found = found.filter(Q(issue_date__gt=day) | Q(Q(issue_date=day), same_day))
    rows = list(_in_order(found)[: PAGE + 1])
    return Part(rows=rows[:PAGE], next=str(rows[PAGE - 1].pk) if len(rows) > PAGE else "")


def whole(actor: User, period: Period, *, structure: Structure | None = None) -> Iterator[Invoice]:
    """All lines, for a file, however many."""
    return _in_order(_issued(visible(actor, Right.READ_ISSUED), period, structure)).iterator(chunk_size=AT_ONCE)


def totals(actor: User, period: Period, *, structure: Structure | None = None) -> Sequence[Total]:
    """By currency, the most used first. One query, which reads every line of the period."""
    net, vat, gross = (_signed(column) for column in ("net_total", "vat_total", "gross_total"))
    sums = _issued(visible(actor, Right.READ_ISSUED), period, structure).values("currency").order_by()
    found = sums.annotate(
        count=Count("pk"),
        net=Sum(net),
        vat=Sum(vat),
        gross=Sum(gross),
        rejected=Count("pk", filter=_REJECTED),
        rejected_gross=Sum(gross, filter=_REJECTED),
    )
    return [
        Total(**row | {"rejected_gross": row["rejected_gross"] or ZERO}) for row in found.order_by("-count", "currency")
    ]


def _signed(column: str) -> Case:
    return Case(When(kind=Kind.CREDIT_NOTE, then=-F(column)), default=F(column))


def _issued(seen: QuerySet[Invoice], period: Period, structure: Structure | None) -> QuerySet[Invoice]:
    found = seen.filter(deposited_at__isnull=False, issue_date__gte=period.first, issue_date__lte=period.last)
    return found if structure is None else found.filter(supplier=structure)


def _in_order(found: QuerySet[Invoice]) -> QuerySet[Invoice]:
    return found.select_related("supplier", "recipient", "recipient_service").order_by(*_ORDER)
