"""« Conditions et mandat »: read, signed by a tick, ended, and given as a PDF."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import SAFE_STYLE
from tests.invoices.builders import AT, LATER, a_person, a_structure
from unisson.directory import agreements, register
from unisson.directory.models import Membership, Structure
from unisson.kernel.clock import stopped

pytestmark = pytest.mark.django_db


@pytest.fixture
def structure(client: Client) -> Structure:
    """Managed by whoever is signed in."""
    made = a_structure(SAFE_STYLE)
    register.attach(a_person(), made, at=AT, role=Membership.Role.PRINCIPAL)
    client.force_login(a_person())
    return made


def test_the_mandate_is_signed_by_a_tick_and_ended(client: Client, structure: Structure) -> None:
    address = reverse("mandate", args=[structure.pk])
    refused = client.post(address)
    assert (refused.status_code, agreements.mandate_of(structure)) == (400, None)
    signed = client.post(address, {"signe": "oui"}, follow=True)
    assert "Mandat signé" in signed.text
    assert agreements.mandate_of(structure)
    assert reverse("mandate-end", args=[structure.pk]) in client.get(address).text
    assert client.post(reverse("mandate-end", args=[structure.pk]), follow=True).status_code == 200
    assert agreements.mandate_of(structure) is None


def test_the_pdf_comes_when_the_worker_made_it(client: Client, structure: Structure) -> None:
    signed = agreements.sign_mandate(a_person(), structure.pk, at=AT)
    address = reverse("agreement-pdf", args=[signed.pk])
    assert client.get(address).status_code == 503
    agreements.print_pending(clock=stopped(LATER))
    answer = client.get(address)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="mandat-')
    assert answer.content.startswith(b"%PDF")


def test_the_page_of_the_terms_shows_the_words_that_are_accepted(client: Client) -> None:
    page = client.get(reverse("terms")).text
    kept = agreements.accept_terms(a_person(), at=AT)
    assert all(article["text"] in page for article in kept.words["articles"])


def test_a_page_below_mon_compte_shows_where_one_is(client: Client, structure: Structure) -> None:
    assert 'aria-current="page">Mon compte' in client.get(reverse("agreements")).text
