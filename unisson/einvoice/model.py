"""The semantic invoice of EN 16931-1: one value, whatever syntax it came in. Field names are ours, each cites its term.

Amounts are `Decimal` as written (never rounded here), days are `date`, missing is `None`, repeated is a tuple. What
only Chorus Pro knows stands in `PortalTerms`. The form of the deposit builds the same value.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


def term(code: str, *, default: Any = None) -> Any:
    """A field of the model with the business term or group it stands for, as `metadata["term"]`."""
    return field(default=default, metadata={"term": code})


SIRET_SCHEMES = frozenset({"0009", "1"})
"""Identifier schemes that say SIRET: ICD 0009, and "1" in the Chorus Pro dialects (domain-rules §3.1)."""
SIREN_SCHEME = "0002"


@dataclass(frozen=True, kw_only=True)
class Identifier:
    """A value and the scheme it belongs to (ISO 6523 ICD, or the Chorus Pro kinds 1 to 7)."""

    value: str
    scheme: str | None = None


@dataclass(frozen=True, kw_only=True)
class Address:
    """BG-5, BG-8, BG-12, BG-15: same shape, other term numbers (see `terms.py`)."""

    line1: str | None = None
    line2: str | None = None
    line3: str | None = None
    city: str | None = None
    postcode: str | None = None
    subdivision: str | None = None
    country: str | None = None


@dataclass(frozen=True, kw_only=True)
class Contact:
    """BG-6, BG-9."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, kw_only=True)
class Party:
    """Seller (BG-4), buyer (BG-7), payee (BG-10) or tax representative (BG-11)."""

    name: str | None = None
    trading_name: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    legal_id: Identifier | None = None
    vat_id: str | None = None
    tax_registration_id: str | None = None
    legal_form: str | None = None
    electronic_address: Identifier | None = None
    address: Address | None = None
    contact: Contact | None = None

    @property
    def siret(self) -> str | None:
        """The SIRET, wherever the sender wrote it: among the identifiers, or as a 14-digit legal registration."""
        candidates: tuple[Identifier, ...] = (*self.identifiers, *((self.legal_id,) if self.legal_id else ()))
        for identifier in candidates:
            if identifier.scheme in SIRET_SCHEMES:
                return identifier.value
        for identifier in candidates:
            if len(identifier.value) == 14 and identifier.value.isdigit():
                return identifier.value
        return None

    @property
    def siren(self) -> str | None:
        """The SIREN: the legal registration under scheme 0002, else the start of the SIRET."""
        if self.legal_id and self.legal_id.scheme == SIREN_SCHEME:
            return self.legal_id.value[:9]
        return self.siret[:9] if self.siret else None


@dataclass(frozen=True, kw_only=True)
class Period:
    """BG-14, BG-26."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, kw_only=True)
class PrecedingInvoice:
    """BG-3."""

    number: str | None = term("BT-25")
    issue_date: date | None = term("BT-26")


@dataclass(frozen=True, kw_only=True)
class Note:
    """BG-1."""

    text: str | None = term("BT-22")
    subject: str | None = term("BT-21")


@dataclass(frozen=True, kw_only=True)
class Account:
    """BG-17, one account for a credit transfer."""

    iban: str | None = term("BT-84")
    name: str | None = term("BT-85")
    bic: str | None = term("BT-86")


@dataclass(frozen=True, kw_only=True)
class Payment:
    """BG-16, with its accounts, card (BG-18) and direct debit (BG-19)."""

    means_code: str | None = term("BT-81")
    means_text: str | None = term("BT-82")
    remittance: str | None = term("BT-83")
    accounts: tuple[Account, ...] = term("BG-17", default=())
    card_number: str | None = term("BT-87")
    card_holder: str | None = term("BT-88")
    mandate: str | None = term("BT-89")
    creditor_id: str | None = term("BT-90")
    debited_account: str | None = term("BT-91")


@dataclass(frozen=True, kw_only=True)
class AllowanceCharge:
    """BG-20/BG-21 on the document, BG-27/BG-28 on a line. `charge` tells which; amounts are positive."""

    charge: bool
    amount: Decimal | None = None
    base: Decimal | None = None
    percentage: Decimal | None = None
    vat_category: str | None = None
    vat_rate: Decimal | None = None
    reason: str | None = None
    reason_code: str | None = None


@dataclass(frozen=True, kw_only=True)
class VatLine:
    """BG-23, one row of the VAT breakdown."""

    base: Decimal | None = term("BT-116")
    amount: Decimal | None = term("BT-117")
    category: str | None = term("BT-118")
    rate: Decimal | None = term("BT-119")
    exemption_reason: str | None = term("BT-120")
    exemption_code: str | None = term("BT-121")


@dataclass(frozen=True, kw_only=True)
class Document:
    """BG-24, an additional supporting document. `content` is decoded; readers bound its size."""

    reference: str | None = term("BT-122")
    description: str | None = term("BT-123")
    location: str | None = term("BT-124")
    content: bytes | None = term("BT-125")
    media_type: str | None = None
    filename: str | None = None


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """BG-32."""

    name: str | None = term("BT-160")
    value: str | None = term("BT-161")


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """BG-13, with its address (BG-15); of one line, BG-X-7 of the EXTENDED profile."""

    party_name: str | None = term("BT-70")
    location: Identifier | None = term("BT-71")
    day: date | None = term("BT-72")
    address: Address | None = term("BG-15")


@dataclass(frozen=True, kw_only=True)
class Line:
    """BG-25, with price (BG-29), VAT (BG-30) and item (BG-31); the BT-X terms are the EXTENDED profile's."""

    id: str | None = term("BT-126")
    parent: str | None = term("BT-X-304")
    """The line that this one details."""
    status: str | None = term("BT-X-7")
    kind: str | None = term("BT-X-8")
    """DETAIL, GROUP or INFORMATION."""
    note: str | None = term("BT-127")
    object_id: Identifier | None = term("BT-128")
    quantity: Decimal | None = term("BT-129")
    unit: str | None = term("BT-130")
    net: Decimal | None = term("BT-131")
    order_line: str | None = term("BT-132")
    order_reference: str | None = term("BT-X-21")
    accounting_reference: str | None = term("BT-133")
    period: Period | None = term("BG-26")
    delivery: Delivery | None = term("BG-X-7")
    allowances_charges: tuple[AllowanceCharge, ...] = term("BG-27", default=())
    price: Decimal | None = term("BT-146")
    price_discount: Decimal | None = term("BT-147")
    gross_price: Decimal | None = term("BT-148")
    price_base_quantity: Decimal | None = term("BT-149")
    price_base_unit: str | None = term("BT-150")
    vat_category: str | None = term("BT-151")
    vat_rate: Decimal | None = term("BT-152")
    name: str | None = term("BT-153")
    description: str | None = term("BT-154")
    seller_item_id: str | None = term("BT-155")
    buyer_item_id: str | None = term("BT-156")
    standard_item_id: Identifier | None = term("BT-157")
    classifications: tuple[Identifier, ...] = term("BT-158", default=())
    origin: str | None = term("BT-159")
    attributes: tuple[Attribute, ...] = term("BG-32", default=())


