"""UBL: what the syntax binding adds to the standard (CEN/TS 16931-3-2, UBL-SR, UBL-DT and UBL-CR that are fatal)."""

from dataclasses import dataclass

from lxml import etree

from unisson.einvoice.ubl import CREDIT_NOTE, INVOICE, NAMESPACES
from unisson.kernel.findings import Findings

from .elements import Predicate, clark, crowded, path_of, text_of
from .evidence import Evidence, boolean
from .ruleset import UBL, Judge, declare
from .signs import Elements, Look, repeated, search, several, twins_along

SOURCE = "CEN/TS 16931-3-2, {code}"


def _tags(*names: str) -> frozenset[str]:
    return frozenset(clark(name, NAMESPACES) for name in names)


def child(path: str) -> str:
    return "/".join(path_of(path, NAMESPACES))


_ROOTS = frozenset({INVOICE, CREDIT_NOTE})
_REPRESENTATIVE = _tags("cac:TaxRepresentativeParty")
LINES = _tags("cac:InvoiceLine", "cac:CreditNoteLine")
TYPE = child("cbc:DocumentTypeCode")
_SCHEMES = child("cac:TaxScheme")
_SCHEME_ID = child("cbc:ID")
_INDICATOR = child("cbc:ChargeIndicator")


INVOICED_OBJECT = "130"
"""UNTDID 1001: the type of a document that is the object invoiced (BT-18)."""
OBJECT_STATED = "the invoiced object is stated"


@search
def invoiced_objects(tag: str) -> Look | None:
    """A document said to be the invoiced object."""
    return _invoiced_objects if tag == TYPE else None


def _invoiced_objects(elements: Elements) -> tuple[str, ...]:
    return (OBJECT_STATED,) if any(element.text == INVOICED_OBJECT for element in elements) else ()


def parent_says(path: str, said: str) -> Predicate:
    """An element beside which stands another that says `said`."""

    def accepts(element: etree._Element) -> bool:
        parent = element.getparent()
        return parent is not None and said in text_of(parent, path)

    return accepts


def _registers(*, vat: bool) -> Predicate:
    """A number whose registration is for VAT, or for another tax; one that names no tax is for another."""

    def accepts(element: etree._Element) -> bool:
        parent = element.getparent()
        schemes = parent.iterchildren(_SCHEMES) if parent is not None else ()
        return any(((scheme.findtext(_SCHEME_ID) or "").upper() == "VAT") is vat for scheme in schemes)

    return accepts


def is_sepa(element: etree._Element) -> bool:
    return (element.get("schemeID") or "").upper() == "SEPA"


def is_not_sepa(element: etree._Element) -> bool:
    return not is_sepa(element)


def _is_charge(element: etree._Element) -> bool:
    return _indicates(element, charge=True)


def _is_allowance(element: etree._Element) -> bool:
    return _indicates(element, charge=False)


def _indicates(element: etree._Element, *, charge: bool) -> bool:
    parent = element.getparent()
    return parent is not None and any(boolean(text) is charge for text in text_of(parent, _INDICATOR))


@dataclass(frozen=True)
class Once:
    """What may stand once: the code, the element it stands in ("" for the document), the path, which ones count."""

    code: str
    name: str
    home: frozenset[str]
    path: str
    accepts: Predicate | None = None
    most: int = 1
    repeats: str = ""
    """The term, or the kind of group, that is there twice when the rule finds something."""
    beside: str = ""
    """An element that is there when the rule finds something, rarer than those of the path."""

    @property
    def watches(self) -> frozenset[str]:
        """What is there when something is repeated, as far as a glance can tell."""
        steps = path_of(self.path, NAMESPACES)
        if self.repeats:
            return frozenset((several(steps[0]), repeated(self.repeats), repeated("id")))
        if self.beside:
            return frozenset((self.beside,))
        return twins_along(steps)


SELLER = "cac:AccountingSupplierParty/cac:Party"
BUYER = "cac:AccountingCustomerParty/cac:Party"

