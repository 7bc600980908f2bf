"""Totals, net to pay and discount: of many amounts, the sums tell which is which (domain-rules §4.4)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from unisson.kernel import money

from .geometry import Line, Span, plain
from .labels import Field, Mention
from .scoring import Candidate, beside, decide, either, seen
from .shapes import amounts
from .vat import RowSeen, VatRow, adding_up, vat_rows

_FAMILY = (Field.NET_TOTAL, Field.VAT_TOTAL, Field.GROSS_TOTAL, Field.DUE, Field.DISCOUNT)
_TO_PAY = (Field.GROSS_TOTAL, Field.DUE)
_BETWEEN = re.compile(
    r"(?:[\s:.\-–—=()|*€$£+_…]|eur|euros?|usd|gbp|chf|xpf|a|de|du|la|en|taux|net|total|factur[ee]|ht|ttc|tva"
    r"|hors taxes?|\d{1,2}(?:[.,]\d{1,2})?\s?%|\d[\d .,]*[.,]\d{2})*"
)
_AFTER = re.compile(r"\s?(?:€|eur(?:os?)?)?\s?(?:(h\.?t\.?|hors taxes?)|(t\.?t\.?c\.?|toutes taxes))(?![a-z])")
"""« 1 200,00 € TTC »: the label stands behind the amount."""
_NAMED_BEHIND = 0.65
_FURTHER = 0.85
"""Each further amount on the row of a label is less likely its value."""
_MOST = 8
_SUM_HOLDS = 0.9
_SUM_FAILS = 0.6
_UNCHECKED = 0.85
_ONE_OF_SEVERAL = 0.5
_ONLY_A_ROW = 0.8
"""« TVA 20 % 700,00 » may be one row of several."""
_FROM_TABLE = 0.72
"""What the rows of the VAT table add up to, when that is printed too."""
_FROM_DIFFERENCE = 0.6
_FROM_TOTAL_ROW = 0.6
"""Three amounts of one row of which one is the sum of the others."""
_RATE = re.compile(r"\d\s?%")
_LESS_WHAT_IS_PAID = 0.75
"""A gross total from which what was paid before leaves the net to pay."""
_SURELY_LEFT = 0.99
_EXEMPT = 0.85
_NO_VAT = re.compile(
    r"293 ?b\b|non[ -]assujetti|franchise (?:en base )?de t\.?v\.?a|t\.?v\.?a\.? non applicable"
    r"|exoneree? de (?:la )?t\.?v\.?a|exonerat?ion de (?:la )?t\.?v\.?a"
    r"|autoliquidation|reverse charge|steuerfrei|not subject to vat|vat (?:exempt|not applicable)"
    r"|exempt from vat|no vat\b"
    r"|keine? (?:umsatzsteuer|mwst|ust)|kleinunternehmer|19 ustg|ohne (?:umsatzsteuer|mwst)\.? gem|art(?:icle"
    r"|\.)? ?26[12]\b"
)
_USUAL_RATES = tuple(Decimal(rate) for rate in ("20", "10", "5.5", "2.1", "8.5", "19", "7"))
"""Of France and its overseas departments, and of Germany."""
_HIGHEST_RATE = Decimal("0.35")
"""No country's VAT is higher."""
_USUAL_RATE = 0.3
"""How much a sum is preferred whose VAT is a usual rate of its net."""

_Found = dict[Field, list[Candidate]]


