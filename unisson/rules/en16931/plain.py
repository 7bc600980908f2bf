"""Glances at sums: most invoices add up to the cent, at one rate of VAT, and are seen to in whole numbers.

What is not plainly written, or not plainly right, is left to the rules, which know every exception.
"""

import re
from collections.abc import Iterator, Sequence

from .evidence import Evidence, Group
from .signs import glance

UNBALANCED = "totals not plainly right"
IRREGULAR_ROWS = "VAT rows not plainly right"
NOT_ONE_RATE = "not one standard rate"
_PLAIN = re.compile(r"-?\d{1,13}(?:\.\d{1,2})?")
_NEAR = 98
"""Cents by which VAT may differ at a glance; the rules allow less than one unit."""
_LEAST_RATE = 100
"""Hundredths of a percent from which on a rate is no nothing, even rounded."""


def _cents(texts: Sequence[str]) -> int:
    """The one amount in whole cents. ValueError when it is not there once, or not plainly written."""
    (text,) = texts
    if not _PLAIN.fullmatch(text):
        raise ValueError(text)
    units, _, rest = text.partition(".")
    return int(units + rest.ljust(2, "0"))


@glance
def unbalanced(evidence: Evidence) -> Iterator[str]:
    """The totals of the document, unless each is the sum it should be."""
    try:
        holds = _balances(evidence)
    except (ValueError, KeyError):
        holds = False
    if not holds:
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
def irregular_rows(evidence: Evidence) -> Iterator[str]:
    """Rows of VAT whose amount does not follow from base and rate, and documents that do not know one rate only."""
    try:
        regular = all(_is_regular(evidence, row) for row in evidence.vat_rows)
        one_rate = regular and _is_of_one_rate(evidence)
    except (ValueError, KeyError):
        regular = one_rate = False
    if not regular:
        yield IRREGULAR_ROWS
    if not one_rate and "S" in evidence.vat_codes:
        yield NOT_ONE_RATE


def _category(evidence: Evidence, row: Group) -> Group:
    if evidence.is_cii:
        return row
    (category,) = row.members["CATEGORY"]
    return category


def _is_regular(evidence: Evidence, row: Group) -> bool:
    category = _category(evidence, row)
    (code,) = category.texts["category"]
    if category.texts["scheme"] != ["VAT"]:
        return False
    base, vat = _cents(row.texts["BT-116"]), _cents(row.texts["BT-117"])
    rate = _cents(category.texts.get("rate", ("0",)))
    if code == "S":
        return rate >= _LEAST_RATE and abs(abs(vat) * 10_000 - abs(base) * rate) < _NEAR * 10_000
    return rate == vat == 0


def _is_of_one_rate(evidence: Evidence) -> bool:
    """One row, at the standard rate, without a reason, and all that is invoiced is of it."""
    (row,) = evidence.vat_rows
    said = _category(evidence, row).texts
    if said["category"] != ["S"] or "BT-120" in said or "BT-121" in said:
        return False
    if evidence.line_allowances or evidence.line_charges:
        return False
    homes = (*evidence.lines, *evidence.allowances, *evidence.charges)
    if not all(_is_of(home, said["rate"]) for home in homes):
        return False
    lines = sum(_cents(line.texts["BT-131"]) for line in evidence.lines)
    parts = [sum(_cents(part.texts["amount"]) for part in parts) for parts in (evidence.charges, evidence.allowances)]
    return _cents(row.texts["BT-116"]) == lines + parts[0] - parts[1]


def _is_of(home: Group, rate: list[str]) -> bool:
    (category,) = home.members["CATEGORY"]
    said = category.texts
    return said["category"] == ["S"] and said["rate"] == rate and said["scheme"] == ["VAT"]
