"""UN/CEFACT Cross Industry Invoice, D16B and D22B: the syntax binding of CEN/TS 16931-3-3, as a table.

The Chorus Pro flows are the same syntax with less in it: no guideline, `schemeID="1"` for a SIRET, dates without
format, and the validator of frameworks A9 and A12 as the invoicee (domain-rules §3.1, §7.2).
"""

from functools import cache

from .binding import Node, Table, at, bare, below, compiled, filler, fixed, group, must, spare

NAMESPACES = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
}
ROOT = f"{{{NAMESPACES['rsm']}}}CrossIndustryInvoice"

_CHARGE = "ram:SpecifiedTradeAllowanceCharge[ram:ChargeIndicator/*='true|1']"
_ALLOWANCE = "ram:SpecifiedTradeAllowanceCharge[ram:ChargeIndicator/*='false|0']"


def _indicator(value: str) -> Table:
    """Whether a charge; the Chorus Pro flows write it as a string."""
    return (
        filler("ram:ChargeIndicator/udt:Indicator", value),
        filler("ram:ChargeIndicator/udt:IndicatorString"),
    )


def _address(line1: str, line2: str, line3: str, city: str, postcode: str, subdivision: str, country: str) -> Table:
    return (
        at(postcode, "ram:PostcodeCode"),
        at(line1, "ram:LineOne"),
        at(line2, "ram:LineTwo"),
        at(line3, "ram:LineThree"),
        at(city, "ram:CityName"),
        at(country, "ram:CountryID"),
        at(subdivision, "ram:CountrySubDivisionName"),
    )


def _contact(group_: str, name: str, phone: str, email: str) -> Table:
    return below(
        "ram:DefinedTradeContact",
        at(group_, "."),
        at(name, "ram:PersonName"),
        spare(name, "ram:DepartmentName"),
        at(phone, "ram:TelephoneUniversalCommunication/ram:CompleteNumber"),
        at(email, "ram:EmailURIUniversalCommunication/ram:URIID"),
    )


def _period(group_: str, start: str, end: str) -> Table:
    return below(
        "ram:BillingSpecifiedPeriod",
        at(group_, "."),
        at(start, "ram:StartDateTime/udt:DateTimeString"),
        at(end, "ram:EndDateTime/udt:DateTimeString"),
    )


_LINE: Table = (
    *below(
        "ram:AssociatedDocumentLineDocument",
        at("BT-126", "ram:LineID"),
        at("BT-X-304", "ram:ParentLineID"),
        at("BT-X-7", "ram:LineStatusCode"),
        at("BT-X-8", "ram:LineStatusReasonCode"),
        at("BT-127", "ram:IncludedNote/ram:Content"),
    ),
    *below(
        "ram:SpecifiedTradeProduct",
        at("BT-157", "ram:GlobalID"),
        at("BT-155", "ram:SellerAssignedID"),
        at("BT-156", "ram:BuyerAssignedID"),
        at("BT-153", "ram:Name"),
        at("BT-154", "ram:Description"),
        group(
            "BG-32",
            "ram:ApplicableProductCharacteristic",
            at("BT-160", "ram:Description"),
            at("BT-161", "ram:Value"),
        ),
        at("BT-158", "ram:DesignatedProductClassification/ram:ClassCode"),
        at("BT-159", "ram:OriginTradeCountry/ram:ID"),
    ),
    *below(
        "ram:SpecifiedLineTradeAgreement",
        must("."),
        at("BT-X-21", "ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID"),
        at("BT-132", "ram:BuyerOrderReferencedDocument/ram:LineID"),
        at("BT-148", "ram:GrossPriceProductTradePrice/ram:ChargeAmount"),
        spare("BT-149", "ram:GrossPriceProductTradePrice/ram:BasisQuantity"),
        spare("BT-150", "ram:GrossPriceProductTradePrice/ram:BasisQuantity/@unitCode"),
        fixed(
            "ram:GrossPriceProductTradePrice/ram:AppliedTradeAllowanceCharge/ram:ChargeIndicator/udt:Indicator", "false"
        ),
        at("BT-147", "ram:GrossPriceProductTradePrice/ram:AppliedTradeAllowanceCharge/ram:ActualAmount"),
        at("BT-146", "ram:NetPriceProductTradePrice/ram:ChargeAmount"),
        at("BT-149", "ram:NetPriceProductTradePrice/ram:BasisQuantity"),
        at("BT-150", "ram:NetPriceProductTradePrice/ram:BasisQuantity/@unitCode"),
    ),
    *below(
        "ram:SpecifiedLineTradeDelivery",
        at("BT-129", "ram:BilledQuantity"),
        at("BT-130", "ram:BilledQuantity/@unitCode"),
        bare("BT-X-49", "ram:ShipToTradeParty/ram:ID"),
        at("BT-X-49", "ram:ShipToTradeParty/ram:GlobalID"),
        at("BT-X-50", "ram:ShipToTradeParty/ram:Name"),
        at("BG-X-9", "ram:ShipToTradeParty/ram:PostalTradeAddress"),
        *below(
            "ram:ShipToTradeParty/ram:PostalTradeAddress",
            *_address("BT-X-59", "BT-X-60", "BT-X-61", "BT-X-62", "BT-X-58", "BT-X-64", "BT-X-63"),
        ),
        at("BT-X-85", "ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString"),
    ),
    *below(
        "ram:SpecifiedLineTradeSettlement",
        must("."),
        fixed("ram:ApplicableTradeTax/ram:TypeCode", "VAT"),
        at("BT-151", "ram:ApplicableTradeTax/ram:CategoryCode"),
        at("BT-152", "ram:ApplicableTradeTax/ram:RateApplicablePercent"),
        *_period("BG-26", "BT-134", "BT-135"),
        group(
            "BG-27",
            _ALLOWANCE,
            *_indicator("false"),
            at("BT-138", "ram:CalculationPercent"),
            at("BT-137", "ram:BasisAmount"),
            at("BT-136", "ram:ActualAmount"),
            at("BT-140", "ram:ReasonCode"),
            at("BT-139", "ram:Reason"),
        ),
        group(
            "BG-28",
            _CHARGE,
            *_indicator("true"),
            at("BT-143", "ram:CalculationPercent"),
            at("BT-142", "ram:BasisAmount"),
            at("BT-141", "ram:ActualAmount"),
            at("BT-145", "ram:ReasonCode"),
            at("BT-144", "ram:Reason"),
        ),
        at("BT-131", "ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount"),
        at("BT-128", "ram:AdditionalReferencedDocument/ram:IssuerAssignedID"),
        fixed("ram:AdditionalReferencedDocument/ram:TypeCode", "130"),
        at("BT-128-1", "ram:AdditionalReferencedDocument/ram:ReferenceTypeCode"),
        at("BT-133", "ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID"),
    ),
)

