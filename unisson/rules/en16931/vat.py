"""Catégories de TVA: one family of rules for each (EN 16931-1, §6.4.3, BR-S-01 to BR-Z-10, BR-AE, E, G, IC, AF, AG, O).

Nine categories, ten questions each. A question is one function; the table says how a category answers it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from unisson.kernel.findings import Findings
from unisson.rules.engine import at

from .amounts import ZERO, amount, cents, near, told, unreadable
from .evidence import OF_LINES, Elsewhere, Evidence, Group, elsewhere
from .ruleset import Judge
from .vatscheme import codes_of, has_tax_number, has_vat_number, in_row, is_vat, says


@dataclass(frozen=True, kw_only=True)
class Category:
    """A VAT category and what the standard asks of it.

    `family` is the middle of its codes, `at_rates`: whether its rows are one for each rate; `rate`: what it may be, in
    files and in CII; `explained`: whether a reason must be given (None: none may be); `vat_number`: only a VAT number
    identifies the seller; `buyer`: what the buyer must state.
    """

    code: str
    family: str
    name: str
    fr: str
    en: str
    at_rates: bool = False
    rate: str = "zero"
    rate_in_cii: str = ""
    explained: bool = True
    vat_number: bool = False
    buyer: tuple[str, ...] = ()


CATEGORIES = (
    Category(code="S", family="S", name="standard", fr="taux normal ou réduit", en="standard rated", at_rates=True,
             rate="above", explained=False),
    Category(code="Z", family="Z", name="zero_rated", fr="taux zéro", en="zero rated", explained=False),
    Category(code="E", family="E", name="exempt", fr="exonération", en="exempt"),
    Category(code="AE", family="AE", name="reverse_charge", fr="autoliquidation", en="reverse charge",
             buyer=("BT-48", "BT-47")),
    Category(code="K", family="IC", name="intra_community", fr="livraison intracommunautaire",
             en="intra-community supply", vat_number=True, buyer=("BT-48",)),
    Category(code="G", family="G", name="export", fr="exportation", en="export outside the EU", vat_number=True),
    Category(code="O", family="O", name="outside_scope", fr="hors champ de la TVA", en="outside the scope of VAT",
             rate="none"),
    Category(code="L", family="AF", name="igic", fr="impôt des Canaries (IGIC)", en="Canary Islands tax (IGIC)",
             at_rates=True, rate="from", rate_in_cii="above", explained=False),
    Category(code="M", family="AG", name="ipsi", fr="impôt de Ceuta et Melilla (IPSI)",
             en="Ceuta and Melilla tax (IPSI)", at_rates=True, rate="from", explained=False),
)  # fmt: skip

HOMES = ("lines", "allowances", "charges")
RATE_TERMS = {"lines": "BT-152", "allowances": "BT-96", "charges": "BT-103"}
CATEGORY_TERMS = {"lines": "BT-151", "allowances": "BT-95", "charges": "BT-102"}


Use = tuple[Group, Group]
"""A line, allowance or charge, with the group in it that says a category of VAT."""


def _uses(evidence: Evidence) -> Mapping[tuple[str, str], list[Use]]:
    """The uses of each category on lines, allowances and charges: all that are said, whatever the tax."""
    homes = {
        "lines": evidence.lines,
        "allowances": (*evidence.allowances, *evidence.line_allowances),
        "charges": (*evidence.charges, *evidence.line_charges),
    }
    found: dict[tuple[str, str], list[Use]] = {}
    for home, groups in homes.items():
        for group in groups:
            for category in group.members.get("CATEGORY", ()):
                for code in codes_of(evidence, category):
                    found.setdefault((home, code), []).append((group, category))
    return found


def _said(evidence: Evidence, home: str, code: str) -> Sequence[Use]:
    return evidence.memo(_uses).get((home, code), ())


def _in(evidence: Evidence, home: str, code: str, *, header: bool = False) -> Iterator[Use]:
    """Each use of a category that is one of VAT; those of the lines too, unless only the document's are meant."""
    for group, category in _said(evidence, home, code):
        if is_vat(evidence, category) and not (header and group.kind in OF_LINES):
            yield group, category


