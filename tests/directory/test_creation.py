"""One more structure for somebody who has an account: managed at once, or asked of its managers."""

from datetime import timedelta

import pytest

from tests.builders import ARSOUILLE, PARIS_7E, SAFE_STYLE
from tests.invoices.builders import AT, a_person, a_structure
from unisson.directory import awaiting, changes, creation, renumbering
from unisson.directory.identifiers import FORMATS
from unisson.directory.models import Membership, Structure, StructureChange
from unisson.directory.rights import managed, scope
from unisson.directory.spaces import Level, Space
from unisson.directory.stewards import Steward
from unisson.kernel.refusal import Refusal

from .conftest import House, Register

pytestmark = pytest.mark.django_db
TYPED = {"name": "ATELIER", "address": "1 rue", "postcode": "30000", "town": "Nîmes", "country": "FR"}
NUMBERS = {
    "SIRET": ARSOUILLE,
    "UE_HORS_FRANCE": "BE0123456749",
    "HORS_UE": "CHATELIER",
    "RIDET": "123456789",
    "TAHITI": "A12345678",
    "AUTRE": "EN COURS 12",
    "PARTICULIER": "18503PETITLOU",
}


def refused(kind: str, number: str) -> str:
    with pytest.raises(Refusal) as caught:
        creation.create(a_person(), kind=kind, identifier=number, typed=TYPED, at=AT)
    return caught.value.code


@pytest.mark.parametrize("kind", list(FORMATS))
def test_of_every_kind_its_creator_manages_it_and_sends_at_once(kind: str) -> None:
    person = a_person()
    typed = {**TYPED, "vat_number": "FR1", "phone": "0102030405"}
    made = creation.create(person, kind=kind, identifier=NUMBERS[kind], typed=typed, at=AT)
    structure = Structure.objects.get()
    assert (made.structure, made.demand, structure.verified) == (structure, None, False)
    assert (structure.kind, structure.name, structure.vat_number) == (kind, "ATELIER", "FR1")
    assert managed(person) == scope(person, Space.ISSUED, Level.WRITE).structures == {structure.pk}
    row = changes.of(structure).get()
    assert (row.what, row.actor, row.after["name"]) == (StructureChange.What.CREATED, person, "ATELIER")


def test_the_register_wins_over_what_is_typed(companies: Register) -> None:
    companies.holds(ARSOUILLE, name="ARSOUILLE")
    made = creation.create(a_person(), kind="SIRET", identifier=ARSOUILLE, typed=TYPED, at=AT).structure
    assert (made.name, made.town, made.verified) == ("ARSOUILLE", "Marseille", True)


def test_several_for_one_person_and_so_many_a_day() -> None:
    person = a_person()
    for rank in range(creation.A_DAY):
        creation.create(person, kind="AUTRE", identifier=f"EN COURS {rank}", typed=TYPED, at=AT)
    assert len(managed(person)) == creation.A_DAY
    assert refused("AUTRE", "EN COURS 99") == "CPP-CREATION-01"
    later = AT + timedelta(days=1, minutes=1)
    assert creation.create(person, kind="AUTRE", identifier="EN COURS 99", typed=TYPED, at=later).demand is None


def test_one_that_has_its_people_is_asked_of_them(house: House) -> None:
    person = a_person("noe@example.org")
    made = creation.create(person, kind="SIRET", identifier=SAFE_STYLE, typed=TYPED, at=AT)
    assert made.demand is not None
    assert (made.structure, person.memberships.get().state) == (house.structure, Membership.State.PENDING)
    assert Structure.objects.get().name == "SAFE STYLE"


def test_a_public_one_closed_one_or_badly_written_one_is_refused(companies: Register) -> None:
    a_structure(PARIS_7E)
    a_structure(SAFE_STYLE, active=False)
    companies.holds(ARSOUILLE, active=False)
    awaiting.nobody()
    said = [refused("SIRET", number) for number in (PARIS_7E, SAFE_STYLE, ARSOUILLE, "12")]
    assert said == ["CPP-CREATION-02", "CPP-INSCRIPTION-07", "CPP-INSCRIPTION-03", "CPP-INSCRIPTION-02"]
    assert refused("AUTRE", "en attente") == "CPP-STRUCTURE-02"


def test_an_identifier_that_changed_since_it_was_asked_leads_to_its_successor(house: House) -> None:
    by = Steward(person=house.claire)
    new = renumbering.renumber(by, house.structure.pk, kind="SIRET", identifier="53819959700021", at=AT)
    noe = a_person("noe@example.org")
    settled = creation.settle(
        noe, kind="SIRET", identifier=SAFE_STYLE, facts={**TYPED, "verified": True}, spaces=[Space.ISSUED], at=AT
    )
    assert (settled.structure, settled.demand is None) == (new, False)
