"""Amounts as rules compare them: a comparison is made only when every amount is there and can be computed with.

What cannot be computed with (NaN, infinity, out of storage) is reported once by its own rule; no other rule stumbles
over it.
"""

from collections.abc import Iterable
from decimal import Decimal

from unisson.einvoice.model import AllowanceCharge, Line
from unisson.kernel import money

HALF = Decimal("0.5")
ONE = Decimal(1)
HUNDRED = Decimal(100)
SMALLEST_EXPONENT = -20


def is_computable(amount: Decimal) -> bool:
    """A finite number that fits the official storage and is not so small that a division by it overflows."""
    if not amount.is_finite() or amount.copy_abs() > money.LARGEST:
        return False
    return not amount or amount.adjusted() >= SMALLEST_EXPONENT


def given(*amounts: Decimal | None) -> tuple[Decimal, ...]:
    """All the amounts, or nothing when one is missing or cannot be computed with. Meant for `match`."""
    known = tuple(amount for amount in amounts if amount is not None and is_computable(amount))
    return known if len(known) == len(amounts) else ()


def differ(left: Decimal, right: Decimal, *, tolerance: Decimal = money.ZERO) -> bool:
    """Not equal at two decimals within `tolerance`. A computed amount beyond storage differs from everything."""
    return not (is_computable(left) and is_computable(right) and money.same(left, right, tolerance=tolerance))


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, starting from 0.00."""
    return sum(amounts, money.ZERO)


def change_total(changes: tuple[AllowanceCharge, ...]) -> Decimal | None:
    """Charges minus allowances; None when one of them is missing or cannot be computed with."""
    amounts = given(*(change.amount for change in changes))
    if len(amounts) < len(changes):
        return None
    return total(
        amount if change.charge else amount.copy_negate() for change, amount in zip(changes, amounts, strict=True)
    )


def possible_nets(line: Line) -> tuple[Decimal, ...]:
    """Quantity × price after the changes of the line, by each price it holds.

    Accepted flows of Chorus Pro write the price without VAT as gross price and the price with VAT as net price.
    """
    match given(line.quantity, line.price_base_quantity or ONE, change_total(line.allowances_charges)):
        case quantity, per, changes:
            prices = given(line.price) + given(line.gross_price)
            return tuple(quantity * price / per.copy_abs() + changes for price in prices)
    return ()