def rows(evidence: Evidence, code: str, *, any_scheme: bool = False) -> Iterator[tuple[Group, Group]]:
    """The VAT rows of a category, each with the group that says the category."""
    if code not in evidence.vat_codes:
        return
    for row in evidence.vat_rows:
        for category in in_row(evidence, row):
            if says(evidence, category, code) and (any_scheme or is_vat(evidence, category)):
                for _ in range(_times(evidence, category, code)):
                    yield row, category


MOST_TIMES = 10
"""A row that says a code more often is hostile: with as many rates, it would cost the square of its length."""


def _times(evidence: Evidence, category: Group, code: str) -> int:
    """How often a row counts: in CII the official rules start from the code, and one said twice counts twice."""
    if evidence.is_cii and code not in ("L", "M", "O"):
        return min(category.texts["category"].count(code), MOST_TIMES)
    return 1


def row_count_wrong(category: Category) -> Judge:
    """01: the category is used and has no row, or has more rows than it may."""

    def judge(evidence: Evidence) -> Findings:
        if category.code not in evidence.vat_codes:
            return
        if evidence.is_cii:
            wrong = _row_count_wrong_in_cii(evidence, category)
        else:
            wrong = _row_count_wrong_in_ubl(evidence, category)
        if wrong:
            yield at("BG-23", code=category.code)

    return judge


def _counts(evidence: Evidence, category: Category, *, any_scheme: bool) -> tuple[int, int]:
    """How often a category is said on lines, and on allowances and charges."""
    on_lines, *on_parts = (
        len(uses) if any_scheme else sum(is_vat(evidence, found) for _, found in uses)
        for uses in (_said(evidence, home, category.code) for home in HOMES)
    )
    return on_lines, sum(on_parts)


def _row_count_wrong_in_ubl(evidence: Evidence, category: Category) -> bool:
    any_scheme = category.family == "S"
    used = sum(_counts(evidence, category, any_scheme=any_scheme)) or sum(
        said.code == category.code and (any_scheme or said.tax == "VAT") for said in evidence.memo(elsewhere)
    )
    # Once IGIC is used, the official rule for UBL takes any row of that category.
    any_row = any_scheme or (category.family == "AF" and used > 0)
    in_rows = sum(1 for _ in rows(evidence, category.code, any_scheme=any_row))
    if category.at_rates:
        return (used > 0) != (in_rows > 0)
    return (used > 0 or in_rows > 0) and in_rows != 1


def _row_count_wrong_in_cii(evidence: Evidence, category: Category) -> bool:
    # The official rules for CII count uses and rows together: two lines make up for a missing row.
    in_rows = sum(says(evidence, row, category.code) for row in evidence.vat_rows)
    on_lines, on_parts = _counts(evidence, category, any_scheme=True)
    if category.at_rates:
        return any(used and used + in_rows < 2 for used in (on_lines, on_parts))
    if category.family == "O" and not in_rows:
        return False
    return (in_rows, on_lines, on_parts) != (0, 0, 0) and not (in_rows == 1 and on_lines + on_parts > 0)


def parties_unidentified(category: Category, home: str) -> Judge:
    """02, 03, 04: the parties do not state what the category asks of them, on `home`."""

    header = category.family == "O"

    def judge(evidence: Evidence) -> Findings:
        if not evidence.is_cii:
            is_used = any(_in(evidence, home, category.code, header=header)) or (
                home == "lines" and any(said.tax == "VAT" for said in _below_lines(evidence, category))
            )
            if (is_used or _is_said(evidence, category, home)) and not (is_used and identified(evidence, category)):
                yield at(CATEGORY_TERMS[home], code=category.code)
            return
        used = list(_in(evidence, home, category.code))
        if used and not identified(evidence, category):
            for group, _ in used:
                yield at(group.place + CATEGORY_TERMS[home], code=category.code)

    return judge


