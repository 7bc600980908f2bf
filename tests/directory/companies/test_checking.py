"""What was typed is asked of the register later: confirmed, unknown, closed, masked or silent; run twice, once."""

from datetime import datetime, timedelta

import pytest

from tests.builders import ARSOUILLE, SAFE_STYLE
from tests.invoices.builders import AT, a_structure
from unisson.directory.companies import checking
from unisson.directory.models import RegisterCheck, Structure, StructureChange
from unisson.directory.search import fold
from unisson.kernel.clock import stopped
from unisson.kernel.ports import Company, SilentRegisterError, ports

pytestmark = pytest.mark.django_db
Answer = RegisterCheck.Answer
DAY = timedelta(days=1)
TRUE = Company(
    siret=ARSOUILLE, name="ARSOUILLE SAS", address="12 RUE X", postcode="30130", town="LYON", legal_category="5710"
)


class Register:
    """Says the same of everybody, and counts how often it was asked."""

    def __init__(self, answer: Company | OSError | None) -> None:
        self.answer, self.asked = answer, 0

    def find(self, siret: str) -> Company | None:
        self.asked += 1
        if isinstance(self.answer, OSError):
            raise self.answer
        return self.answer


def register(monkeypatch: pytest.MonkeyPatch, answer: Company | OSError | None) -> Register:
    one = Register(answer)
    monkeypatch.setattr(ports, "companies", one)
    return one


def typed(identifier: str = ARSOUILLE, **facts: object) -> Structure:
    return a_structure(identifier, private=True, **{"name": "Arsouil", "town": "Nîmes", "verified": False, **facts})


def check(at: datetime = AT) -> int:
    return checking.check_due(clock=stopped(at))


def answer() -> str:
    return RegisterCheck.objects.get().answer


def test_what_the_register_confirms_takes_its_name_and_place(monkeypatch: pytest.MonkeyPatch) -> None:
    structure = typed()
    asked = register(monkeypatch, TRUE)
    assert check() == 1
    structure.refresh_from_db()
    assert (structure.name, structure.town, structure.legal_category) == ("ARSOUILLE SAS", "LYON", "5710")
    assert structure.verified
    assert fold("ARSOUILLE SAS LYON") in structure.searchable
    change = StructureChange.objects.get()
    assert (change.what, change.actor, change.before["name"]) == ("REGISTRE", None, "Arsouil")
    assert check(AT + 90 * DAY) == 0
    assert asked.asked == 1


def test_who_was_just_created_does_not_wait_behind_all_that_a_file_brought(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_QUEUE", 2)
    town_halls = [a_structure(f"2134017220001{rank}", verified=False) for rank in range(5)]
    register(monkeypatch, TRUE)
    assert checking.check_due(clock=stopped(AT), batch=1) == 1
    created = typed()
    assert checking.check_due(clock=stopped(AT + DAY), batch=2) == 2
    assert Structure.objects.get(pk=created.pk).verified
    for _ in range(3):
        check(AT + DAY)
    assert not Structure.objects.filter(pk__in=[one.pk for one in town_halls], verified=False).exists()


def test_nothing_is_asked_of_who_is_verified_closed_or_has_no_siret(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = register(monkeypatch, TRUE)
    typed(verified=True)
    typed(SAFE_STYLE, active=False)
    typed("123456789", kind=Structure.Kind.RIDET)
    assert check() == 0
    assert asked.asked == checking.left(at=AT) == 0


def test_while_it_is_silent_all_wait_and_nothing_typed_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    typed()
    typed(SAFE_STYLE)
    asked = register(monkeypatch, SilentRegisterError("down"))
    assert (check(), check()) == (0, 0)
    assert asked.asked == 1
    assert not Structure.objects.filter(verified=True).exists()
    asked.answer = TRUE
    assert check(AT + timedelta(minutes=1)) == 2


def test_a_register_that_asks_for_a_rest_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    typed()
    asked = register(monkeypatch, SilentRegisterError("too many", retry_after=600))
    check()
    check(AT + timedelta(seconds=599))
    assert asked.asked == 1
    check(AT + timedelta(seconds=600))
    assert asked.asked == 2


def test_an_outage_of_days_is_asked_about_once_a_day_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    typed()
    asked = register(monkeypatch, OSError("down"))
    for minute in range(0, 3 * 24 * 60, 10):
        check(AT + timedelta(minutes=minute))
    assert 6 <= asked.asked <= 10


def test_one_that_it_does_not_know_is_told_and_asked_again_over_days(monkeypatch: pytest.MonkeyPatch) -> None:
    typed()
    asked = register(monkeypatch, None)
    assert check() == 1
    assert answer() == Answer.UNKNOWN
    assert [one.structure.name for one in checking.unknown()] == ["Arsouil"]
    assert check(AT + DAY / 2) == 0
    asked.answer = TRUE
    assert check(AT + DAY) == 1
    assert answer() == Answer.CONFIRMED
    assert not checking.unknown()


def test_one_that_is_closed_keeps_what_was_typed_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    structure = typed()
    register(monkeypatch, Company(name="X", address="", postcode="", town="", active=False))
    check()
    structure.refresh_from_db()
    assert (structure.name, structure.verified, answer()) == ("Arsouil", False, Answer.CLOSED)
    assert [one.structure_id for one in checking.unknown()] == [structure.pk]


def test_of_one_that_is_masked_what_was_typed_stays_and_it_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    structure = typed()
    register(monkeypatch, Company(name="", address="", postcode="", town="", masked=True, legal_category="1000"))
    check()
    structure.refresh_from_db()
    assert (structure.name, structure.town, structure.masked, structure.verified) == ("Arsouil", "Nîmes", True, False)
    assert check(AT + 90 * DAY) == 0


def test_one_verified_meanwhile_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    structure = typed()

    class Slow:
        def find(self, siret: str) -> Company | None:
            Structure.objects.filter(pk=structure.pk).update(verified=True, name="By hand")
            return TRUE

    monkeypatch.setattr(ports, "companies", Slow())
    check()
    structure.refresh_from_db()
    assert structure.name == "By hand"
    assert not StructureChange.objects.exists()


def test_typed_again_after_it_was_confirmed_it_is_asked_about_again(monkeypatch: pytest.MonkeyPatch) -> None:
    structure = typed()
    asked = register(monkeypatch, TRUE)
    check()
    Structure.objects.filter(pk=structure.pk).update(verified=False, name="Typed again")
    assert check(AT + DAY) == 1
    assert asked.asked == 2


def test_a_killed_worker_gives_its_row_back(monkeypatch: pytest.MonkeyPatch) -> None:
    typed()

    class Killed:
        def find(self, siret: str) -> Company | None:
            raise KeyboardInterrupt

    monkeypatch.setattr(ports, "companies", Killed())
    with pytest.raises(KeyboardInterrupt):
        check()
    register(monkeypatch, TRUE)
    assert check() == 0
    assert check(AT + checking.LEASE) == 1
