"""Codes: what may only be said in the words of a list (EN 16931-1, BR-CL-01 to BR-CL-26, BR-CO-09)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import NamedTuple

from lxml import etree

from unisson.einvoice.cii import NAMESPACES as CII
from unisson.einvoice.ubl import NAMESPACES as UBL
from unisson.kernel.findings import Findings
from unisson.rules.engine import at

from .codelists import LISTS, codes
from .elements import clark, parent_tag
from .evidence import Evidence, boolean
from .ruleset import Judge, declare, labelled
from .signs import Elements, Look, search

Accepts = Callable[[etree._Element], bool]


def anything(element: etree._Element) -> bool:
    """Every element of that name."""
    return True


@dataclass(frozen=True)
class Spot:
    """Where a code is said: the tag, the tag of the parent ("" for any), the attribute ("" for the text).

    `demanded`: an element without the attribute counts as one that says nothing.
    """

    tag: str
    parent: str = ""
    attribute: str = ""
    accepts: Accepts = anything
    demanded: bool = False

    @property
    def unsaid(self) -> str | None:
        """What stands for an attribute that is not there."""
        return "" if self.demanded else None

    def said(self, evidence: Evidence) -> Iterator[tuple[etree._Element, str]]:
        """Each element at this spot with what it says, spaces put in order."""
        for element in evidence.elements.get(self.tag, ()):
            text = element.get(self.attribute, self.unsaid) if self.attribute else element.text or ""
            if text is None or (self.parent and parent_tag(element) != self.parent):
                continue
            if self.accepts is anything or self.accepts(element):
                yield element, " ".join(text.split())


def spots(namespaces: Mapping[str, str], *paths: str, accepts: Accepts = anything) -> tuple[Spot, ...]:
    """Spots as the table writes them: "cac:Country/cbc:IdentificationCode", "cbc:EndpointID/@schemeID"."""
    found = []
    for path in paths:
        steps = path.split("/")
        attribute = steps.pop().removeprefix("@") if steps[-1].startswith("@") else ""
        tags = [clark(step, namespaces) for step in steps]
        found.append(Spot(tags[-1], tags[-2] if len(tags) > 1 else "", attribute, accepts))
    return tuple(found)


def in_ubl(*paths: str, accepts: Accepts = anything) -> tuple[Spot, ...]:
    return spots(UBL, *paths, accepts=accepts)


def in_cii(*paths: str, accepts: Accepts = anything) -> tuple[Spot, ...]:
    return spots(CII, *paths, accepts=accepts)


def _beside(tag: str, *said: str) -> Accepts:
    """An element whose parent has a child `tag` that says one of `said`."""

    def accepts(element: etree._Element) -> bool:
        parent = element.getparent()
        return parent is not None and any(child.text in said for child in parent.iterfind(tag))

    return accepts


def _charged(path: str, charge: bool) -> Accepts:
    """An element whose parent is an allowance, or a charge."""

    def accepts(element: etree._Element) -> bool:
        parent = element.getparent()
        return parent is not None and any(boolean(child.text or "") is charge for child in parent.iterfind(path))

    return accepts


def _not_below(*tags: str) -> Accepts:
    def accepts(element: etree._Element) -> bool:
        return next(element.iterancestors(*tags), None) is None

    return accepts


_TYPE = clark("cbc:DocumentTypeCode", UBL)
_INDICATOR = clark("cbc:ChargeIndicator", UBL)
_INDICATOR_IN_CII = f"{clark('ram:ChargeIndicator', CII)}/{clark('udt:Indicator', CII)}"
_REGISTRATION = clark("ram:SpecifiedTaxRegistration", CII)
_PRODUCT = clark("ram:SpecifiedTradeProduct", CII)
_SHIP_TO = clark("ram:ShipToTradeParty", CII)
_SEPA_HOMES = tuple(clark(name, UBL) for name in ("cac:AccountingSupplierParty", "cac:PayeeParty"))

_AMOUNTS = tuple(
    f"cbc:{name}/@currencyID"
    for name in (
        "Amount", "BaseAmount", "PriceAmount", "TaxAmount", "TaxableAmount", "LineExtensionAmount",
        "TaxExclusiveAmount",
        "TaxInclusiveAmount", "AllowanceTotalAmount", "ChargeTotalAmount", "PrepaidAmount", "PayableRoundingAmount",
        "PayableAmount",
    )
)  # fmt: skip

Typed = tuple[tuple[tuple[str, ...], str], ...]


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A code of a list: where UBL and CII say it, and under which groups and terms the typed values hold it."""

    code: str
    fault: str
    term: str
    list: str
    ubl: tuple[Spot, ...] = ()
    cii: tuple[Spot, ...] = ()
    typed: Typed = ()
    list_in_cii: str = ""


