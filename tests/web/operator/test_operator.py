"""« Exploitation »: what operators press does it, at the next click of whom it concerns; two of them appoint."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from tests.directory.conftest import House, an_operator, house  # noqa: F401 - a fixture
from tests.invoices.builders import AT, a_clerk, a_pdf, a_person, a_structure
from tests.web.budget import costs_the_same
from unisson.accounts.models import User
from unisson.directory import operating, register, rights
from unisson.directory.models import Appointment, Demand, SignUp, Structure
from unisson.directory.spaces import Level, Space
from unisson.kernel.clock import now
from unisson.notices.models import News

pytestmark = pytest.mark.django_db


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def wrong_fields(answer: Any) -> list[str]:
    return [field for field, told in answer.context["faults"].items() if told]


def test_only_operators_have_the_tab() -> None:
    assert "Exploitation" in client_of(an_operator()).get(reverse("home")).text
    assert "Exploitation" not in client_of(a_person()).get(reverse("home")).text


def test_locked_the_next_click_of_that_person_leads_to_the_log_in_page(house: House) -> None:  # noqa: F811
    operator, person = client_of(an_operator()), client_of(house.ines)
    assert person.get(reverse("home")).status_code == 200
    path = reverse("operator-person-act", args=[house.ines.pk])
    assert "Dites pourquoi" in operator.post(path, {"action": "lock"}, follow=True).text
    page = operator.post(path, {"action": "lock", "motif": "Vol"}, follow=True)
    assert "Vol" in page.text and "actif" in page.text
    assert person.get(reverse("home")).status_code == 302
    assert operator.post(path, {"action": "dance", "motif": "x"}).status_code == 404


def test_two_operators_appoint_the_manager_of_a_public_structure() -> None:
    structure, clerk = a_structure(PARIS_7E), a_clerk()
    first, second = client_of(an_operator()), client_of(an_operator("deux@example.org"))
    path = reverse("operator-propose", args=[structure.pk])
    typed = {"adresse": " Clerk-21750001608202@example.org", "motif": "Arrêté"}
    for wrong, field in (({}, "document"), ({"adresse": "x@example.org"}, "adresse")):
        answer = first.post(path, {**typed, **wrong})
        assert (answer.status_code, wrong_fields(answer)) == (409, [field])
    file = SimpleUploadedFile("arrêté.pdf", a_pdf())
    assert "attend un second exploitant" in first.post(path, {**typed, "document": file}, follow=True).text
    pk = Appointment.objects.get().pk
    settle = reverse("operator-appointment", args=[pk])
    assert "se décide à deux" in first.post(settle, {"action": "confirm"}, follow=True).text
    assert "Lisez d’abord" in second.post(settle, {"action": "confirm"}, follow=True).text
    assert not rights.managed(clerk)
    assert second.post(reverse("operator-appointment-document", args=[pk])).content == a_pdf()
    assert "Confirmer" in second.get(settle).text
    second.post(settle, {"action": "confirm"})
    assert rights.managed(clerk) == {structure.pk}


def test_a_succession_from_the_form_to_the_decision(house: House) -> None:  # noqa: F811
    person, operator = client_of(house.ines), client_of(an_operator())
    typed = {"numero": house.structure.identifier, "motif": "La gestionnaire est partie en juin"}
    path = reverse("account-succession")
    assert wrong_fields(person.post(path, typed)) == ["document"]
    file = SimpleUploadedFile("arrêté:1.pdf", a_pdf())
    assert "Demande envoyée" in person.post(path, {**typed, "document": file}, follow=True).text
    demand = Demand.objects.get()
    given = operator.post(reverse("operator-document", args=[demand.pk]))
    assert (given.content, given["Content-Type"]) == (a_pdf(), "application/octet-stream")
    assert given["Content-Disposition"].startswith("attachment")
    decide = reverse("operator-succession", args=[demand.pk])
    assert "Dites pourquoi" in operator.post(decide, {"action": "accept"}, follow=True).text
    operator.post(decide, {"action": "accept", "reponse": "Vu"})
    assert person.get(reverse("manager")).status_code == 404  # its managers may still object
    Demand.objects.update(asked_at=now() - timedelta(days=4))
    operator.post(decide, {"action": "accept", "reponse": "Vu"})
    assert person.get(reverse("manager")).status_code == 200


def test_a_public_structure_is_created_and_found_in_the_directory() -> None:
    operator = client_of(an_operator())
    typed = {
        "siret": PONT_SAINT_ESPRIT,
        "name": "MAIRIE DE PONT-SAINT-ESPRIT",
        "address": "254 avenue JF Kennedy",
        "postcode": "30130",
        "town": "Pont-Saint-Esprit",
        "spaces": [Space.RECEIVED.value],
    }
    path = reverse("operator-structure-add")
    assert operator.post(path, {**typed, "siret": "1"}).status_code == 409
    assert operator.post(path, typed).status_code == 302
    assert "254 avenue JF Kennedy" in Client().get(reverse("directory"), {"q": "pont"}).text
    again = operator.post(path, typed)
    assert (again.status_code, Structure.objects.count()) == (409, 1)
    assert "a déjà une structure" in again.text


def test_news_are_written_shown_and_withdrawn() -> None:
    operator, reader = client_of(an_operator()), client_of(a_person())
    typed = {"title": "Maintenance", "body": "Samedi de 8 h à 9 h.", "since": "2026-01-01", "until": "2125-12-31"}
    backwards = operator.post(reverse("operator-news-add"), {**typed, "until": "2025-12-31"})
    assert (backwards.status_code, News.objects.count()) == (409, 0)
    operator.post(reverse("operator-news-add"), typed)
    assert "Samedi de 8 h à 9 h." in reader.get(reverse("home")).text
    change = reverse("operator-news-change", args=[News.objects.get().pk])
    assert 'value="2125-12-31"' in operator.get(change).text
    operator.post(change, {**typed, "body": "Dimanche."})
    assert "Dimanche." in reader.get(reverse("home")).text
    operator.post(reverse("operator-news-withdraw", args=[News.objects.get().pk]))
    assert "Dimanche." not in reader.get(reverse("home")).text
    assert operator.get(change).status_code == 404


def test_the_settings_say_no_secret(settings: object) -> None:
    settings.EMAIL_URL = "smtp://portail:s3cret@mail.example"  # type: ignore[attr-defined]
    page = client_of(an_operator()).get(reverse("operator-parameters")).text
    assert "s3cret" not in page
    assert "Serveur de courriel réglé" in page


@pytest.mark.parametrize("text", ["%", "_", "\x00", "' OR 1=1", "é" * 300])
def test_whatever_is_searched_is_answered(text: str) -> None:
    operator = client_of(an_operator())
    for page in ("operator-people", "operator-structures"):
        assert operator.get(reverse(page), {"q": text}).status_code == 200


def test_the_pages_cost_the_same_with_many_rows(house: House) -> None:  # noqa: F811
    operator = an_operator()
    facts = {"kind": "SIRET", "identifier": PARIS_7E, "asked_at": AT, "expires_at": AT}

    def more() -> None:
        base = User.objects.count()
        for number in range(base, base + 10):
            person = a_person(f"{number}@example.org")
            register.attach(person, house.structure, at=AT, rights=[(Space.ISSUED, Level.READ)])
            register.attach(house.ines, a_structure(str(number)), at=AT, rights=[(Space.ISSUED, Level.READ)])
            operating.lock(operator, person.pk, reason="x", at=AT)
            SignUp.objects.create(address=person.email, digest=str(number), **facts)

    more()
    paths = [reverse(f"operator{name}") for name in ("", "-journal", "-people", "-structures")]
    paths.append(reverse("operator-structure", args=[house.structure.pk]))
    paths.append(reverse("operator-person", args=[house.ines.pk]))
    for path in paths:
        costs_the_same(client_of(operator), path, add_rows=more)
