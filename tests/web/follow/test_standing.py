"""Who holds an invoice, what comes next, when it is paid, from the day and the status alone."""

from datetime import date, datetime, time, timedelta

import pytest

from tests.invoices.builders import LATER, a_deposit, an_available, passed_on, walk
from unisson.directory.spaces import Space
from unisson.invoices.lists import search
from unisson.invoices.models import Invoice
from unisson.invoices.status import Kind, Status
from unisson.kernel.clock import PARIS
from unisson.web.follow.standing import Standing, standing

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 30)


def told(invoice: Invoice, *, side: Space = Space.ISSUED, on: date = DAY) -> Standing:
    invoice = Invoice.objects.select_related("supplier", "recipient").get(pk=invoice.pk)
    at = datetime.combine(on, time(12), tzinfo=PARIS)
    return standing(invoice, search.history(invoice), side=side, at=at)


@pytest.mark.parametrize(
    ("steps", "holder"),
    [
        ((), "MAIRIE 7EME ARR."),
        ((Status.PRISE_EN_COMPTE_DESTINATAIRE,), "MAIRIE 7EME ARR."),
        ((Status.SUSPENDUE,), "SAFE STYLE"),
        ((Status.SUSPENDUE, Status.COMPLETEE), "MAIRIE 7EME ARR."),
        ((Status.A_RECYCLER,), "SAFE STYLE"),
        ((Status.REJETEE,), "SAFE STYLE"),
    ],
)
def test_who_holds_it_follows_from_the_status(steps: tuple[Status, ...], holder: str) -> None:
    assert told(walk(an_available(), *steps)).holder.value == holder


def test_the_portal_holds_it_until_it_is_made_available() -> None:
    waiting = told(a_deposit())

    assert waiting.holder.value == "Unisson"
    assert waiting.clock is None
    assert waiting.step.value == str(Status.MISE_A_DISPOSITION.label)


def test_each_side_reads_whether_it_is_its_turn() -> None:
    invoice = an_available()

    assert told(invoice, side=Space.ISSUED).holder.detail != told(invoice, side=Space.RECEIVED).holder.detail


def test_the_clock_counts_days_gone_by_and_left() -> None:
    clock = told(an_available(), on=DAY).clock

    assert clock
    assert (clock.legal, clock.past, clock.late) == (30, 10, False)


@pytest.mark.parametrize(("day", "late"), [(date(2026, 12, 20), False), (date(2026, 12, 21), True)])
def test_it_is_late_the_day_after_the_last(day: date, late: bool) -> None:
    clock = told(an_available(), on=day).clock

    assert clock
    assert clock.late is late


@pytest.mark.parametrize("status", [Status.SUSPENDUE, Status.REJETEE, Status.MISE_EN_PAIEMENT])
def test_no_clock_is_drawn_where_none_runs(status: Status) -> None:
    assert told(walk(an_available(), status)).clock is None


def test_a_paid_invoice_says_in_how_many_days() -> None:
    paid = walk(an_available(), Status.MISE_EN_PAIEMENT, at=LATER + timedelta(days=24))

    assert "24" in str(told(paid).payment.detail)


@pytest.mark.parametrize(("day", "late"), [(30, False), (33, True)])
def test_what_a_late_payment_costs_is_said_once_paid(day: int, late: bool) -> None:
    paid = told(walk(an_available(), Status.MISE_EN_PAIEMENT, at=LATER + timedelta(days=day)), on=date(2027, 3, 1))

    assert ("40,00" in str(paid.payment.detail)) is late
    assert str(day) in str(paid.payment.detail)


@pytest.mark.parametrize(("day", "said"), [(20, "aujourd’hui"), (21, "1 jour"), (22, "2 jours")])
def test_a_clock_that_was_stopped_says_since_when(day: int, said: str) -> None:
    assert said in str(told(walk(an_available(), Status.SUSPENDUE), on=date(2026, 11, day)).payment.detail)