@dataclass(frozen=True, kw_only=True)
class Totals:
    """BG-22. Amounts in the invoice currency, `vat_accounting` in the accounting currency."""

    lines: Decimal | None = term("BT-106")
    allowances: Decimal | None = term("BT-107")
    charges: Decimal | None = term("BT-108")
    net: Decimal | None = term("BT-109")
    vat: Decimal | None = term("BT-110")
    vat_accounting: Decimal | None = term("BT-111")
    gross: Decimal | None = term("BT-112")
    paid: Decimal | None = term("BT-113")
    rounding: Decimal | None = term("BT-114")
    due: Decimal | None = term("BT-115")


@dataclass(frozen=True, kw_only=True)
class PortalTerms:
    """What Chorus Pro asks and EN 16931 does not know (domain-rules §4.3–4.4). Terms are ours: "EXT-…"."""

    vat_regime: str | None = term("EXT-VAT-REGIME")
    """TVA_SUR_DEBIT, TVA_SUR_ENCAISSEMENT, EXONERATION or SANS_TVA."""
    gross_before_discount: Decimal | None = term("EXT-GROSS-BEFORE-DISCOUNT")
    discount: Decimal | None = term("EXT-DISCOUNT")
    """Montant remise globale TTC: taken off the gross total, positive."""
    discount_reason: str | None = term("EXT-DISCOUNT-REASON")
    seller_service: str | None = term("EXT-SELLER-SERVICE")
    comment: str | None = term("EXT-COMMENT")
    invoicee: Party | None = term("EXT-INVOICEE")
    """Whom the flow names as invoiced: in frameworks A9 to A14 of the Chorus Pro flows, the validator."""


@dataclass(frozen=True, kw_only=True)
class Invoice:
    """The whole invoice or credit note."""

    number: str | None = term("BT-1")
    issue_date: date | None = term("BT-2")
    type_code: str | None = term("BT-3")
    currency: str | None = term("BT-5")
    vat_currency: str | None = term("BT-6")
    tax_point: date | None = term("BT-7")
    tax_point_code: str | None = term("BT-8")
    due_date: date | None = term("BT-9")
    buyer_reference: str | None = term("BT-10")
    """Code service of the recipient."""
    project_reference: str | None = term("BT-11")
    contract_reference: str | None = term("BT-12")
    """Numéro de marché."""
    order_reference: str | None = term("BT-13")
    """Numéro d'engagement."""
    order_date: date | None = term("BT-X-147")
    sales_order_reference: str | None = term("BT-14")
    receiving_advice: str | None = term("BT-15")
    despatch_advice: str | None = term("BT-16")
    tender_reference: str | None = term("BT-17")
    invoiced_object: Identifier | None = term("BT-18")
    accounting_reference: str | None = term("BT-19")
    payment_terms: str | None = term("BT-20")
    notes: tuple[Note, ...] = term("BG-1", default=())
    framework: str | None = term("BT-23")
    """Cadre de facturation (A1, A2, …)."""
    specification: str | None = term("BT-24")
    preceding: tuple[PrecedingInvoice, ...] = term("BG-3", default=())
    seller: Party | None = term("BG-4")
    buyer: Party | None = term("BG-7")
    payee: Party | None = term("BG-10")
    tax_representative: Party | None = term("BG-11")
    delivery: Delivery | None = term("BG-13")
    period: Period | None = term("BG-14")
    payment: Payment | None = term("BG-16")
    allowances_charges: tuple[AllowanceCharge, ...] = term("BG-20", default=())
    totals: Totals = term("BG-22", default=Totals())
    vat_lines: tuple[VatLine, ...] = term("BG-23", default=())
    documents: tuple[Document, ...] = term("BG-24", default=())
    lines: tuple[Line, ...] = term("BG-25", default=())
    portal: PortalTerms = term("BG-EXT", default=PortalTerms())

    @property
    def is_credit_note(self) -> bool:
        """AVOIR: type codes 381, 396, 261, 262 and 308 of UNTDID 1001 as EN 16931 uses them."""
        return self.type_code in CREDIT_NOTE_TYPES


CREDIT_NOTE_TYPES = frozenset({"381", "396", "261", "262", "308", "502", "503"})