ONCE = (
    Once("UBL-SR-01", "contract_repeated", _ROOTS, "cac:ContractDocumentReference/cbc:ID"),
    Once("UBL-SR-02", "receiving_advice_repeated", _ROOTS, "cac:ReceiptDocumentReference/cbc:ID"),
    Once("UBL-SR-03", "despatch_advice_repeated", _ROOTS, "cac:DespatchDocumentReference/cbc:ID"),
    Once("UBL-SR-04", "invoiced_object_repeated", _ROOTS, "cac:AdditionalDocumentReference/cbc:ID",
         parent_says(TYPE, INVOICED_OBJECT), beside=OBJECT_STATED),
    Once("UBL-SR-05", "payment_terms_repeated", _ROOTS, "cac:PaymentTerms/cbc:Note"),
    Once("UBL-SR-06", "preceding_invoice_repeated", _tags("cac:BillingReference"), "cac:InvoiceDocumentReference"),
    Once("UBL-SR-08", "invoicing_period_repeated", _ROOTS, "cac:InvoicePeriod"),
    Once("UBL-SR-09", "seller_name_repeated", _ROOTS, f"{SELLER}/cac:PartyLegalEntity/cbc:RegistrationName",
         repeats="BT-27"),
    Once("UBL-SR-10", "seller_trading_name_repeated", _ROOTS, f"{SELLER}/cac:PartyName/cbc:Name",
         repeats="BT-28"),
    Once("UBL-SR-11", "seller_legal_id_repeated", _ROOTS, f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyID",
         repeats="BT-30"),
    Once("UBL-SR-12", "seller_vat_number_repeated", _ROOTS, f"{SELLER}/cac:PartyTaxScheme/cbc:CompanyID",
         _registers(vat=True), repeats="REGISTRATION"),
    Once("UBL-SR-13", "seller_tax_registration_repeated", _ROOTS, f"{SELLER}/cac:PartyTaxScheme/cbc:CompanyID",
         _registers(vat=False), repeats="REGISTRATION"),
    Once("UBL-SR-14", "seller_legal_form_repeated", _ROOTS, f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyLegalForm"),
    Once("UBL-SR-15", "buyer_name_repeated", _ROOTS, f"{BUYER}/cac:PartyLegalEntity/cbc:RegistrationName",
         repeats="BT-44"),
    Once("UBL-SR-16", "buyer_identifier_repeated", _ROOTS, f"{BUYER}/cac:PartyIdentification/cbc:ID",
         repeats="BT-46"),
    Once("UBL-SR-17", "buyer_legal_id_repeated", _ROOTS, f"{BUYER}/cac:PartyLegalEntity/cbc:CompanyID",
         repeats="BT-47"),
    Once("UBL-SR-18", "buyer_vat_number_repeated", _ROOTS, f"{BUYER}/cac:PartyTaxScheme/cbc:CompanyID",
         _registers(vat=True), repeats="REGISTRATION"),
    Once("UBL-SR-22", "tax_representative_name_repeated", _REPRESENTATIVE, "cac:PartyName/cbc:Name",
         beside=child("cac:TaxRepresentativeParty")),
    Once("UBL-SR-23", "tax_representative_vat_number_repeated", _REPRESENTATIVE, "cac:PartyTaxScheme/cbc:CompanyID",
         beside=child("cac:TaxRepresentativeParty")),
    Once("UBL-SR-24", "delivery_repeated", _ROOTS, "cac:Delivery"),
    Once("UBL-SR-25", "delivery_name_repeated", _tags("cac:Delivery"), "cac:DeliveryParty/cac:PartyName/cbc:Name"),
    Once("UBL-SR-26", "remittance_repeated", _tags("cac:PaymentMeans"), "cbc:PaymentID"),
    Once("UBL-SR-27", "payment_means_code_repeated", _tags("cac:PaymentMeans"), "cbc:PaymentMeansCode"),
    Once("UBL-SR-28", "mandate_repeated", _tags("cac:PaymentMeans"), "cac:PaymentMandate/cbc:ID"),
    Once("UBL-SR-30", "allowance_reason_repeated", _tags("cac:AllowanceCharge"), "cbc:AllowanceChargeReason",
         _is_allowance),
    Once("UBL-SR-31", "charge_reason_repeated", _tags("cac:AllowanceCharge"), "cbc:AllowanceChargeReason", _is_charge),
    Once("UBL-SR-32", "exemption_reason_repeated", _tags("cac:TaxSubtotal"), "cac:TaxCategory/cbc:TaxExemptionReason"),
    Once("UBL-SR-33", "document_description_repeated", _tags("cac:AdditionalDocumentReference"),
         "cbc:DocumentDescription"),
    Once("UBL-SR-34", "line_note_repeated", LINES, "cbc:Note"),
    Once("UBL-SR-35", "order_line_repeated", LINES, "cac:OrderLineReference/cbc:LineID"),
    Once("UBL-SR-36", "line_period_repeated", LINES, "cac:InvoicePeriod"),
    Once("UBL-SR-37", "price_discount_repeated", LINES, "cac:Price/cac:AllowanceCharge/cbc:Amount"),
    Once("UBL-SR-39", "project_repeated", _ROOTS, "cac:ProjectReference/cbc:ID"),
    Once("UBL-SR-40", "buyer_trading_name_repeated", _ROOTS, f"{BUYER}/cac:PartyName/cbc:Name",
         repeats="BT-45"),
    Once("UBL-SR-42", "seller_registrations_beyond_two", _tags("cac:AccountingSupplierParty"),
         "cac:Party/cac:PartyTaxScheme", most=2, beside=repeated("REGISTRATION")),
    Once("UBL-SR-45", "due_date_repeated", _ROOTS, "cac:PaymentMeans/cbc:PaymentDueDate"),
    Once("UBL-SR-46", "payment_means_text_repeated", _ROOTS, "cac:PaymentMeans/cbc:PaymentMeansCode",
         lambda code: code.get("name") is not None),
    Once("UBL-SR-49", "vat_point_code_repeated", _ROOTS, "cac:InvoicePeriod/cbc:DescriptionCode"),
    Once("UBL-SR-50", "item_description_repeated", LINES, "cac:Item/cbc:Description"),
    Once("UBL-SR-51", "third_address_line_repeated", _tags("cac:PostalAddress", "cac:Address"), "cac:AddressLine"),
    Once("UBL-SR-52", "line_object_repeated", LINES, "cac:DocumentReference"),
    Once("UBL-SR-54", "card_repeated", _ROOTS, "cac:PaymentMeans/cac:CardAccount"),
    Once("UBL-SR-55", "payment_mandate_repeated", _ROOTS, "cac:PaymentMeans/cac:PaymentMandate"),
    Once("UBL-SR-56", "tender_repeated", _ROOTS, "cac:OriginatorDocumentReference/cbc:ID"),
)  # fmt: skip


def _repeated(rule: Once) -> Judge:
    path = path_of(rule.path, NAMESPACES)

    def judge(evidence: Evidence) -> Findings:
        yield from crowded(evidence, rule.home, path, accepts=rule.accepts, most=rule.most)

    return judge


def _declare_once() -> None:
    for rule in ONCE:
        times = "deux fois au plus" if rule.most > 1 else "une seule fois"
        times_en = "twice at most" if rule.most > 1 else "once at most"
        written = rule.path.replace("cac:", "").replace("cbc:", "")
        declare(
            rule.code,
            rule.name,
            _repeated(rule),
            fr=f"Dans « {{element}} » (ligne {{line}} du fichier), {written} est écrit {{count}} fois, et peut l’être "
            f"{times} : gardez le bon.",
            en=f"In “{{element}}” (line {{line}} of the file), {written} is written {{count}} times, and may be "
            f"{times_en}: keep the right one.",
            explanation=f"La norme ne connaît {written} que {times} ; au-delà, nul ne sait laquelle des valeurs vaut.",
            example=f"{written} écrit une fois de trop.",
            watches=rule.watches,
            source=SOURCE.format(code=rule.code),
            syntaxes=UBL,
        )


_declare_once()
