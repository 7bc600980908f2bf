"""« Activités du gestionnaire »: requests decided from the page, in force at the next click of whoever asked."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import SAFE_STYLE
from tests.invoices.builders import AT, a_person, a_structure
from unisson.accounts.models import User
from unisson.directory import openings, register, requests
from unisson.directory.models import Demand, Membership, SignUp
from unisson.directory.spaces import Level, Space
from unisson.notices.models import Email

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Client:
    person = a_person("gestion@example.org")
    register.attach(person, a_structure(SAFE_STYLE), at=AT, role=Membership.Role.PRINCIPAL)
    client = Client()
    client.force_login(person)
    return client


def asking(address: str = "claire@example.org") -> tuple[User, Membership]:
    person = a_person(address)
    wanted = [(Space.ISSUED, Level.WRITE)]
    return person, requests.ask(person, a_structure(SAFE_STYLE), wanted=wanted, at=AT)


def test_accepted_the_colleague_sees_the_tab_without_signing_in_again(manager: Client) -> None:
    person, request = asking()
    colleague = Client()
    colleague.force_login(person)
    assert colleague.get(reverse("issued:summary")).status_code == 404
    assert [one.pk for one in manager.get(reverse("manager")).context["asked"]] == [request.pk]

    answer = manager.post(reverse("manager-decide"), {"demande": request.pk, "action": "accept"})

    assert answer.url == reverse("manager")
    assert colleague.get(reverse("issued:summary")).status_code == 200
    page = manager.get(reverse("manager")).context
    assert (page["asked"], [row.act.about for row in page["acts"]]) == ([], [person])


def test_several_are_refused_at_once(manager: Client) -> None:
    pks = [asking(f"{name}@example.org")[1].pk for name in ("un", "deux")]
    manager.post(reverse("manager-decide"), {"demande": pks, "action": "refuse", "commentaire": "Non"})
    assert set(Demand.objects.values_list("state", "answer")) == {(Demand.State.REFUSED, "Non")}


def test_the_second_of_two_managers_is_told_that_it_was_decided(manager: Client) -> None:
    person, request = asking()
    requests.decide(User.objects.get(email="gestion@example.org"), [request.pk], accept=False, comment="Non", at=AT)
    answer = manager.post(reverse("manager-decide"), {"demande": request.pk, "action": "accept"}, follow=True)
    assert "1 demande avait déjà été traitée" in answer.text
    assert person.memberships.get().state == Membership.State.REFUSED


def test_who_never_activated_gets_the_link_again(manager: Client) -> None:
    row = SignUp.objects.create(
        address="jamais@example.org", kind="SIRET", identifier=SAFE_STYLE, asked_at=AT, expires_at=AT, digest="x"
    )
    assert "expiré" in manager.get(reverse("manager")).text
    answer = manager.post(reverse("manager-resend", args=[row.pk]), follow=True)
    assert "Lien renvoyé à jamais@example.org" in answer.text
    again = manager.post(reverse("manager-resend", args=[row.pk]), follow=True)
    assert "vient de recevoir un lien" in again.text
    assert Email.objects.filter(kind="account-activation").count() == 1


def test_a_space_is_opened_on_the_structure(manager: Client) -> None:
    structure = a_structure(SAFE_STYLE)
    structure.openings.all().delete()
    assert "Ouvrir «" in manager.get(reverse("manager")).text
    for space in ("FACTURES_EMISES", "FACTURES_RECUES", "INVENTE"):
        manager.post(reverse("manager-open", args=[structure.pk]), {"espace": space})
    assert openings.open_on(structure) == [Space.ISSUED]


def test_ticking_nothing_is_said_and_the_word_stays(manager: Client) -> None:
    asking()
    answer = manager.post(reverse("manager-decide"), {"action": "accept", "commentaire": "Bienvenue"})
    assert (answer.status_code, answer.context["refusal"].code) == (409, "CPP-RATTACHEMENT-02")
    assert answer.context["typed"] == "Bienvenue"


def test_many_requests_cost_no_more_queries_than_one(manager: Client, django_assert_max_num_queries: object) -> None:
    for number in range(4):
        asking(f"p{number}@example.org")
    manager.get(reverse("manager"))  # the first click of a session writes where one is signed in
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        assert len(manager.get(reverse("manager")).context["asked"]) == 4
