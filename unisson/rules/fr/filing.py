"""What the French rules ask of an invoice: elements at a place, and values that are not fit for theirs.

The official sheets judge elements and their letters, once for each occurrence. So does this: a `Spot` names a place in
UBL and in CII, a `Family` asks one question of the values at many places. Both read the inventory of elements that the
evidence of EN 16931 already holds; a value that is fit costs one look, and its place is looked up only when it is not.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, cached_property
from typing import Any, TypeVar

from lxml import etree

from unisson.einvoice.cii import NAMESPACES as CII
from unisson.einvoice.ubl import CREDIT_NOTE, INVOICE
from unisson.einvoice.ubl import NAMESPACES as UBL
from unisson.rules.en16931.elements import clark, path_of
from unisson.rules.en16931.evidence import Evidence

from .tables import TWO_SIDED

Accepts = Callable[[str], object]
"""Whether a text is fit: anything that counts as true."""
T = TypeVar("T")

SPACES = " \t\r\n"
_MANY_SPACES = re.compile(f"[{SPACES}]+")


def plain(text: str) -> str:
    """The text with its spaces as XPath normalises them."""
    return _MANY_SPACES.sub(" ", text).strip(" ")


MOST_EXPONENT = 100
"""What is larger or smaller is no amount, and reckoning with it would overflow."""


def amount(text: str | None) -> Decimal | None:
    """The number that a text writes; None when it writes none."""
    try:
        number = Decimal((text or "").strip(SPACES))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < MOST_EXPONENT else None


def below(element: etree._Element, *tags: str) -> list[etree._Element]:
    """The elements along `tags` below an element."""
    found = [element]
    for tag in tags:
        found = [child for one in found for child in one if child.tag == tag]
    return found


def texts(element: etree._Element, *tags: str) -> list[str]:
    """The texts of the elements along `tags` below an element, as written."""
    return [one.text or "" for one in below(element, *tags)]


MANY = 40
"""Children from which on it is worth while that lxml looks for those of one tag: that takes it long to begin."""


def _children(parent: etree._Element, tag: str) -> Iterable[etree._Element]:
    return parent.iterchildren(tag) if len(parent) > MANY else [child for child in parent if child.tag == tag]


class Filing:
    """One invoice as the French rules see it; `remember` keeps what several of them ask for.

    `types` (BT-3) and `frameworks` (BT-23) are as written; `framework` is the first one, spaces left out.
    """

    def __init__(self, evidence: Evidence) -> None:
        self.elements: Mapping[str, list[etree._Element]] = evidence.elements
        self.is_cii = evidence.is_cii
        self.root = evidence.root
        self.place = evidence.place
        """Where an element stands for a reader."""
        self.memory: dict[object, Any] = {}
        self.types = frozenset(TYPE.texts(self))
        frameworks = FRAMEWORK.texts(self)
        self.frameworks = frozenset(frameworks)
        self.framework = plain(frameworks[0]) if frameworks else ""

    @cached_property
    def unfit(self) -> Mapping[str, list[etree._Element]]:
        """The elements whose values are not fit for their places, by code."""
        return unfit(self)

    def remember(self, make: Callable[["Filing"], T]) -> T:
        """What `make` makes of this invoice, made once."""
        made: T | None = self.memory.get(make)
        if made is None:
            made = self.memory[make] = make(self)
        return made

    def candidates(self, home: str, tag: str) -> Iterable[etree._Element]:
        """The elements of a tag, or only those right below the elements `home`."""
        if not home:
            return self.elements.get(tag, ())
        return [child for parent in self.elements.get(home, ()) for child in _children(parent, tag)]


@dataclass(frozen=True)
class Path:
    """Where an element stands: tags from the outside in; `whole` when the first is the root of the document."""

    tags: tuple[str, ...]
    whole: bool

    def leads_to(self, element: etree._Element) -> bool:
        """Whether the element stands at the end of this path."""
        home: etree._Element | None = element
        for tag in reversed(self.tags):
            if home is None or home.tag != tag:
                return False
            home = home.getparent()
        return home is None or not self.whole

    @property
    def gate(self) -> tuple[str, str]:
        """By which elements to look for it: its own tag, and the tag above where its own is said of too much."""
        tag = self.tags[-1]
        return (self.tags[-2] if tag in _COMMON else ""), tag

    @property
    def close_gate(self) -> tuple[str, str]:
        """The same for who looks for this place alone: dates are said at many places."""
        tag = self.tags[-1]
        return (self.tags[-2] if tag in _COMMON or tag in _DAYS else ""), tag


_COMMON = frozenset(
    {
        *(clark(name, UBL) for name in ("cbc:ID", "cbc:Name", "cbc:Note", "cac:Party")),
        *(clark(name, CII) for name in ("ram:ID", "ram:Name", "ram:TypeCode", "ram:IssuerAssignedID")),
    }
)
_DAYS = frozenset(clark(name, CII) for name in ("udt:DateTimeString", "qdt:DateTimeString"))
_ROOT = "rsm:CrossIndustryInvoice"
_LINES = {INVOICE: "cac:InvoiceLine", CREDIT_NOTE: "cac:CreditNoteLine"}
_QUANTITIES = {INVOICE: "cbc:InvoicedQuantity", CREDIT_NOTE: "cbc:CreditedQuantity"}
_TYPES = {INVOICE: "cbc:InvoiceTypeCode", CREDIT_NOTE: "cbc:CreditNoteTypeCode"}
SHORT = {
    "CONTEXT": "rsm:ExchangedDocumentContext",
    "DOCUMENT": "rsm:ExchangedDocument",
    "TRADE": "rsm:SupplyChainTradeTransaction",
    "AGREEMENT": "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement",
    "DELIVERY": "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeDelivery",
    "SETTLEMENT": "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement",
    "LINE": "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem",
    "SUMMATION": "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
    "SELLER": "cac:AccountingSupplierParty/cac:Party",
    "BUYER": "cac:AccountingCustomerParty/cac:Party",
    "PROVIDER": "cac:ServiceProviderParty/cac:Party",
}
"""Short names of steps that paths repeat. In UBL, LINE, QUANTITY and TYPE are those of an invoice or credit note."""


def in_ubl(written: str) -> tuple[Path, ...]:
    """The paths of an invoice and of a credit note: "/LINE/cbc:Note" from the root, "cac:Item/cbc:Name" anywhere."""
    if not written:
        return ()
    paths = []
    for root in (INVOICE, CREDIT_NOTE):
        named = {**SHORT, "LINE": _LINES[root], "QUANTITY": _QUANTITIES[root], "TYPE": _TYPES[root]}
        steps = "/".join(named.get(step, step) for step in written.strip("/").split("/"))
        below = path_of(steps, UBL)
        paths.append(Path((root, *below), True) if written.startswith("/") else Path(below, False))
    return tuple(dict.fromkeys(paths))


def in_cii(written: str) -> tuple[Path, ...]:
    """The path in CII: "/DOCUMENT/ram:ID" from the root, "ram:Person/ram:ID" anywhere."""
    if not written:
        return ()
    steps = "/".join(SHORT.get(step, step) for step in written.strip("/").split("/"))
    if written.startswith("/"):
        return (Path(path_of(f"{_ROOT}/{steps}", CII), True),)
    return (Path(path_of(steps, CII), False),)


class Spot:
    """A place in each syntax; "" where a syntax has none."""

    def __init__(self, *, ubl: str = "", cii: str = "") -> None:
        self.paths = in_ubl(ubl), in_cii(cii)
        self._gates = tuple([(path.close_gate, path.leads_to) for path in paths] for paths in self.paths)

    def found(self, filing: Filing) -> list[etree._Element]:
        """The elements there, in the order of the file."""
        found: list[etree._Element] | None = filing.memory.get(self)
        if found is None:
            found = filing.memory[self] = [
                element
                for (home, tag), leads_to in self._gates[filing.is_cii]
                for element in filing.candidates(home, tag)
                if leads_to(element)
            ]
        return found

    def texts(self, filing: Filing) -> list[str]:
        """What the elements there say, as written."""
        return [element.text or "" for element in self.found(filing)]

    def first(self, filing: Filing) -> str:
        """What the first one says; "" when there is none."""
        return next(iter(self.texts(filing)), "")


TYPE = Spot(ubl="/TYPE", cii="/DOCUMENT/ram:TypeCode")
FRAMEWORK = Spot(ubl="/cbc:ProfileID", cii="/CONTEXT/ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID")


@dataclass(frozen=True)
class Row:
    """A place that a family judges under `code`: the fault, the term, the paths; "" where the official sheet does not.

    "BT-92|BT-99" is the term of an allowance, then that of a charge.
    """

    code: str
    name: str
    term: str
    ubl: str = ""
    cii: str = ""


@dataclass(frozen=True)
class Way:
    """What decides how a value may be written, beside its place: the syntax, whether the document is two-sided."""

    is_cii: bool
    two_sided: bool


@dataclass(frozen=True, kw_only=True)
class Family:
    """One question asked of the values at many places: is what they say fit? `accepts` answers it, for a way; `schemes`
    asks it only of identifiers of those schemes."""

    rows: tuple[Row, ...]
    accepts: Callable[[Way], Accepts]
    schemes: frozenset[str] = frozenset()

    def places(self, way: Way) -> Iterator[tuple[Path, str]]:
        """The places that the family judges, each with the code."""
        for row in self.rows:
            for path in in_cii(row.cii) if way.is_cii else in_ubl(row.ubl):
                yield path, row.code


def same(accepts: Accepts) -> Callable[[Way], Accepts]:
    """For a family: one answer for every invoice."""
    return lambda way: accepts


Asked = tuple[Accepts, frozenset[str], list[tuple[Path, str]]]
"""Whether a text is fit, of which schemes that is asked, and the places with their codes."""
FAMILIES: list[Family] = []
"""Every family, as they are declared."""


@cache
def _sieve(is_cii: bool, two_sided: bool) -> list[tuple[str, str, list[Asked]]]:
    """What all families ask, by the elements to look at: so that one pass answers them all."""
    way = Way(is_cii, two_sided)
    asked: dict[tuple[str, str], dict[Family, list[tuple[Path, str]]]] = {}
    for family in FAMILIES:
        for path, code in family.places(way):
            asked.setdefault(path.gate, {}).setdefault(family, []).append((path, code))
    return [
        (home, tag, [(family.accepts(way), family.schemes, places) for family, places in families.items()])
        for (home, tag), families in asked.items()
    ]


def unfit(filing: Filing) -> Mapping[str, list[etree._Element]]:
    """The elements whose values are not fit for their places, by code."""
    found: dict[str, list[etree._Element]] = {}
    elements = filing.elements
    for home, tag, asked in _sieve(filing.is_cii, filing.framework in TWO_SIDED):
        for element in filing.candidates(home, tag) if home else elements.get(tag, ()):
            text = element.text or ""
            for accepts, schemes, places in asked:
                if not accepts(text) and (not schemes or element.get("schemeID") in schemes):
                    for path, code in places:
                        if path.leads_to(element):
                            found.setdefault(code, []).append(element)
    return found
