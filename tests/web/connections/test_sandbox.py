"""« Bac à sable »: each button does what it says, for who changes connections, and only in a sandbox."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import Settings

from tests.builders import PONT_SAINT_ESPRIT
from tests.invoices.builders import a_structure
from unisson.config.adapters.sandbox import SandboxClock
from unisson.invoices.models import NextRefusal, PayingRecipient
from unisson.invoices.sandbox import refusing
from unisson.kernel.ports import ports
from unisson.web.connections.sandbox_page import CODES

from .people import People, client_of, people

pytestmark = pytest.mark.django_db
PAGE = reverse("connections:sandbox")
REFUSE, PAY, CLOCK = (reverse(f"connections:sandbox-{name}") for name in ("refuse", "pay", "clock"))


@pytest.fixture(autouse=True)
def ahead(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SandboxClock:
    settings.SANDBOX = True
    one = SandboxClock(tmp_path / "sandbox-clock")
    monkeypatch.setattr(ports, "ahead", one)
    return one


@pytest.fixture
def house() -> People:
    return people()


def test_each_code_that_is_played_has_its_words() -> None:
    assert set(CODES) == set(refusing.PLAYED)


def test_a_refusal_is_set_shown_and_taken_back(house: People) -> None:
    client = client_of(house.colleague)
    client.post(REFUSE, {"structure": house.structure.pk, "code": "CPP-ADM-06"})
    assert NextRefusal.objects.get().structure == house.structure
    assert "CPP-ADM-06." in client.get(PAGE).text
    client.post(REFUSE, {"structure": house.structure.pk})
    assert not NextRefusal.objects.exists()


def test_a_recipient_pays_and_stops(house: People) -> None:
    a_structure(PONT_SAINT_ESPRIT)
    client = client_of(house.colleague)
    asked = {"structure": house.structure.pk, "siret": PONT_SAINT_ESPRIT}
    client.post(PAY, {**asked, "jours": "12"})
    assert PayingRecipient.objects.get().days == 12
    assert "paie en 12 jours" in client.get(PAGE).text
    for wrong in ("", "x", "-1", "366", "9" * 30):
        client.post(PAY, {**asked, "jours": wrong})
    assert PayingRecipient.objects.get().days == 12
    client.post(PAY, {**asked, "cesser": "1"})
    assert not PayingRecipient.objects.exists()


def test_the_clock_goes_forward_and_back(house: People, ahead: SandboxClock) -> None:
    client = client_of(house.colleague)
    client.post(CLOCK, {"jours": "31"})
    assert ahead() == timedelta(days=31)
    client.force_login(house.colleague)
    page = client.get(PAGE).text
    assert "31 jours d’avance" in page
    for wrong in ("0", "", "367", "9" * 18):
        client.post(CLOCK, {"jours": wrong})
    assert ahead() == timedelta(days=31)
    client.post(CLOCK, {"revenir": "1"})
    assert ahead() == timedelta()


def test_ten_years_are_the_most(house: People, ahead: SandboxClock) -> None:
    ahead.advance(timedelta(days=3640))
    client = client_of(house.colleague)
    client.post(CLOCK, {"jours": "11"})
    assert ahead() == timedelta(days=3640)


def test_who_reads_or_manages_or_is_elsewhere_plays_nothing(house: People, ahead: SandboxClock) -> None:
    asked = {"structure": house.structure.pk, "code": "CPP-ADM-06", "siret": PONT_SAINT_ESPRIT, "jours": "3"}
    for person in (house.reader, house.manager):
        assert client_of(person).get(PAGE).status_code == 404
        assert {client_of(person).post(way, asked).status_code for way in (REFUSE, PAY, CLOCK)} == {404}
    assert {client_of(house.stranger).post(way, asked).status_code for way in (REFUSE, PAY)} == {404}
    assert not NextRefusal.objects.exists()
    assert not PayingRecipient.objects.exists()
    assert ahead() == timedelta()


def test_in_production_there_is_nothing(house: People, settings: Settings, ahead: SandboxClock) -> None:
    settings.SANDBOX = False
    client = client_of(house.colleague)
    asked = {"structure": house.structure.pk, "code": "CPP-ADM-06", "siret": PONT_SAINT_ESPRIT, "jours": "3"}
    assert client.get(PAGE).status_code == 404
    assert {client.post(way, asked).status_code for way in (REFUSE, PAY, CLOCK)} == {404}
    assert "Bac à sable" not in client.get(reverse("connections:list")).text
    assert (NextRefusal.objects.exists(), PayingRecipient.objects.exists(), ahead()) == (False, False, timedelta())


def test_developers_lead_to_it(house: People) -> None:
    assert PAGE in client_of(house.colleague).get(reverse("developers")).text
    assert PAGE not in client_of(house.reader).get(reverse("developers")).text