def test_the_days_of_a_former_recipient_are_told_as_his() -> None:
    invoice = passed_on(days=4)
    for side in Space.ISSUED, Space.RECEIVED:
        counted = dict(told(invoice, side=side, on=date(2026, 11, 26)).counted.facts)
        assert counted["Chez un destinataire précédent"] == "4 jours"
        assert counted["Chez le destinataire"] == "2 jours"


def test_the_timeline_ends_with_the_payment_and_its_last_day() -> None:
    moments = told(an_available()).moments

    assert [moment.state for moment in moments] == ["done", "now", *["next"] * 6]
    assert [moment.first for moment in moments].index(True) == 2
    assert moments[-1].title == Status.MISE_EN_PAIEMENT.label
    assert "20/12/2026" in moments[-1].term


def test_after_the_end_nothing_is_to_come() -> None:
    assert [moment.state for moment in told(walk(an_available(), Status.REJETEE)).moments][-1] == "now"


def test_a_recipient_that_does_not_report_payment_shows_none_to_come() -> None:
    invoice = an_available()
    invoice.payment_unreported = True
    invoice.save()

    assert Status.MISE_EN_PAIEMENT.label not in [moment.title for moment in told(invoice).moments]
    assert told(walk(invoice, Status.COMPTABILISEE)).step.value != str(Status.MISE_EN_PAIEMENT.label)


def test_a_credit_note_is_not_awaited_as_a_payment() -> None:
    credit_note = an_available()
    credit_note.kind = Kind.CREDIT_NOTE
    credit_note.save()

    assert told(credit_note).clock is None
    assert told(credit_note).moments[-1].term == ""


WAYS = (
    (),
    (Status.SUSPENDUE,),
    (Status.SUSPENDUE, Status.COMPLETEE),
    (Status.MANDATEE, Status.SUSPENDUE),
    (Status.REJETEE,),
    (Status.MISE_EN_PAIEMENT,),
)


@pytest.mark.parametrize("steps", WAYS)
def test_both_sides_read_the_same_figures(steps: tuple[Status, ...]) -> None:
    invoice = walk(an_available(), *steps)
    late = date(2027, 3, 1)
    mine, theirs = (told(invoice, side=side, on=late) for side in (Space.ISSUED, Space.RECEIVED))

    assert (mine.payment, mine.clock, mine.counted) == (theirs.payment, theirs.clock, theirs.counted)
    assert mine.moments == theirs.moments


def test_what_a_delay_costs_is_told_with_its_articles() -> None:
    late = told(an_available(), on=date(2027, 3, 1)).counted

    assert late.interest
    assert (late.law, late.renewal_law) == ("R. 2192-10", "R. 2192-27 à R. 2192-29")
    assert "R. 2192-31" in late.late_law


def skipped(*steps: Status) -> list[str]:
    invoice = an_available()
    for number, step in enumerate(steps):
        walk(invoice, step, at=LATER + timedelta(days=number))
    moments = told(invoice).moments
    present = next(rank for rank, moment in enumerate(moments) if moment.state == "now")
    return [str(moment.title) for moment in moments[:present] if moment.skipped]


_FIRST, _SECOND = Status.PRISE_EN_COMPTE_DESTINATAIRE, Status.SERVICE_FAIT
_BACK = (Status.SUSPENDUE, Status.COMPLETEE)


@pytest.mark.parametrize(
    ("steps", "over"),
    [
        ((Status.MANDATEE,), (_FIRST, _SECOND)),
        ((_SECOND, *_BACK, Status.MANDATEE), (_FIRST,)),
        ((_FIRST, _SECOND, *_BACK, Status.MANDATEE), ()),
    ],
)
def test_a_step_left_out_is_told_once_and_one_that_was_done_never(
    steps: tuple[Status, ...], over: tuple[Status, ...]
) -> None:
    assert skipped(*steps) == [str(step.label) for step in over]


def test_after_a_recycling_the_steps_begin_again() -> None:
    again = (Status.A_RECYCLER, Status.EN_COURS_ACHEMINEMENT, Status.MISE_A_DISPOSITION)

    assert skipped(Status.PRISE_EN_COMPTE_DESTINATAIRE, *again, Status.SERVICE_FAIT) == [
        str(Status.PRISE_EN_COMPTE_DESTINATAIRE.label)
    ]