RULES = (
    Listed(
        code="BR-CL-03", fault="amount_currency_not_in_list", term="BT-5", list="currencies",
        ubl=tuple(replace(spot, demanded=True) for spot in in_ubl(*_AMOUNTS)),
        cii=in_cii("ram:TaxTotalAmount/@currencyID"),
    ),
    Listed(
        code="BR-CL-04", fault="currency_not_in_list", term="BT-5", list="currencies",
        ubl=in_ubl("cbc:DocumentCurrencyCode"), cii=in_cii("ram:InvoiceCurrencyCode"), typed=(((), "BT-5"),),
    ),
    Listed(
        code="BR-CL-05", fault="vat_currency_not_in_list", term="BT-6", list="currencies",
        ubl=in_ubl("cbc:TaxCurrencyCode"), cii=in_cii("ram:TaxCurrencyCode"), typed=(((), "BT-6"),),
    ),
    Listed(
        code="BR-CL-06", fault="vat_point_code_not_in_list", term="BT-8", list="vat_point_dates_ubl",
        ubl=in_ubl("cac:InvoicePeriod/cbc:DescriptionCode"), cii=in_cii("ram:DueDateTypeCode"),
        typed=((("BG-14",), "BT-8"),), list_in_cii="vat_point_dates_cii",
    ),
    Listed(
        code="BR-CL-07", fault="object_scheme_not_in_list", term="BT-18-1", list="reference_types",
        ubl=in_ubl("cac:AdditionalDocumentReference/cbc:ID/@schemeID", "cac:DocumentReference/cbc:ID/@schemeID",
                 accepts=_beside(_TYPE, "130")),
        cii=in_cii("ram:ReferenceTypeCode"),
    ),
    Listed(
        code="BR-CL-10", fault="party_scheme_not_in_list", term="BT-29", list="identifier_schemes",
        ubl=in_ubl("cac:PartyIdentification/cbc:ID/@schemeID"),
        cii=in_cii("ram:GlobalID/@schemeID", accepts=_not_below(_PRODUCT, _SHIP_TO)),
        typed=((("BG-4", "BT-29"), "scheme"), (("BG-7", "BT-46"), "scheme"), (("BG-10", "BT-60"), "scheme")),
    ),
    Listed(
        code="BR-CL-11", fault="legal_scheme_not_in_list", term="BT-30", list="identifier_schemes",
        ubl=in_ubl("cac:PartyLegalEntity/cbc:CompanyID/@schemeID"),
        cii=in_cii("ram:ID/@schemeID", accepts=_not_below(_REGISTRATION)),
    ),
    Listed(
        code="BR-CL-13", fault="item_classification_not_in_list", term="BT-158", list="item_classifications",
        ubl=in_ubl("cac:CommodityClassification/cbc:ItemClassificationCode/@listID"),
        cii=in_cii("ram:ClassCode/@listID"),
        typed=((("BG-25", "BT-158"), "scheme"),),
    ),
    Listed(
        code="BR-CL-14", fault="country_not_in_list", term="BT-40", list="countries",
        ubl=in_ubl("cac:Country/cbc:IdentificationCode"), cii=in_cii("ram:CountryID"),
        typed=((("BG-4", "BG-5"), "BT-40"), (("BG-7", "BG-8"), "BT-55"), (("BG-13", "BG-15"), "BT-80")),
    ),
    Listed(
        code="BR-CL-15", fault="origin_country_not_in_list", term="BT-159", list="countries",
        ubl=in_ubl("cac:OriginCountry/cbc:IdentificationCode"),
        cii=in_cii("ram:OriginTradeCountry/ram:ID", accepts=lambda element: element.get("schemeID") is None),
    ),
    Listed(
        code="BR-CL-16", fault="payment_means_not_in_list", term="BT-81", list="payment_means",
        ubl=in_ubl("cac:PaymentMeans/cbc:PaymentMeansCode"),
        cii=in_cii("ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode"), typed=((("BG-16",), "BT-81"),),
    ),
    Listed(
        code="BR-CL-17", fault="vat_category_not_in_list", term="BT-118", list="vat_categories",
        ubl=in_ubl("cac:TaxCategory/cbc:ID"), cii=in_cii("ram:CategoryTradeTax/ram:CategoryCode"),
        typed=((("VAT", "BG-23", "CATEGORY"), "category"), (("BG-23", "CATEGORY"), "category")),
    ),
    Listed(
        code="BR-CL-18", fault="line_vat_category_not_in_list", term="BT-151", list="vat_categories",
        ubl=in_ubl("cac:ClassifiedTaxCategory/cbc:ID"), cii=in_cii("ram:ApplicableTradeTax/ram:CategoryCode"),
        typed=((("BG-25", "CATEGORY"), "category"),),
    ),
    Listed(
        code="BR-CL-19", fault="allowance_reason_not_in_list", term="BT-98", list="allowance_reasons",
        ubl=in_ubl("cac:AllowanceCharge/cbc:AllowanceChargeReasonCode", accepts=_charged(_INDICATOR, False)),
        cii=in_cii("ram:SpecifiedTradeAllowanceCharge/ram:ReasonCode", accepts=_charged(_INDICATOR_IN_CII, False)),
        typed=((("BG-20",), "reason code"), (("BG-27",), "reason code")),
    ),
    Listed(
        code="BR-CL-20", fault="charge_reason_not_in_list", term="BT-105", list="charge_reasons",
        ubl=in_ubl("cac:AllowanceCharge/cbc:AllowanceChargeReasonCode", accepts=_charged(_INDICATOR, True)),
        cii=in_cii("ram:SpecifiedTradeAllowanceCharge/ram:ReasonCode", accepts=_charged(_INDICATOR_IN_CII, True)),
        typed=((("BG-21",), "reason code"), (("BG-28",), "reason code")),
    ),
    Listed(
        code="BR-CL-21", fault="standard_item_scheme_not_in_list", term="BT-157", list="identifier_schemes",
        ubl=in_ubl("cac:StandardItemIdentification/cbc:ID/@schemeID"),
        cii=in_cii("ram:SpecifiedTradeProduct/ram:GlobalID/@schemeID"), typed=((("BG-25", "BT-157"), "scheme"),),
    ),
    Listed(
        code="BR-CL-22", fault="exemption_code_not_in_list", term="BT-121", list="exemption_reasons",
        ubl=in_ubl("cbc:TaxExemptionReasonCode"), cii=in_cii("ram:ExemptionReasonCode"),
        typed=((("BG-23", "CATEGORY"), "BT-121"),),
    ),
    Listed(
        code="BR-CL-23", fault="unit_not_in_list", term="BT-130", list="units",
        ubl=in_ubl("cbc:InvoicedQuantity/@unitCode", "cbc:BaseQuantity/@unitCode", "cbc:CreditedQuantity/@unitCode"),
        cii=in_cii("ram:BasisQuantity/@unitCode", "ram:BilledQuantity/@unitCode"), typed=((("BG-25",), "BT-130"),),
    ),
    Listed(
        code="BR-CL-24", fault="media_type_not_in_list", term="BT-125", list="media_types",
        ubl=in_ubl("cbc:EmbeddedDocumentBinaryObject/@mimeCode"), cii=in_cii("ram:AttachmentBinaryObject/@mimeCode"),
    ),
    Listed(
        code="BR-CL-25", fault="endpoint_scheme_not_in_list", term="BT-34", list="endpoint_schemes",
        ubl=in_ubl("cbc:EndpointID/@schemeID"), cii=in_cii("ram:URIUniversalCommunication/ram:URIID/@schemeID"),
        typed=((("BG-4", "BT-34"), "scheme"), (("BG-7", "BT-49"), "scheme")),
    ),
    Listed(
        code="BR-CL-26", fault="delivery_scheme_not_in_list", term="BT-71", list="identifier_schemes",
        ubl=in_ubl("cac:DeliveryLocation/cbc:ID/@schemeID"), cii=in_cii("ram:ShipToTradeParty/ram:GlobalID/@schemeID"),
    ),
)  # fmt: skip


