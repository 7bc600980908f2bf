"""« Mes rattachements »: asking by SIRET, more spaces, leaving, and the seeds' mistake warned of."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import PARIS_7E, SAFE_STYLE
from tests.invoices.builders import AT, a_clerk, a_person, a_service, a_structure, a_supplier
from unisson.accounts.models import User
from unisson.directory.models import Demand, Membership
from unisson.directory.register import attach
from unisson.directory.spaces import Level, Space

pytestmark = pytest.mark.django_db
ASK = {"niveau-FACTURES_RECUES": "MODIFICATION", "mot": "Service finances"}


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_asked_by_siret_it_waits_for_the_managers() -> None:
    a_structure(SAFE_STYLE)
    client = client_of(a_person())
    page = client.get(reverse("account-ask"), {"numero": "538 199 597 00013"})
    assert "SAFE STYLE" in page.text and "structure publique" not in page.text
    typed = {"numero": SAFE_STYLE, "niveau-FACTURES_EMISES": "CONSULTATION_UNIQUEMENT"}
    assert "En cours de validation" in client.post(reverse("account-ask"), typed, follow=True).text
    assert Demand.objects.get().wanted == [["FACTURES_EMISES", "CONSULTATION_UNIQUEMENT", None]]


def test_a_masked_structure_has_no_name_for_who_does_not_belong_to_it() -> None:
    house = a_structure(SAFE_STYLE, name="LÉA MARTIN", address="4 rue du Moulin", masked=True)
    manager = a_person("lea@example.org")
    attach(manager, house, at=AT, role=Membership.Role.PRINCIPAL)
    client = client_of(a_person())
    typed = {"numero": SAFE_STYLE, "niveau-FACTURES_EMISES": "CONSULTATION_UNIQUEMENT"}
    pages = [
        client.get(reverse("account-ask"), {"numero": SAFE_STYLE}),
        client.post(reverse("account-ask"), typed, follow=True),
        client.get(reverse("account")),
        client.get(reverse("account-create"), {"numero": SAFE_STYLE}, follow=True),
    ]
    for page in pages:
        assert SAFE_STYLE in page.text
        assert "MARTIN" not in page.text and "Moulin" not in page.text
    assert "LÉA MARTIN" in client_of(manager).get(reverse("account")).text


def test_a_supplier_is_warned_before_attaching_to_a_customer() -> None:
    a_structure(PARIS_7E)
    client, path = client_of(a_supplier()[0]), reverse("account-ask")
    assert "structure publique" in client.get(path, {"numero": PARIS_7E}).text
    refused = client.post(path, {"numero": PARIS_7E, **ASK})
    assert refused.context["refusal"].code == "CPP-RATTACHEMENT-06"
    assert not Demand.objects.exists()
    assert client.post(path, {"numero": PARIS_7E, "own": "on", **ASK}).status_code == 302


def test_a_clerk_is_not_warned_about_another_public_structure() -> None:
    a_structure("21300202500012")
    client = client_of(a_clerk())
    assert client.post(reverse("account-ask"), {"numero": "21300202500012", **ASK}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"numero": "81234567600017"}, "CPP-STRUCTURE-02"),
        ({"numero": "\x00"}, "CPP-STRUCTURE-02"),
        ({"numero": SAFE_STYLE, "type": "INVENTE"}, "CPP-STRUCTURE-02"),
        ({"numero": SAFE_STYLE}, "CPP-DEMANDE-04"),
        ({"numero": SAFE_STYLE, "niveau-FACTURES_RECUES": "MODIFICATION"}, "CPP-DEMANDE-04"),
        ({"numero": SAFE_STYLE, "niveau-FACTURES_EMISES": "TOUT"}, "CPP-DEMANDE-04"),
        ({"numero": SAFE_STYLE, "niveau-FACTURES_EMISES": "MODIFICATION", "mot": "x" * 501}, "CPP-TEXTE-01"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(typed: dict[str, str], code: str) -> None:
    a_structure(SAFE_STYLE)
    answer = client_of(a_person()).post(reverse("account-ask"), typed)
    assert (answer.status_code, answer.context["refusal"].code) == (409, code)


def test_one_more_space_on_one_service() -> None:
    clerk = a_clerk()
    service = a_service(a_structure(PARIS_7E), "TECH")
    path = reverse("account-spaces", args=[clerk.memberships.get().pk])
    assert "TECH" in client_of(clerk).get(path).text
    typed = {"niveau-FACTURES_EMISES": Level.WRITE.value, "service": "TECH"}
    assert client_of(clerk).post(path, typed).status_code == 302
    assert Demand.objects.get().wanted == [["FACTURES_EMISES", "MODIFICATION", service.pk]]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"niveau-FACTURES_RECUES": "CONSULTATION_UNIQUEMENT"}, "CPP-DEMANDE-02"),
        ({"niveau-FACTURES_EMISES": "MODIFICATION", "service": "NON"}, "CPP-DROITS-05"),
        ({}, "CPP-DEMANDE-04"),
    ],
)
def test_a_space_that_cannot_be_asked_is_refused_in_words(typed: dict[str, str], code: str) -> None:
    clerk = a_clerk()
    answer = client_of(clerk).post(reverse("account-spaces", args=[clerk.memberships.get().pk]), typed)
    assert (answer.status_code, answer.context["refusal"].code) == (409, code)


def test_left_after_a_question_the_tabs_are_gone() -> None:
    person, _structure = a_supplier()
    client, path = client_of(person), reverse("account-leave", args=[person.memberships.get().pk])
    assert client.get(reverse("issued:summary")).status_code == 200
    client.get(path)
    client.post(path)
    assert person.memberships.get().state == Membership.State.DELETED
    assert client.get(reverse("issued:summary")).status_code == 404
    assert client.post(path).status_code == 404


def test_a_request_is_taken_back_from_the_history() -> None:
    a_structure(SAFE_STYLE)
    client = client_of(a_person())
    client.post(reverse("account-ask"), {"numero": SAFE_STYLE, f"niveau-{Space.ISSUED.value}": Level.READ.value})
    page = client.post(reverse("account-withdraw", args=[Demand.objects.get().pk]), follow=True)
    assert "Retirée" in page.text


def test_where_nobody_manages_the_request_is_said_to_go_to_the_operator() -> None:
    structure, typed = a_structure(SAFE_STYLE), {"numero": SAFE_STYLE, "niveau-FACTURES_EMISES": "MODIFICATION"}
    told = client_of(a_person()).post(reverse("account-ask"), typed, follow=True).context["messages"]
    assert ["exploitant" in str(one) for one in told] == [True]
    attach(a_person("gerante@example.org"), structure, at=AT, role=Membership.Role.PRINCIPAL)
    told = client_of(a_person("autre@example.org")).post(reverse("account-ask"), typed, follow=True).context["messages"]
    assert ["gestionnaires" in str(one) for one in told] == [True]
