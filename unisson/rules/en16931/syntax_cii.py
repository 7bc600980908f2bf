"""CII: what the syntax binding adds to the standard (CEN/TS 16931-3-3, CII-SR and CII-DT that are fatal)."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from lxml import etree

from unisson.einvoice.cii import NAMESPACES, ROOT
from unisson.kernel.findings import Findings

from .elements import clark, crowded, found, located, parent_tag, path_of
from .evidence import Evidence
from .ruleset import CII, Judge, declare
from .signs import Elements, Look, glance, search, twins_along

SOURCE = "CEN/TS 16931-3-3, {code}"
RAM = f"{{{NAMESPACES['ram']}}}"


def tag_of(name: str) -> str:
    return clark(name, NAMESPACES)


def _path(path: str) -> str:
    return "/".join(path_of(path, NAMESPACES))


def short(path: str) -> str:
    return re.sub(r"\w+:", "", path)


_TOTALS = "ram:SpecifiedTradeSettlementHeaderMonetarySummation"

ONCE = (
    ("CII-SR-440", "price_discount_amount_repeated", "ram:AppliedTradeAllowanceCharge", "ram:ActualAmount"),
    ("CII-SR-441", "net_price_repeated", "ram:SpecifiedLineTradeAgreement",
     "ram:NetPriceProductTradePrice/ram:ChargeAmount"),
    ("CII-SR-455", "seller_contact_repeated", "ram:ApplicableHeaderTradeAgreement",
     "ram:SellerTradeParty/ram:DefinedTradeContact"),
    ("CII-SR-456", "buyer_contact_repeated", "ram:ApplicableHeaderTradeAgreement",
     "ram:BuyerTradeParty/ram:DefinedTradeContact"),
    ("CII-SR-459", "seller_endpoint_repeated", "ram:ApplicableHeaderTradeAgreement",
     "ram:SellerTradeParty/ram:URIUniversalCommunication"),
    ("CII-SR-460", "buyer_endpoint_repeated", "ram:ApplicableHeaderTradeAgreement",
     "ram:BuyerTradeParty/ram:URIUniversalCommunication"),
    ("CII-SR-461", "vat_point_date_repeated", "ram:ApplicableHeaderTradeSettlement",
     "ram:ApplicableTradeTax/ram:TaxPointDate"),
    ("CII-SR-471", "allowance_charge_rate_repeated", "ram:SpecifiedTradeAllowanceCharge", "ram:RateApplicablePercent"),
    ("CII-SR-472", "allowance_charge_category_repeated", "ram:SpecifiedTradeAllowanceCharge", "ram:CategoryTradeTax"),
    ("CII-SR-473", "allowance_charge_amount_repeated", "ram:SpecifiedTradeAllowanceCharge", "ram:ActualAmount"),
    *(
        (f"CII-SR-{number}", f"{name}_repeated", _TOTALS, f"ram:{element}")
        for number, name, element in (
            (477, "lines_total", "LineTotalAmount"),
            (478, "charges_total", "ChargeTotalAmount"),
            (479, "allowances_total", "AllowanceTotalAmount"),
            (480, "net_total", "TaxBasisTotalAmount"),
            (481, "rounding_amount", "RoundingAmount"),
            (482, "gross_total", "GrandTotalAmount"),
            (483, "information_amount", "InformationAmount"),
            (484, "paid_amount", "TotalPrepaidAmount"),
            (485, "discount_total", "TotalDiscountAmount"),
            (486, "allowance_charge_total", "TotalAllowanceChargeAmount"),
            (487, "amount_due", "DuePayableAmount"),
            (488, "retail_value_information", "RetailValueExcludingTaxInformationAmount"),
            (489, "deposit_fee_information", "TotalDepositFeeInformationAmount"),
            (490, "tobacco_value_information", "ProductValueExcludingTobaccoTaxInformationAmount"),
            (491, "total_retail_value_information", "TotalRetailValueInformationAmount"),
            (492, "gross_lines_total", "GrossLineTotalAmount"),
            (493, "net_lines_total", "NetLineTotalAmount"),
            (494, "net_lines_total_with_taxes", "NetIncludingTaxesLineTotalAmount"),
        )
    ),
)  # fmt: skip
"""Code, fault, the element it stands in, what may stand there once."""

EXACTLY_ONCE = (
    ("CII-SR-009", "guideline_not_single", "rsm:ExchangedDocumentContext",
     "ram:GuidelineSpecifiedDocumentContextParameter"),
    ("CII-SR-010", "specification_not_single", "rsm:ExchangedDocumentContext",
     "ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"),
    ("CII-SR-014", "type_not_single", "rsm:ExchangedDocument", "ram:TypeCode"),
    ("CII-SR-069", "attribute_name_not_single", "ram:ApplicableProductCharacteristic", "ram:Description"),
    ("CII-SR-072", "attribute_value_not_single", "ram:ApplicableProductCharacteristic", "ram:Value"),
    ("CII-SR-090", "origin_country_not_single", "ram:SpecifiedTradeProduct", "ram:OriginTradeCountry/ram:ID"),
    ("CII-SR-439", "net_price_not_single", "ram:SpecifiedLineTradeAgreement",
     "ram:NetPriceProductTradePrice/ram:ChargeAmount"),
)  # fmt: skip
"""Code, fault, the element it stands in, what must stand there once and once only."""

_ONLY_WITH = {"CII-SR-090": _path("ram:OriginTradeCountry")}
"""Judged only where this child is."""


_UNCLEAR = "guideline, type or price not single"
_WATCHED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("CII-SR-009", "CII-SR-010", "CII-SR-014", "CII-SR-439", "CII-SR-441"), (_UNCLEAR,)),
}
"""Rules that watch something rarer than the element they count."""


@glance
def unclear(evidence: Evidence) -> Iterator[str]:
    """A guideline, a type or a net price that is not there once in the one place where it belongs."""
    document, elements = evidence.document.texts, evidence.elements
    single = all(len(elements.get(tag, ())) == 1 for tag in _HOMES_OF_ONE)
    prices = len(elements.get(_PRICED, ())) == len(evidence.lines)
    if not (
        single
        and prices
        and len(document.get("BT-24", ())) == 1 == len(document.get("BT-3", ()))
        and all(len(line.texts.get("BT-146", ())) == 1 for line in evidence.lines)
    ):
        yield _UNCLEAR


_HOMES_OF_ONE = tuple(
    map(
        tag_of,
        (
            "rsm:ExchangedDocumentContext",
            "ram:GuidelineSpecifiedDocumentContextParameter",
            "rsm:ExchangedDocument",
        ),
    )
)
_PRICED = tag_of("ram:SpecifiedLineTradeAgreement")


def _repeated(home: str, path: str) -> Judge:
    homes, counted = frozenset({tag_of(home)}), path_of(path, NAMESPACES)

    def judge(evidence: Evidence) -> Findings:
        yield from crowded(evidence, homes, counted)

    return judge


def _not_single(code: str, home: str, path: str) -> Judge:
    tag, counted, only_with = tag_of(home), path_of(path, NAMESPACES), _ONLY_WITH.get(code)

    def judge(evidence: Evidence) -> Findings:
        homes = evidence.elements.get(tag, ())
        if not homes or (only_with and only_with not in evidence.elements):
            return
        counts = Counter(above for _, above in found(evidence, counted))
        for element in homes:
            if counts[element] != 1 and (only_with is None or element.find(only_with) is not None):
                yield located(evidence, element, count=counts[element])

    return judge


def _declare_counts() -> None:
    for code, name, home, path in ONCE:
        declare(
            code,
            name,
            _repeated(home, path),
            fr=f"Dans « {{element}} » (ligne {{line}} du fichier), {short(path)} est écrit {{count}} fois, et peut "
            "l’être une seule fois : gardez le bon.",
            en=f"In “{{element}}” (line {{line}} of the file), {short(path)} is written {{count}} times, and may "
            "be once at most: keep the right one.",
            explanation=f"La norme ne connaît {short(path)} qu’une fois ; au-delà, nul ne sait laquelle des valeurs "
            "vaut.",
            example=f"{short(path)} écrit deux fois.",
            watches=_WATCHED.get(code) or twins_along(path_of(path, NAMESPACES)),
            source=SOURCE.format(code=code),
            syntaxes=CII,
        )
    for code, name, home, path in EXACTLY_ONCE:
        declare(
            code,
            name,
            _not_single(code, home, path),
            fr=f"Dans « {{element}} » (ligne {{line}} du fichier), {short(path)} est écrit {{count}} fois, et doit "
            "l’être une fois : indiquez la bonne valeur, et elle seule.",
            en=f"In “{{element}}” (line {{line}} of the file), {short(path)} is written {{count}} times, and must be "
            "once: state the right value, and it alone.",
            explanation=f"La norme demande {short(path)} une fois, et une seule.",
            example=f"{short(path)} absent, ou écrit deux fois.",
            watches=_WATCHED.get(code) or (_ONLY_WITH.get(code) or tag_of(home),),
            source=SOURCE.format(code=code),
            syntaxes=CII,
        )


_declare_counts()

_IDENTIFIED = {
    path_of(path, NAMESPACES)
    for path in (
        "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID",
        "rsm:ExchangedDocument/ram:ID",
        "ram:IncludedSupplyChainTradeLineItem/ram:AssociatedDocumentLineDocument/ram:LineID",
        "ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedTradeProduct/ram:SellerAssignedID",
    )
}


def is_named(tag: str, ending: str) -> bool:
    return tag.startswith(RAM) and tag.endswith(ending)


def _named(evidence: Evidence, ending: str) -> Iterator[etree._Element]:
    """The elements whose name ends so, TaxTotalAmount apart."""
    for tag, elements in evidence.elements.items():
        if tag.endswith(ending) and tag.startswith(RAM) and tag != _TAX_TOTAL:
            yield from elements


_TAX_TOTAL = f"{RAM}TaxTotalAmount"


def _own_identifiers(evidence: Evidence) -> Iterator[etree._Element]:
    for path in _IDENTIFIED:
        yield from (element for element, _ in found(evidence, path))


def _other_identifiers(evidence: Evidence) -> Iterator[etree._Element]:
    own = set(_own_identifiers(evidence))
    yield from (element for element in _named(evidence, "ID") if element not in own)


def _types(evidence: Evidence) -> Iterator[etree._Element]:
    yield from evidence.elements.get(tag_of("ram:TypeCode"), ())


def _amounts(evidence: Evidence) -> Iterator[etree._Element]:
    yield from _named(evidence, "Amount")


def _quantities(evidence: Evidence) -> Iterator[etree._Element]:
    yield from _named(evidence, "Quantity")


def _document(evidence: Evidence) -> Iterator[etree._Element]:
    yield from evidence.elements.get(ROOT, ())


ATTRIBUTES = (
    *(
        (f"CII-DT-00{rank}", f"own_identifier_{name}_out_of_place", attribute, _own_identifiers)
        for rank, (name, attribute) in enumerate(
            (
                ("scheme_name", "schemeName"),
                ("agency_name", "schemeAgencyName"),
                ("data_uri", "schemeDataURI"),
                ("scheme_uri", "schemeURI"),
                ("scheme", "schemeID"),
                ("agency", "schemeAgencyID"),
                ("scheme_version", "schemeVersionID"),
            ),
            start=1,
        )
    ),
    ("CII-DT-008", "type_name_out_of_place", "name", _types),
    ("CII-DT-009", "type_list_uri_out_of_place", "listURI", _types),
    ("CII-DT-013", "document_language_out_of_place", "languageID", _document),
    ("CII-DT-014", "document_locale_out_of_place", "languageLocaleID", _document),
    ("CII-DT-031", "amount_currency_out_of_place", "currencyID", _amounts),
    ("CII-DT-032", "amount_currency_version_out_of_place", "currencyCodeListVersionID", _amounts),
    ("CII-DT-034", "unit_list_out_of_place", "unitCodeListID", _quantities),
    ("CII-DT-035", "unit_agency_out_of_place", "unitCodeListAgencyID", _quantities),
    ("CII-DT-036", "unit_agency_name_out_of_place", "unitCodeListAgencyName", _quantities),
    ("CII-DT-101", "identifier_scheme_name_out_of_place", "schemeName", _other_identifiers),
    ("CII-DT-102", "identifier_agency_name_out_of_place", "schemeAgencyName", _other_identifiers),
    ("CII-DT-103", "identifier_data_uri_out_of_place", "schemeDataURI", _other_identifiers),
    ("CII-DT-104", "identifier_scheme_uri_out_of_place", "schemeURI", _other_identifiers),
)


_OWN = frozenset(attribute for _, _, attribute, elements in ATTRIBUTES if elements is _own_identifiers)
_OWN_PLACES = frozenset(path[-2:] for path in _IDENTIFIED)
_OWN_TAGS = frozenset(path[-1] for path in _IDENTIFIED)
_KINDS: Mapping[Callable[[Evidence], Iterator[etree._Element]], Callable[[str], bool]] = {
    _own_identifiers: lambda tag: False,
    _types: lambda tag: tag == tag_of("ram:TypeCode"),
    _document: lambda tag: tag == ROOT,
    _amounts: lambda tag: is_named(tag, "Amount") and tag != _TAX_TOTAL,
    _quantities: lambda tag: is_named(tag, "Quantity"),
    _other_identifiers: lambda tag: is_named(tag, "ID"),
}
"""Which tags each kind of elements has; the own identifiers share theirs with others, and are told by their parent."""


@search
def attributes_out_of_place(tag: str) -> Look | None:
    """The attributes that have no place where they stand."""
    forbidden = frozenset(attribute for _, _, attribute, elements in ATTRIBUTES if _KINDS[elements](tag))
    if tag in _OWN_TAGS:
        return partial(_carried_by_identifiers, forbidden)
    return partial(_carried, forbidden) if forbidden else None


def _carried(forbidden: frozenset[str], elements: Elements) -> Iterator[str]:
    for element in elements:
        yield from (out_of_place(name) for name in element.attrib if name in forbidden)


def _carried_by_identifiers(forbidden: frozenset[str], elements: Elements) -> Iterator[str]:
    for element in elements:
        for name in element.attrib:
            if name in forbidden or (name in _OWN and (parent_tag(element), element.tag) in _OWN_PLACES):
                yield out_of_place(name)


def out_of_place(attribute: str) -> str:
    """The sign of an attribute where it has no place."""
    return f"{attribute} out of place"


def _carries(attribute: str, elements: Callable[[Evidence], Iterator[etree._Element]]) -> Judge:
    def judge(evidence: Evidence) -> Findings:
        for element in elements(evidence):
            if (written := element.get(attribute)) is not None:
                yield located(evidence, element, written=written)

    return judge


def _declare_attributes() -> None:
    for code, name, attribute, elements in ATTRIBUTES:
        declare(
            code,
            name,
            _carries(attribute, elements),
            fr=f"« {{element}} » (ligne {{line}} du fichier) porte l’attribut {attribute} (« {{written}} »), qui "
            "n’y a pas sa place : retirez-le.",
            en=f"“{{element}}” (line {{line}} of the file) carries the attribute {attribute} (“{{written}}”), which "
            "has no place there: remove it.",
            explanation=f"La norme fixe ce que l’attribut {attribute} dirait : l’écrire pourrait la contredire.",
            example=f"l’attribut {attribute} sur cet élément.",
            watches=(out_of_place(attribute),),
            source=SOURCE.format(code=code),
            syntaxes=CII,
        )


_declare_attributes()
