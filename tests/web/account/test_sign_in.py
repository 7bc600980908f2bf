"""Signing in and out, languages, « Mon compte »."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import a_person, a_structure, a_supplier, grant
from tests.web.budget import costs_the_same
from unisson.accounts.signin import TRIES

pytestmark = pytest.mark.django_db

PASSWORD = "Essai-2026-xyz"


def sign_in(client: Client, *, password: str = PASSWORD, way: str = "") -> int:
    typed = {"username": "claire@example.org", "password": password}
    return client.post(f"{reverse('sign-in')}{way}", typed).status_code


def test_the_blocks_carry_the_labels_of_the_original() -> None:
    page = Client().get(reverse("sign-in")).text

    for label in (
        "Vous avez déjà un compte\u202f?",
        "Vous êtes nouveau sur Unisson\u202f?",
        "Adresse électronique de connexion",
        "Mot de passe oublié\u202f?",
        "Numéro de SIRET",
        "Je n’ai pas de numéro de SIRET",
    ):
        assert label in page


def test_the_right_password_opens_the_home_page_and_dates_the_connection() -> None:
    person, client = a_person(), Client()

    assert sign_in(client) == 302
    assert client.get("/").status_code == 200
    person.refresh_from_db()
    assert person.previous_login is not None


def test_signing_in_goes_where_the_person_wanted_to_go() -> None:
    a_person()
    typed = {"username": "claire@example.org", "password": PASSWORD}
    answer = Client().post(f"{reverse('sign-in')}?next=/mon-compte/", typed)

    assert answer.headers["Location"] == reverse("account")


def test_a_wrong_password_and_an_unknown_address_answer_alike() -> None:
    a_person()
    known = Client().post(reverse("sign-in"), {"username": "claire@example.org", "password": "faux"})
    unknown = Client().post(reverse("sign-in"), {"username": "personne@example.org", "password": "faux"})

    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert known.context["form"].has_error("__all__", "CPP-COMPTE-01")


def test_the_fifth_wrong_password_locks_even_the_right_one() -> None:
    a_person()
    client = Client()
    for _ in range(TRIES):
        sign_in(client, password="faux")
    answer = client.post(reverse("sign-in"), {"username": "claire@example.org", "password": PASSWORD})

    assert answer.context["form"].has_error("__all__", "CPP-COMPTE-02")


def test_a_password_is_never_written_back_into_the_page() -> None:
    answer = Client().post(reverse("sign-in"), {"username": "claire@example.org", "password": "tres-secret"})

    assert "tres-secret" not in answer.text


def test_signing_out_takes_a_post() -> None:
    client = Client()
    client.force_login(a_person())

    assert client.get(reverse("sign-out")).status_code == 405
    assert client.post(reverse("sign-out")).status_code == 302
    assert client.get("/").status_code == 302


def test_the_language_chosen_is_kept_for_the_e_mails() -> None:
    person, client = a_person(), Client()
    client.force_login(person)
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    person.refresh_from_db()

    assert person.language == "en"
    assert 'lang="en"' in client.get("/").text


def test_an_unknown_language_changes_nothing() -> None:
    person, client = a_person(), Client()
    client.force_login(person)
    client.post(reverse("set_language"), {"language": "tlh", "next": "/"})
    person.refresh_from_db()

    assert person.language == "fr"


def test_the_account_lists_structures_and_grants_at_a_constant_cost() -> None:
    person, structure = a_supplier()
    client = Client()
    client.force_login(person)

    def add_rows() -> None:
        for number in range(50):
            grant(person, a_structure(f"2130020250{number:04d}"))

    costs_the_same(client, reverse("account"), add_rows=add_rows)
    assert structure.name in client.get(reverse("account")).text
