from datetime import date

import pytest

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.invoices.builders import a_service, a_structure
from unisson.directory.models import Structure
from unisson.directory.search import fold, open_services, public_structures, services_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 20)


def found(text: str) -> list[str]:
    return [structure.identifier for structure in public_structures(text)]


@pytest.fixture(autouse=True)
def directory() -> None:
    a_structure(PONT_SAINT_ESPRIT, town="Pont-Saint-Esprit", postcode="30130")
    a_structure(PARIS_7E, town="Paris", postcode="75007")
    a_structure(SAFE_STYLE, town="Montpellier")


@pytest.mark.parametrize(
    "text",
    [
        "pont saint esprit",
        "PONT-ST-ESPRIT",
        "esprit mairie",
        "30130",
        "213002",
        "213 002 025 00012",
        "21300202500012",
        "Mairie de  Pont-Saint-Esprit ",
    ],
)
def test_a_structure_is_found_by_whatever_one_knows_of_it(text: str) -> None:
    assert found(text) == [PONT_SAINT_ESPRIT]


def test_every_word_must_match() -> None:
    assert found("mairie esprit") == [PONT_SAINT_ESPRIT]
    assert found("mairie inconnue") == []
    assert set(found("mairie")) == {PONT_SAINT_ESPRIT, PARIS_7E}


@pytest.mark.parametrize("text", ["%", "_", "' OR 1=1", "\\", "(", "\x00"])
def test_what_means_something_to_a_database_finds_nothing_by_magic(text: str) -> None:
    assert len(found(text)) <= 2


def test_private_and_closed_structures_are_not_recipients() -> None:
    assert found("safe style") == []
    Structure.objects.filter(identifier=PARIS_7E).update(active=False)
    assert found("7eme") == []


@pytest.mark.parametrize(
    ("text", "folded"), [("Hôpital Œuvre", "hopital oeuvre"), ("St-Élie 7e arr.", "saint elie 7e arrondissement")]
)
def test_accents_case_and_short_forms_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_services_are_found_by_code_or_name_while_they_are_open() -> None:
    town = a_structure(PONT_SAINT_ESPRIT)
    a_service(town, "ECOLES", name="Affaires scolaires")
    a_service(town, "VIEUX", name="Affaires anciennes", valid_until=date(2026, 11, 19))
    a_service(town, "BIENTOT", valid_from=date(2026, 11, 21))
    a_service(town, "CLOS", active=False)
    assert [service.code for service in open_services(town, on=DAY)] == ["ECOLES"]
    for text in ("ecol", "scolaires affaires", ""):
        assert [service.code for service in services_of(town, text, on=DAY)] == ["ECOLES"]
