"""The rows of the VAT table: rate, base and VAT, told by the sum they make (domain-rules §4.4)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from unisson.kernel import money

from .geometry import Line, Span
from .labels import Field, Mention
from .scoring import Candidate, seen
from .shapes import amounts

_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,3})?)\s?%")
_BARE_RATE = re.compile(r"(?<![\d.,])(20|10|5[.,]50?|2[.,]10?|8[.,]50?|19[.,]60?|19|7)(?:[.,]0{1,2})?(?![\d.,%])")
"""Rates that a table may write without their sign: French ones, and the German."""
_BASE_AND_VAT, _VAT_ALONE = 0.9, 0.8


@dataclass(frozen=True, kw_only=True)
class VatRow:
    """One row of the VAT table: rate in percent, base and VAT as plain decimals; `base` may be missing."""

    rate: str
    base: str | None
    amount: str
    confidence: float


@dataclass(frozen=True, kw_only=True)
class RowSeen:
    """A row with the places of its parts."""

    row: VatRow
    base: Candidate | None
    amount: Candidate


def vat_rows(lines: Sequence[Line], mentions: Sequence[Mention]) -> tuple[RowSeen, ...]:
    """Lines where an amount is the rate of another; for the other rates, « TVA 20 % 700,00 »."""
    rows = [row for line in lines if (row := _row(Span(line=line, start=0, end=len(line.text)))) and row.base]
    rates = {row.row.rate for row in rows}
    named = [
        row
        for one in mentions
        if one.field is Field.VAT_ROW
        and (row := _row(Span(line=one.label.line, start=one.label.start, end=one.reach)))
        and row.row.rate not in rates
    ]
    return tuple({row.row: row for row in rows + named}.values())


def adding_up(rows: Sequence[RowSeen], vat: Candidate | None) -> tuple[VatRow, ...]:
    """The rows, when they make the VAT total; else none."""
    if not rows or not vat or not vat.value:
        return ()
    total = sum((Decimal(row.row.amount) for row in rows), money.ZERO)
    return tuple(row.row for row in rows) if _same(total, Decimal(vat.value)) else ()


def _row(piece: Span) -> RowSeen | None:
    written = [seen(found, piece, 1.0) for found in amounts(piece.text)]
    if not written:
        return None
    for rate in _rates(piece.text):
        percent = Decimal(rate.replace(",", ".")).normalize()
        for base, amount in pairwise(written):
            if _taxed(base.value, percent, amount.value):
                return _seen(percent, base, amount, _BASE_AND_VAT)
    signed = _RATE.search(piece.text)
    if not signed:
        return None
    return _seen(Decimal(signed[1].replace(",", ".")).normalize(), None, written[-1], _VAT_ALONE)


def _rates(text: str) -> Iterator[str]:
    signed = [match[1] for match in _RATE.finditer(text)]
    yield from signed or [match[1] for match in _BARE_RATE.finditer(text)]


def _seen(percent: Decimal, base: Candidate | None, amount: Candidate, confidence: float) -> RowSeen:
    row = VatRow(rate=f"{percent:f}", base=base.value if base else None, amount=amount.value, confidence=confidence)
    return RowSeen(row=row, base=base, amount=amount)


def _taxed(base: str, percent: Decimal, amount: str) -> bool:
    return bool(percent) and bool(Decimal(amount)) and _same(Decimal(base) * percent / 100, Decimal(amount))


def _same(one: Decimal, other: Decimal) -> bool:
    return money.same(abs(one), abs(other), tolerance=money.TOLERANCE)
