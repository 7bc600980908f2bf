"""« Créer une structure »: the number, what the register says, then a structure of one's own."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import ARSOUILLE, PARIS_7E, SAFE_STYLE
from tests.directory.conftest import Register, companies  # noqa: F401 - a fixture
from tests.invoices.builders import a_person, a_structure, a_supplier
from unisson.directory.models import Membership, Structure

pytestmark = pytest.mark.django_db
ADDRESS = "/mon-compte/structures/creer/"


@pytest.fixture
def client() -> Client:
    signed = Client()
    signed.force_login(a_person("noe@example.org"))
    return signed


def test_what_the_register_knows_is_not_typed(client: Client, companies: Register) -> None:  # noqa: F811
    companies.holds(ARSOUILLE, name="ARSOUILLE")
    page = client.get(ADDRESS, {"type": "SIRET", "numero": ARSOUILLE})
    assert list(page.context["form"].fields) == ["vat_number", "trade_register", "contact_email", "phone"]
    client.post(ADDRESS, {"type": "SIRET", "numero": ARSOUILLE, "phone": "0102030405", "name": "AUTRE"})
    made = Structure.objects.get()
    assert (made.name, made.verified, made.phone) == ("ARSOUILLE", True, "0102030405")
    assert Membership.objects.get().role == Membership.Role.PRINCIPAL


def test_typed_where_nobody_knows_it_and_what_lacks_is_asked(client: Client) -> None:
    answer = client.post(ADDRESS, {"type": "UE_HORS_FRANCE", "numero": "BE0123456749", "name": "ATELIER"})
    assert (answer.status_code, set(answer.context["form"].errors)) == (409, {"address", "town", "country"})
    assert answer.context["form"].initial == {"vat_number": "BE0123456749", "country": "BE"}
    typed = {"name": "ATELIER", "address": "1 rue", "town": "Liège", "country": "BE"}
    client.post(ADDRESS, {"type": "UE_HORS_FRANCE", "numero": "BE0123456749", **typed})
    assert not Structure.objects.get(identifier="BE0123456749").verified


@pytest.mark.parametrize("siret", [SAFE_STYLE, PARIS_7E])
def test_one_that_others_have_leads_to_the_request_for_an_attachment(client: Client, siret: str) -> None:
    a_supplier()
    a_structure(PARIS_7E)
    answer = client.get(ADDRESS, {"numero": siret})
    assert answer["Location"] == reverse("account-ask") + f"?type=SIRET&numero={siret}"


def test_a_free_one_is_taken_as_it_is(client: Client) -> None:
    structure = a_structure(SAFE_STYLE)
    assert not client.get(ADDRESS, {"numero": SAFE_STYLE}).context["form"].fields
    client.post(ADDRESS, {"numero": SAFE_STYLE, "name": "AUTRE"})
    assert Structure.objects.get() == structure
    assert Structure.objects.get().name == "SAFE STYLE"


@pytest.mark.parametrize(("kind", "number"), [("SIRET", "12"), ("NIMPORTE", "12"), ("SIRET", "")])
def test_a_number_that_is_none_comes_back_with_its_fault(client: Client, kind: str, number: str) -> None:
    answer = client.post(ADDRESS, {"type": kind, "numero": number})
    assert (answer.status_code, answer.context["refusal"] is not None) == (409, True)
