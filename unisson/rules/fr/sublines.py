"""The lines of an invoice that holds several: which groups them, which details, whose they are.

In the frameworks B8, S8, M8 (several sellers) and B9, S9, M9 (two sides), each line says its subtype (GROUP, DETAIL,
INFORMATION), its parent, its seller and the number of its sub-invoice. CII states them where they belong; UBL, which
has no place for the first two, states them in a billing reference to the invoice itself. A `Subline` holds both alike.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from lxml import etree

from unisson.einvoice.cii import NAMESPACES as CII_NAMES
from unisson.einvoice.ubl import NAMESPACES as UBL_NAMES
from unisson.rules.en16931.elements import path_of

from .filing import Filing, Spot, below, plain, texts
from .places import NUMBER

GROUP, DETAIL, INFORMATION = "GROUP", "DETAIL", "INFORMATION"
OBJECT, SUB_INVOICE, SUB_FRAMEWORK = "130", "AFL", "AVV"


@dataclass(frozen=True, kw_only=True)
class Subline:
    """What one line says of its part, as written; a name in the plural is every occurrence.

    `heads`: how often the line opens a sub-invoice: it is a group without a parent.
    """

    element: etree._Element
    rank: int
    ids: list[str]
    statuses: list[str]
    parents: list[str]
    heads: int
    legal: list[str]
    names: list[str]
    countries: list[str]
    net: list[str]
    gross: list[str]
    vat: list[tuple[str | None, str]]
    numbers: list[str]
    frameworks: list[str]
    reasons: list[str]
    preceding: list[str]
    preceding_days: list[str]

    @property
    def place(self) -> str:
        """What the `where` of a finding on it starts with."""
        return f"BG-25[{self.rank}]/"

    @property
    def number(self) -> str:
        """The number of its sub-invoice, spaces left out."""
        return plain(self.numbers[0]) if self.numbers else ""

    def vat_in(self, currencies: list[str]) -> str | None:
        """Its VAT amount in one of the currencies."""
        return next((text for currency, text in self.vat if currency in currencies), None)


LINES = Spot(ubl="/LINE", cii="/LINE")
TRADES = Spot(cii="/TRADE")
"""The transactions that a CII file states: one, in a file that is right."""


def sublines(filing: Filing) -> list[Subline]:
    """The lines of an invoice that holds several."""
    return filing.remember(_cii_lines if filing.is_cii else _ubl_lines)


def heads(filing: Filing) -> list[Subline]:
    """The lines that open a sub-invoice, each as often as it does."""
    return filing.remember(_heads)


def parent_of(line: Subline, filing: Filing) -> Subline | None:
    """The first line that a line names as its parent."""
    ids = filing.remember(_by_id)
    parents = [ids[parent] for parent in line.parents if parent in ids]
    return min(parents, key=_rank) if parents else None


def _by_id(filing: Filing) -> dict[str, Subline]:
    return {one: line for line in reversed(sublines(filing)) for one in line.ids}


def _rank(line: Subline) -> int:
    return line.rank


def _heads(filing: Filing) -> list[Subline]:
    return [line for line in sublines(filing) for _ in range(line.heads)]


def _cii(path: str) -> tuple[str, ...]:
    return path_of(path, CII_NAMES)


def _ubl(path: str) -> tuple[str, ...]:
    return path_of(path, UBL_NAMES)


_LINE_DOCUMENT = "ram:AssociatedDocumentLineDocument"
_LINE_SELLER = "ram:SpecifiedLineTradeAgreement/ram:ItemSellerTradeParty"
_SETTLEMENT = "ram:SpecifiedLineTradeSettlement"
_SUMMATION = f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementLineMonetarySummation"
_PRECEDING = f"{_SETTLEMENT}/ram:InvoiceReferencedDocument"
_IN_CII = {
    "ids": _cii(f"{_LINE_DOCUMENT}/ram:LineID"),
    "statuses": _cii(f"{_LINE_DOCUMENT}/ram:LineStatusReasonCode"),
    "parents": _cii(f"{_LINE_DOCUMENT}/ram:ParentLineID"),
    "legal": _cii(f"{_LINE_SELLER}/ram:SpecifiedLegalOrganization/ram:ID"),
    "names": _cii(f"{_LINE_SELLER}/ram:Name"),
    "countries": _cii(f"{_LINE_SELLER}/ram:PostalTradeAddress/ram:CountryID"),
    "net": _cii(f"{_SUMMATION}/ram:LineTotalAmount"),
    "gross": _cii(f"{_SUMMATION}/ram:GrandTotalAmount"),
    "reasons": _cii(f"{_SETTLEMENT}/ram:ApplicableTradeTax/ram:ExemptionReason"),
    "preceding": _cii(f"{_PRECEDING}/ram:IssuerAssignedID"),
    "preceding_days": _cii(f"{_PRECEDING}/ram:FormattedIssueDateTime/qdt:DateTimeString"),
}
_VAT_IN_CII = _cii(f"{_SUMMATION}/ram:TaxTotalAmount")
OBJECTS_IN_CII = _cii(f"{_SETTLEMENT}/ram:AdditionalReferencedDocument")
SCHEME_IN_CII, KIND_IN_CII, NUMBER_IN_CII = (
    _cii(name) for name in ("ram:ReferenceTypeCode", "ram:TypeCode", "ram:IssuerAssignedID")
)


def _cii_lines(filing: Filing) -> list[Subline]:
    return [_cii_line(element, rank) for rank, element in enumerate(LINES.found(filing), start=1)]


def _cii_line(element: etree._Element, rank: int) -> Subline:
    said = {name: texts(element, *path) for name, path in _IN_CII.items()}
    return Subline(
        element=element,
        rank=rank,
        heads=int(GROUP in said["statuses"] and not said["parents"]),
        vat=[(one.get("currencyID"), one.text or "") for one in below(element, *_VAT_IN_CII)],
        numbers=_said(numbers_of(element, is_cii=True)),
        frameworks=_said(numbers_of(element, is_cii=True, scheme=SUB_FRAMEWORK)),
        **said,
    )


_LINE_PARTY = "cac:Item/cac:ManufacturerParty"
_IN_UBL = {
    "ids": _ubl("cbc:ID"),
    "legal": _ubl(f"{_LINE_PARTY}/cac:PartyLegalEntity/cbc:CompanyID"),
    "names": _ubl(f"{_LINE_PARTY}/cac:PartyLegalEntity/cbc:RegistrationName"),
    "countries": _ubl(f"{_LINE_PARTY}/cac:PostalAddress/cac:Country/cbc:IdentificationCode"),
    "net": _ubl("cbc:LineExtensionAmount"),
    "gross": _ubl("cbc:TaxInclusiveLineExtensionAmount"),
    "reasons": _ubl("cac:Item/cac:ClassifiedTaxCategory/cbc:TaxExemptionReason"),
}
_VAT_IN_UBL = _ubl("cac:TaxTotal/cbc:TaxAmount")
_BILLING = _ubl("cac:BillingReference")
_OF_INVOICE = _ubl("cac:InvoiceDocumentReference")
_REFERENCE_ID, _REFERENCE_DAY = (*_OF_INVOICE, *_ubl("cbc:ID")), (*_OF_INVOICE, *_ubl("cbc:IssueDate"))
_REFERENCE_STATUS = (*_OF_INVOICE, *_ubl("cbc:DocumentStatusCode"))
_PARENT = _ubl("cac:BillingReferenceLine/cbc:ID")
_OBJECTS_IN_UBL, _KIND_IN_UBL, _NUMBER_IN_UBL = (
    _ubl(name) for name in ("cac:DocumentReference", "cbc:DocumentTypeCode", "cbc:ID")
)


def _ubl_lines(filing: Filing) -> list[Subline]:
    numbers = frozenset(NUMBER.texts(filing))
    return [_ubl_line(element, rank, numbers) for rank, element in enumerate(LINES.found(filing), start=1)]


def _ubl_line(element: etree._Element, rank: int, numbers: Set[str]) -> Subline:
    references = below(element, *_BILLING)
    own = [one for one in references if not set(texts(one, *_REFERENCE_ID)).isdisjoint(numbers)]
    others = [one for one in references if any(numbers - {text} for text in texts(one, *_REFERENCE_ID))]
    said = {name: texts(element, *path) for name, path in _IN_UBL.items()}
    return Subline(
        element=element,
        rank=rank,
        statuses=[text for one in own for text in texts(one, *_REFERENCE_STATUS)],
        parents=[text for one in own for text in texts(one, *_PARENT)],
        heads=sum(1 for one in own if GROUP in texts(one, *_REFERENCE_STATUS) and not texts(one, *_PARENT)),
        vat=[(one.get("currencyID"), one.text or "") for one in below(element, *_VAT_IN_UBL)],
        numbers=_said(numbers_of(element, is_cii=False)),
        frameworks=_said(numbers_of(element, is_cii=False, scheme=SUB_FRAMEWORK)),
        preceding=[text for one in others for text in texts(one, *_REFERENCE_ID)],
        preceding_days=[text for one in others for text in texts(one, *_REFERENCE_DAY)],
        **said,
    )


def numbers_of(line: etree._Element, *, is_cii: bool, scheme: str = SUB_INVOICE) -> list[etree._Element]:
    """The elements of a line that give the number of its sub-invoice, or its framework."""
    if is_cii:
        return [
            number
            for one in below(line, *OBJECTS_IN_CII)
            if scheme in texts(one, *SCHEME_IN_CII) and OBJECT in texts(one, *KIND_IN_CII)
            for number in below(one, *NUMBER_IN_CII)
        ]
    return [number for one in below(line, *_OBJECTS_IN_UBL) for number in _in_object(one, scheme)]


def _in_object(one: etree._Element, scheme: str) -> list[etree._Element]:
    if OBJECT not in texts(one, *_KIND_IN_UBL):
        return []
    return [number for number in below(one, *_NUMBER_IN_UBL) if number.get("schemeID") == scheme]


def numbered(filing: Filing) -> Iterator[tuple[etree._Element | None, list[etree._Element]]]:
    """What the number of a sub-invoice may repeat, in the order of the file, with the transaction it stands in.

    In CII any reference counts, in UBL the number of a sub-invoice only.
    """
    if filing.is_cii:
        trade = TRADES.paths[True][0].tags[-1]
        for number in filing.elements.get(NUMBER_IN_CII[0], ()):
            yield next(number.iterancestors(trade), None), [number]
    else:
        for one in filing.elements.get(_OBJECTS_IN_UBL[0], ()):
            yield filing.root, _in_object(one, SUB_INVOICE)


def _said(elements: list[etree._Element]) -> list[str]:
    return [one.text or "" for one in elements]