def _is_said(evidence: Evidence, category: Category, home: str) -> bool:
    """A standard rate on a line that does not say it is of VAT: the official rule for UBL takes it for a use."""
    if category.family != "S" or home != "lines":
        return False
    return bool(_said(evidence, home, category.code) or any(_below_lines(evidence, category)))


def _below_lines(evidence: Evidence, category: Category) -> Iterator[Elsewhere]:
    """The uses of a category on lines below lines: the official rules for UBL look for it on any item."""
    return (said for said in evidence.memo(elsewhere) if said.of_item and said.code == category.code)


def identified(evidence: Evidence, category: Category) -> bool:
    """Whether the parties state what the category asks of them, or nothing where it asks for nothing."""
    sellers, agents = evidence.groups("BG-4"), evidence.groups("BG-11")
    buyers = evidence.groups("BG-7")
    if category.family == "O":
        return not any(has_vat_number(evidence, parties) for parties in (sellers, agents, buyers))
    is_seller_known = has_vat_number if category.vat_number else has_tax_number
    if not (is_seller_known(evidence, sellers) or has_vat_number(evidence, agents)):
        return False
    if not category.buyer:
        return True
    is_buyer_legal = "BT-47" in category.buyer and any("BT-47" in buyer.texts for buyer in buyers)
    return is_buyer_legal or has_vat_number(evidence, buyers)


_RATES: dict[str, Callable[[Decimal], bool]] = {
    "zero": lambda rate: rate == 0,
    "above": lambda rate: rate > 0,
    "from": lambda rate: rate >= 0,
    "none": lambda rate: False,
}


def rate_wrong(category: Category, home: str) -> Judge:
    """05, 06, 07: the rate on `home` is not one of the category."""

    def judge(evidence: Evidence) -> Findings:
        kind = (evidence.is_cii and category.rate_in_cii) or category.rate
        allowed = _RATES[kind]
        for group, found in _in(evidence, home, category.code):
            rates = [amount(text) for text in found.texts.get("rate", ())]
            holds = not rates if kind == "none" else any(rate is not None and _allows(allowed, rate) for rate in rates)
            if not holds:
                yield at(group.place + RATE_TERMS[home], code=category.code, rate=found.plain("rate"))

    return judge


def _allows(allowed: Callable[[Decimal], bool], rate: Decimal) -> bool:
    return unreadable(rate) or allowed(rate)


def base_wrong(category: Category) -> Judge:
    """08: the base of a row is not what lines, charges and allowances come to."""

    def judge(evidence: Evidence) -> Findings:
        if _holds_in_cii(evidence, category):
            return
        any_scheme = evidence.is_cii and category.code in ("S", "Z")
        for row, found in rows(evidence, category.code, any_scheme=any_scheme):
            declared = amount(row.first("BT-116"))
            for rate in _rates_of(found) if category.at_rates else (None,):
                computed = _taxed(evidence, category, rate)
                if unreadable(declared, computed):
                    continue
                if declared is None or not _base_holds(evidence, category, rate, declared, computed):
                    yield told(row.place + "BT-116", declared, computed, code=category.code)

    return judge


def _holds_in_cii(evidence: Evidence, category: Category) -> bool:
    """Base and amount of IGIC and IPSI: the official rules for CII look for the rate where none is, and always hold."""
    return evidence.is_cii and category.family in ("AF", "AG")


def _rates_of(category: Group) -> Iterator[Decimal]:
    for text in category.texts.get("rate", ()):
        rate = amount(text)
        if rate is not None and not unreadable(rate):
            yield rate


def _taxed(evidence: Evidence, category: Category, rate: Decimal | None) -> Decimal:
    """Lines, plus charges, less allowances of the category; at `rate` when its rows go by rate."""
    sums = (sums.get((category.code, rate), ZERO) for sums in evidence.memo(_sums))
    lines, charges, allowances = map(cents, sums) if evidence.is_cii else sums
    return lines + charges - allowances


Sums = dict[tuple[str, Decimal | None], Decimal]
"""Of each category, at each rate, and under None at whatever rate: the sum of the amounts."""


