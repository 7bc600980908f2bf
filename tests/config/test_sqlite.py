"""How a transaction waits for its turn to write on SQLite."""

import sqlite3
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction

from unisson.accounts.models import SignInTries
from unisson.config.sqlite import base

pytestmark = [
    pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"] != "unisson.config.sqlite", reason="locks of SQLite"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def other() -> Iterator[sqlite3.Connection]:
    """Another process that writes."""
    writer = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, uri=True)
    writer.execute("BEGIN IMMEDIATE")
    yield writer
    writer.close()


def slept(monkeypatch: pytest.MonkeyPatch, *, then: Callable[[int], object]) -> list[float]:
    """The sleeps of the engine, none of which takes time: after each, `then` with how many there were."""
    sleeps: list[float] = []

    def sleep(seconds: float) -> None:
        sleeps.append(seconds)
        then(len(sleeps))

    monkeypatch.setattr(base, "time", SimpleNamespace(monotonic=lambda: sum(sleeps), sleep=sleep))
    return sleeps


def busy_timeout() -> int:
    with connection.cursor() as cursor:
        return int(cursor.execute("PRAGMA busy_timeout").fetchone()[0])


def test_a_transaction_begins_a_thousandth_of_a_second_after_the_one_before_it(
    other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleeps = slept(monkeypatch, then=lambda count: other.rollback() if count == 12 else None)
    with transaction.atomic():
        SignInTries.objects.create(address="a@b.example")
    assert sleeps == [0.001] * 12
    assert SignInTries.objects.count() == 1


def test_who_waits_in_vain_is_told_after_the_time_of_the_settings(
    other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.5)
    sleeps = slept(monkeypatch, then=lambda count: None)
    with pytest.raises(OperationalError, match="locked"), transaction.atomic():
        pass
    assert sum(sleeps) == pytest.approx(0.5, abs=0.01)
    other.rollback()
    with transaction.atomic():
        SignInTries.objects.create(address="a@b.example")


def test_a_fault_that_is_no_wait_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sleeps = slept(monkeypatch, then=lambda count: None)
    connection.ensure_connection()
    connection.connection.execute("BEGIN")
    try:
        with pytest.raises(OperationalError, match="within a transaction"), transaction.atomic():
            pass
    finally:
        connection.connection.rollback()
    assert not sleeps


def test_a_read_that_is_too_old_for_a_write_is_told_at_once(
    other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleeps = slept(monkeypatch, then=lambda count: None)
    other.rollback()
    with connection.cursor() as reading:
        reading.execute("SELECT name FROM sqlite_master")
        reading.fetchone()
        other.execute("DELETE FROM accounts_signintries")
        with pytest.raises(OperationalError, match="locked"), transaction.atomic():
            pass
    assert not sleeps


def test_a_write_outside_a_transaction_goes_on_waiting_as_long() -> None:
    with transaction.atomic():
        pass
    assert busy_timeout() == 20_000
