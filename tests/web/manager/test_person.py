"""The page of one colleague: rights written from the form, the other manager's work kept, the tables to keep."""

import csv
import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from tests.directory.conftest import House, attached, house  # noqa: F401 - a fixture
from tests.invoices.builders import AT, LATER, a_person, a_service
from tests.web.budget import costs_the_same
from unisson.accounts.models import User
from unisson.directory import granting, handover, register, rights
from unisson.directory.models import Membership
from unisson.directory.spaces import Level, Space

WHOLE = "niveau-FACTURES_EMISES-0"


def client_of(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def form(house: House, **typed: str) -> dict[str, str]:  # noqa: F811
    return {"vu": granting.mark(house.place(house.ines)), WHOLE: Level.READ.value, **typed}


def at(house: House, route: str) -> str:  # noqa: F811
    return reverse(route, args=[house.place(house.ines).pk])


def test_what_the_form_says_is_in_force(house: House) -> None:  # noqa: F811
    service = a_service(house.structure, "SUD")
    typed = form(house, espace=Space.ISSUED.value, service="SUD", niveau=Level.WRITE.value, **{WHOLE: ""})
    answer = client_of(house.claire).post(at(house, "manager-rights"), typed, follow=True)
    assert answer.status_code == 200
    assert granting.held(house.place(house.ines)) == [(Space.ISSUED, Level.WRITE, service.pk)]
    assert f'name="niveau-FACTURES_EMISES-{service.pk}"' in answer.text


def test_what_another_manager_wrote_meanwhile_stays_and_is_shown(house: House) -> None:  # noqa: F811
    typed, place = form(house, **{WHOLE: ""}), house.place(house.ines)
    wanted = [(Space.ISSUED, Level.WRITE, None)]
    granting.change(house.hugo, place.pk, wanted, seen=granting.mark(place), at=LATER)
    answer = client_of(house.claire).post(at(house, "manager-rights"), typed)
    assert (answer.status_code, answer.context["refusal"].code) == (409, "CPP-DROITS-01")
    assert granting.held(house.place(house.ines)) == wanted


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({WHOLE: "TOUT"}, "CPP-DROITS-02"),
        ({"niveau-FACTURES_EMISES-": "MODIFICATION"}, "CPP-DROITS-02"),
        ({"niveau-FACTURES_EMISES-99999999999999999999": "MODIFICATION"}, "CPP-DROITS-02"),
        ({"niveau-FACTURES_RECUES-0": "MODIFICATION"}, "CPP-DROITS-02"),
        ({"niveau-": "MODIFICATION"}, "CPP-DROITS-02"),
        ({"espace": "X", "niveau": "MODIFICATION"}, "CPP-DROITS-02"),
        ({"espace": "FACTURES_EMISES", "service": "NULLE-PART", "niveau": "MODIFICATION"}, "CPP-DROITS-05"),
        ({"commentaire": "x" * 501}, "CPP-TEXTE-01"),
    ],
)
def test_a_forged_form_is_refused_in_words(house: House, typed: dict[str, str], code: str) -> None:  # noqa: F811
    answer = client_of(house.claire).post(at(house, "manager-rights"), form(house, **typed))
    assert (answer.status_code, answer.context["refusal"].code) == (409, code)
    assert granting.held(house.place(house.ines)) == [(Space.ISSUED, Level.READ, None)]


def test_a_secondary_manager_is_not_asked_about_roles(house: House) -> None:  # noqa: F811
    assert 'name="secondaire"' in client_of(house.claire).get(at(house, "manager-person")).text
    page = client_of(house.hugo).get(at(house, "manager-person")).text
    assert 'name="secondaire"' not in page
    assert reverse("manager-handover", args=[house.place(house.ines).pk]) not in page


def test_what_would_be_refused_is_not_offered(house: House) -> None:  # noqa: F811
    attached("lea@example.org", house.structure, Membership.Role.SECONDARY)
    lea = house.structure.memberships.get(user__email="lea@example.org").pk
    routes = ("manager-rights", "manager-person-close", "manager-copy", "manager-withdraw")

    def offered(looks: User, pk: int) -> list[str]:
        page = client_of(looks).get(reverse("manager-person", args=[pk])).text
        return [route for route in routes if reverse(route, args=[pk]) in page]

    assert offered(house.hugo, house.place(house.claire).pk) == []
    assert offered(house.hugo, lea) == ["manager-rights", "manager-person-close", "manager-copy"]
    assert offered(house.claire, lea) == list(routes)


def test_withdrawn_after_a_question(house: House) -> None:  # noqa: F811
    client, path = client_of(house.hugo), at(house, "manager-withdraw")
    assert client.get(path).status_code == 200
    assert house.place(house.ines).state == Membership.State.VALID
    client.post(path)
    assert house.place(house.ines).state == Membership.State.DELETED
    assert client.post(path).status_code == 404


def test_the_role_goes_from_one_page_to_the_other(house: House) -> None:  # noqa: F811
    client_of(house.claire).post(at(house, "manager-handover"))
    offered = handover.offered_to(house.ines).get()
    page = client_of(house.ines).get(reverse("account-attachments")).text
    assert "Accepter le rôle" in page
    client_of(house.ines).post(reverse("account-handover", args=[offered.pk]), {"action": "accept"})
    assert client_of(house.ines).get(reverse("manager")).status_code == 200
    assert house.structure.pk in rights.managed(house.ines)


def test_the_pages_cost_the_same_with_many_colleagues(house: House) -> None:  # noqa: F811
    def fifty_more() -> None:
        for number in range(50):
            person = a_person(f"{number}@example.org", first_name="X")
            register.attach(person, house.structure, at=AT, rights=[(Space.ISSUED, Level.READ)])
            place = person.memberships.get()
            granting.change(house.claire, place.pk, [], seen=granting.mark(place), at=LATER)

    pages = ("manager", "manager-export", "manager-history")
    paths = [at(house, "manager-person"), *map(reverse, pages)]
    fifty_more()
    for path in paths:
        costs_the_same(client_of(house.claire), path, add_rows=lambda: None)


def test_exported_names_are_never_formulas(house: House) -> None:  # noqa: F811
    house.ines.last_name = "=HYPERLINK(1)"
    house.ines.save()
    client = client_of(house.claire)
    text = client.get(reverse("manager-export")).getvalue().decode("utf-8-sig")
    assert all(line.startswith('"') and line.endswith('"') for line in text.splitlines())
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert ("'=HYPERLINK(1)", "Factures émises") in [(line[3], line[9]) for line in lines]
    answer = client.get(reverse("manager-export"), {"format": "xlsx"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        sheet, words = book.read("xl/worksheets/sheet1.xml"), book.read("xl/sharedStrings.xml")
    assert b"<f>" not in sheet
    assert b"=HYPERLINK(1)" in words


def test_only_ones_own_structures_are_exported(house: House) -> None:  # noqa: F811
    stranger = a_person("autre@example.org")
    register.attach(stranger, house.structure, at=AT)
    assert client_of(stranger).get(reverse("manager-export")).status_code == 404
