"""What recipients took to pay, kept ready: it says what the tallies say, ready or not."""

from datetime import date

import pytest

from tests.builders import PONT_SAINT_ESPRIT
from unisson.directory.models import Structure
from unisson.invoices.board import paces, tallying
from unisson.invoices.board.quantiles import Spread
from unisson.invoices.models import Counter, Pace, Tally
from unisson.invoices.register import ledger
from unisson.invoices.status import Status
from unisson.kernel.clock import Clock, legal_day, stopped

from ..builders import LATER, a_structure, an_available, walk

pytestmark = pytest.mark.django_db
CLOCK = stopped(LATER)
ON = legal_day(LATER)


def one_is_paid(number: str) -> Structure:
    """By its recipient, after no day."""
    paid = walk(an_available(number), Status.MISE_EN_PAIEMENT)
    assert paid.recipient
    return paid.recipient


def count_all(clock: Clock = CLOCK) -> None:
    while ledger.number_pending(clock=clock) or tallying.count_pending(clock=clock):
        pass


def test_what_was_paid_is_ready_once_it_is_counted() -> None:
    recipient = one_is_paid("FA-1")
    count_all()
    assert Pace.objects.get().since == date(ON.year - 1, ON.month, 1)
    Tally.objects.all().delete()
    assert paces.spreads([recipient.pk], on=ON)[recipient.pk].count == 1


def test_one_more_payment_is_told_before_it_is_made_ready() -> None:
    recipient = one_is_paid("FA-1")
    count_all()
    one_is_paid("FA-2")
    while ledger.number_pending(clock=CLOCK):
        pass
    tallying.count_pending(clock=CLOCK)
    assert Pace.objects.get().since == date.min
    assert paces.spreads([recipient.pk], on=ON)[recipient.pk].count == 2
    count_all()
    assert Spread.read(Pace.objects.get().spread).count == 2


def test_a_month_later_the_oldest_month_is_forgotten() -> None:
    recipient = one_is_paid("FA-1")
    count_all()
    afterwards = LATER.replace(year=LATER.year + 1, month=LATER.month + 1)
    assert paces.spreads([recipient.pk], on=legal_day(afterwards)) == {}
    count_all(stopped(afterwards))
    assert paces.spreads([recipient.pk], on=legal_day(afterwards))[recipient.pk] == Spread([], [])


def test_counting_all_anew_makes_them_ready_again() -> None:
    recipient = one_is_paid("FA-1")
    count_all()
    Pace.objects.update(spread="[[400],[1000]]")
    tallying.rebuild(clock=CLOCK)
    assert paces.spreads([recipient.pk], on=ON)[recipient.pk].count == 1


def test_nothing_is_told_of_who_paid_nothing() -> None:
    an_available()
    other = a_structure(PONT_SAINT_ESPRIT)
    count_all()
    assert paces.spreads([other.pk, 10**9], on=ON) == {}
    assert paces.spreads([], on=ON) == {}


@pytest.mark.parametrize("often", [{}, {3: 2}, {0: 1, 9: 4, 7: 0}])
def test_a_spread_is_read_as_it_was_written(often: dict[int, int]) -> None:
    spread = Spread.of(often)
    assert (Spread.read(str(spread)).days, Spread.read(str(spread)).passed) == (list(spread.days), list(spread.passed))


def counts_as_a_former_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which counts payments, knows nothing of paces, and writes no column of theirs."""
    save, known = Counter.save, ["version", "serial", "filled", "until"]
    with monkeypatch.context() as former:
        former.setattr(paces, "mark", lambda _: None)
        former.setattr(paces, "mark_all", lambda: None)
        former.setattr(paces, "renew", lambda **_: 0)
        former.setattr(Counter, "save", lambda row, **how: save(row, **how or {"update_fields": known}))
        count_all()


def test_what_a_former_version_counted_is_told_at_once_and_made_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    recipient = one_is_paid("FA-1")
    count_all()
    one_is_paid("FA-2")
    counts_as_a_former_version(monkeypatch)
    assert Spread.read(Pace.objects.get().spread).count == 1
    assert paces.spreads([recipient.pk], on=ON)[recipient.pk].count == 2
    count_all()
    assert Spread.read(Pace.objects.get().spread).count == 2


def test_what_a_former_version_counted_alone_is_made_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    recipient = one_is_paid("FA-1")
    counts_as_a_former_version(monkeypatch)
    Counter.objects.update(paced=None)
    Pace.objects.all().delete()
    count_all()
    assert Spread.read(Pace.objects.get(structure=recipient).spread).count == 1


def test_a_clock_that_was_ahead_leaves_nothing_that_is_never_ready() -> None:
    recipient = one_is_paid("FA-1")
    count_all(stopped(LATER.replace(year=LATER.year + 2)))
    count_all()
    assert Pace.objects.get(structure=recipient).since == date(ON.year - 1, ON.month, 1)
