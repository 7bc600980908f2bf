"""The simulated clock: for every process of the machine, in a sandbox only."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.invoices.builders import a_person
from unisson.cli import sandbox
from unisson.config.adapters.sandbox import SandboxClock
from unisson.kernel import clock
from unisson.kernel.ports import ports
from unisson.kernel.refusal import Refusal
from unisson.notices import preferences
from unisson.notices.models import Subscription
from unisson.notices.preferences import What


@pytest.fixture
def ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SandboxClock:
    one = SandboxClock(tmp_path / "sandbox-clock")
    monkeypatch.setattr(ports, "ahead", one)
    return one


def test_without_a_file_time_is_what_it_is(ahead: SandboxClock) -> None:
    assert ahead() == timedelta()


def test_put_forward_it_is_so_for_another_process_too(ahead: SandboxClock, tmp_path: Path) -> None:
    other, before = SandboxClock(tmp_path / "sandbox-clock"), clock.now()
    ahead.advance(timedelta(days=30))
    ahead.advance(timedelta(hours=6))

    assert other() == timedelta(days=30, hours=6)
    assert clock.now() - before >= timedelta(days=30, hours=6)


def test_put_back_it_is_the_true_time_again(ahead: SandboxClock) -> None:
    ahead.advance(timedelta(days=1))
    ahead.reset()
    ahead.reset()
    assert ahead() == timedelta()


@pytest.mark.django_db
def test_put_back_by_command_the_recaps_of_the_days_ahead_are_due_from_the_true_time(ahead: SandboxClock) -> None:
    person, true = a_person(), clock.now()
    sandbox.advance("31d")
    preferences.choose(person.pk, [What.DAILY], at=clock.now())
    sandbox.reset()
    row = Subscription.objects.get()

    assert row.told_until is not None and row.due_at is not None
    assert row.told_until <= clock.now() and row.due_at <= true + timedelta(days=2)


@pytest.mark.parametrize(
    ("text", "span"), [("31d", timedelta(days=31)), ("31j", timedelta(days=31)), (" 12H ", timedelta(hours=12))]
)
def test_a_span_is_written_in_days_or_hours(ahead: SandboxClock, text: str, span: timedelta) -> None:
    sandbox.advance(text)
    assert ahead() == span


@pytest.mark.parametrize("text", ["", "31", "-3d", "0d", "9999d", "trois jours"])
def test_what_is_no_span_is_refused_and_changes_nothing(ahead: SandboxClock, text: str) -> None:
    with pytest.raises(Refusal) as refused:
        sandbox.advance(text)
    assert (refused.value.code, ahead()) == ("CPP-COMMANDE-21", timedelta())


@pytest.mark.parametrize("act", [lambda: sandbox.advance("1d"), sandbox.tell, sandbox.reset])
def test_outside_a_sandbox_no_clock_moves(act: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "ahead", None)
    with pytest.raises(Refusal) as refused:
        act()  # type: ignore[operator]
    assert refused.value.code == "CPP-COMMANDE-20"
