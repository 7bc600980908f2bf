"""« Liste fiscale »: every invoice that was sent with a date of the period, once, in order, and what they come to."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.builders import PARIS_7E
from unisson.invoices.lists import fiscal
from unisson.invoices.lists.fiscal import Period, Total
from unisson.invoices.models import Invoice
from unisson.invoices.status import Kind, Status

from ..builders import a_clerk, a_deposit, a_draft, a_person, a_structure, an_available, walk

pytestmark = pytest.mark.django_db

MAY = Period(first=date(2020, 5, 1), last=date(2020, 5, 31))


def dated(number: str, day: date, **facts: object) -> Invoice:
    invoice = a_deposit(number)
    Invoice.objects.filter(pk=invoice.pk).update(issue_date=day, **facts)
    return invoice


def numbers(after: str = "") -> list[str]:
    return [row.number for row in fiscal.page(a_person(), MAY, after=after).rows]


def test_both_ends_of_the_period_are_in_it_and_the_oldest_is_first() -> None:
    for number, day in (("FA-3", MAY.last), ("FA-1", MAY.first), ("FA-2", MAY.first)):  # of one day: as deposited
        dated(number, day)
    for number, day in (("FA-0", MAY.first - timedelta(days=1)), ("FA-9", MAY.last + timedelta(days=1))):
        dated(number, day)
    assert numbers() == ["FA-1", "FA-2", "FA-3"]
    assert [row.number for row in fiscal.whole(a_person(), MAY)] == ["FA-1", "FA-2", "FA-3"]


def test_every_line_comes_once_page_after_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fiscal, "PAGE", 2)
    for rank in range(5):
        dated(f"FA-{rank}", MAY.first + timedelta(days=rank // 2))
    after, seen = "", []
    while True:
        part = fiscal.page(a_person(), MAY, after=after)
        seen += [row.number for row in part.rows]
        if not (after := part.next):
            break
    assert seen == [f"FA-{rank}" for rank in range(5)]


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "0"])
def test_a_place_that_is_none_is_the_beginning(after: str) -> None:
    dated("FA-1", MAY.first)
    assert numbers(after) == ["FA-1"]


def test_credit_notes_are_deducted_currencies_stand_apart_and_the_rejected_are_told() -> None:
    amounts = {"net_total": Decimal(100), "vat_total": Decimal(20), "gross_total": Decimal(120)}
    rejected = walk(an_available("FA-1"), Status.REJETEE)
    Invoice.objects.filter(pk=rejected.pk).update(issue_date=MAY.first, **amounts)
    dated("FA-2", MAY.first, **amounts)
    dated("AV-1", MAY.last, kind=Kind.CREDIT_NOTE, **{name: value / 4 for name, value in amounts.items()})
    dated("FA-4", MAY.last, currency="CHF", **amounts)

    euros = Total(
        currency="EUR",
        count=3,
        net=Decimal(175),
        vat=Decimal(35),
        gross=Decimal(210),
        rejected=1,
        rejected_gross=Decimal(120),
    )
    francs = Total(currency="CHF", count=1, rejected=0, rejected_gross=Decimal(0), **_short(amounts))
    assert fiscal.totals(a_person(), MAY) == [euros, francs]


def _short(amounts: dict[str, Decimal]) -> dict[str, Decimal]:
    return {name.removesuffix("_total"): value for name, value in amounts.items()}


def test_a_draft_and_what_another_issued_are_not_in_it() -> None:
    invoice = dated("FA-1", MAY.first)
    draft = a_draft()
    Invoice.objects.filter(pk=draft.pk).update(issue_date=MAY.first)
    assert numbers() == ["FA-1"]
    assert list(fiscal.page(a_clerk(), MAY).rows) == []
    assert fiscal.totals(a_clerk(), MAY) == []
    assert invoice.recipient is not None
    assert list(fiscal.page(a_person(), MAY, structure=invoice.recipient).rows) == []


def test_the_place_of_another_s_invoice_tells_nothing_of_it() -> None:
    mine, other = dated("FA-1", MAY.first), dated("FA-2", MAY.last)
    Invoice.objects.filter(pk=other.pk).update(supplier=a_structure(PARIS_7E))
    assert numbers(after=str(other.pk)) == [mine.number]