_SELLER: Table = (
    at("BG-4", "."),
    bare("BT-29", "ram:ID"),
    at("BT-29", "ram:GlobalID"),
    at("BT-27", "ram:Name"),
    at("BT-33", "ram:Description"),
    at("BT-30", "ram:SpecifiedLegalOrganization/ram:ID"),
    at("BT-28", "ram:SpecifiedLegalOrganization/ram:TradingBusinessName"),
    *_contact("BG-6", "BT-41", "BT-42", "BT-43"),
    at("BG-5", "ram:PostalTradeAddress"),
    *below("ram:PostalTradeAddress", *_address("BT-35", "BT-36", "BT-162", "BT-37", "BT-38", "BT-39", "BT-40")),
    at("BT-34", "ram:URIUniversalCommunication/ram:URIID"),
    at("BT-31", "ram:SpecifiedTaxRegistration[ram:ID/@schemeID='VA']/ram:ID"),
    at("BT-32", "ram:SpecifiedTaxRegistration[ram:ID/@schemeID='FC']/ram:ID"),
)

_BUYER: Table = (
    at("BG-7", "."),
    bare("BT-46", "ram:ID"),
    at("BT-46", "ram:GlobalID"),
    at("BT-44", "ram:Name"),
    at("EXT-BUYER-LEGAL-FORM", "ram:Description"),
    at("BT-47", "ram:SpecifiedLegalOrganization/ram:ID"),
    at("BT-45", "ram:SpecifiedLegalOrganization/ram:TradingBusinessName"),
    *_contact("BG-9", "BT-56", "BT-57", "BT-58"),
    at("BG-8", "ram:PostalTradeAddress"),
    *below("ram:PostalTradeAddress", *_address("BT-50", "BT-51", "BT-163", "BT-52", "BT-53", "BT-54", "BT-55")),
    at("BT-49", "ram:URIUniversalCommunication/ram:URIID"),
    at("BT-48", "ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']"),
)

