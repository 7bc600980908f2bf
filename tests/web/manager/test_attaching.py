"""« Rattacher une personne » and « Fermer un espace », by their pages; the page of the letter's link."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.directory.conftest import House, house  # noqa: F401 - a fixture
from tests.invoices.builders import a_person
from unisson.accounts.models import User
from unisson.accounts.question import QUESTIONS
from unisson.directory import acts, granting, rights
from unisson.directory.models import Invitation, ManagerAct
from unisson.directory.spaces import Level, Space
from unisson.notices.models import Email
from unisson.web.manager.page import history_rows

pytestmark = pytest.mark.usefixtures("house")
TYPED = {
    "address": "Noe@example.org",
    "last_name": "Petit",
    "first_name": "Noé",
    "niveau-FACTURES_EMISES": Level.WRITE.value,
}
ACCOUNT = {
    "last_name": "Petit",
    "first_name": "Noël",
    "new_password1": "Plume-et-encre-7",
    "new_password2": "Plume-et-encre-7",
    "question": "école",
    "answer": "Jules Ferry",
    "terms": "on",
}

_CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|/rattachements/[0-9]+/')
"""What differs from one answer to the next whatever was typed."""


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def claire(house: House) -> Client:  # noqa: F811
    return client_of(house.claire)


def propose(claire: Client, house: House, **typed: str) -> object:  # noqa: F811
    return claire.post(reverse("manager-invite", args=[house.structure.pk]), {**TYPED, **typed}, follow=True)


def link() -> str:
    token = Email.objects.filter(kind="attachment-proposed").latest("pk").values["token"]
    return reverse("invitation", args=[token])


def account() -> dict[str, str]:
    return {**ACCOUNT, "question": next(iter(QUESTIONS))}


def test_the_answer_is_the_same_words_with_an_account_and_without(claire: Client, house: House) -> None:  # noqa: F811
    a_person("known@example.org", first_name="Noé", last_name="Petit")
    pages = []
    for address in ("known@example.org", "nobody@example.org"):
        text = propose(claire, house, address=address).text  # type: ignore[attr-defined]
        pages.append(text.replace(address, "@"))
        Invitation.objects.all().delete()
    before_the_history = [page[page.index("<main") : page.index('id="faits"')] for page in pages]
    told = [_CHANGING.sub("", page) for page in before_the_history]
    assert told[0] == told[1]


def test_the_history_names_the_address_that_was_asked_and_that_declined(claire: Client, house: House) -> None:  # noqa: F811
    propose(claire, house)
    Client().post(link(), {"action": "decline"})
    rows = history_rows(list(acts.history(house.claire)))
    assert [(one.act.what, one.by, one.person) for one in rows] == [
        (ManagerAct.What.PASSED, "noe@example.org", house.claire.full_name),
        (ManagerAct.What.INVITED, house.claire.full_name, "noe@example.org"),
    ]
    Invitation.objects.all().delete()
    rows = history_rows(list(acts.history(house.claire)))
    assert [one.person for one in rows] == [house.claire.full_name, "—"]


def test_who_accepts_sees_the_space_at_the_next_click(claire: Client, house: House) -> None:  # noqa: F811
    noe = a_person("noe@example.org")
    theirs = client_of(noe)
    propose(claire, house)
    assert theirs.get(link()).url == reverse("account-attachments")  # type: ignore[attr-defined]
    made = Invitation.objects.get()
    assert f"proposition-{made.pk}" in theirs.get(reverse("account-attachments")).text
    theirs.post(reverse("account-invitation", args=[made.pk]), {"action": "accept"})
    assert theirs.get(reverse("issued:summary")).status_code == 200


def test_who_has_no_account_makes_it_on_the_page_of_the_link(claire: Client, house: House) -> None:  # noqa: F811
    propose(claire, house)
    newcomer = Client()
    assert 'name="new_password1"' in newcomer.get(link()).text
    answer = newcomer.post(link(), account())
    assert answer.status_code == 302
    assert newcomer.get(reverse("issued:summary")).status_code == 200
    assert User.objects.get(email="noe@example.org").first_name == "Noël"
    assert Client().get(link()).status_code == 410


@pytest.mark.parametrize("missing", ["terms", "last_name", "answer", "new_password2"])
def test_nothing_is_made_while_something_is_missing(claire: Client, house: House, missing: str) -> None:  # noqa: F811
    propose(claire, house)
    answer = Client().post(link(), {**account(), missing: ""})
    assert missing in answer.context["form"].errors
    assert not User.objects.filter(email="noe@example.org").exists()


def test_declined_on_the_page_of_the_link(claire: Client, house: House) -> None:  # noqa: F811
    propose(claire, house)
    assert Client().post(link(), {"action": "decline"}).status_code == 200
    assert Invitation.objects.get().state == Invitation.State.DECLINED


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"address": "noe"}, "address"),
        ({"last_name": ""}, "last_name"),
        ({"address": "ines@example.org"}, "address"),
        ({"niveau-FACTURES_EMISES": ""}, "__all__"),
        ({"service": "AILLEURS"}, "__all__"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(
    claire: Client,
    house: House,  # noqa: F811
    typed: dict[str, str],
    field: str,
) -> None:
    answer = propose(claire, house, **typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (409, [field])  # type: ignore[attr-defined]


def test_sent_again_at_once_it_is_refused_and_cancelled_it_is_gone(claire: Client, house: House) -> None:  # noqa: F811
    propose(claire, house)
    pk = Invitation.objects.get().pk
    claire.post(reverse("manager-invite-again", args=[pk]))
    assert Invitation.objects.get().letters == 1
    page = claire.post(reverse("manager-invite-cancel", args=[pk]), follow=True)
    assert Invitation.objects.get().state == Invitation.State.CANCELLED
    assert 'id="propositions"' not in page.text


def test_a_closed_space_is_gone_for_everybody(claire: Client, house: House) -> None:  # noqa: F811
    path = reverse("manager-close", args=[house.structure.pk, "FACTURES_EMISES"])
    assert "Inès" in claire.get(path).text
    claire.post(path)
    assert client_of(house.ines).get(reverse("issued:summary")).status_code == 404
    assert claire.get(path).status_code == 404


def test_a_space_is_closed_for_one_person(claire: Client, house: House) -> None:  # noqa: F811
    place = house.place(house.ines)
    path = reverse("manager-person-close", args=[place.pk])
    typed = {"vu": granting.mark(place), "espace": "FACTURES_EMISES"}
    assert claire.post(path, typed).status_code == 302
    assert not rights.spaces(User.objects.get(pk=house.ines.pk))
    assert claire.post(path, {**typed, "espace": "RIEN"}).status_code == 404


def test_the_principal_manager_opens_a_space_for_himself(claire: Client, house: House) -> None:  # noqa: F811
    house.structure.openings.all().delete()
    claire.post(
        reverse("account-spaces", args=[house.place(house.claire).pk]), {"niveau-FACTURES_EMISES": Level.WRITE.value}
    )
    assert rights.scope(User.objects.get(pk=house.claire.pk), Space.ISSUED, Level.WRITE)
