"""Amounts as the official rules compute with them: exact decimals, and a rounding that goes up at the half.

A missing amount is None, and a sum that needs it fails; a text that is no number is `UNREADABLE`: the reader tells it,
and no sum is judged over it.
"""

import re
from collections.abc import Iterable
from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache

from unisson.kernel import words
from unisson.kernel.findings import Finding, Value
from unisson.rules.engine import at

UNREADABLE = Decimal("NaN")
ZERO = Decimal(0)
HALF, _UNIT = Decimal("0.5"), Decimal(1)
_CENT, _HALF_CENT = Decimal("0.01"), Decimal("0.005")
_LARGEST = Decimal(10) ** 24
"""Beyond it, 28 digits do not hold the cents: such an amount is left as it is."""
_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})\s*")


LONGEST_KEPT = 64
"""Characters of the texts that are remembered: amounts are shorter, and what a hostile file writes must not stay."""


def amount(text: str | None) -> Decimal | None:
    """The number in a text as written; None for no text, `UNREADABLE` for one that is no decimal of XML Schema."""
    if text is None:
        return None
    return _remembered(text) if len(text) <= LONGEST_KEPT else _read(text)


def _read(text: str) -> Decimal:
    return Decimal(text.strip()) if _NUMBER.fullmatch(text) else UNREADABLE


_remembered = lru_cache(maxsize=4096)(_read)


def total(texts: Iterable[str]) -> Decimal:
    """The sum of what is written; `UNREADABLE` when a part is."""
    return sum(map(_number, texts), ZERO)


def _number(text: str) -> Decimal:
    value = amount(text)
    return UNREADABLE if value is None else value


def cents(value: Decimal) -> Decimal:
    """`value` at two decimals; a half goes up (-0.005 is 0), as `round` of XPath does, on which the rules are built."""
    if value != value or abs(value) > _LARGEST:
        return value
    return (value + _HALF_CENT).quantize(_CENT, rounding=ROUND_FLOOR)


def units(value: Decimal) -> Decimal:
    """`value` without decimals, a half going up."""
    if value != value or abs(value) > _LARGEST:
        return value
    return (value + HALF).quantize(_UNIT, rounding=ROUND_FLOOR)


def unreadable(*values: Decimal | None) -> bool:
    """Whether one of the values is no number, so that nothing can be said."""
    for value in values:  # noqa: SIM110 - asked of every amount, and a generator takes twice as long
        if value is not None and value != value:
            return True
    return False


def near(left: Decimal, right: Decimal) -> bool:
    """Less than one unit apart."""
    return abs(left - right) < 1


def told(where: str, declared: Decimal | None, computed: Decimal | None, **others: Value) -> Finding:
    """An amount with what it should be; a case of its own where it, or what makes it up, is missing."""
    if declared is None and computed is None:
        return at(where, declared=None, computed=None, **others, case="ABSENT")
    if declared is None:
        return at(where, declared=None, computed=computed, **others, case="MISSING")
    if computed is None:
        return at(where, declared=declared, computed=None, **others, case="UNKNOWN")
    return at(where, declared=declared, computed=computed, **others)


Said = tuple[str, str]
"""A sentence in French and in English."""


def declare_cases(code: str, *, missing: Said, absent: Said | None = None, unknown: Said | None = None) -> None:
    """The sentences of `code` for the cases of `told`: the amount is missing, with what makes it up, or only that."""
    for case, said in (("MISSING", missing), ("ABSENT", absent), ("UNKNOWN", unknown)):
        if said:
            words.declare(f"{code}-{case}", fr=said[0], en=said[1])
