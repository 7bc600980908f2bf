"""UBL 2.1 Invoice and CreditNote: the syntax binding of CEN/TS 16931-3-2, as a table that both documents share."""

from functools import cache

from .binding import Node, Table, at, below, compiled, filler, fixed, group, must, spare

_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
INVOICE = f"{{{_UBL}:Invoice-2}}Invoice"
CREDIT_NOTE = f"{{{_UBL}:CreditNote-2}}CreditNote"
NAMESPACES = {
    "cac": f"{_UBL}:CommonAggregateComponents-2",
    "cbc": f"{_UBL}:CommonBasicComponents-2",
}

_VAT = "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='VAT']"
_SEPA = "cac:PartyIdentification[cbc:ID/@schemeID='SEPA']"
_CHARGE = "cac:AllowanceCharge[cbc:ChargeIndicator='true|1']"
_ALLOWANCE = "cac:AllowanceCharge[cbc:ChargeIndicator='false|0']"


def _address(line1: str, line2: str, line3: str, city: str, postcode: str, subdivision: str, country: str) -> Table:
    return (
        at(line1, "cbc:StreetName"),
        at(line2, "cbc:AdditionalStreetName"),
        at(city, "cbc:CityName"),
        at(postcode, "cbc:PostalZone"),
        at(subdivision, "cbc:CountrySubentity"),
        at(line3, "cac:AddressLine/cbc:Line"),
        at(country, "cac:Country/cbc:IdentificationCode"),
    )


def _contact(group_: str, name: str, phone: str, email: str) -> Table:
    return below(
        "cac:Contact",
        at(group_, "."),
        at(name, "cbc:Name"),
        at(phone, "cbc:Telephone"),
        at(email, "cbc:ElectronicMail"),
    )


_SELLER: Table = (
    at("BG-4", "."),
    at("BT-34", "cbc:EndpointID"),
    at("BT-90", f"{_SEPA}/cbc:ID"),
    at("BT-29", "cac:PartyIdentification/cbc:ID"),
    at("BT-28", "cac:PartyName/cbc:Name"),
    at("BG-5", "cac:PostalAddress"),
    *below("cac:PostalAddress", *_address("BT-35", "BT-36", "BT-162", "BT-37", "BT-38", "BT-39", "BT-40")),
    at("BT-31", f"{_VAT}/cbc:CompanyID"),
    filler(f"{_VAT}/cac:TaxScheme/cbc:ID", "VAT"),
    at("BT-32", "cac:PartyTaxScheme/cbc:CompanyID"),
    filler("cac:PartyTaxScheme/cac:TaxScheme/cbc:ID", "LOC"),
    at("BT-27", "cac:PartyLegalEntity/cbc:RegistrationName"),
    at("BT-30", "cac:PartyLegalEntity/cbc:CompanyID"),
    at("BT-33", "cac:PartyLegalEntity/cbc:CompanyLegalForm"),
    *_contact("BG-6", "BT-41", "BT-42", "BT-43"),
)

_BUYER: Table = (
    at("BG-7", "."),
    at("BT-49", "cbc:EndpointID"),
    at("BT-46", "cac:PartyIdentification/cbc:ID"),
    at("BT-45", "cac:PartyName/cbc:Name"),
    at("BG-8", "cac:PostalAddress"),
    *below("cac:PostalAddress", *_address("BT-50", "BT-51", "BT-163", "BT-52", "BT-53", "BT-54", "BT-55")),
    at("BT-48", f"{_VAT}/cbc:CompanyID"),
    filler(f"{_VAT}/cac:TaxScheme/cbc:ID", "VAT"),
    at("BT-44", "cac:PartyLegalEntity/cbc:RegistrationName"),
    at("BT-47", "cac:PartyLegalEntity/cbc:CompanyID"),
    *_contact("BG-9", "BT-56", "BT-57", "BT-58"),
)

_PARTIES: Table = (
    *below("cac:AccountingSupplierParty/cac:Party", *_SELLER),
    *below("cac:AccountingCustomerParty/cac:Party", *_BUYER),
    *below(
        "cac:PayeeParty",
        at("BG-10", "."),
        at("BT-90", f"{_SEPA}/cbc:ID"),
        at("BT-60", "cac:PartyIdentification/cbc:ID"),
        at("BT-59", "cac:PartyName/cbc:Name"),
        at("BT-61", "cac:PartyLegalEntity/cbc:CompanyID"),
    ),
    *below(
        "cac:TaxRepresentativeParty",
        at("BG-11", "."),
        at("BT-62", "cac:PartyName/cbc:Name"),
        at("BG-12", "cac:PostalAddress"),
        *below("cac:PostalAddress", *_address("BT-64", "BT-65", "BT-164", "BT-66", "BT-67", "BT-68", "BT-69")),
        at("BT-63", f"{_VAT}/cbc:CompanyID"),
        filler(f"{_VAT}/cac:TaxScheme/cbc:ID", "VAT"),
    ),
)

