"""Where the evidence stands in UBL 2.1, Invoice and CreditNote (CEN/TS 16931-3-2)."""

from unisson.einvoice.ubl import NAMESPACES

from .binding import Binding, Opens, Table

_REGISTRATION = Opens("REGISTRATION", {"cbc:CompanyID": "id", "cac:TaxScheme/cbc:ID": "scheme"})
_IDENTIFIER = {".": "id", "@schemeID": "scheme"}


def _address(kind: str, country: str) -> Opens:
    return Opens(kind, {"cac:Country/cbc:IdentificationCode": country})


def _endpoint(term: str) -> Opens:
    return Opens(term, _IDENTIFIER)


def _allowance_charge(amount: str, base: str, reason: str, reason_code: str) -> Opens:
    # The terms are those of allowances; `evidence` tells charges apart by their indicator.
    return Opens(
        "ALLOWANCE-CHARGE",
        {
            "cbc:ChargeIndicator": "indicator",
            "cbc:Amount": amount,
            "cbc:BaseAmount": base,
            "cbc:AllowanceChargeReason": reason,
            "cbc:AllowanceChargeReasonCode": reason_code,
            "cac:TaxCategory": _CATEGORY,
        },
    )


_CATEGORY = Opens(
    "CATEGORY",
    {
        "cbc:ID": "category",
        "cbc:Percent": "rate",
        "cac:TaxScheme/cbc:ID": "scheme",
        "cbc:TaxExemptionReason": "BT-120",
        "cbc:TaxExemptionReasonCode": "BT-121",
    },
)

_PARTIES: Table = {
    "cac:AccountingSupplierParty": Opens(
        "BG-4",
        {
            "cac:Party/cac:PartyLegalEntity/cbc:RegistrationName": "BT-27",
            "cac:Party/cac:PartyName/cbc:Name": "BT-28",
            "cac:Party/cac:PartyIdentification/cbc:ID": Opens("BT-29", _IDENTIFIER),
            "cac:Party/cac:PartyLegalEntity/cbc:CompanyID": "BT-30",
            "cac:Party/cac:PartyTaxScheme": _REGISTRATION,
            "cac:Party/cac:PostalAddress": _address("BG-5", "BT-40"),
            "cac:Party/cbc:EndpointID": _endpoint("BT-34"),
        },
    ),
    "cac:AccountingCustomerParty": Opens(
        "BG-7",
        {
            "cac:Party/cac:PartyLegalEntity/cbc:RegistrationName": "BT-44",
            "cac:Party/cac:PartyName/cbc:Name": "BT-45",
            "cac:Party/cac:PartyIdentification/cbc:ID": "BT-46",
            "cac:Party/cac:PartyLegalEntity/cbc:CompanyID": "BT-47",
            "cac:Party/cac:PartyTaxScheme": _REGISTRATION,
            "cac:Party/cac:PostalAddress": _address("BG-8", "BT-55"),
            "cac:Party/cbc:EndpointID": _endpoint("BT-49"),
        },
    ),
    "cac:PayeeParty": Opens(
        "BG-10",
        {"cac:PartyName/cbc:Name": "BT-59", "cac:PartyIdentification/cbc:ID": "BT-60"},
    ),
    "cac:TaxRepresentativeParty": Opens(
        "BG-11",
        {
            "cac:PartyName/cbc:Name": "BT-62",
            "cac:PartyTaxScheme": _REGISTRATION,
            "cac:PostalAddress": _address("BG-12", "BT-69"),
        },
    ),
}

_PAYMENT: Table = {
    "cac:PaymentMeans": Opens(
        "BG-16",
        {
            "cbc:PaymentMeansCode": "BT-81",
            "cac:CardAccount": Opens("BG-18", {"cbc:PrimaryAccountNumberID": "BT-87"}),
            "cac:PayeeFinancialAccount": Opens("BG-17", {"cbc:ID": "BT-84"}),
        },
    ),
}

