"""Comparing amounts: only those that are there and can be computed with."""

from decimal import Decimal

import pytest

from unisson.kernel import money
from unisson.rules.arithmetic import differ, given, is_computable, total


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "10000000000000", "1E+999999", "-1E-999999"])
def test_what_cannot_be_stored_cannot_be_computed_with(text: str) -> None:
    assert not is_computable(Decimal(text))
    assert given(Decimal(1), Decimal(text)) == ()


def test_given_gives_all_or_nothing() -> None:
    assert given(Decimal(1), Decimal("-2.5")) == (Decimal(1), Decimal("-2.5"))
    assert given(Decimal(1), None) == ()


def test_amounts_are_compared_at_two_decimals() -> None:
    assert not differ(Decimal("1.004"), Decimal("1.00"))
    assert differ(Decimal("1.005"), Decimal("1.00"))


def test_a_tolerance_is_included() -> None:
    assert not differ(Decimal("1.01"), Decimal("1.00"), tolerance=money.TOLERANCE)
    assert differ(Decimal("1.02"), Decimal("1.00"), tolerance=money.TOLERANCE)


def test_a_result_beyond_storage_differs_from_everything() -> None:
    assert differ(Decimal("1E+30"), Decimal("1E+30"))


def test_the_total_of_nothing_is_zero() -> None:
    assert total([]) == money.ZERO
