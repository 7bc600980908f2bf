"""The payment clock: what starts it, stops it, opens it anew and ends it (domain-rules §5.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from unisson.directory.models import Structure
from unisson.invoices.board.interest import RATES, interest, known_rates
from unisson.invoices.holders import Holder
from unisson.invoices.lifecycle import EDGES, By, Move, change_statuses
from unisson.invoices.lists import search
from unisson.invoices.models import Invoice
from unisson.invoices.payment import Course, Unstopped, course, held
from unisson.invoices.status import Channel, Kind, Status
from unisson.kernel.clock import PARIS

from .builders import LATER, an_available, edge_of, walk

LOCAL, HOSPITAL, UNDERTAKING = Structure.Buyer.STATE_OR_LOCAL, Structure.Buyer.HOSPITAL, Structure.Buyer.UNDERTAKING
FIRST = date(2026, 3, 2)
S = Status


@dataclass(frozen=True)
class Row:
    source: str
    target: str
    at: datetime
    sequence: int = 0


def rows(*steps: tuple[Status, int], first: date = FIRST) -> list[Row]:
    """A history: deposited and made available on `first`, then each step so many days after."""
    told = [(S.DEPOSEE, 0), (S.EN_COURS_ACHEMINEMENT, 0), (S.MISE_A_DISPOSITION, 0), *steps]
    noon = datetime(first.year, first.month, first.day, 12, tzinfo=PARIS)
    sources = ["", *(status for status, _ in told)]
    return [
        Row(source=str(source), target=str(status), at=noon + timedelta(days=day), sequence=place)
        for place, (source, (status, day)) in enumerate(zip(sources, told, strict=False), start=1)
    ]


def after(*steps: tuple[Status, int], buyer: str = LOCAL, kind: str = Kind.INVOICE, first: date = FIRST) -> Course:
    return course(rows(*steps, first=first), buyer=buyer, kind=kind)


@pytest.mark.parametrize(("buyer", "days"), [(LOCAL, 30), (HOSPITAL, 50), (UNDERTAKING, 60)])
def test_the_period_starts_on_the_day_of_availability_and_depends_on_the_buyer(buyer: str, days: int) -> None:
    now = after(buyer=buyer)
    assert (now.start, now.last, now.legal) == (FIRST, FIRST + timedelta(days=days), days)


def test_days_are_those_of_the_calendar_across_summer_time_and_leap_years() -> None:
    assert after(first=date(2028, 2, 20)).last == date(2028, 3, 21)
    assert after(first=date(2026, 3, 10)).last == date(2026, 4, 9)


def test_what_arrives_after_midnight_in_paris_starts_a_day_later() -> None:
    def starts(at: datetime) -> date | None:
        return course([Row("EN_COURS_ACHEMINEMENT", "MISE_A_DISPOSITION", at)], buyer=LOCAL, kind=Kind.INVOICE).start

    assert starts(datetime(2026, 3, 1, 22, 59, tzinfo=UTC)) == date(2026, 3, 1)
    assert starts(datetime(2026, 3, 1, 23, 1, tzinfo=UTC)) == date(2026, 3, 2)
    assert starts(datetime(2026, 7, 1, 22, 1, tzinfo=UTC)) == date(2026, 7, 2)


def test_a_suspension_stops_it_and_the_documents_open_thirty_days() -> None:
    stopped = after((S.SUSPENDUE, 10))
    assert (stopped.last, stopped.stopped, stopped.left) == (None, FIRST + timedelta(days=10), 20)
    again = after((S.SUSPENDUE, 10), (S.COMPLETEE, 25))
    assert (again.last, again.legal, again.renewed) == (FIRST + timedelta(days=55), 30, True)
    assert again.stopped_days(on=FIRST + timedelta(days=40)) == 15


def test_what_was_left_counts_where_it_is_longer_than_thirty_days() -> None:
    assert after((S.SUSPENDUE, 5), (S.COMPLETEE, 6), buyer=UNDERTAKING).legal == 55
    assert after((S.SUSPENDUE, 45), (S.COMPLETEE, 46), buyer=UNDERTAKING).legal == 30


def test_a_suspension_lifted_without_the_documents_goes_on_with_the_days_that_were_left() -> None:
    now = after((S.SUSPENDUE, 29), (S.MISE_A_DISPOSITION, 29))
    assert (now.last, now.renewed, now.resumed) == (FIRST + timedelta(days=30), False, True)
    assert after((S.SUSPENDUE, 10), (S.MISE_A_DISPOSITION, 12)).last == FIRST + timedelta(days=32)


def test_it_is_stopped_once_only() -> None:
    now = after((S.SUSPENDUE, 10), (S.COMPLETEE, 12), (S.SUSPENDUE, 20))
    assert (now.stopped, now.last) == (None, FIRST + timedelta(days=42))


@pytest.mark.parametrize("ordered", [S.MANDATEE, S.MISE_A_DISPOSITION_COMPTABLE])
def test_from_the_payment_order_on_a_suspension_stops_nothing(ordered: Status) -> None:
    assert after((ordered, 5), (S.SUSPENDUE, 10)).last == FIRST + timedelta(days=30)


def test_on_its_last_day_a_suspension_still_stops_it() -> None:
    assert after((S.SUSPENDUE, 30)).left == 0
    assert after((S.SUSPENDUE, 30), (S.COMPLETEE, 31)).legal == 30


def test_a_suspension_after_the_last_day_stops_nothing_and_its_interest_runs_on() -> None:
    now = after((S.SUSPENDUE, 33), (S.COMPLETEE, 40))
    assert (now.stopped, now.last) == (None, FIRST + timedelta(days=30))
    assert now.late(on=FIRST + timedelta(days=45)) == 15


@pytest.mark.parametrize("end", [S.REJETEE, S.A_RECYCLER])
def test_a_rejection_and_a_recycling_end_it(end: Status) -> None:
    assert after((end, 3)).last is None


def test_a_recycled_invoice_starts_anew_and_may_be_suspended_again() -> None:
    way = ((S.SUSPENDUE, 2), (S.COMPLETEE, 3), (S.A_RECYCLER, 4), (S.EN_COURS_ACHEMINEMENT, 6))
    assert after(*way, (S.MISE_A_DISPOSITION, 6)).last == FIRST + timedelta(days=36)
    assert after(*way, (S.MISE_A_DISPOSITION, 6), (S.SUSPENDUE, 7)).stopped


def test_a_credit_note_has_none() -> None:
    assert after(kind=Kind.CREDIT_NOTE) == Course()


@pytest.mark.parametrize(("day", "late"), [(30, 0), (31, 1), (45, 15)])
def test_it_is_late_from_the_day_after_the_last_to_the_payment(day: int, late: int) -> None:
    assert after().late(on=FIRST + timedelta(days=day)) == late
    assert after((S.MISE_EN_PAIEMENT, day)).late(on=FIRST + timedelta(days=400)) == late


def test_each_holder_is_told_his_days() -> None:
    told = rows((S.SUSPENDUE, 10), (S.COMPLETEE, 14), (S.MISE_EN_PAIEMENT, 20))
    assert held(told, until=told[-1].at + timedelta(days=9)) == {Holder.RECIPIENT: 16, Holder.SUPPLIER: 4}


def test_days_of_a_former_recipient_are_its_own() -> None:
    told = rows((S.A_RECYCLER, 3), (S.EN_COURS_ACHEMINEMENT, 5), (S.MISE_A_DISPOSITION, 5))
    shares = held(told, until=told[-1].at + timedelta(days=9), theirs={1, 2, 3, 4})
    assert shares == {Holder.RECIPIENT: 9, Holder.FORMER: 3, Holder.SUPPLIER: 2}


@pytest.mark.parametrize(
    ("steps", "day", "why"),
    [
        ((), 10, None),
        (((S.SUSPENDUE, 1), (S.COMPLETEE, 2)), 10, Unstopped.SUSPENDED_ONCE),
        (((S.MANDATEE, 1),), 10, Unstopped.ORDERED),
        ((), 31, Unstopped.LATE),
        (((S.REJETEE, 1),), 10, Unstopped.NO_PERIOD),
    ],
)
def test_why_a_suspension_would_stop_nothing_is_known_before(
    steps: tuple[tuple[Status, int], ...], day: int, why: Unstopped | None
) -> None:
    assert after(*steps).unstopped(on=FIRST + timedelta(days=day)) is why


def test_days_of_a_draft_are_nobodys() -> None:
    draft = Row("", "BROUILLON", datetime(2026, 1, 1, 12, tzinfo=PARIS))
    assert held([draft, *rows()], until=rows()[-1].at + timedelta(days=3)) == {Holder.RECIPIENT: 3}


def test_interest_runs_at_the_rate_of_the_half_year_in_which_it_began() -> None:
    owed = interest(after((S.MISE_EN_PAIEMENT, 40)), due=Decimal("3500.00"), on=FIRST + timedelta(days=90))
    assert owed is not None
    assert (owed.days, owed.percent, owed.known) == (10, Decimal("10.15"), True)
    assert owed.amount == Decimal("9.73")  # 3500 × 10,15 % × 10 / 365
    assert owed.fee == Decimal(40)


def test_a_half_year_whose_rate_is_not_known_is_an_estimate() -> None:
    owed = interest(after(first=date(2031, 8, 1)), due=Decimal(100), on=date(2031, 12, 31))
    assert owed is not None
    assert not owed.known


def test_a_rate_told_by_setting_is_known_and_replaces_none_of_the_table(settings: Any) -> None:
    last = RATES[-1]
    settings.ECB_RATES = {date(2031, 7, 1): Decimal("2.40"), last.since: Decimal(9)}
    owed = interest(after(first=date(2031, 8, 1)), due=Decimal(100), on=date(2031, 12, 31), rates=known_rates())
    assert owed is not None
    assert (owed.known, owed.percent) == (True, Decimal("10.40"))
    assert [rate for rate in known_rates() if rate.since == last.since] == [last]


def test_the_table_has_every_half_year_once_in_order() -> None:
    days = [rate.since for rate in RATES]
    assert days == [date(2019 + rank // 2, 7 if rank % 2 else 1, 1) for rank in range(len(days))]


@pytest.mark.parametrize("due", [Decimal(0), Decimal(-5)])
def test_nothing_due_bears_no_interest(due: Decimal) -> None:
    assert interest(after(), due=due, on=FIRST + timedelta(days=90)) is None
    assert interest(after(), due=Decimal(5), on=FIRST) is None


_NEXT = {source: sorted({e.target for e in EDGES if e.source == source}) for source in {e.source for e in EDGES}}


@st.composite
def courses(draw: st.DrawFn) -> Sequence[tuple[Status, int]]:
    status, day, steps = S.MISE_A_DISPOSITION, 0, []
    for _ in range(draw(st.integers(0, 6))):
        targets = _NEXT.get(status, [])
        if not targets:
            break
        status, day = draw(st.sampled_from(targets)), day + draw(st.integers(0, 40))
        steps.append((status, day))
    return steps


@given(courses())
@settings(max_examples=200, deadline=None)
def test_whatever_happens_a_period_has_both_ends_or_none_and_stops_at_most_once(
    steps: Sequence[tuple[Status, int]],
) -> None:
    told = rows(*steps)
    states = [course(told[:end], buyer=LOCAL, kind=Kind.INVOICE) for end in range(len(told) + 1)]
    for now in states:
        assert (now.start is None) == (now.last is None)
        assert not (now.stopped and now.last)
    for number in {row.at for row in told}:
        assert states[-1].late(on=number.date()) >= 0


@pytest.mark.django_db
def test_the_row_says_what_the_history_says_after_any_way() -> None:
    pk = an_available().pk

    @given(courses())
    @settings(max_examples=60, deadline=None)
    def holds(steps: Sequence[tuple[Status, int]]) -> None:
        with transaction.atomic():
            invoice = Invoice.objects.select_related("recipient").get(pk=pk)
            for step, day in steps:
                walk(invoice, step, at=LATER + timedelta(days=day))
            row = Invoice.objects.select_related("recipient").get(pk=pk)
            assert row.recipient
            told = course(search.history(row), buyer=row.recipient.buyer, kind=row.kind)
            assert (row.pay_from, row.pay_by) == (told.start, told.last) == (invoice.pay_from, invoice.pay_by)
            transaction.set_rollback(True)

    holds()


@pytest.mark.django_db
@pytest.mark.parametrize("again", [False, True])
def test_the_clocks_of_many_cost_no_query_each(again: bool) -> None:
    """`again`: a second suspension, which leaves each its own period."""

    def cost(numbers: range) -> int:
        for number in numbers:
            invoice = an_available(f"FA-{number}", at=LATER + timedelta(days=number))
            if again:
                walk(invoice, S.SUSPENDUE, S.COMPLETEE, at=LATER + timedelta(days=number + 1))
        wanted = [f"FA-{number}" for number in numbers]
        found = list(Invoice.objects.filter(number__in=wanted).select_related("recipient"))
        with CaptureQueriesContext(connection) as asked:
            move = Move(by=By.BUYER, at=LATER + timedelta(days=20), channel=Channel.PORTAL, reason="JUSTIF_ABS")
            change_statuses(found, S.SUSPENDUE, move=move)
        assert {bool(row.pay_by) for row in Invoice.objects.filter(number__in=wanted)} == {again}
        return len(asked)

    assert cost(range(1, 3)) == cost(range(3, 10))


def test_every_step_of_these_tests_is_an_edge() -> None:
    assert edge_of(S.SUSPENDUE, S.MISE_A_DISPOSITION)
