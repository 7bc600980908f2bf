"""Each profile is known in all the spellings its versions had."""

import pytest

from unisson.einvoice.profiles import EN16931, exists, level_of


@pytest.mark.parametrize(
    ("specification", "name"),
    [
        ("urn:factur-x.eu:1p0:minimum", "MINIMUM"),
        ("urn:zugferd.de:2p0:minimum", "MINIMUM"),
        ("urn:factur-x.eu:1p0:basicwl", "BASIC WL"),
        (f"{EN16931}#compliant#urn:factur-x.eu:1p0:basic", "BASIC"),
        (f"{EN16931}:compliant:factur-x.eu:1p0:basic", "BASIC"),
        (f"{EN16931}#compliant#urn:zugferd.de:2p0:basic", "BASIC"),
        (EN16931, "EN 16931"),
        (f"{EN16931}:compliant:factur-x.eu:1p0:en16931", "EN 16931"),
        (f"{EN16931}#conformant#urn:zugferd.de:2p0:extended", "EXTENDED"),
        (f"{EN16931}:compliant:factur-x.eu:1p0:extended", "EXTENDED"),
    ],
)
def test_a_profile_of_factur_x_exists_and_has_a_level(specification: str, name: str) -> None:
    level = level_of(specification)
    assert level is not None
    assert level.name == name
    assert level.relationship in level.relationships
    assert exists(specification)


@pytest.mark.parametrize("specification", [None, "", "A1"])
def test_an_identifier_of_no_profile_has_no_level(specification: str | None) -> None:
    assert level_of(specification) is None


@pytest.mark.parametrize(
    "specification", ["urn:oasis:names:specification:ubl", "A2", f"{EN16931}#compliant#urn:peppol"]
)
def test_of_the_identifiers_of_others_nothing_is_said(specification: str) -> None:
    assert exists(specification)