_AGREEMENT: Table = (
    at("BT-10", "ram:BuyerReference"),
    *below("ram:SellerTradeParty", *_SELLER),
    *below("ram:BuyerTradeParty", *_BUYER),
    *below(
        "ram:SellerTaxRepresentativeTradeParty",
        at("BG-11", "."),
        at("BT-62", "ram:Name"),
        at("BG-12", "ram:PostalTradeAddress"),
        *below("ram:PostalTradeAddress", *_address("BT-64", "BT-65", "BT-164", "BT-66", "BT-67", "BT-68", "BT-69")),
        at("BT-63", "ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']"),
    ),
    at("BT-14", "ram:SellerOrderReferencedDocument/ram:IssuerAssignedID"),
    at("BT-13", "ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID"),
    at("BT-X-147", "ram:BuyerOrderReferencedDocument/ram:FormattedIssueDateTime/qdt:DateTimeString"),
    at("BT-12", "ram:ContractReferencedDocument/ram:IssuerAssignedID"),
    *below(
        "ram:AdditionalReferencedDocument[ram:TypeCode='50']",
        at("BT-17", "ram:IssuerAssignedID"),
        filler("ram:TypeCode", "50"),
    ),
    *below(
        "ram:AdditionalReferencedDocument[ram:TypeCode='130']",
        at("BT-18", "ram:IssuerAssignedID"),
        filler("ram:TypeCode", "130"),
        at("BT-18-1", "ram:ReferenceTypeCode"),
    ),
    group(
        "BG-24",
        "ram:AdditionalReferencedDocument",
        at("BT-122", "ram:IssuerAssignedID"),
        at("BT-124", "ram:URIID"),
        fixed("ram:TypeCode", "916"),
        at("BT-123", "ram:Name"),
        at("BT-125", "ram:AttachmentBinaryObject"),
        at("BT-125-1", "ram:AttachmentBinaryObject/@mimeCode"),
        at("BT-125-2", "ram:AttachmentBinaryObject/@filename"),
    ),
    at("BT-11", "ram:SpecifiedProcuringProject/ram:ID"),
    filler("ram:SpecifiedProcuringProject/ram:Name", "Project reference"),
)

_DELIVERY: Table = (
    *below(
        "ram:ShipToTradeParty",
        bare("BT-71", "ram:ID"),
        at("BT-71", "ram:GlobalID"),
        at("BT-70", "ram:Name"),
        at("BG-15", "ram:PostalTradeAddress"),
        *below("ram:PostalTradeAddress", *_address("BT-75", "BT-76", "BT-165", "BT-77", "BT-78", "BT-79", "BT-80")),
    ),
    at("BT-72", "ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString"),
    at("BT-16", "ram:DespatchAdviceReferencedDocument/ram:IssuerAssignedID"),
    at("BT-15", "ram:ReceivingAdviceReferencedDocument/ram:IssuerAssignedID"),
)