_DELIVERY: Table = below(
    "cac:Delivery",
    at("BT-72", "cbc:ActualDeliveryDate"),
    at("BT-71", "cac:DeliveryLocation/cbc:ID"),
    at("BG-15", "cac:DeliveryLocation/cac:Address"),
    *below(
        "cac:DeliveryLocation/cac:Address",
        *_address("BT-75", "BT-76", "BT-165", "BT-77", "BT-78", "BT-79", "BT-80"),
    ),
    at("BT-70", "cac:DeliveryParty/cac:PartyName/cbc:Name"),
)

_PAYMENT: Table = (
    group(
        "BG-17",
        "cac:PaymentMeans",
        at("BG-16", "."),
        at("BT-81", "cbc:PaymentMeansCode"),
        must("cbc:PaymentMeansCode", "1"),  # UNTDID 4461: not defined
        at("BT-82", "cbc:PaymentMeansCode/@name"),
        at("BT-9", "cbc:PaymentDueDate"),
        at("BT-83", "cbc:PaymentID"),
        at("BT-87", "cac:CardAccount/cbc:PrimaryAccountNumberID"),
        filler("cac:CardAccount/cbc:NetworkID", "mapped-from-cii"),
        at("BT-88", "cac:CardAccount/cbc:HolderName"),
        at("BT-84", "cac:PayeeFinancialAccount/cbc:ID"),
        at("BT-85", "cac:PayeeFinancialAccount/cbc:Name"),
        at("BT-86", "cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID"),
        at("BT-89", "cac:PaymentMandate/cbc:ID"),
        at("BT-91", "cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID"),
        on_demand=True,
    ),
    at("BT-20", "cac:PaymentTerms/cbc:Note"),
)

_ALLOWANCES_CHARGES: Table = (
    group(
        "BG-20",
        _ALLOWANCE,
        filler("cbc:ChargeIndicator", "false"),
        at("BT-98", "cbc:AllowanceChargeReasonCode"),
        at("BT-97", "cbc:AllowanceChargeReason"),
        at("BT-94", "cbc:MultiplierFactorNumeric"),
        at("BT-92", "cbc:Amount"),
        at("BT-93", "cbc:BaseAmount"),
        at("BT-95", "cac:TaxCategory/cbc:ID"),
        at("BT-96", "cac:TaxCategory/cbc:Percent"),
        fixed("cac:TaxCategory/cac:TaxScheme/cbc:ID", "VAT"),
    ),
    group(
        "BG-21",
        _CHARGE,
        filler("cbc:ChargeIndicator", "true"),
        at("BT-105", "cbc:AllowanceChargeReasonCode"),
        at("BT-104", "cbc:AllowanceChargeReason"),
        at("BT-101", "cbc:MultiplierFactorNumeric"),
        at("BT-99", "cbc:Amount"),
        at("BT-100", "cbc:BaseAmount"),
        at("BT-102", "cac:TaxCategory/cbc:ID"),
        at("BT-103", "cac:TaxCategory/cbc:Percent"),
        fixed("cac:TaxCategory/cac:TaxScheme/cbc:ID", "VAT"),
    ),
)

_BREAKDOWN = group(
    "BG-23",
    "cac:TaxSubtotal",
    at("BT-116", "cbc:TaxableAmount"),
    at("BT-117", "cbc:TaxAmount"),
    at("BT-118", "cac:TaxCategory/cbc:ID"),
    at("BT-119", "cac:TaxCategory/cbc:Percent"),
    at("BT-121", "cac:TaxCategory/cbc:TaxExemptionReasonCode"),
    at("BT-120", "cac:TaxCategory/cbc:TaxExemptionReason"),
    fixed("cac:TaxCategory/cac:TaxScheme/cbc:ID", "VAT"),
)