def amount_values(
    lines: Sequence[Line], mentions: Sequence[Mention]
) -> tuple[dict[Field, Candidate | None], tuple[VatRow, ...]]:
    """The decided totals, and the VAT rows when they add up to the VAT total."""
    printed = _printed(lines)
    rows = vat_rows(lines, mentions)
    found = {name: list(_labelled(lines, mentions, name)) for name in _FAMILY}
    for name, candidate in (*_behind(lines), *_of_total_rows(lines), *_of_table(rows, printed)):
        found[name].append(candidate)
    if not found[Field.VAT_TOTAL]:
        found[Field.VAT_TOTAL] += _vat_of_named_rows(lines, mentions)
    for name, candidate in list(_around_payment(found, lines, mentions, printed)):
        found[name] = [candidate] if name is Field.DUE else [*found[name], candidate]
    _of_one_rate(found, rows)
    found = {name: _ranked(candidates) for name, candidates in found.items()}
    _complete(found, printed)
    best = _best_sum(found)
    found = _settled(found, best, rows) if best else _doubted(found)
    values = _gross_and_due({name: decide(candidates) for name, candidates in found.items()})
    if not found[Field.VAT_TOTAL]:
        paid = any(Decimal(one.value) for one in _labelled(lines, mentions, Field.PAID))
        values = _without_vat(values, lines, [Field.GROSS_TOTAL] if paid else [*_TO_PAY, Field.NET_TOTAL])
    return values, adding_up(rows, values[Field.VAT_TOTAL])


