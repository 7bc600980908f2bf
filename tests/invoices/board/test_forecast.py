"""When invoices will probably be paid, from what the same recipient took for others."""

from collections import Counter as Counts
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.builders import PARIS_7E
from unisson.invoices.board import forecast as forecasts
from unisson.invoices.board import tallying
from unisson.invoices.board.forecast import LEAST, Ground, estimate, estimated, forecast
from unisson.invoices.board.portrait import RECEIVED
from unisson.invoices.board.quantiles import Spread
from unisson.invoices.models import Invoice, Tally
from unisson.invoices.status import Status
from unisson.kernel.clock import legal_day, stopped

from ..builders import LATER, a_structure, a_supplier, an_available, walk

ON = legal_day(LATER)
TEN = Spread.of(Counts(range(11, 21)))
"""One payment for each number of days from 11 to 20."""


def test_half_were_paid_by_the_middle_and_six_in_ten_in_the_range() -> None:
    found = estimate(TEN, since=ON, limit=None, on=ON)
    assert (found.ground, found.payments) == (Ground.PAST, 10)
    assert [(one - ON).days for one in (found.early, found.middle, found.late) if one] == [12, 15, 18]


def test_one_that_waits_already_is_compared_with_those_that_took_as_long() -> None:
    found = estimate(TEN, since=ON, limit=None, on=ON + timedelta(days=17))
    assert found.early
    assert [(one - ON).days for one in (found.early, found.middle, found.late) if one] == [17, 18, 20]


def test_no_date_is_told_of_one_that_waits_longer_than_usual() -> None:
    assert estimate(TEN, since=ON, limit=None, on=ON + timedelta(days=19)).ground is Ground.BEYOND


def test_too_few_payments_leave_the_legal_limit() -> None:
    few = Spread.of({20: LEAST - 1})
    found = estimate(few, since=ON, limit=ON + timedelta(days=30), on=ON)
    assert (found.ground, found.middle) == (Ground.LEGAL, ON + timedelta(days=30))
    assert estimate(few, since=ON, limit=ON, on=ON + timedelta(days=1)).ground is Ground.BEYOND


def paid_after(days: int, count: int) -> None:
    """So many payments of the 7th arrondissement that took so long."""
    town = a_structure(PARIS_7E)
    facts = {"side": RECEIVED, "structure": town, "other": town, "what": Tally.What.STEP, "currency": "EUR"}
    Tally.objects.create(of=Status.MISE_EN_PAIEMENT, month=date(2026, 10, 1), number=days, count=count, **facts)


@pytest.mark.django_db
def test_an_invoice_is_estimated_by_the_past_of_its_recipient() -> None:
    paid_after(20, 9)
    found = estimated(an_available(), on=ON)
    assert found
    assert (found.ground, found.middle, found.payments) == (Ground.PAST, ON + timedelta(days=20), 9)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.SUSPENDUE, Status.REJETEE, Status.MISE_EN_PAIEMENT, Status.A_RECYCLER])
def test_what_waits_for_no_payment_has_no_estimate(status: Status) -> None:
    assert estimated(walk(an_available(), status), on=ON) is None


@pytest.mark.django_db
def test_a_recipient_that_reports_no_payment_is_told_so() -> None:
    Invoice.objects.filter(pk=an_available().pk).update(payment_unreported=True)
    found = estimated(Invoice.objects.select_related("recipient").get(), on=ON)
    assert found
    assert (found.ground, found.middle) == (Ground.SILENT, None)


@pytest.mark.django_db
@pytest.mark.parametrize("counted", [True, False])
def test_all_that_is_expected_stands_in_its_week(counted: bool) -> None:
    tallying.count_pending(clock=stopped(LATER))
    an_available("FA-1")
    an_available("FA-2")
    walk(an_available("FA-3"), Status.SUSPENDUE)
    if counted:
        tallying.rebuild(clock=stopped(LATER))
    paid_after(20, 9)
    found = forecast(a_supplier()[0], structure=None, on=ON)
    due = sum((one.net_to_pay or Decimal(0) for one in Invoice.objects.exclude(number="FA-3")), Decimal(0))
    assert found.whole
    assert (found.total.count, found.total.amount) == (2, due)
    weeks = [week for week in found.weeks if week.count]
    assert [(week.count, week.amount, week.least, week.most) for week in weeks] == [(2, due, due, due)]
    assert weeks[0].monday <= ON + timedelta(days=20) < weeks[0].monday + timedelta(days=7)
    assert len(found.weeks) == forecasts.WEEKS
