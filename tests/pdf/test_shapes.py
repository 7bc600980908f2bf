import pytest

from unisson.pdf.shapes import amounts, days, ibans, references, service_codes, sirets, vat_numbers


@pytest.mark.parametrize(
    ("text", "value", "certainty"),
    [
        ("29/10/2026", "2026-10-29", 1.0),
        ("29.10.2026", "2026-10-29", 1.0),
        ("29-10-26", "2026-10-29", 0.8),
        ("2026-10-29", "2026-10-29", 1.0),
        ("le 1er août 2026", "2026-08-01", 1.0),
        ("29 oct. 2026", "2026-10-29", 1.0),
        ("October 29, 2026", "2026-10-29", 1.0),
        ("29. Oktober 2026", "2026-10-29", 1.0),
    ],
)
def test_days(text: str, value: str, certainty: float) -> None:
    assert [(found.value, found.certainty) for found in days(text)] == [(value, certainty)]


@pytest.mark.parametrize("text", ["31/02/2026", "29/13/2026", "12/10/1926", "1 234,56", "10.10.10.10", "12 truc 2026"])
def test_no_days(text: str) -> None:
    assert not list(days(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3 500,00 €", "3500.00"),
        ("3\u202f500,00", "3500.00"),
        ("3.500,00", "3500.00"),
        ("3,500.00", "3500.00"),
        ("1'234.50", "1234.50"),
        ("0,00", "0.00"),
        ("-12,30", "-12.30"),
        ("−12,30", "-12.30"),
        ("€ 12.30", "12.30"),
    ],
)
def test_amounts(text: str, value: str) -> None:
    assert [found.value for found in amounts(text)] == [value]


@pytest.mark.parametrize("text", ["20,00 %", "5,5", "2026", "29.10.2026", "A12,30"])
def test_no_amounts(text: str) -> None:
    assert not list(amounts(text))


def test_several_amounts_keep_their_order() -> None:
    assert [found.value for found in amounts("20 %\t1 427,00\t285,40")] == ["1427.00", "285.40"]


@pytest.mark.parametrize(
    ("text", "certainty"), [("213 002 025 00012", 1.0), ("21300202500012", 1.0), ("21300202500013", 0.8)]
)
def test_a_siret_with_a_wrong_check_digit_is_less_certain(text: str, certainty: float) -> None:
    (found,) = sirets(f"SIRET : {text}")
    assert (found.value, found.certainty) == (text.replace(" ", ""), certainty)


@pytest.mark.parametrize("text", ["FR76 3000 6000 0112 3456 7890 189", "213002025000123", "0466 39 09 00"])
def test_no_siret(text: str) -> None:
    assert not list(sirets(text))


def test_vat_numbers_and_ibans_need_their_check_digits() -> None:
    assert [found.value for found in vat_numbers("TVA FR47 538 199 597 RCS")] == ["FR47538199597"]
    assert not list(vat_numbers("TVA FR48538199597"))
    iban = "FR76 3000 6000 0112 3456 7890 189"
    assert [found.value for found in ibans(f"IBAN {iban} BIC EXEMPLEX")] == [iban.replace(" ", "")]
    assert not list(ibans("IBAN FR00 0000 0000 0000 0000 0000 000"))


def test_references_are_tokens_with_a_digit_and_neither_days_nor_amounts() -> None:
    assert [found.value for found in references("n° EJ-2026/00417 du 29/10/2026 pour 3 500,00 et rien")] == [
        "EJ-2026/00417"
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("D2404S0031 ou FINANCES, le service", [("D2404S0031", 1.0)]),
        ("FINANCES", [("FINANCES", 0.9)]),
        ("DU 29/10/2026", []),
        ("05 158 004 - 11023 - 45", [("05158004-11023-45", 1.0)]),
    ],
)
def test_service_codes_are_in_capitals_and_alone_where_they_hold_no_digit(
    text: str, codes: list[tuple[str, float]]
) -> None:
    assert [(found.value, found.certainty) for found in service_codes(text)] == codes