def _ranked(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The surest first, each value once: what several places say is surer."""
    merged: dict[str, Candidate] = {}
    for one in sorted(candidates, key=lambda one: -one.confidence):
        known = merged.get(one.value)
        merged[one.value] = replace(known, confidence=either(known.confidence, one.confidence)) if known else one
    return sorted(merged.values(), key=lambda one: -one.confidence)


def _printed(lines: Sequence[Line]) -> dict[Decimal, Candidate]:
    """Each amount on the pages by its size, where it stands last: totals end an invoice."""
    return {
        abs(Decimal(found.value)): seen(found, Span(line=line, start=0, end=len(line.text)), 1.0)
        for line in lines
        for found in amounts(line.text)
    }


def _labelled(lines: Sequence[Line], mentions: Sequence[Mention], name: Field) -> Iterator[Candidate]:
    for mention in mentions:
        if mention.field is name:
            for rank, candidate in enumerate(beside(mention, amounts, lines, _only_money_between)):
                yield replace(candidate, confidence=candidate.confidence * _FURTHER**rank)


def _only_money_between(text: str) -> bool:
    return bool(_BETWEEN.fullmatch(plain(text)))


def _behind(lines: Sequence[Line]) -> Iterator[tuple[Field, Candidate]]:
    for line in lines:
        for found in amounts(line.text):
            if match := _AFTER.match(line.plain, found.end):
                name = Field.NET_TOTAL if match[1] else Field.GROSS_TOTAL
                yield name, seen(found, Span(line=line, start=0, end=len(line.text)), _NAMED_BEHIND)


def _of_total_rows(lines: Sequence[Line]) -> Iterator[tuple[Field, Candidate]]:
    """« Total 24,99 5,00 29,99 »: net, VAT and gross in one row, which is not that of one rate among several."""
    several = sum(bool(_RATE.search(line.text)) and len(list(amounts(line.text))) > 2 for line in lines) > 1
    for line in lines:
        if several and _RATE.search(line.text):
            continue
        whole = Span(line=line, start=0, end=len(line.text))
        row = [seen(found, whole, _FROM_TOTAL_ROW) for found in amounts(line.text)]
        for net, vat, gross in zip(row, row[1:], row[2:], strict=False):
            if _holds(net, vat, gross, None) and abs(Decimal(vat.value)) < abs(Decimal(net.value)):
                yield from ((Field.NET_TOTAL, net), (Field.VAT_TOTAL, vat), (Field.GROSS_TOTAL, gross))


def _of_table(rows: Sequence[RowSeen], printed: Mapping[Decimal, Candidate]) -> Iterator[tuple[Field, Candidate]]:
    """What the bases make, where it is printed; what the VAT of several rates makes, printed or not."""
    bases = sum((abs(Decimal(row.row.base)) for row in rows if row.row.base), money.ZERO)
    if rows and all(row.base for row in rows) and bases in printed:
        yield Field.NET_TOTAL, replace(printed[bases], confidence=_FROM_TABLE)
    total = sum((Decimal(row.row.amount) for row in rows), money.ZERO)
    if rows and abs(total) in printed:
        yield Field.VAT_TOTAL, replace(printed[abs(total)], confidence=_FROM_TABLE)
    elif len(rows) > 1:
        yield Field.VAT_TOTAL, replace(rows[-1].amount, value=str(total), confidence=_FROM_DIFFERENCE)


def _vat_of_named_rows(lines: Sequence[Line], mentions: Sequence[Mention]) -> list[Candidate]:
    """« TVA 20 % 700,00 » is the VAT total when it is the only row, or may be one of the amounts of the row."""
    found = []
    for mention in mentions:
        if mention.field is Field.VAT_ROW:
            candidates = list(beside(mention, amounts, lines, _only_money_between))
            found += [
                replace(one, confidence=one.confidence * _ONLY_A_ROW * _FURTHER**rank)
                for rank, one in enumerate(reversed(candidates))
            ]
    return found


def _complete(found: _Found, printed: Mapping[Decimal, Candidate]) -> None:
    """Of net, VAT and gross, what the two others make, where it is printed."""
    grosses = [*found[Field.GROSS_TOTAL][:2], *found[Field.DUE][:1]]
    for gross in grosses:
        for name, other in ((Field.VAT_TOTAL, Field.NET_TOTAL), (Field.NET_TOTAL, Field.VAT_TOTAL)):
            for known in found[other][:2]:
                rest = abs(Decimal(gross.value)) - abs(Decimal(known.value))
                if rest >= 0 and rest in printed and known.confidence > _FROM_DIFFERENCE:
                    found[name].append(replace(printed[rest], confidence=_FROM_DIFFERENCE))


def _around_payment(
    found: _Found, lines: Sequence[Line], mentions: Sequence[Mention], printed: Mapping[Decimal, Candidate]
) -> Iterator[tuple[Field, Candidate]]:
    """What was paid before stands between the gross total and the net to pay, whatever the two are called."""
    for paid in _labelled(lines, mentions, Field.PAID):
        for due in found[Field.DUE][:2]:
            whole, rest = (abs(Decimal(due.value)) + sign * abs(Decimal(paid.value)) for sign in (1, -1))
            if Decimal(paid.value) and whole in printed:
                yield Field.GROSS_TOTAL, replace(printed[whole], confidence=_LESS_WHAT_IS_PAID)
            elif Decimal(paid.value) and rest > 0 and rest in printed:
                yield Field.GROSS_TOTAL, replace(due, confidence=_LESS_WHAT_IS_PAID)
                yield Field.DUE, replace(printed[rest], confidence=_SURELY_LEFT)


def _of_one_rate(found: _Found, rows: Sequence[RowSeen]) -> None:
    """Of several rates, the base and the VAT of one are not the totals, whatever stands at the head of their column."""
    if len({row.row.rate for row in rows if row.base}) < 2:
        return
    for name, parts in (
        (Field.NET_TOTAL, {row.row.base for row in rows}),
        (Field.VAT_TOTAL, {row.row.amount for row in rows}),
        (Field.GROSS_TOTAL, {str(Decimal(row.row.base) + Decimal(row.row.amount)) for row in rows if row.row.base}),
    ):
        found[name] = [
            replace(one, confidence=one.confidence * _ONE_OF_SEVERAL) if one.value in parts else one
            for one in found[name]
        ]


@dataclass(frozen=True)
class _Sum:
    net: Candidate
    vat: Candidate
    gross: Candidate
    discount: Candidate | None

    @property
    def confidence(self) -> float:
        usual = _USUAL_RATE if _usual(Decimal(self.net.value), Decimal(self.vat.value)) else 0.0
        return self.net.confidence + self.vat.confidence + self.gross.confidence + usual


def _usual(net: Decimal, vat: Decimal) -> bool:
    return any(money.same(abs(net) * rate / 100, abs(vat), tolerance=money.TOLERANCE) for rate in _USUAL_RATES if net)


def _best_sum(found: _Found) -> _Sum | None:
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
    """A credit note prints either sign, sometimes both on one page (domain-rules §10): sizes are compared."""
    less = abs(Decimal(discount.value)) if discount else money.ZERO
    if (discount and not less) or abs(Decimal(vat.value)) > _HIGHEST_RATE * abs(Decimal(net.value)):
        return False
    total = abs(Decimal(net.value)) + abs(Decimal(vat.value)) - less
    return money.same(total, abs(Decimal(gross.value)), tolerance=money.TOLERANCE)


def _settled(found: _Found, best: _Sum, rows: Sequence[RowSeen]) -> _Found:
    """The parts of the sum rise; what contradicts them stays behind as an alternative."""
    chosen = {Field.NET_TOTAL: best.net, Field.VAT_TOTAL: best.vat}
    chosen[Field.GROSS_TOTAL] = best.gross
    if found[Field.DUE] and found[Field.DUE][0].value == best.gross.value:
        chosen[Field.DUE] = best.gross
    doubtful = set()
    if not best.discount:
        # The net has it already, where the sum holds without it: it must not even be offered.
        found = {**found, Field.DISCOUNT: [one for one in found[Field.DISCOUNT] if not Decimal(one.value)]}
    else:
        chosen[Field.DISCOUNT] = best.discount
        # Before or after the discount? Only the bases of the VAT tell (domain-rules §4.4).
        bases = sum((Decimal(row.row.base or 0) for row in rows), money.ZERO)
        if abs(bases) != abs(Decimal(best.net.value)):
            doubtful.add(Field.NET_TOTAL)
    return {
        name: [
            replace(one, confidence=one.confidence * _SUM_FAILS)
            if name in doubtful
            else _weighed(one, chosen[name])
            if name in chosen
            else one
            for one in candidates
        ]
        for name, candidates in found.items()
    }


def _weighed(one: Candidate, chosen: Candidate) -> Candidate:
    if one.value == chosen.value:
        return replace(one, confidence=either(one.confidence, _SUM_HOLDS))
    return replace(one, confidence=one.confidence * _SUM_FAILS)


def _doubted(found: _Found) -> _Found:
    """Three totals that do not add up cannot all be right; a gross total that is also the net to pay stays likely."""
    complete = all(found[name] for name in (Field.NET_TOTAL, Field.VAT_TOTAL, Field.GROSS_TOTAL))
    doubt = _SUM_FAILS if complete else _UNCHECKED
    agreed = {one.value for one in found[Field.GROSS_TOTAL]} & {one.value for one in found[Field.DUE]}
    return {
        name: [
            one if name in _TO_PAY and one.value in agreed else replace(one, confidence=one.confidence * doubt)
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


def _without_vat(
    values: dict[Field, Candidate | None], lines: Sequence[Line], among: Sequence[Field]
) -> dict[Field, Candidate | None]:
    """« TVA non applicable »: the one total `among` the fields is net and gross, and there is no VAT."""
    total = next((one for name in among if (one := _surest(values[name]))), None)
    where = next((line for line in lines if _NO_VAT.search(line.plain)), None)
    agreed = all(not (one := values[name]) or one.value in ("", total.value if total else "") for name in _FAMILY[:3])
    if not total or not where or not agreed:
        return values
    none = Candidate(value="0.00", confidence=_EXEMPT, page=where.page, box=where.box, shown=where.text)
    same = replace(total, confidence=_EXEMPT)
    return {**values, Field.VAT_TOTAL: none, Field.NET_TOTAL: same, Field.GROSS_TOTAL: same}


def _surest(value: Candidate | None) -> Candidate | None:
    """The value, or the only one that it may be."""
    if value and not value.value and len(value.alternatives) == 1:
        return value.alternatives[0]
    return value if value and value.value else None