_TOTALS: Table = (
    # The total in the accounting currency is written in a TaxTotal of its own, and read wherever it is.
    *below(
        "cac:TaxTotal[cbc:TaxAmount/@currencyID=BT-5]",
        at("BT-110", "cbc:TaxAmount[@currencyID=BT-5]"),
        spare("BT-111", "cbc:TaxAmount[@currencyID=BT-6]"),
        at("BT-110", "cbc:TaxAmount"),
        _BREAKDOWN,
    ),
    *below(
        "cac:TaxTotal",
        at("BT-110", "cbc:TaxAmount[@currencyID=BT-5]"),
        at("BT-111", "cbc:TaxAmount[@currencyID=BT-6]"),
        at("BT-110", "cbc:TaxAmount"),
        _BREAKDOWN,
    ),
    *below(
        "cac:LegalMonetaryTotal",
        at("BT-106", "cbc:LineExtensionAmount"),
        at("BT-109", "cbc:TaxExclusiveAmount"),
        at("BT-112", "cbc:TaxInclusiveAmount"),
        at("BT-107", "cbc:AllowanceTotalAmount"),
        at("BT-108", "cbc:ChargeTotalAmount"),
        at("BT-113", "cbc:PrepaidAmount"),
        at("BT-114", "cbc:PayableRoundingAmount"),
        at("BT-115", "cbc:PayableAmount"),
    ),
)

_LINE_ALLOWANCES_CHARGES: Table = (
    group(
        "BG-27",
        _ALLOWANCE,
        filler("cbc:ChargeIndicator", "false"),
        at("BT-140", "cbc:AllowanceChargeReasonCode"),
        at("BT-139", "cbc:AllowanceChargeReason"),
        at("BT-138", "cbc:MultiplierFactorNumeric"),
        at("BT-136", "cbc:Amount"),
        at("BT-137", "cbc:BaseAmount"),
    ),
    group(
        "BG-28",
        _CHARGE,
        filler("cbc:ChargeIndicator", "true"),
        at("BT-145", "cbc:AllowanceChargeReasonCode"),
        at("BT-144", "cbc:AllowanceChargeReason"),
        at("BT-143", "cbc:MultiplierFactorNumeric"),
        at("BT-141", "cbc:Amount"),
        at("BT-142", "cbc:BaseAmount"),
    ),
)

_ITEM: Table = below(
    "cac:Item",
    at("BT-154", "cbc:Description"),
    at("BT-153", "cbc:Name"),
    at("BT-156", "cac:BuyersItemIdentification/cbc:ID"),
    at("BT-155", "cac:SellersItemIdentification/cbc:ID"),
    at("BT-157", "cac:StandardItemIdentification/cbc:ID"),
    at("BT-159", "cac:OriginCountry/cbc:IdentificationCode"),
    at("BT-158", "cac:CommodityClassification/cbc:ItemClassificationCode"),
    at("BT-151", "cac:ClassifiedTaxCategory/cbc:ID"),
    at("BT-152", "cac:ClassifiedTaxCategory/cbc:Percent"),
    fixed("cac:ClassifiedTaxCategory/cac:TaxScheme/cbc:ID", "VAT"),
    group("BG-32", "cac:AdditionalItemProperty", at("BT-160", "cbc:Name"), at("BT-161", "cbc:Value")),
)


def _line(quantity: str) -> Table:
    return (
        at("BT-126", "cbc:ID"),
        at("BT-127", "cbc:Note"),
        at("BT-129", quantity),
        at("BT-130", f"{quantity}/@unitCode"),
        at("BT-131", "cbc:LineExtensionAmount"),
        at("BT-133", "cbc:AccountingCost"),
        *below("cac:InvoicePeriod", at("BG-26", "."), at("BT-134", "cbc:StartDate"), at("BT-135", "cbc:EndDate")),
        at("BT-132", "cac:OrderLineReference/cbc:LineID"),
        at("BT-128", "cac:DocumentReference/cbc:ID"),
        fixed("cac:DocumentReference/cbc:DocumentTypeCode", "130"),
        *_LINE_ALLOWANCES_CHARGES,
        *_ITEM,
        at("BT-146", "cac:Price/cbc:PriceAmount"),
        at("BT-149", "cac:Price/cbc:BaseQuantity"),
        at("BT-150", "cac:Price/cbc:BaseQuantity/@unitCode"),
        fixed("cac:Price/cac:AllowanceCharge/cbc:ChargeIndicator", "false"),
        at("BT-147", "cac:Price/cac:AllowanceCharge/cbc:Amount"),
        must("cac:Price/cac:AllowanceCharge/cbc:Amount", "0"),
        at("BT-148", "cac:Price/cac:AllowanceCharge/cbc:BaseAmount"),
    )


