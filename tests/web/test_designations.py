"""What INSEE masks is shown to who belongs to the structure, and to nobody else, an operator included."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import PONT_SAINT_ESPRIT
from tests.directory.conftest import an_operator
from tests.invoices.builders import AT, a_draft, a_person, a_service, a_structure
from unisson.accounts.models import User
from unisson.directory import acts, changes, register
from unisson.directory.models import Membership, OperatorAct, Structure, StructureChange

pytestmark = pytest.mark.django_db
SECRET = {"name": "SECRETE", "address": "1 rue Cachée", "postcode": "99111", "town": "Cachette"}


@pytest.fixture
def town_hall() -> Structure:
    """Masked, with something in its history and in the operators' journal."""
    made = a_structure(PONT_SAINT_ESPRIT, **SECRET, masked=True)
    a_service(made)
    what = StructureChange.What.FACTS
    changes.record(what, made, actor=None, before={"name": "SECRETE ET FILS"}, after={"name": "SECRETE"}, at=AT)
    acts.note(OperatorAct.What.DEACTIVATED, actor=an_operator(), structure=made, at=AT)
    return made


def told(person: User, address: str) -> list[str]:
    client = Client()
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200
    return [word for word in SECRET.values() if word in answer.text]


FICHE = ("structure", "facts", "parameters", "changes", "services", "accounts", "service-add", "account-add")


@pytest.mark.parametrize(
    "name",
    [
        *(f"manager-{page}" for page in FICHE),
        *(f"operator-{page}" for page in ("structure", "renumber", "activity")),
    ],
)
def test_an_operator_reads_the_number_and_neither_name_nor_place(name: str, town_hall: Structure) -> None:
    assert told(an_operator(), reverse(name, args=[town_hall.pk])) == []


@pytest.mark.parametrize("address", ["operator-structures", "operator-journal", "operator"])
def test_nor_does_he_in_a_list(address: str, town_hall: Structure) -> None:
    assert told(an_operator(), f"{reverse(address)}?q={PONT_SAINT_ESPRIT}") == []


@pytest.mark.parametrize("name", FICHE)
def test_its_own_manager_reads_his_own_name(name: str, town_hall: Structure) -> None:
    manager = a_person("maire@example.org")
    register.attach(manager, town_hall, at=AT, role=Membership.Role.PRINCIPAL)
    assert "SECRETE" in told(manager, reverse(f"manager-{name}", args=[town_hall.pk]))


@pytest.mark.parametrize("page", ["draft", "pick-structure", "pick-service"])
def test_who_prepares_an_invoice_to_it_reads_its_number(page: str, town_hall: Structure) -> None:
    draft = a_draft()
    assert told(a_person(), f"{reverse(f'issued:{page}', args=[draft.pk])}?q={PONT_SAINT_ESPRIT}") == []
