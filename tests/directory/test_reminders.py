"""After three days without a decision every manager is told once; the operators where nobody manages."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from tests.builders import PARIS_7E
from tests.invoices.builders import AT, a_person, a_structure
from unisson.directory import reminders, requests
from unisson.directory.models import SignUp
from unisson.directory.spaces import Level, Space
from unisson.kernel.clock import stopped
from unisson.notices.models import Email

from .conftest import House, an_operator

SOON, LATE = AT + timedelta(days=2, hours=23), AT + timedelta(days=3)
WANTED = [(Space.ISSUED, Level.READ)]


def reminded() -> list[str]:
    return sorted(Email.objects.filter(kind="attachment-reminder").values_list("to", flat=True))


def test_every_manager_is_reminded_once(house: House) -> None:
    requests.ask(a_person("noe@example.org"), house.structure, wanted=WANTED, at=AT)
    assert reminders.remind_due(clock=stopped(SOON)) == 0
    assert reminders.remind_due(clock=stopped(LATE)) == 1
    assert reminders.remind_due(clock=stopped(LATE)) == 0
    assert reminded() == ["claire@example.org", "hugo@example.org"]


@pytest.mark.parametrize("accept", [True, False])
def test_what_was_decided_is_not_reminded(house: House, accept: bool) -> None:
    asked = requests.ask(a_person("noe@example.org"), house.structure, wanted=WANTED, at=AT)
    requests.decide(house.claire, [asked.pk], accept=accept, comment="Vu", at=AT)
    assert reminders.remind_due(clock=stopped(LATE)) == 0
    assert reminded() == []


@pytest.mark.django_db
def test_where_nobody_manages_the_operators_are_told_at_once_and_again() -> None:
    an_operator()
    requests.ask(a_person("noe@example.org"), a_structure(PARIS_7E), wanted=WANTED, at=AT)
    assert Email.objects.get(kind="attachment-orphan").to == "olivier@example.org"
    reminders.remind_due(clock=stopped(LATE))
    assert Email.objects.filter(kind="attachment-orphan").count() == 2


@pytest.mark.django_db
def test_what_was_typed_for_an_account_is_forgotten_a_month_after_its_link_was_used_or_ended(house: House) -> None:
    day = timedelta(days=1)
    facts = {"kind": "SIRET", "identifier": "1", "asked_at": AT, "terms": "x"}
    for number, (expires, used) in enumerate(
        [(AT, None), (AT + day, AT), (AT + 2 * day, None), (AT + 3 * day, AT + 2 * day)]
    ):
        SignUp.objects.create(
            address=f"{number}@example.org", digest=str(number), expires_at=expires, used_at=used, **facts
        )
    over = stopped(AT + reminders.kept() + timedelta(hours=1))
    assert (reminders.forget_sign_ups(clock=over), reminders.forget_sign_ups(clock=over)) == (2, 0)
    assert sorted(SignUp.objects.values_list("address", flat=True)) == ["2@example.org", "3@example.org"]


@pytest.mark.django_db
def test_how_long_it_is_kept_is_a_setting(house: House, settings: Settings) -> None:
    settings.SIGN_UP_DAYS = 2
    SignUp.objects.create(address="a@example.org", digest="x", kind="SIRET", identifier="1", asked_at=AT, expires_at=AT)
    assert reminders.forget_sign_ups(clock=stopped(AT + timedelta(days=1))) == 0
    assert reminders.forget_sign_ups(clock=stopped(AT + timedelta(days=3))) == 1