def _references(project: Table, *, tender_first: Table = (), tender_last: Table = ()) -> Table:
    return (
        at("BT-13", "cac:OrderReference/cbc:ID"),
        must("cac:OrderReference/cbc:ID", "NA"),  # what is written for a sales order without a purchase order
        at("BT-14", "cac:OrderReference/cbc:SalesOrderID"),
        group(
            "BG-3",
            "cac:BillingReference",
            at("BT-25", "cac:InvoiceDocumentReference/cbc:ID"),
            at("BT-26", "cac:InvoiceDocumentReference/cbc:IssueDate"),
        ),
        at("BT-16", "cac:DespatchDocumentReference/cbc:ID"),
        at("BT-15", "cac:ReceiptDocumentReference/cbc:ID"),
        *tender_first,
        at("BT-12", "cac:ContractDocumentReference/cbc:ID"),
        *below(
            "cac:AdditionalDocumentReference[cbc:DocumentTypeCode='130']",
            at("BT-18", "cbc:ID"),
            filler("cbc:DocumentTypeCode", "130"),
        ),
        *project,
        group(
            "BG-24",
            "cac:AdditionalDocumentReference",
            at("BT-122", "cbc:ID"),
            at("BT-123", "cbc:DocumentDescription"),
            filler("cbc:DocumentTypeCode"),
            at("BT-125", "cac:Attachment/cbc:EmbeddedDocumentBinaryObject"),
            at("BT-125-1", "cac:Attachment/cbc:EmbeddedDocumentBinaryObject/@mimeCode"),
            at("BT-125-2", "cac:Attachment/cbc:EmbeddedDocumentBinaryObject/@filename"),
            at("BT-124", "cac:Attachment/cac:ExternalReference/cbc:URI"),
        ),
        *tender_last,
    )


_TENDER: Table = (at("BT-17", "cac:OriginatorDocumentReference/cbc:ID"),)
_NOTE = group("BG-1", "cbc:Note", at("BT-22", ".", subject="BT-21"))


def _document(*, head: Table, line: str, quantity: str, references: Table) -> Table:
    return (
        filler("cbc:UBLVersionID"),
        at("BT-24", "cbc:CustomizationID"),
        at("BT-23", "cbc:ProfileID"),
        at("BT-1", "cbc:ID"),
        at("BT-2", "cbc:IssueDate"),
        *head,
        at("BT-5", "cbc:DocumentCurrencyCode"),
        at("BT-6", "cbc:TaxCurrencyCode"),
        at("BT-19", "cbc:AccountingCost"),
        at("BT-10", "cbc:BuyerReference"),
        # A period that only carries the VAT point code (BT-8) is no invoicing period.
        *below(
            "cac:InvoicePeriod[cbc:DescriptionCode]",
            at("BT-73", "cbc:StartDate"),
            at("BT-74", "cbc:EndDate"),
            at("BT-8", "cbc:DescriptionCode"),
        ),
        *below("cac:InvoicePeriod", at("BG-14", "."), at("BT-73", "cbc:StartDate"), at("BT-74", "cbc:EndDate")),
        *references,
        *_PARTIES,
        *_DELIVERY,
        *_PAYMENT,
        *_ALLOWANCES_CHARGES,
        *_TOTALS,
        group("BG-25", line, *_line(quantity)),
    )


INVOICE_TABLE = _document(
    head=(at("BT-9", "cbc:DueDate"), at("BT-3", "cbc:InvoiceTypeCode"), _NOTE, at("BT-7", "cbc:TaxPointDate")),
    line="cac:InvoiceLine",
    quantity="cbc:InvoicedQuantity",
    references=_references((at("BT-11", "cac:ProjectReference/cbc:ID"),), tender_first=_TENDER),
)
CREDIT_NOTE_TABLE = _document(
    # Its due date stands with the payment means.
    head=(at("BT-7", "cbc:TaxPointDate"), at("BT-3", "cbc:CreditNoteTypeCode"), _NOTE, spare("BT-9", "cbc:DueDate")),
    line="cac:CreditNoteLine",
    quantity="cbc:CreditedQuantity",
    references=_references(
        below(
            "cac:AdditionalDocumentReference[cbc:DocumentTypeCode='50']",
            at("BT-11", "cbc:ID"),
            filler("cbc:DocumentTypeCode", "50"),
        ),
        tender_last=_TENDER,
    ),
)

PROFILE = (f"{{{NAMESPACES['cbc']}}}CustomizationID",)
"""Where a document declares its profile (BT-24), from the root."""
DAY = "2026-11-02"
"""A day as this syntax writes it."""


@cache
def invoice_binding() -> Node:
    """The table of an invoice, compiled when first asked for."""
    return compiled(INVOICE_TABLE, namespaces=NAMESPACES)


@cache
def credit_note_binding() -> Node:
    """The table of a credit note, compiled when first asked for."""
    return compiled(CREDIT_NOTE_TABLE, namespaces=NAMESPACES)
