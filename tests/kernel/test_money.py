from decimal import Decimal

import pytest

from unisson.kernel import money

NARROW = "\u202f"


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("3500", "3500"),
        ("3 500,00", "3500.00"),
        (f"3{NARROW}500,00", "3500.00"),
        ("3\u00a0500,00 €", "3500.00"),
        ("3.500,00", "3500.00"),
        ("3500.5", "3500.5"),
        ("3 500,00 EUR", "3500.00"),
        ("-12", "-12"),
        ("+0,000001", "0.000001"),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, amount: str) -> None:
    assert money.parse(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["", "€", "abc", "1,2,3", "1.234.567", "1e5", "NaN", "Infinity", "12345678901234", "0,1234567"]
)
def test_what_is_no_amount_is_not_guessed(typed: str) -> None:
    assert money.parse(typed) is None


@pytest.mark.parametrize(("amount", "rounded"), [("0.005", "0.01"), ("-0.005", "-0.01"), ("2.674999", "2.67")])
def test_cents_round_half_away_from_zero(amount: str, rounded: str) -> None:
    assert money.cents(Decimal(amount)) == Decimal(rounded)


def test_amounts_are_the_same_at_two_decimals_within_a_tolerance() -> None:
    assert money.same(Decimal("10.001"), Decimal("10"))
    assert not money.same(Decimal("10.01"), Decimal("10"))
    assert money.same(Decimal("10.01"), Decimal("10"), tolerance=money.TOLERANCE)


@pytest.mark.parametrize(
    ("amount", "french", "english"),
    [("3500", f"3{NARROW}500,00", "3,500.00"), ("-1234567.891", f"-1{NARROW}234{NARROW}567,89", "-1,234,567.89")],
)
def test_an_amount_is_shown_as_each_language_writes_it(amount: str, french: str, english: str) -> None:
    assert money.show(Decimal(amount)) == french
    assert money.show(Decimal(amount), language="en") == english


@pytest.mark.parametrize("amount", ["0.00", "3500.00", "-12.30", "1234567.89"])
def test_what_is_shown_can_be_read_back(amount: str) -> None:
    assert money.parse(money.show(Decimal(amount))) == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "amount"), [("3,500.00", "3500.00"), ("1,234,567.5", "1234567.5"), ("-1,000.00", "-1000.00")]
)
def test_an_amount_in_the_english_form_is_read(typed: str, amount: str) -> None:
    assert money.parse(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["3,500", "-12,000", "999,999"])
def test_an_amount_that_two_readers_read_otherwise_is_none(typed: str) -> None:
    assert money.parse(typed) is None


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("amount", ["0.00", "999.99", "1000.00", "-1234567.89"])
def test_what_is_shown_in_either_language_can_be_read_back(amount: str, language: str) -> None:
    assert money.parse(money.show(Decimal(amount), language=language)) == Decimal(amount)
