"""The kinds of identifier: how they are kept, what fits, which country they name."""

import pytest

from unisson.directory import countries
from unisson.directory.identifiers import country_of, fits, tidy


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("SIRET", "213 002 025 00012", "21300202500012"),
        ("HORS_UE", "us  Acme corp of delaware", "USACME CORP OF DEL"),
        ("HORS_UE", "US ACME", "USACME"),
        ("PARTICULIER", "1 85 07 - Édith Rœ", "18507EDITHR"),
    ],
)
def test_what_people_type_is_kept_as_the_kind_is_written(kind: str, typed: str, kept: str) -> None:
    assert tidy(kind, typed) == kept
    assert kind == "SIRET" or fits(kind, kept)


def test_a_structure_outside_the_union_begins_with_a_country() -> None:
    assert fits("HORS_UE", "CHBANQUE")
    assert not fits("HORS_UE", "ZZBANQUE")
    assert not fits("HORS_UE", "EUBANQUE")


@pytest.mark.parametrize(
    ("kind", "identifier", "country"),
    [
        ("SIRET", "21300202500012", "FR"),
        ("UE_HORS_FRANCE", "BE0403170701", "BE"),
        ("UE_HORS_FRANCE", "EL094259216", "GR"),
        ("HORS_UE", "CHBANQUE", "CH"),
        ("RIDET", "0123456789", "NC"),
        ("TAHITI", "A12345678", "PF"),
    ],
)
def test_the_country_that_an_identifier_names(kind: str, identifier: str, country: str) -> None:
    assert country_of(kind, identifier) == country
    assert countries.is_country(country)


def test_countries_stand_by_name_without_their_accents() -> None:
    names = list(countries.named("fr").values())
    assert names.index("Égypte") < names.index("Émirats arabes unis") < names.index("Finlande")
