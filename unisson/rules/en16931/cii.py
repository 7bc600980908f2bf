"""Where the evidence stands in UN/CEFACT CII, D16B and D22B (CEN/TS 16931-3-3)."""

from unisson.einvoice.cii import NAMESPACES

from .binding import Binding, Opens, Table

_REGISTRATION = Opens("REGISTRATION", {".": "id", "@schemeID": "scheme"})
_DAY = "udt:DateTimeString[@format='102']"


def _address(kind: str, country: str) -> Opens:
    return Opens(kind, {"ram:CountryID": country})


def _party(kind: str, name: str, identifier: str, legal: str, address: Opens, endpoint: str) -> Opens:
    return Opens(
        kind,
        {
            "ram:ID": identifier,
            "ram:GlobalID": f"{identifier} global",
            "ram:Name": name,
            "ram:SpecifiedLegalOrganization/ram:ID": legal,
            "ram:PostalTradeAddress": address,
            "ram:URIUniversalCommunication": Opens(endpoint, {"ram:URIID": "id", "ram:URIID/@schemeID": "scheme"}),
            "ram:SpecifiedTaxRegistration/ram:ID": _REGISTRATION,
        },
    )


def _period(kind: str, start: str, end: str) -> Opens:
    return Opens(
        kind,
        {
            "ram:StartDateTime": f"{start} given",
            f"ram:StartDateTime/{_DAY}": start,
            "ram:EndDateTime": f"{end} given",
            f"ram:EndDateTime/{_DAY}": end,
        },
    )


_ALLOWANCE_CHARGE = Opens(
    "ALLOWANCE-CHARGE",
    {
        "ram:ChargeIndicator/udt:Indicator": "indicator",
        "ram:ActualAmount": "amount",
        "ram:BasisAmount": "base",
        "ram:Reason": "reason",
        "ram:ReasonCode": "reason code",
        "ram:CategoryTradeTax": Opens(
            "CATEGORY",
            {"ram:TypeCode": "scheme", "ram:CategoryCode": "category", "ram:RateApplicablePercent": "rate"},
        ),
    },
)
_DOCUMENT = Opens("BG-24", {"ram:IssuerAssignedID": "BT-122"})

_LINE = Opens(
    "BG-25",
    {
        "ram:AssociatedDocumentLineDocument/ram:LineID": "BT-126",
        "ram:SpecifiedTradeProduct/ram:GlobalID": Opens("BT-157", {".": "id", "@schemeID": "scheme"}),
        "ram:SpecifiedTradeProduct/ram:Name": "BT-153",
        "ram:SpecifiedTradeProduct/ram:ApplicableProductCharacteristic": Opens(
            "BG-32", {"ram:Description": "BT-160", "ram:Value": "BT-161"}
        ),
        "ram:SpecifiedTradeProduct/ram:DesignatedProductClassification/ram:ClassCode": Opens(
            "BT-158", {".": "id", "@listID": "scheme"}
        ),
        "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount": "BT-146",
        "ram:SpecifiedLineTradeAgreement/ram:GrossPriceProductTradePrice/ram:ChargeAmount": "BT-148",
        "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity": "BT-129",
        "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity/@unitCode": "BT-130",
        "ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax": Opens(
            "CATEGORY",
            {"ram:TypeCode": "scheme", "ram:CategoryCode": "category", "ram:RateApplicablePercent": "rate"},
        ),
        "ram:SpecifiedLineTradeSettlement/ram:BillingSpecifiedPeriod": _period("BG-26", "BT-134", "BT-135"),
        "ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeAllowanceCharge": _ALLOWANCE_CHARGE,
        "ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount": (
            "BT-131"
        ),
        "ram:SpecifiedLineTradeSettlement/ram:AdditionalReferencedDocument": _DOCUMENT,
        "ram:SpecifiedLineTradeAgreement/ram:AdditionalReferencedDocument": _DOCUMENT,
    },
)

