import pytest

from unisson.kernel import identifiers


@pytest.mark.parametrize(
    "siret", ["21300202500012", "213 002 025 00012", "21750001608202", "53819959700013", identifiers.STATE_SIRET]
)
def test_a_siret_with_a_right_check_digit_is_one(siret: str) -> None:
    assert identifiers.is_siret(siret)


@pytest.mark.parametrize("text", ["", "21300202500013", "2130020250001", "2130020250001X", "٢١٣٠٠٢٠٢٥٠٠٠١٢"])
def test_anything_else_is_not_a_siret(text: str) -> None:
    assert not identifiers.is_siret(text)


def test_an_establishment_of_la_poste_follows_its_own_sum() -> None:
    assert identifiers.is_siret("35600000049837")
    assert not identifiers.is_siret("35600000049838")


def test_siren_vat_number_and_iban_are_checked() -> None:
    assert identifiers.is_siren("538 199 597")
    assert not identifiers.is_siren("538199598")
    assert identifiers.is_vat_number("FR 40 303 265 045")
    assert not identifiers.is_vat_number("FR41303265045")
    assert identifiers.is_iban("FR14 2004 1010 0505 0001 3M02 606")
    assert not identifiers.is_iban("FR1420041010050500013M02607")


def test_separators_that_people_type_are_taken_out() -> None:
    assert identifiers.compact(" fr-14.2004\u00a01010\u202f05 ") == "FR14200410" + "1005"


def test_a_siret_is_shown_in_groups() -> None:
    assert identifiers.show_siret("21300202500012") == "213\u00a0002\u00a0025\u00a000012"
    assert identifiers.show_siret("FR123") == "FR123"
