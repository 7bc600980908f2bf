"""« Derniers appels »: who sees them, filtered; one of them with its command."""

import shlex
from dataclasses import replace

import pytest
from django.urls import reverse
from pytest_django import Settings

from tests.api.caller import Machine, a_machine
from tests.builders import PONT_SAINT_ESPRIT
from unisson.directory.models import ApiCall

from .people import People, client_of, people

pytestmark = pytest.mark.django_db
SEARCH = "structures/v1/rechercher"
LIST = reverse("connections:calls")


@pytest.fixture(autouse=True)
def kept(settings: Settings) -> None:
    settings.API_CALLS_KEPT = "all"


@pytest.fixture
def house() -> People:
    return people()


@pytest.fixture
def machine(house: People) -> Machine:
    one = a_machine(house.structure)
    one.ask(SEARCH, {"structure": {"identifiantStructure": PONT_SAINT_ESPRIT}})
    one.call("nulle/part")
    return one


def test_the_calls_of_the_structure_are_listed_and_filtered(house: People, machine: Machine) -> None:
    client = client_of(house.reader)

    page = client.get(LIST).text
    assert page.count("/cpro/") == 2
    assert "404" in page
    assert "200 · 0" in page
    assert "nulle/part" not in client.get(LIST, {"resultat": "reussis"}).text
    assert SEARCH not in client.get(LIST, {"resultat": "erreurs"}).text
    pk = machine.connection.connection.pk
    assert SEARCH in client.get(LIST, {"logiciel": pk}).text
    for asked in ({"logiciel": pk + 1}, {"logiciel": "x"}, {"avant": ApiCall.objects.order_by("pk")[0].pk}):
        assert "Aucun appel ne correspond" in client.get(LIST, asked).text


def test_more_than_fifty_go_over_several_pages(house: People, machine: Machine) -> None:
    call = ApiCall.objects.all()[0]
    for _ in range(60):
        call.pk = None
        call.save(force_insert=True)
    client = client_of(house.reader)
    first = client.get(LIST).context["page"]
    rest = client.get(LIST, {"avant": first.further}).context["page"]
    assert (len(first.rows), len(rest.rows), rest.further) == (50, 13, 0)


def test_who_is_elsewhere_or_only_manages_sees_none(house: People, machine: Machine) -> None:
    one = reverse("connections:call", args=[ApiCall.objects.all()[0].pk])
    assert SEARCH not in client_of(house.stranger).get(LIST).text
    assert client_of(house.stranger).get(one).status_code == 404
    for path in (LIST, one):
        assert client_of(house.manager).get(path).status_code == 404


def test_what_another_structure_said_by_this_software_is_not_shown(house: People, machine: Machine) -> None:
    theirs = a_machine(house.elsewhere)
    replace(machine, account=theirs.account).ask(SEARCH, {"structure": {"nomStructure": "Chut"}})
    call = ApiCall.objects.get(account=theirs.account.login)
    page = client_of(house.reader).get(reverse("connections:call", args=[call.pk])).text
    assert theirs.account.login in page
    assert "appartient à une autre structure" in page
    assert "Chut" not in page
    assert client_of(house.stranger).get(reverse("connections:call", args=[call.pk])).status_code == 404


def test_one_call_is_shown_with_its_command_and_without_secrets(house: People, machine: Machine) -> None:
    machine.ask(SEARCH, {"structure": {"nomStructure": "L’Isle", "x": "it's"}, "motDePasse": "hidden-one"})
    call = ApiCall.objects.all()[0]
    answer = client_of(house.reader).get(reverse("connections:call", args=[call.pk]))
    page = answer.context["page"]
    assert "L’Isle" in page.asked
    assert '"codeRetour": 0' in page.answered
    words = shlex.split(page.command.replace("\\\n", " "))
    assert words[:2] == ["curl", f"http://testserver/cpro/{SEARCH}"]
    assert words[-1] == call.asked
    for secret in (machine.token, machine.account.password, machine.headers["cpro-account"], "hidden-one"):
        assert secret not in answer.text


def test_in_production_it_says_that_bodies_are_not_kept(house: People, settings: Settings) -> None:
    settings.API_CALLS_KEPT = "facts"
    a_machine(house.structure).ask(SEARCH)
    client = client_of(house.reader)
    assert "pas leur contenu" in client.get(LIST).text
    page = client.get(reverse("connections:call", args=[ApiCall.objects.all()[0].pk])).text
    assert "Le contenu de cet appel n’est pas gardé" in page


def test_a_connection_leads_to_its_calls_and_developers_to_all(house: People, machine: Machine) -> None:
    pk = machine.connection.connection.pk
    page = reverse("connections:connection", args=[pk])
    assert f"{LIST}?logiciel={pk}" in client_of(house.reader).get(page).text
    assert f"{LIST}?logiciel={pk}" not in client_of(house.manager).get(page).text
    assert LIST in client_of(house.reader).get(reverse("developers")).text
    assert LIST not in client_of(house.manager).get(reverse("developers")).text


def test_a_request_for_a_token_has_its_own_command(house: People, machine: Machine) -> None:
    call = ApiCall.objects.get(path="/api/oauth/token")

    page = client_of(house.reader).get(reverse("connections:call", args=[call.pk])).context["page"]

    assert "grant_type=client_credentials" in page.command
    assert "cpro-account" not in page.command
    assert machine.connection.secret not in page.asked + page.answered + page.command