_AGREEMENT: Table = {
    "ram:SellerTradeParty": _party("BG-4", "BT-27", "BT-29", "BT-30", _address("BG-5", "BT-40"), "BT-34"),
    "ram:BuyerTradeParty": _party("BG-7", "BT-44", "BT-46", "BT-47", _address("BG-8", "BT-55"), "BT-49"),
    "ram:SellerTaxRepresentativeTradeParty": Opens(
        "BG-11",
        {
            "ram:Name": "BT-62",
            "ram:PostalTradeAddress": _address("BG-12", "BT-69"),
            "ram:SpecifiedTaxRegistration/ram:ID": _REGISTRATION,
        },
    ),
    "ram:AdditionalReferencedDocument": _DOCUMENT,
}

_DELIVERY: Table = {
    "ram:ShipToTradeParty/ram:PostalTradeAddress": _address("BG-15", "BT-80"),
    "ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString": "BT-72",
}

_TOTALS = Opens(
    "BG-22",
    {
        "ram:LineTotalAmount": "BT-106",
        "ram:ChargeTotalAmount": "BT-108",
        "ram:AllowanceTotalAmount": "BT-107",
        "ram:TaxBasisTotalAmount": "BT-109",
        "ram:TaxTotalAmount": Opens("BT-110", {".": "amount", "@currencyID": "currency"}),
        "ram:RoundingAmount": "BT-114",
        "ram:GrandTotalAmount": "BT-112",
        "ram:TotalPrepaidAmount": "BT-113",
        "ram:DuePayableAmount": "BT-115",
    },
)

_SETTLEMENT: Table = {
    "ram:TaxCurrencyCode": "BT-6",
    "ram:InvoiceCurrencyCode": "BT-5",
    "ram:PayeeTradeParty": Opens(
        "BG-10",
        {"ram:ID": "BT-60", "ram:Name": "BT-59", "ram:SpecifiedLegalOrganization/ram:ID": "BT-61"},
    ),
    "ram:SpecifiedTradeSettlementPaymentMeans": Opens(
        "BG-16",
        {
            "ram:TypeCode": "BT-81",
            "ram:ApplicableTradeSettlementFinancialCard": Opens("BG-18", {"ram:ID": "BT-87"}),
            "ram:PayeePartyCreditorFinancialAccount": Opens(
                "BG-17", {"ram:IBANID": "BT-84", "ram:ProprietaryID": "BT-84"}
            ),
        },
    ),
    "ram:ApplicableTradeTax": Opens(
        "BG-23",
        {
            "ram:CalculatedAmount": "BT-117",
            "ram:TypeCode": "scheme",
            "ram:ExemptionReason": "BT-120",
            "ram:BasisAmount": "BT-116",
            "ram:CategoryCode": "category",
            "ram:ExemptionReasonCode": "BT-121",
            "ram:TaxPointDate": "BT-7",
            "ram:DueDateTypeCode": "BT-8",
            "ram:RateApplicablePercent": "rate",
        },
    ),
    "ram:BillingSpecifiedPeriod": _period("BG-14", "BT-73", "BT-74"),
    "ram:SpecifiedTradeAllowanceCharge": _ALLOWANCE_CHARGE,
    "ram:SpecifiedTradeSettlementHeaderMonetarySummation": _TOTALS,
    "ram:InvoiceReferencedDocument": Opens("BG-3", {"ram:IssuerAssignedID": "BT-25"}),
}


def _below(path: str, table: Table) -> Table:
    return {f"{path}/{below}": kept for below, kept in table.items()}


TABLE: Table = {
    "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID": "BT-24",
    "rsm:ExchangedDocument/ram:ID": "BT-1",
    "rsm:ExchangedDocument/ram:TypeCode": "BT-3",
    f"rsm:ExchangedDocument/ram:IssueDateTime/{_DAY}": "BT-2",
    "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem": _LINE,
    **_below("rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement", _AGREEMENT),
    "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeDelivery": Opens("BG-13", _DELIVERY),
    **_below("rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement", _SETTLEMENT),
}

BINDING = Binding(name="CII", table=TABLE, namespaces=NAMESPACES, is_cii=True)
