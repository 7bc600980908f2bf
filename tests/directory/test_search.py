from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.invoices.builders import AT, a_service, a_structure
from unisson.directory import changes
from unisson.directory import search as directory_search
from unisson.directory.models import Structure, StructureChange
from unisson.directory.search import (
    Asked,
    Found,
    fold,
    meant,
    open_services,
    public_structures,
    search,
    services_of,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 20)


def found(text: str) -> list[str]:
    return [structure.identifier for structure in public_structures(text)]


def identifiers(page: Found) -> list[str]:
    return [structure.identifier for structure in page.rows]


def close(structure: Structure) -> None:
    Structure.objects.filter(pk=structure.pk).update(active=False)
    after = {"active": False}
    changes.record(StructureChange.What.DEACTIVATED, structure, actor=None, before={"active": True}, after=after, at=AT)


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


@pytest.mark.parametrize(
    "text",
    [
        "SIRET 213 002 025 00012",
        "siret : 213\u00a0002\u00a0025\u00a000012",
        "SIREN 213 002 025",
        "mairie 213 002 025 00012",
        "213 002 025 00012 Pont-Saint-Esprit",
    ],
)
def test_a_number_may_be_pasted_as_the_portal_prints_it(text: str) -> None:
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
    assert found("7eme") == [PARIS_7E]
    Structure.objects.filter(identifier=PARIS_7E).update(active=False)
    assert found("7eme") == []


def test_a_closed_structure_is_in_the_directory_after_the_others_and_among_no_recipients() -> None:
    close(Structure.objects.get(identifier=PONT_SAINT_ESPRIT))
    assert identifiers(search(Asked(text="mairie"))) == [PARIS_7E, PONT_SAINT_ESPRIT]
    assert found("mairie") == [PARIS_7E]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("MAIRIE DE SAINT-AMBRE", "commune st ambre"),
        ("COMMUNE DE SAINTE-LYS", "ville ste lys"),
        ("COMMUNAUTE DE COMMUNES DU VAL", "cc val"),
        ("CC DU VAL", "communauté de communes du Val"),
        ("CENTRE HOSPITALIER UNIVERSITAIRE", "CHU"),
        ("CCAS DE LYS", "centre communal d’action sociale"),
        ("DEPARTEMENT DE L’ORQUE", "dpt orque"),
        ("COMMUNE DE L'ISLE-D'ABEAU", "isle abeau"),
        ("COMMUNE DE L’ISLE D’ABEAU", "l isle d'abeau"),
        ("COMMUNE DE L ISLE D ABEAU", "lisle dabeau"),
        ("LYCÉE ŒUVRE", "lycee oeuv"),
        ("MAIRIE DU 3E ARR", "3ème arrondissement"),
    ],
)
def test_people_write_names_in_many_ways(name: str, text: str) -> None:
    a_structure("21340172200011", name=name)
    assert "21340172200011" in found(text)


def test_the_exact_word_and_the_shortest_name_come_first() -> None:
    named = ["LYCEE DE MONTOR", "COLLEGE DU MONT VERT", "MONT", "OFFICE"]
    towns = ["", "", "", "Mont"]
    for rank, (name, town) in enumerate(zip(named, towns, strict=True)):
        a_structure(f"2134017220001{rank}", name=name, town=town)
    assert [one.name for one in search(Asked(text="mont")).rows] == [
        "MONT",
        "COLLEGE DU MONT VERT",
        "OFFICE",
        "LYCEE DE MONTOR",
    ]


def test_the_criteria_narrow_each_other() -> None:
    hospital = "26340017800012"
    a_structure(hospital, name="CENTRE HOSPITALIER DE PONT", town="Val", postcode="34700", country="FR")
    a_structure("29900000000015", name="PONT BELGE", town="Pont", country="BE")
    assert set(found("pont")) == {hospital, "29900000000015", PONT_SAINT_ESPRIT}
    assert identifiers(search(Asked(text="pont", kind="SANTE"))) == [hospital]
    assert identifiers(search(Asked(kind="SANTE"))) == [hospital]
    assert identifiers(search(Asked(text="pont", town="val"))) == [hospital]
    assert identifiers(search(Asked(text="pont", postcode="347"))) == [hospital]
    assert identifiers(search(Asked(text="pont", country="BE"))) == ["29900000000015"]
    assert identifiers(search(Asked(text="val", town="pont"))) == []


