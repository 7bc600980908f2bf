"""Dashboards are counted while they are read, and anew while a worker counts."""

import time
from threading import Event
from typing import Any

import pytest

from unisson.invoices import delivery
from unisson.invoices.access import Right
from unisson.invoices.board import forecast, overview, tallying
from unisson.invoices.register import ledger
from unisson.kernel.clock import legal_day, stopped

from ..builders import LATER, a_deposit, a_supplier
from ..test_at_once import at_once
from .test_tallying import CLOCK, count_all, kept, scratch

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]
ON = legal_day(LATER)
SCALE = overview.Scale(first=ON.replace(day=1), last=ON.replace(day=1))


def numbered() -> None:
    while ledger.number_pending(clock=CLOCK):
        pass


def made_available(count: int) -> None:
    for rank in range(count):
        a_deposit(f"FA-{rank}")
    count_all()
    delivery.deliver_pending(clock=stopped(LATER))
    numbered()


def test_counting_anew_waits_for_a_worker_that_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    made_available(4)
    counted, follow = Event(), tallying._follow

    def slowly(*given: Any) -> int:
        done = follow(*given)
        counted.set()
        time.sleep(0.4)
        return done

    monkeypatch.setattr(tallying, "_follow", slowly)
    told = at_once(
        lambda: tallying.count_pending(clock=CLOCK),
        lambda: counted.wait(10) and tallying.rebuild(clock=CLOCK),
    )
    assert not [one for one in told if isinstance(one, Exception)]
    count_all()
    assert kept() == scratch()


@pytest.mark.parametrize("told", ["board", "forecast"])
def test_what_is_counted_while_a_page_is_made_is_told_once(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made_available(2)
    uncounted = tallying.uncounted

    def and_then_counted(at: tuple[int, int, int, int]) -> tallying.Uncounted:
        found = uncounted(at)
        count_all()
        return found

    monkeypatch.setattr(tallying, "uncounted", and_then_counted)
    user, _supplier = a_supplier()
    if told == "board":
        board = overview.board(user, Right.READ_ISSUED, SCALE, on=ON)
        assert (board.total.count, board.whole) == (2, True)
    else:
        expected = forecast.forecast(user, structure=None, on=ON)
        assert (expected.total.count, expected.whole) == (2, True)
