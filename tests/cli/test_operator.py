"""The first operator: by command, without a mail server, and able to sign in."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices import builders
from unisson.accounts.models import User
from unisson.cli.main import parser
from unisson.cli.operator import add, clear
from unisson.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
ADDRESS = "Olivier@Example.org"


def appoint(address: str = ADDRESS) -> str:
    add(address, first_name="Olivier", last_name="Meyer")
    return address


def test_who_is_appointed_chooses_a_password_by_the_link_and_signs_in(capsys: pytest.CaptureFixture[str]) -> None:
    appoint()
    (path,) = re.findall(r"http://testserver(/mot-de-passe/\S+/)", capsys.readouterr().out)
    client = Client()
    form = {"password": "Un-mot-de-passe-2026", "new_password1": "Un-mot-de-passe-2026"}
    form |= {"new_password2": "Un-mot-de-passe-2026", "again": "Un-mot-de-passe-2026"}
    client.post(path, form)
    user = User.objects.get(email="olivier@example.org")
    assert user.is_operator
    assert user.check_password("Un-mot-de-passe-2026")
    assert client.login(username="olivier@example.org", password="Un-mot-de-passe-2026")
    assert client.get(reverse("home")).status_code == 200
    assert client.get(path).status_code != 200


def test_before_that_nobody_signs_in_with_any_password() -> None:
    appoint()
    assert not User.objects.get(is_operator=True).has_usable_password()


def test_an_account_that_is_there_keeps_its_name_and_its_password() -> None:
    person = builders.a_person("olivier@example.org")
    appoint()
    appoint()
    person.refresh_from_db()
    assert (person.is_operator, person.first_name) == (True, "Claire")
    assert person.check_password("Essai-2026-xyz")
    assert User.objects.count() == 1


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(Refusal, match="CPP-COMPTE-05"):
        appoint("olivier")
    assert not User.objects.exists()


def test_the_command_takes_an_address_alone() -> None:
    chosen = parser().parse_args(["operator", "add", ADDRESS])
    assert (chosen.address, chosen.do.__name__) == (ADDRESS, "_add_operator")


@pytest.mark.parametrize(("what", "said"), [("second-factor", " : 0"), ("secret-question", "question secrète")])
def test_who_lost_what_is_asked_of_them_is_helped_by_command(
    what: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    builders.a_person("olivier@example.org")
    clear(ADDRESS, what=what)
    assert said in capsys.readouterr().out.replace("\u00a0", " ")
    with pytest.raises(Refusal, match="CPP-COMPTE-14"):
        clear("personne@example.org", what=what)


def test_the_command_of_it_takes_no_other_word() -> None:
    assert parser().parse_args(["operator", "clear", "second-factor", ADDRESS]).do.__name__ == "_clear"
    with pytest.raises(SystemExit):
        parser().parse_args(["operator", "clear", "password", ADDRESS])
