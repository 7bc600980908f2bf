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


@pytest.mark.parametrize(
    ("right", "wrong", "scheme"),
    [
        ("538199597", "538199598", "0002"),
        ("53819959700013", "53819959700014", "0002"),
        ("53819959700013", "538 199 597 00013", "0009"),
        ("53819959700013", "538199597", "1"),
        ("538199597_COMPTA", "COMPTA", "0225"),
        ("5790000436057", "3654789851", "0088"),
        ("3017620422003", "3017620422004", "0160"),
        ("5566778899", "5566778898", "0007"),
        ("10000009", "10000008", "0184"),
        ("987654325", "987654321", "0192"),
        ("0123456749", "0123456748", "0208"),
        ("04011000-1234512345-06", "04011000-1234512345-35", "0204"),
        ("FR40303265045", "40303265045", "0223"),
        ("40303265045", "FR41303265045", "9957"),
    ],
)
def test_a_number_is_checked_by_its_register(right: str, wrong: str, scheme: str) -> None:
    assert identifiers.is_registered(right, scheme=scheme) is True
    assert identifiers.is_registered(wrong, scheme=scheme) is False


@pytest.mark.parametrize("scheme", [None, "EM", "0177", "9999"])
def test_a_register_without_check_digits_says_nothing(scheme: str | None) -> None:
    assert identifiers.is_registered("12", scheme=scheme) is None


@pytest.mark.parametrize("number", ["", "X", "²²²", "٢١٣", "A" * 300, "FR\0"])
@pytest.mark.parametrize("scheme", ["0002", "0088", "0160", "0184", "0199", "0204", "0211", "0225", "9920", "9957"])
def test_no_text_breaks_a_check(number: str, scheme: str) -> None:
    assert identifiers.is_registered(number, scheme=scheme) is False
    assert not identifiers.is_vat_number(number)


@pytest.mark.parametrize("number", ["EL094259216", "NO995525828MVA", "CHE-107.787.577 IVA", "GB980780684", "IM1234"])
def test_a_vat_number_is_checked_by_its_country(number: str) -> None:
    assert identifiers.is_vat_number(number)


@pytest.mark.parametrize(
    "number", ["A", "DE37", "DE37/302/30168", "BE00", "DK1", "GB123456789", "NO123456789MVA", "XX"]
)
def test_a_vat_number_of_another_form_is_none(number: str) -> None:
    assert not identifiers.is_vat_number(number)


def test_the_vat_number_of_a_company_follows_from_its_siren() -> None:
    made = identifiers.vat_number_of("538199597")
    assert made == "FR47538199597"
    assert identifiers.is_vat_number(made)
    assert identifiers.vat_number_of("ABC") == ""