_AMOUNTS: Table = {
    "cac:AllowanceCharge": _allowance_charge("amount", "base", "reason", "reason code"),
    "cac:TaxTotal": Opens(
        "VAT",
        {
            "cbc:TaxAmount": Opens("BT-110", {".": "amount", "@currencyID": "currency"}),
            "cac:TaxSubtotal": Opens(
                "BG-23",
                {"cbc:TaxableAmount": "BT-116", "cbc:TaxAmount": "BT-117", "cac:TaxCategory": _CATEGORY},
            ),
        },
    ),
    "cac:LegalMonetaryTotal": Opens(
        "BG-22",
        {
            "cbc:LineExtensionAmount": "BT-106",
            "cbc:AllowanceTotalAmount": "BT-107",
            "cbc:ChargeTotalAmount": "BT-108",
            "cbc:TaxExclusiveAmount": "BT-109",
            "cbc:TaxInclusiveAmount": "BT-112",
            "cbc:PrepaidAmount": "BT-113",
            "cbc:PayableRoundingAmount": "BT-114",
            "cbc:PayableAmount": "BT-115",
        },
    ),
}

_LINE = Opens(
    "BG-25",
    {
        "cbc:ID": "BT-126",
        "cbc:InvoicedQuantity": "BT-129",
        "cbc:InvoicedQuantity/@unitCode": "BT-130",
        "cbc:CreditedQuantity": "BT-129",
        "cbc:CreditedQuantity/@unitCode": "BT-130",
        "cbc:LineExtensionAmount": "BT-131",
        "cac:InvoicePeriod": Opens("BG-26", {"cbc:StartDate": "BT-134", "cbc:EndDate": "BT-135"}),
        "cac:AllowanceCharge": _allowance_charge("amount", "base", "reason", "reason code"),
        "cac:Item/cbc:Name": "BT-153",
        "cac:Item/cac:ClassifiedTaxCategory": _CATEGORY,
        "cac:Item/cac:StandardItemIdentification/cbc:ID": Opens("BT-157", _IDENTIFIER),
        "cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode": Opens(
            "BT-158", {".": "id", "@listID": "scheme"}
        ),
        "cac:Item/cac:AdditionalItemProperty": Opens("BG-32", {"cbc:Name": "BT-160", "cbc:Value": "BT-161"}),
        "cac:Price/cbc:PriceAmount": "BT-146",
        "cac:Price/cac:AllowanceCharge/cbc:BaseAmount": "BT-148",
    },
)

TABLE: Table = {
    "cbc:CustomizationID": "BT-24",
    "cbc:ID": "BT-1",
    "cbc:IssueDate": "BT-2",
    "cbc:InvoiceTypeCode": "BT-3",
    "cbc:CreditNoteTypeCode": "BT-3",
    "cbc:Note": Opens("BG-1", {".": "BT-22"}),
    "cbc:TaxPointDate": "BT-7",
    "cbc:DocumentCurrencyCode": "BT-5",
    "cbc:TaxCurrencyCode": "BT-6",
    "cac:InvoicePeriod": Opens(
        "BG-14", {"cbc:StartDate": "BT-73", "cbc:EndDate": "BT-74", "cbc:DescriptionCode": "BT-8", "*": "other"}
    ),
    "cac:BillingReference": Opens("BG-3", {"cac:InvoiceDocumentReference/cbc:ID": "BT-25"}),
    "cac:AdditionalDocumentReference": Opens("BG-24", {"cbc:ID": "BT-122"}),
    **_PARTIES,
    "cac:Delivery": Opens(
        "BG-13",
        {"cbc:ActualDeliveryDate": "BT-72", "cac:DeliveryLocation/cac:Address": _address("BG-15", "BT-80")},
    ),
    **_PAYMENT,
    **_AMOUNTS,
    "cac:InvoiceLine": _LINE,
    "cac:CreditNoteLine": _LINE,
}

BINDING = Binding(name="UBL", table=TABLE, namespaces=NAMESPACES)
