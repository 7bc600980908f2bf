from datetime import UTC, datetime
from typing import Any

import pytest

from unisson.accounts.models import User
from unisson.cli import demo
from unisson.cli.demo.people import PEOPLE, STRUCTURES
from unisson.cli.demo.stories import COURSES, STORIES, Fate
from unisson.directory.models import Structure
from unisson.invoices.models import Flow, Invoice, StatusChange
from unisson.invoices.status import Status
from unisson.kernel.identifiers import is_iban, is_siret, is_vat_number
from unisson.kernel.ports import Message, ports
from unisson.notices.models import Email, Event, News

AT = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)
NOT_REACHED_TODAY = {Status.NON_CONFORME, Status.A_VALIDER_1}


@pytest.mark.parametrize("row", STRUCTURES, ids=lambda row: row.name)
def test_identifiers_have_right_check_digits(row: demo.StructureRow) -> None:
    assert is_siret(row.identifier)
    assert not row.iban or is_iban(row.iban)
    assert is_vat_number(row.facts.get("vat_number", "FR47538199597"))


def test_nobody_can_be_written_to() -> None:
    addresses = [person.address for person in PEOPLE] + [row.email for row in STRUCTURES if row.email]
    assert all(address.endswith((".example", "example.org")) for address in addresses)


def test_no_story_ends_in_the_future() -> None:
    for story in STORIES:
        steps = COURSES.get(story.fate, ())
        assert [step.after for step in steps] == sorted(step.after for step in steps)
        assert all(step.after <= story.days for step in steps), story


def test_every_fate_is_told() -> None:
    assert {story.fate for story in STORIES} == set(Fate)


@pytest.mark.django_db
def test_a_year_of_life_is_loaded_once(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.SANDBOX = True
    sent: list[Message] = []
    monkeypatch.setattr(ports, "mailer", type("Postman", (), {"send": lambda self, message: sent.append(message)})())
    demo.load(at=AT)
    rows = {model: model.objects.count() for model in (Invoice, Flow, StatusChange, Event, Email, News, User)}
    demo.load(at=AT)
    assert {model: model.objects.count() for model in rows} == rows
    assert set(Invoice.objects.values_list("status", flat=True)) == set(Status) - NOT_REACHED_TODAY
    assert (Flow.objects.filter(stated="").count(), Structure.objects.count()) == (len(STORIES), len(STRUCTURES))
    assert not sent
    assert set(Email.objects.values_list("state", flat=True)) == {Email.State.SENT}
    assert not StatusChange.objects.filter(at__gt=AT).exists()
    for invoice in Invoice.objects.all():
        moments = list(invoice.history.values_list("at", flat=True))
        assert moments == sorted(moments), invoice
    for account in demo.ACCOUNTS:
        assert User.objects.get(email=account.address).check_password(account.password)


def test_every_account_is_announced() -> None:
    assert {account.address for account in demo.ACCOUNTS} == {person.address for person in PEOPLE}
    assert all(account.address in demo.accounts() for account in demo.ACCOUNTS)