@pytest.mark.parametrize(
    ("postcode", "codes"),
    [
        ("3", {"30130", "34700"}),
        ("34", {"34700"}),
        ("347", {"34700"}),
        ("34700", {"34700"}),
        ("34701", set()),
        ("30130", {"30130"}),
        ("2630", set()),
    ],
)
def test_a_postcode_may_be_begun_and_is_no_beginning_of_a_siret(postcode: str, codes: set[str]) -> None:
    centres = {"26300017800012": "30130", "26340017800012": "34700", "34750017800012": "75007"}
    for number, code in centres.items():
        a_structure(number, name="CENTRE SOCIAL 34", postcode=code)
    for asked in (Asked(text="centre social", postcode=postcode), Asked(postcode=postcode)):
        rows = [row for row in search(asked).rows if row.identifier in centres]
        assert sorted(row.postcode for row in rows) == sorted(codes)


@pytest.mark.parametrize("counted", [3, 100])
def test_pages_follow_one_another_without_loss_or_double(counted: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory_search, "COUNTED", counted)
    made = {f"2134017220001{rank}" for rank in range(7)}
    for number in made:
        a_structure(number, name="CAISSE DES CAISSES", town=f"Caissac {number}")
    after, seen, pages = "", [], []
    while not pages or after:
        page = search(Asked(text="cais"), after=after, size=3)
        pages.append((page.before, page.total))
        seen += identifiers(page)
        after = page.next
    assert sorted(seen) == sorted(made)
    assert pages == [(0, 7 if counted > 7 else None), (3, 7 if counted > 7 else None), (6, 7 if counted > 7 else None)]


@pytest.mark.parametrize(
    "after", ["", "x", "a_b_c_d", "____", "\0_1_1_1", "mairie_99999999999999999999_1", "é_1_2", "-1", "99", "9" * 99]
)
def test_a_page_that_no_page_led_to_is_only_another_place(after: str) -> None:
    assert len(search(Asked(text="mairie"), after=after).rows) <= 2


def test_of_a_masked_structure_only_the_number_finds_anything() -> None:
    a_structure("21340172200011", name="MAIRIE SECRETE", town="Cachette", postcode="34230", masked=True)
    assert [found(text) for text in ("secrete", "cachette", "34230")] == [[], [], []]
    assert found("213401722") == ["21340172200011"]


def test_what_is_changed_is_found_by_its_new_words_only() -> None:
    town = Structure.objects.get(identifier=PONT_SAINT_ESPRIT)
    before, after = {"name": town.name}, {"name": "COMMUNE NOUVELLE"}
    changes.record(StructureChange.What.FACTS, town, actor=None, before=before, after=after, at=AT)
    assert found("nouvelle") == [PONT_SAINT_ESPRIT]
    assert found("mairie arr") == [PARIS_7E]
    assert found("esprit nouvelle") == [PONT_SAINT_ESPRIT]  # by its town


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("marie pont esprti", "mairie pont esprit"),
        ("espirt", "esprit"),
        ("mairie", ""),
        ("zzzz", ""),
        ("30130 espirt", "30130 esprit"),
    ],
)
def test_a_slip_of_the_pen_is_guessed(text: str, likely: str) -> None:
    assert meant(text) == likely


def test_a_search_costs_few_questions() -> None:
    with CaptureQueriesContext(connection) as captured:
        assert not search(
            Asked(text="mairie de pont saint esprit gard", town="pont", kind="COMMUNE", country="FR")
        ).rows
    assert len(captured) <= 10


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
