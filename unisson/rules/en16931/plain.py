"""Glances at sums: most invoices add up to the cent, by category and rate of VAT, and are seen to in whole numbers.

What is not plainly written, or not plainly right, is left to the rules, which know every exception.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .evidence import Evidence, Group
from .signs import glance
from .vat import CATEGORIES, Category, identified

UNBALANCED = "totals not plainly right"
IRREGULAR_ROWS = "VAT rows not plainly right"


def is_seen_to(category: Category) -> bool:
    """Whether a glance sees to a category: the standard rate, and what is taxed at no rate."""
    return category.code == "S" or category.rate == "zero"


_KNOWN = {category.code: category for category in CATEGORIES if is_seen_to(category)}


def doubtful(home: str, code: str) -> str:
    """The sign of a category on "lines", "allowances", "charges" or in "rows" of what is not plainly taxed."""
    return f"{code} doubtful on {home}"


def unidentified(code: str) -> str:
    """The sign of parties that do not state what a category asks of them."""
    return f"{code} between unidentified parties"


_PLAIN = re.compile(r"-?\d{1,13}(?:\.\d{1,2})?")
_CENTS_LENGTH, _MOST_DIGITS = len(".00"), 15
_NEAR = 98
"""Cents by which VAT may differ at a glance; the rules allow less than one unit."""
_LEAST_RATE = 100
"""Hundredths of a percent from which on a rate is no nothing, even rounded."""


def _cents(texts: Sequence[str]) -> int:
    """The one amount in whole cents. ValueError when it is not there once, or not plainly written."""
    (text,) = texts
    digits = text[:-_CENTS_LENGTH] + text[-2:]
    if text[-_CENTS_LENGTH:-2] == "." and digits.isdigit() and digits.isascii() and len(digits) <= _MOST_DIGITS:
        return int(digits)  # nearly every amount is written so
    if not _PLAIN.fullmatch(text):
        raise ValueError(text)
    units, _, rest = text.partition(".")
    return int(units + rest.ljust(2, "0"))


@glance
def unbalanced(evidence: Evidence) -> Iterator[str]:
    """The totals of the document, unless each is the sum it should be."""
    if not _holds(_balances, evidence):
        yield UNBALANCED


def _balances(evidence: Evidence) -> bool:
    (totals,) = evidence.document.members["BG-22"]
    said = {term: _cents(texts) for term, texts in totals.texts.items()}
    lines = sum(_cents(line.texts["BT-131"]) for line in evidence.lines)
    less, more = said.get("BT-107", 0), said.get("BT-108", 0)
    return (
        said["BT-106"] == lines
        and less == _parts(evidence.allowances, "BT-107" in said)
        and more == _parts(evidence.charges, "BT-108" in said)
        and said["BT-109"] == lines - less + more
        and said["BT-112"] == said["BT-109"] + _vat(evidence)
        and said["BT-115"] == said["BT-112"] - said.get("BT-113", 0) + said.get("BT-114", 0)
    )


def _parts(parts: Sequence[Group], stated: bool) -> int:
    """What allowances or charges come to. ValueError when there are some, and their total is not stated."""
    if parts and not stated:
        raise ValueError("not stated")
    return sum(_cents(part.texts["amount"]) for part in parts)


def _vat(evidence: Evidence) -> int:
    """The one total of VAT in the invoice currency, once it is the sum of the rows. ValueError when it is not."""
    (currency,) = evidence.document.texts["BT-5"]
    home = "BG-22" if evidence.is_cii else "VAT"
    (stated,) = [vat for vat in evidence.groups(home, "BT-110") if vat.first("currency") == currency]
    if not evidence.is_cii:
        (tax,) = [tax for tax in evidence.groups("VAT") if "BG-23" in tax.members]
        if tax.members["BT-110"][0] is not stated:
            raise ValueError("another total")
    vat = _cents(stated.texts["amount"])
    if vat != sum(_cents(row.texts["BT-117"]) for row in evidence.vat_rows):
        raise ValueError(vat)
    return vat


@glance
def taxed_otherwise(evidence: Evidence) -> Iterator[str]:
    """What VAT rules must be asked about: all that is said, unless the document is plainly taxed."""
    if evidence.memo(is_plainly_taxed):
        for code in evidence.categories["rows"]:
            if not identified(evidence, _KNOWN[code]):
                yield unidentified(code)
        return
    for home, codes in evidence.categories.items():
        for code in codes:
            yield doubtful(home, code)
    if not _holds(_are_regular, evidence):
        yield IRREGULAR_ROWS


def is_plainly_taxed(evidence: Evidence) -> bool:
    """Whether all that is invoiced, and every row of VAT, says one category at one rate, and the rows add up."""
    return _holds(_is_plainly_taxed, evidence)


def _holds(question: Callable[[Evidence], bool], evidence: Evidence) -> bool:
    """The answer, and no where an amount, a category or a rate is not there once or not plainly written."""
    try:
        return question(evidence)
    except (ValueError, KeyError):
        return False


def _is_plainly_taxed(evidence: Evidence) -> bool:
    parts = (*evidence.line_allowances, *evidence.line_charges)
    if evidence.categories["elsewhere"] or any("CATEGORY" in part.members for part in parts):
        return False
    invoiced = _invoiced(evidence)
    rows = [_row(evidence, row) for row in evidence.vat_rows]
    return (
        bool(evidence.lines)
        and all(row.is_regular and row.is_explained and row.base == invoiced.get((row.code, row.rate)) for row in rows)
        and invoiced.keys() == {(row.code, row.rate) for row in rows}
        and all(code == "S" or count == 1 for code, count in Counter(row.code for row in rows).items())
    )


def _invoiced(evidence: Evidence) -> dict[tuple[str, int], int]:
    """What lines, plus charges, less allowances come to, by category and rate."""
    sums: dict[tuple[str, int], int] = {}
    for homes, kept, sign in (
        (evidence.lines, "BT-131", 1),
        (evidence.charges, "amount", 1),
        (evidence.allowances, "amount", -1),
    ):
        for home in homes:
            (category,) = home.members["CATEGORY"]
            key = _taxed_at(category.texts)
            sums[key] = sums.get(key, 0) + sign * _cents(home.texts[kept])
    return sums


def _taxed_at(said: Mapping[str, list[str]]) -> tuple[str, int]:
    """The category of VAT and the rate, fit for each other. ValueError when they are not, or another tax is meant."""
    (code,), rate = said["category"], _cents(said["rate"])
    if said["scheme"] != ["VAT"] or code not in _KNOWN or (rate < _LEAST_RATE if code == "S" else rate != 0):
        raise ValueError(code)
    return code, rate


class _Row(NamedTuple):
    """A row of VAT in whole cents, and its rate in hundredths of a percent."""

    code: str
    rate: int
    base: int
    vat: int
    is_explained: bool
    """Whether it gives a reason where its category asks for one, and none elsewhere."""

    @property
    def is_regular(self) -> bool:
        """Whether the VAT follows from base and rate: it is 0 at no rate."""
        near = _NEAR if self.rate else 1
        return abs(abs(self.vat) * 10_000 - abs(self.base) * self.rate) < near * 10_000


def _row(evidence: Evidence, row: Group) -> _Row:
    (category,) = (row,) if evidence.is_cii else row.members["CATEGORY"]
    said = category.texts
    code, rate = _taxed_at(said)
    explained = ("BT-120" in said or "BT-121" in said) == _KNOWN[code].explained
    return _Row(code, rate, _cents(row.texts["BT-116"]), _cents(row.texts["BT-117"]), explained)


def _are_regular(evidence: Evidence) -> bool:
    return all(_row(evidence, row).is_regular for row in evidence.vat_rows)