def _unlisted_sign(code: str) -> str:
    return f"{code} unlisted"


class _Place(NamedTuple):
    """A spot with the codes that are known there, and the sign of one that is not."""

    attribute: str
    unsaid: str | None
    accepts: Accepts
    known: frozenset[str]
    sign: str


_OF_CII = "{urn:un:unece:"
_ByParent = Mapping[str, Sequence[_Place]]
"""The places of one tag, by the tag of the parent; those under any parent stand at each, and at ""."""


@cache
def _places(syntax: str) -> Mapping[str, _ByParent]:
    is_cii = syntax == "CII"
    places: dict[str, dict[str, list[_Place]]] = {}
    for rule in RULES:
        known = codes((is_cii and rule.list_in_cii) or rule.list, syntax)
        for spot in rule.cii if is_cii else rule.ubl:
            place = _Place(spot.attribute, spot.unsaid, spot.accepts, known, _unlisted_sign(rule.code))
            places.setdefault(spot.tag, {}).setdefault(spot.parent, []).append(place)
    return {tag: _inherited(by_parent) for tag, by_parent in places.items()}


def _inherited(by_parent: _ByParent) -> _ByParent:
    anywhere = tuple(by_parent.get("", ()))
    return {"": anywhere} | {parent: (*anywhere, *places) for parent, places in by_parent.items() if parent}


