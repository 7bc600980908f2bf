"""Totals, net to pay, discount and VAT rows: of many amounts, the sums tell which is which (domain-rules §4.4)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise, product

from unisson.kernel import money

from .geometry import Line, plain
from .labels import Field, Mention
from .scoring import Candidate, beside, decide, either
from .shapes import amounts

_FAMILY = (Field.NET_TOTAL, Field.VAT_TOTAL, Field.GROSS_TOTAL, Field.DUE, Field.DISCOUNT)
_PAID = (Field.GROSS_TOTAL, Field.DUE)
_BETWEEN = re.compile(
    r"(?:[\s:.\-–—=()|*€$£+]|eur|euros?|usd|gbp|chf|a|de|du|la|taux|net|total|factur[ee]|ht|ttc|tva|hors taxes?"
    r"|\d{1,2}(?:[.,]\d{1,2})?\s?%|\d[\d .,]*[.,]\d{2})*"
)
_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)\s?%")
_FURTHER = 0.85
"""Each further amount on the row of a label is less likely its value."""
_MOST = 6
_SUM_HOLDS = 0.9
_SUM_FAILS = 0.6
_NET_BEFORE_DISCOUNT = 0.85
"""With a global discount the supplier may have to work out the net himself (domain-rules §4.4): always worth a look."""
_UNCHECKED = 0.85
_ONLY_A_ROW = 0.8
"""« TVA 20 % 700,00 » may be one row of several."""
_NO_VAT_BASE = re.compile(r"293 ?b|tva non applicable|exoner|autoliquidation|reverse charge|steuerfrei")


@dataclass(frozen=True, kw_only=True)
class VatRow:
    """One row of the VAT table: rate in percent, base and VAT as plain decimals; `base` may be missing."""

    rate: str
    base: str | None
    amount: str
    confidence: float


def amount_values(
    lines: Sequence[Line], mentions: Sequence[Mention]
) -> tuple[dict[Field, Candidate | None], tuple[VatRow, ...]]:
    """The decided totals, and the VAT rows when they add up to the VAT total."""
    found = {name: _ranked(lines, mentions, name) for name in _FAMILY}
    rows = _vat_rows(lines, mentions)
    if not found[Field.VAT_TOTAL]:
        found[Field.VAT_TOTAL] = _vat_from_rows(lines, mentions)
    best = _best_sum(found)
    found = _settled(found, best) if best else _doubted(found)
    values = _gross_and_due({name: decide(candidates) for name, candidates in found.items()})
    return values, _adding_up(rows, values[Field.VAT_TOTAL])


def _ranked(lines: Sequence[Line], mentions: Sequence[Mention], name: Field) -> list[Candidate]:
    found = []
    for mention in mentions:
        if mention.field is name:
            for rank, candidate in enumerate(beside(mention, amounts, lines, _only_money_between)):
                found.append(replace(candidate, confidence=candidate.confidence * _FURTHER**rank))
    return sorted(found, key=lambda one: -one.confidence)


def _only_money_between(text: str) -> bool:
    return bool(_BETWEEN.fullmatch(plain(text)))


def _vat_from_rows(lines: Sequence[Line], mentions: Sequence[Mention]) -> list[Candidate]:
    """« TVA 20 % 700,00 » is the VAT total when it is the only row, or may be one of the amounts of the row."""
    found = []
    for mention in mentions:
        if mention.field is Field.VAT_ROW:
            candidates = list(beside(mention, amounts, lines, _only_money_between))
            found += [
                replace(one, confidence=one.confidence * _ONLY_A_ROW * _FURTHER**rank)
                for rank, one in enumerate(reversed(candidates))
            ]
    return sorted(found, key=lambda one: -one.confidence)


@dataclass(frozen=True)
class _Sum:
    net: Candidate
    vat: Candidate
    gross: Candidate
    discount: Candidate | None

    @property
    def confidence(self) -> float:
        return self.net.confidence + self.vat.confidence + self.gross.confidence


def _best_sum(found: dict[Field, list[Candidate]]) -> _Sum | None:
    """The surest net, VAT and gross with net + VAT = gross, a global discount taken off if that makes it so."""
    gross = [*found[Field.GROSS_TOTAL][:_MOST], *found[Field.DUE][:_MOST]]
    discounts = [None, *found[Field.DISCOUNT][:2]]
    sums = [
        _Sum(*parts)
        for parts in product(found[Field.NET_TOTAL][:_MOST], found[Field.VAT_TOTAL][:_MOST], gross, discounts)
        if _holds(*parts)
    ]
    return max(sums, key=lambda one: (one.confidence, one.discount is None), default=None)


def _holds(net: Candidate, vat: Candidate, gross: Candidate, discount: Candidate | None) -> bool:
    less = abs(Decimal(discount.value)) if discount else money.ZERO
    return money.same(Decimal(net.value) + Decimal(vat.value) - less, Decimal(gross.value), tolerance=money.TOLERANCE)


def _settled(found: dict[Field, list[Candidate]], best: _Sum) -> dict[Field, list[Candidate]]:
    """The parts of the sum rise; what contradicts them stays behind as an alternative."""
    chosen = {Field.NET_TOTAL: best.net, Field.VAT_TOTAL: best.vat}
    chosen |= {name: best.gross for name in _PAID if best.gross in found[name]}
    surest: dict[Field, float] = {}
    if best.discount:
        chosen[Field.DISCOUNT] = best.discount
        surest[Field.NET_TOTAL] = _NET_BEFORE_DISCOUNT
    return {
        name: [
            replace(one, confidence=min(either(one.confidence, _SUM_HOLDS), surest.get(name, 1.0)))
            if one == chosen.get(name)
            else replace(one, confidence=one.confidence * (_SUM_FAILS if name in chosen else 1))
            for one in candidates
        ]
        for name, candidates in found.items()
    }


def _doubted(found: dict[Field, list[Candidate]]) -> dict[Field, list[Candidate]]:
    """Three totals that do not add up cannot all be right; a gross total that is also the net to pay stays likely."""
    complete = all(found[name] for name in (Field.NET_TOTAL, Field.VAT_TOTAL, Field.GROSS_TOTAL))
    doubt = _SUM_FAILS if complete else _UNCHECKED
    agreed = {one.value for one in found[Field.GROSS_TOTAL]} & {one.value for one in found[Field.DUE]}
    return {
        name: [
            one if name in _PAID and one.value in agreed else replace(one, confidence=one.confidence * doubt)
            for one in candidates
        ]
        for name, candidates in found.items()
    }


def _gross_and_due(values: dict[Field, Candidate | None]) -> dict[Field, Candidate | None]:
    """Without a printed gross total, the net to pay that equals net + VAT is it."""
    net, vat, gross, due = (values[name] for name in _FAMILY[:4])
    if gross and gross.value:
        return values
    if net and vat and due and all(one.value for one in (net, vat, due)) and _holds(net, vat, due, None):
        return {**values, Field.GROSS_TOTAL: replace(due, confidence=min(net.confidence, due.confidence))}
    return values


def _vat_rows(lines: Sequence[Line], mentions: Sequence[Mention]) -> list[VatRow]:
    """Lines where an amount is the rate of another; for the other rates, « TVA 20 % 700,00 »."""
    rows = [row for line in lines if (row := _vat_row(line.text)) and row.base]
    rates = {row.rate for row in rows}
    named = [_vat_row(one.label.line.text[one.label.end : one.reach]) for one in mentions if one.field is Field.VAT_ROW]
    return rows + [row for row in named if row and row.rate not in rates]


def _vat_row(text: str) -> VatRow | None:
    rate, written = _RATE.search(text), [found.value for found in amounts(text)]
    if not rate or not written:
        return None
    percent = Decimal(rate[1].replace(",", "."))
    for base, amount in pairwise(written):
        if _taxed(base, percent, amount):
            return VatRow(rate=str(percent), base=base, amount=amount, confidence=0.9)
    return VatRow(rate=str(percent), base=None, amount=written[-1], confidence=0.8)


def _taxed(base: str, percent: Decimal, amount: str) -> bool:
    return money.same(Decimal(base) * percent / 100, Decimal(amount), tolerance=money.TOLERANCE)


def _adding_up(rows: Sequence[VatRow], vat: Candidate | None) -> tuple[VatRow, ...]:
    unique = tuple(dict.fromkeys(rows))
    if not unique or not vat or not vat.value:
        return ()
    total = sum((Decimal(row.amount) for row in unique), money.ZERO)
    return unique if money.same(total, Decimal(vat.value), tolerance=money.TOLERANCE) else ()