def _sums(evidence: Evidence) -> tuple[Sums, Sums, Sums]:
    """What lines, charges and allowances of the document come to, each looked at once for all rules."""
    lines = _summed(evidence, evidence.lines, "BT-131")
    return lines, _summed(evidence, evidence.charges, "amount"), _summed(evidence, evidence.allowances, "amount")


def _summed(evidence: Evidence, groups: Iterable[Group], kept: str) -> Sums:
    sums: Sums = {}
    for group in groups:
        text = group.first(kept)
        value = ZERO if text is None else amount(text) or ZERO
        for key in _keys(evidence, group):
            sums[key] = sums.get(key, ZERO) + value
    return sums


def _keys(evidence: Evidence, group: Group) -> set[tuple[str, Decimal | None]]:
    """The categories of a line, allowance or charge, with its rates; the official rules pair them freely."""
    found = group.members.get("CATEGORY", ())
    codes = {code for one in found for code in codes_of(evidence, one)} & _CODES
    rates: set[Decimal | None] = {None, *(rate for one in found for rate in _rates_of(one))}
    return {(code, rate) for code in codes for rate in rates}


_CODES = frozenset(category.code for category in CATEGORIES)


def _base_holds(
    evidence: Evidence, category: Category, rate: Decimal | None, declared: Decimal, computed: Decimal
) -> bool:
    """The official rules allow one unit for CII where those for UBL allow none, and the other way round."""
    if evidence.is_cii:
        exact = category.at_rates or category.family == "O"
        return declared == computed if exact else near(declared, computed)
    if category.family == "S" and not _is_taxed(evidence, category, rate):
        return False
    if category.family != "S" and not evidence.lines:
        return False
    return near(declared, computed) if category.at_rates else declared == computed


def _is_taxed(evidence: Evidence, category: Category, rate: Decimal | None) -> bool:
    """Whether a line, an allowance or a charge is of the category at this rate."""
    key = (category.code, rate)
    return any(key in sums for sums in evidence.memo(_sums)) or key in evidence.memo(_taxed_on_lines)


def _taxed_on_lines(evidence: Evidence) -> Set[tuple[str, Decimal | None]]:
    """The categories, with their rates, of the allowances and charges of all lines."""
    parts = (*evidence.line_allowances, *evidence.line_charges)
    return {key for part in parts for key in _keys(evidence, part)}


def amount_wrong(category: Category) -> Judge:
    """09: the amount of VAT of a row is not what base and rate give."""

    def judge(evidence: Evidence) -> Findings:
        if _holds_in_cii(evidence, category):
            return
        any_scheme = evidence.is_cii and category.code in ("S", "Z")
        for row, found in rows(evidence, category.code, any_scheme=any_scheme):
            base, vat, rate = amount(row.first("BT-116")), amount(row.first("BT-117")), amount(found.first("rate"))
            expected = _expected(category, base, rate)
            if unreadable(vat, expected, base, rate):
                continue
            if vat is None or expected is None or not _amount_holds(category, vat, expected):
                yield told(row.place + "BT-117", vat, expected, code=category.code)

    return judge


def _expected(category: Category, base: Decimal | None, rate: Decimal | None) -> Decimal | None:
    if not category.at_rates:
        return Decimal(0)
    if base is None or rate is None or unreadable(base, rate):
        return None
    return cents(abs(base) * (rate / 100))


def _amount_holds(category: Category, vat: Decimal, expected: Decimal) -> bool:
    return near(abs(vat), expected) if category.at_rates else vat == expected


def reason_wrong(category: Category) -> Judge:
    """10: a reason for not charging VAT is missing, or has no place there."""

    def judge(evidence: Evidence) -> Findings:
        any_scheme = evidence.is_cii and category.code in ("S", "Z")
        for row, found in rows(evidence, category.code, any_scheme=any_scheme):
            given = "BT-120" in found.texts or "BT-121" in found.texts
            if given != category.explained:
                yield at(row.place + "BT-120", code=category.code)

    return judge