@search
def unlisted(tag: str) -> Look | None:
    """The rules for which some code, as written, is none of their list."""
    by_parent = _places("CII" if tag.startswith(_OF_CII) else "UBL").get(tag)
    return partial(_unlisted_signs, by_parent) if by_parent else None


def _unlisted_signs(by_parent: _ByParent, elements: Elements) -> Iterator[str]:
    anywhere, is_alike = by_parent[""], len(by_parent) == 1
    for element in elements:
        for attribute, unsaid, accepts, known, sign in (
            anywhere if is_alike else by_parent.get(parent_tag(element), anywhere)
        ):
            text = element.get(attribute, unsaid) if attribute else element.text or ""
            if text is not None and text not in known and accepts(element):
                yield sign


def _unlisted(rule: Listed) -> Judge:
    def judge(evidence: Evidence) -> Findings:
        syntax = "CII" if evidence.is_cii else "UBL"
        known = codes((evidence.is_cii and rule.list_in_cii) or rule.list, syntax)
        if evidence.root is None:
            for place, text in _typed(evidence, rule.typed):
                if text.strip() not in known:
                    yield at(place + rule.term, written=text)
            return
        for spot in rule.cii if evidence.is_cii else rule.ubl:
            for element, text in spot.said(evidence):
                if text not in known and not _is_known_otherwise(rule, element, text, known):
                    yield at(evidence.place(element) + rule.term, written=text)

    return judge


def _typed(evidence: Evidence, places: Typed) -> Iterator[tuple[str, str]]:
    for kinds, term in places:
        for group in evidence.groups(*kinds) if kinds else (evidence.document,):
            for text in group.texts.get(term, ()):
                yield group.place, text


def _is_known_otherwise(rule: Listed, element: etree._Element, text: str, known: Iterable[str]) -> bool:
    """SEPA, for the creditor identifier of seller and payee in UBL; exemption codes in small letters."""
    if rule.code == "BR-CL-22":
        return text.upper() in known
    return rule.code == "BR-CL-10" and text == "SEPA" and next(element.iterancestors(*_SEPA_HOMES), None) is not None


def _declare() -> None:
    for rule in RULES:
        fr, en = labelled(rule.term)
        title = LISTS[rule.list][0]
        declare(
            rule.code,
            rule.fault,
            _unlisted(rule),
            fr=f"« {{written}} » n’est pas un code de la liste {title} pour « {fr} » ({rule.term}) : choisissez un "
            "code de cette liste.",
            en=f"“{{written}}” is no code of the list {title} for “{en}” ({rule.term}): choose a code of that list.",
            explanation=f"Un code n’est compris partout que s’il vient de la liste convenue, ici {title}.",
            example="le code XXX, que la liste ne connaît pas.",
            watches=(_unlisted_sign(rule.code),),
        )


_declare()