_SETTLEMENT: Table = (
    at("BT-90", "ram:CreditorReferenceID"),
    at("BT-83", "ram:PaymentReference"),
    at("BT-6", "ram:TaxCurrencyCode"),
    at("BT-5", "ram:InvoiceCurrencyCode"),
    *below(
        "ram:InvoiceeTradeParty",
        at("EXT-INVOICEE", "."),
        at("EXT-INVOICEE-NAME", "ram:Name"),
        at("EXT-INVOICEE-ID", "ram:SpecifiedLegalOrganization/ram:ID"),
    ),
    *below(
        "ram:PayeeTradeParty",
        at("BG-10", "."),
        bare("BT-60", "ram:ID"),
        at("BT-60", "ram:GlobalID"),
        at("BT-59", "ram:Name"),
        at("BT-61", "ram:SpecifiedLegalOrganization/ram:ID"),
        at("EXT-PAYEE-ADDRESS", "ram:PostalTradeAddress"),
        *below(
            "ram:PostalTradeAddress",
            *_address(
                "EXT-PAYEE-LINE1",
                "EXT-PAYEE-LINE2",
                "EXT-PAYEE-LINE3",
                "EXT-PAYEE-CITY",
                "EXT-PAYEE-POSTCODE",
                "EXT-PAYEE-SUBDIVISION",
                "EXT-PAYEE-COUNTRY",
            ),
        ),
    ),
    group(
        "BG-17",
        "ram:SpecifiedTradeSettlementPaymentMeans",
        at("BG-16", "."),
        at("BT-81", "ram:TypeCode"),
        at("BT-82", "ram:Information"),
        at("BT-87", "ram:ApplicableTradeSettlementFinancialCard/ram:ID"),
        at("BT-88", "ram:ApplicableTradeSettlementFinancialCard/ram:CardholderName"),
        at("BT-91", "ram:PayerPartyDebtorFinancialAccount/ram:IBANID"),
        at("BT-84", "ram:PayeePartyCreditorFinancialAccount/ram:IBANID"),
        at("BT-85", "ram:PayeePartyCreditorFinancialAccount/ram:AccountName"),
        spare("BT-84", "ram:PayeePartyCreditorFinancialAccount/ram:ProprietaryID"),
        at("BT-86", "ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID"),
        on_demand=True,
    ),
    group(
        "BG-23",
        "ram:ApplicableTradeTax",
        at("BT-117", "ram:CalculatedAmount"),
        fixed("ram:TypeCode", "VAT"),
        at("BT-120", "ram:ExemptionReason"),
        at("BT-116", "ram:BasisAmount"),
        at("BT-118", "ram:CategoryCode"),
        at("BT-121", "ram:ExemptionReasonCode"),
        at("BT-7", "ram:TaxPointDate/udt:DateString"),
        at("BT-8", "ram:DueDateTypeCode"),
        at("BT-119", "ram:RateApplicablePercent"),
    ),
    *_period("BG-14", "BT-73", "BT-74"),
    group(
        "BG-20",
        _ALLOWANCE,
        *_indicator("false"),
        at("BT-94", "ram:CalculationPercent"),
        at("BT-93", "ram:BasisAmount"),
        at("BT-92", "ram:ActualAmount"),
        at("BT-98", "ram:ReasonCode"),
        at("BT-97", "ram:Reason"),
        fixed("ram:CategoryTradeTax/ram:TypeCode", "VAT"),
        at("BT-95", "ram:CategoryTradeTax/ram:CategoryCode"),
        at("BT-96", "ram:CategoryTradeTax/ram:RateApplicablePercent"),
    ),
    group(
        "BG-21",
        _CHARGE,
        *_indicator("true"),
        at("BT-101", "ram:CalculationPercent"),
        at("BT-100", "ram:BasisAmount"),
        at("BT-99", "ram:ActualAmount"),
        at("BT-105", "ram:ReasonCode"),
        at("BT-104", "ram:Reason"),
        fixed("ram:CategoryTradeTax/ram:TypeCode", "VAT"),
        at("BT-102", "ram:CategoryTradeTax/ram:CategoryCode"),
        at("BT-103", "ram:CategoryTradeTax/ram:RateApplicablePercent"),
    ),
    at("BT-20", "ram:SpecifiedTradePaymentTerms/ram:Description"),
    at("BT-9", "ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString"),
    at("BT-89", "ram:SpecifiedTradePaymentTerms/ram:DirectDebitMandateID"),
    *below(
        "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
        at("BT-106", "ram:LineTotalAmount"),
        at("BT-108", "ram:ChargeTotalAmount"),
        at("BT-107", "ram:AllowanceTotalAmount"),
        at("BT-109", "ram:TaxBasisTotalAmount"),
        at("BT-110", "ram:TaxTotalAmount[@currencyID=BT-5]"),
        at("BT-111", "ram:TaxTotalAmount[@currencyID=BT-6]"),
        at("BT-110", "ram:TaxTotalAmount"),
        at("BT-114", "ram:RoundingAmount"),
        at("BT-112", "ram:GrandTotalAmount"),
        at("BT-113", "ram:TotalPrepaidAmount"),
        at("BT-115", "ram:DuePayableAmount"),
    ),
    group(
        "BG-3",
        "ram:InvoiceReferencedDocument",
        at("BT-25", "ram:IssuerAssignedID"),
        at("BT-26", "ram:FormattedIssueDateTime/qdt:DateTimeString"),
    ),
    at("BT-19", "ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID"),
)

TABLE: Table = (
    *below(
        "rsm:ExchangedDocumentContext",
        must("."),
        at("BT-23", "ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID"),
        at("BT-24", "ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"),
    ),
    *below(
        "rsm:ExchangedDocument",
        at("BT-1", "ram:ID"),
        at("BT-3", "ram:TypeCode"),
        at("BT-2", "ram:IssueDateTime/udt:DateTimeString"),
        group("BG-1", "ram:IncludedNote", at("BT-22", "ram:Content"), at("BT-21", "ram:SubjectCode")),
    ),
    *below(
        "rsm:SupplyChainTradeTransaction",
        group("BG-25", "ram:IncludedSupplyChainTradeLineItem", *_LINE),
        *below("ram:ApplicableHeaderTradeAgreement", must("."), *_AGREEMENT),
        *below("ram:ApplicableHeaderTradeDelivery", must("."), *_DELIVERY),
        *below("ram:ApplicableHeaderTradeSettlement", must("."), *_SETTLEMENT),
    ),
)

PROFILE = tuple(
    f"{{{NAMESPACES[prefix]}}}{name}"
    for prefix, name in (
        ("rsm", "ExchangedDocumentContext"),
        ("ram", "GuidelineSpecifiedDocumentContextParameter"),
        ("ram", "ID"),
    )
)
"""Where a document declares its profile (BT-24), from the root."""
DAY = "20261102"
"""A day as this syntax writes it."""


@cache
def binding() -> Node:
    """The table, compiled when first asked for."""
    return compiled(TABLE, namespaces=NAMESPACES)
