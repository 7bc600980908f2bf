"""The lines of an invoice, when their table is clear: when what they come to is the net total."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from unisson.kernel import money

from .geometry import CELL_MARK, Line, Span
from .labels import Field, Mention, heads_items
from .scoring import Candidate
from .shapes import Found, amounts

_QUANTITY = re.compile(r"(?<![\w.,/])\d{1,6}(?:[.,]\d{1,3})?(?![\w/%])(?!\s?%)")
_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)\s?%")
_NAME = re.compile(r"[^\W\d_]{3}")
_COLUMN = 30.0
"""Points between the right edges of two amounts of one column."""
_MOST = 500
_ENDS = (Field.NET_TOTAL, Field.GROSS_TOTAL, Field.DUE, Field.VAT_TOTAL)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One line, amounts as plain decimals and the rate in percent; "" where the page does not say it."""

    name: str
    quantity: str
    unit_price: str
    rate: str
    amount: str


def items(lines: Sequence[Line], mentions: Sequence[Mention], net: Candidate | None) -> tuple[Item, ...]:
    """The lines under each head of a table, when they come to `net`; else none: a line too few is worse than none."""
    if net is None or not net.value:
        return ()
    ends = {one.label.line.number for one in mentions if one.field in _ENDS}
    rows = tuple(_rows(lines, ends))
    total = sum((Decimal(row.amount) for row in rows), money.ZERO)
    exact = rows and len(rows) <= _MOST and money.same(abs(total), abs(Decimal(net.value)), tolerance=money.TOLERANCE)
    return rows if exact else ()


def _rows(lines: Sequence[Line], ends: set[int]) -> Iterator[Item]:
    """From the first head on, over the pages, to the first total: the rows with an amount in the last column."""
    edge: float | None = None
    begun = False
    for line in lines:
        if CELL_MARK in line.text and heads_items(line):
            begun = True
        elif begun and line.number in ends:
            return
        elif begun and (last := _last_amount(line)):
            found, right = last
            edge = right if edge is None else edge
            if abs(right - edge) < _COLUMN:
                yield _item(line, found)


def _last_amount(line: Line) -> tuple[Found, float] | None:
    found = max(amounts(line.text), key=lambda one: one.start, default=None)
    if found is None or not _NAME.search(line.text[: found.start]):
        return None
    return found, Span(line=line, start=found.start, end=found.end).box[2]


def _item(line: Line, amount: Found) -> Item:
    before = line.text[: amount.start]
    name = next((cell for cell in before.split(CELL_MARK) if _NAME.search(cell)), before).strip()
    quantity, price = _factors(before, Decimal(amount.value))
    rate = _RATE.search(line.text)
    return Item(
        name=name,
        quantity=quantity,
        unit_price=price,
        rate=f"{Decimal(rate[1].replace(',', '.')).normalize():f}" if rate else "",
        amount=amount.value,
    )


def _factors(before: str, amount: Decimal) -> tuple[str, str]:
    """The quantity and the price of one that make the amount, where the line prints both."""
    for price in amounts(before):
        for quantity in _QUANTITY.finditer(before):
            count = Decimal(quantity[0].replace(",", "."))
            if quantity.start() < price.start and money.same(
                count * abs(Decimal(price.value)), abs(amount), tolerance=money.TOLERANCE
            ):
                return f"{count.normalize():f}", price.value
    return "", ""
