"""For each rule of the reform, the document of `documents` that is edited and the edits that break the rule."""

# ruff: noqa: E501 - an edit is a line

_SELLER, _BUYER = "cac:AccountingSupplierParty/cac:Party", "cac:AccountingCustomerParty/cac:Party"
_TRADE = "rsm:SupplyChainTradeTransaction"
_AGREEMENT = f"{_TRADE}/ram:ApplicableHeaderTradeAgreement"
_DELIVERY = f"{_TRADE}/ram:ApplicableHeaderTradeDelivery"
_SETTLEMENT = f"{_TRADE}/ram:ApplicableHeaderTradeSettlement"
_SUMMATION = f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"
_LINE = f"{_TRADE}/ram:IncludedSupplyChainTradeLineItem"
_LINE_SETTLEMENT = f"{_LINE}/ram:SpecifiedLineTradeSettlement"
_LINE_SUM = f"{_LINE_SETTLEMENT}/ram:SpecifiedTradeSettlementLineMonetarySummation"
_CHARACTERISTIC = f"{_LINE}/ram:SpecifiedTradeProduct/ram:ApplicableProductCharacteristic"
_TYPE = "rsm:ExchangedDocument/ram:TypeCode"
_FRAMEWORK = "rsm:ExchangedDocumentContext/ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID"
_NOTE = "rsm:ExchangedDocument/ram:IncludedNote"
_REFERENCE = "cac:BillingReference/cac:InvoiceDocumentReference"
_LINE_REFERENCE = "cac:InvoiceLine/cac:BillingReference/cac:InvoiceDocumentReference"
_PRECEDING = f"{_SETTLEMENT}/ram:InvoiceReferencedDocument"
_LINE_PRECEDING = f"{_LINE_SETTLEMENT}/ram:InvoiceReferencedDocument"
_PERIOD = "ram:BillingSpecifiedPeriod"
_LONG = "F" * 36

PARTIES = {
    "BT-29": (_SELLER, f"{_AGREEMENT}/ram:SellerTradeParty", "BT-34"),
    "BT-46": (_BUYER, f"{_AGREEMENT}/ram:BuyerTradeParty", "BT-49"),
    "BT-60": ("cac:PayeeParty", f"{_SETTLEMENT}/ram:PayeeTradeParty", "EXT-FR-FE-29"),
    "EXT-FR-FE-06": (f"{_BUYER}/cac:AgentParty", f"{_AGREEMENT}/ram:BuyerAgentTradeParty", "EXT-FR-FE-12"),
    "EXT-FR-FE-46": (
        "cac:PaymentMeans/cac:PaymentMandate/cac:PayerParty",
        f"{_SETTLEMENT}/ram:PayerTradeParty",
        "EXT-FR-FE-52",
    ),
    "EXT-FR-FE-69": (f"{_SELLER}/cac:AgentParty", f"{_AGREEMENT}/ram:SalesAgentTradeParty", "EXT-FR-FE-75"),
    "EXT-FR-FE-92": (
        f"{_BUYER}/cac:ServiceProviderParty/cac:Party",
        f"{_SETTLEMENT}/ram:InvoiceeTradeParty",
        "EXT-FR-FE-98",
    ),
    "EXT-FR-FE-115": (
        f"{_SELLER}/cac:ServiceProviderParty/cac:Party",
        f"{_SETTLEMENT}/ram:InvoicerTradeParty",
        "EXT-FR-FE-121",
    ),
}
"""Term → the party in UBL and in CII, and the term of its electronic address."""


def _of_parties() -> dict[str, str]:
    """In UBL: what can be wrong with the identifiers and the address of each party."""
    made = {}
    for term, (party, _, address) in PARTIES.items():
        made[f"BR-FR-09_{term}"] = f"{party}/cac:PartyLegalEntity/cbc:CompanyID = 123456789"
        made[f"BR-FR-CO-10_{term}-1"] = f"{party}/cac:PartyIdentification/cbc:ID @schemeID -"
        made[f"BR-FR-CO-10_{term}-2"] = f"+ {party}/cac:PartyIdentification"
        made[f"BR-FR-23_{address}"] = f"{party}/cbc:EndpointID = 538 199"
        made[f"BR-FR-25_{address}"] = f"{party}/cbc:EndpointID = {'F' * 126}"
    return made


FRENCH_UBL = {
    **_of_parties(),
    "BR-FR-01_BT-1-1": f"cbc:ID = {_LONG}",
    "BR-FR-01_BT-1-2": "cbc:ID = F 2026",
    "BR-FR-02_BT-1": "cbc:ID = F.2026",
    "BR-FR-01_BT-25-1": f"{_REFERENCE}/cbc:ID = {_LONG}",
    "BR-FR-01_BT-25-2": f"{_REFERENCE}/cbc:ID = n° 1",
    "BR-FR-02_BT-25": f"{_REFERENCE}/cbc:ID = é",
    "BR-FR-01_EXT-FR-FE-136-1": f"{_LINE_REFERENCE}/cbc:ID = {_LONG}",
    "BR-FR-01_EXT-FR-FE-136-2": f"{_LINE_REFERENCE}/cbc:ID = a b",
    "BR-FR-02_EXT-FR-FE-136": f"{_LINE_REFERENCE}/cbc:ID = a,b",
    "BR-FR-03_BT-2": "cbc:IssueDate = 2026-02-31",
    "BR-FR-03_BT-7": "cbc:TaxPointDate = 1999-12-31",
    "BR-FR-03_BT-9": "cbc:DueDate = 2026-02-29",
    "BR-FR-03_BT-26": f"{_REFERENCE}/cbc:IssueDate = 2026-04-31",
    "BR-FR-03_BT-72": "cac:Delivery/cbc:ActualDeliveryDate = 20260101",
    "BR-FR-03_BT-73": "cac:InvoicePeriod/cbc:StartDate = 2100-01-01",
    "BR-FR-03_BT-74": "cac:InvoicePeriod/cbc:EndDate = 2026-13-01",
    "BR-FR-03_BT-134": "cac:InvoiceLine/cac:InvoicePeriod/cbc:StartDate = 2026-00-10",
    "BR-FR-03_BT-135": "cac:InvoiceLine/cac:InvoicePeriod/cbc:EndDate = 2026-01-32",
    "BR-FR-03_EXT-FR-FE-138": f"{_LINE_REFERENCE}/cbc:IssueDate = 2025-02-29",
    "BR-FR-03_EXT-FR-FE-158": "cac:InvoiceLine/cac:Delivery/cbc:ActualDeliveryDate = 2026-11-31",
    "BR-FR-04_BT-3": "cbc:InvoiceTypeCode = 325",
    "BR-FR-04_EXT-FR-FE-02": f"{_REFERENCE}/cbc:DocumentTypeCode = 325",
    "BR-FR-04_EXT-FR-FE-137": f"{_LINE_REFERENCE}/cbc:DocumentTypeCode = 325",
    "BR-FR-05_BT-22-1": "- cbc:Note[2]",
    "BR-FR-05_BT-22-2": "- cbc:Note[3]",
    "BR-FR-05_BT-22-3": "- cbc:Note[4]",
    "BR-FR-06_BT-21-1": "+ cbc:Note[2]",
    "BR-FR-06_BT-21-2": "+ cbc:Note[3]",
    "BR-FR-06_BT-21-3": "+ cbc:Note[4]",
    "BR-FR-06_BT-21-4": "+ cbc:Note[5]",
    "BR-FR-08_BT-23": "cbc:ProfileID = A1",
    "BR-FR-09_BT-71": "cac:Delivery/cac:DeliveryLocation/cbc:ID = 213\ncac:Delivery/cac:DeliveryLocation/cbc:ID @schemeID = 0009",
    "BR-FR-CO-10_BT-71-1": "cac:Delivery/cac:DeliveryLocation/cbc:ID @schemeID -",
    "BR-FR-CO-10_BT-71-2": "+ cac:Delivery/cac:DeliveryLocation/cbc:ID",
    "BR-FR-CO-10_EXT-FR-FE-146-1": "cac:InvoiceLine/cac:Delivery/cac:DeliveryLocation/cbc:ID @schemeID -",
    "BR-FR-CO-10_EXT-FR-FE-146-2": "+ cac:InvoiceLine/cac:Delivery/cac:DeliveryLocation/cbc:ID",
    "BR-FR-10_BT-30": f"{_SELLER}/cac:PartyLegalEntity/cbc:CompanyID @schemeID = 0009",
    "BR-FR-11_BT-47": f"{_BUYER}/cac:PartyLegalEntity/cbc:CompanyID @schemeID -",
    "BR-FR-12_BT-49": f"- {_BUYER}/cbc:EndpointID",
    "BR-FR-13_BT-34": f"{_SELLER}/cbc:EndpointID =  ",
    "BR-FR-15_BT-95_BT-102-1": "cac:AllowanceCharge/cac:TaxCategory/cbc:ID = B",
    "BR-FR-15_BT-95_BT-102-2": "cac:AllowanceCharge/cac:TaxCategory/cbc:ID = L",
    "BR-FR-15_BT-118-1": "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:ID = B",
    "BR-FR-15_BT-118-2": "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:ID = M",
    "BR-FR-15_BT-151-1": "cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cbc:ID = B",
    "BR-FR-08_BT-151-2": "cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cbc:ID = L",
    "BR-FR-16_BT-96": "cac:AllowanceCharge/cac:TaxCategory/cbc:Percent = 19",
    "BR-FR-16_BT-119": "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent = 19",
    "BR-FR-16_BT-152": "cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent =",
    "BR-FR-17_BT-123": "cac:AdditionalDocumentReference[3]/cbc:DocumentDescription = Bon de commande",
    "BR-FR-18_BT-123": "+ cac:AdditionalDocumentReference[3]",
    "BR-FR-20_BT-21": "cbc:Note[6] = #BAR#B2G",
    "BR-FR-21_BT-49": f"{_BUYER}/cbc:EndpointID @schemeID = 0009",
    "BR-FR-22_BT-34": f"cbc:InvoiceTypeCode = 389\n{_SELLER}/cbc:EndpointID = 1",
    "BR-FR-24_BT-29": f"{_SELLER}/cac:PartyIdentification[2]/cbc:ID = LE SERVICE\n{_SELLER}/cac:PartyIdentification[2]/cbc:ID @schemeID = 0224",
    "BR-FR-24_BT-46": f"{_BUYER}/cac:PartyIdentification[2]/cbc:ID = LE SERVICE\n{_BUYER}/cac:PartyIdentification[2]/cbc:ID @schemeID = 0224",
    "BR-FR-26_BT-29": f"{_SELLER}/cac:PartyIdentification[2]/cbc:ID = {'F' * 101}\n{_SELLER}/cac:PartyIdentification[2]/cbc:ID @schemeID = 0224",
    "BR-FR-26_BT-46": f"{_BUYER}/cac:PartyIdentification[2]/cbc:ID = {'F' * 101}\n{_BUYER}/cac:PartyIdentification[2]/cbc:ID @schemeID = 0224",
    "BR-FR-27_BG-32": ". << <cac:Item><cac:AdditionalItemProperty><cbc:Value>Bleu</cbc:Value></cac:AdditionalItemProperty></cac:Item>",
    "BR-FR-27_BT-160": ". << <cac:Item><cac:AdditionalItemProperty><cbc:Name> </cbc:Name></cac:AdditionalItemProperty></cac:Item>",
    "BR-FR-27_EXT-FR-FE-159": ". << <cac:Item><cac:AdditionalItemProperty><cbc:NameCode/></cac:AdditionalItemProperty></cac:Item>",
    "BR-FR-28-Value": "- cac:InvoiceLine/cac:Item/cac:AdditionalItemProperty/cbc:Value",
    "BR-FR-29_BT-18": "+ cac:AdditionalDocumentReference[1]/cbc:ID",
    "BR-FR-29_AFL": "cac:AdditionalDocumentReference[2]/cbc:ID =  ",
    "BR-FR-29_AVV": "cac:AdditionalDocumentReference[1]/cbc:ID =",
    "BR-FR-30_BT-128": "+ cac:InvoiceLine/cac:DocumentReference/cbc:ID",
    "BR-FR-30_AFL": "cac:InvoiceLine/cac:DocumentReference[2]/cbc:ID =  ",
    "BR-FR-30_AVV": "cac:InvoiceLine/cac:DocumentReference[1]/cbc:ID =",
    "BR-FR-30_BT-21": "+ cbc:Note[6]",
    "BR-FR-32-LEGALID": "cac:PayeeParty/cac:PartyLegalEntity/cbc:CompanyID = 12345",
    "BR-FR-32-ID": f"{_SELLER}/cac:PartyIdentification[1]/cbc:ID @schemeID = 0002",
    "BR-FR-CO-04_BT-3": "cbc:InvoiceTypeCode = 384\n- cac:BillingReference",
    "BR-FR-CO-07_BT-9": "cbc:DueDate = 2026-10-01",
    "BR-FR-CO-08_BT-23": "cbc:ProfileID = S4\ncbc:InvoiceTypeCode = 386",
    "BR-FR-CO-09_BT-23-1": "cbc:ProfileID = S2",
    "BR-FR-CO-09_BT-23-2": "cbc:ProfileID = B2",
    "BR-FR-CO-09_BT-23-3": "cbc:ProfileID = M2\n- cbc:DueDate\n- cac:PaymentMeans/cbc:PaymentDueDate",
    "BR-FR-CO-12_BT-5": "cbc:DocumentCurrencyCode = USD",
    "BR-FR-CO-14_BT-29-1": f"{_SELLER}/cac:PartyIdentification[1]/cbc:ID @schemeID = 0231",
    "BR-FR-CO-15_BT-29-1": f"{_SELLER}/cac:PartyIdentification[1]/cbc:ID @schemeID = 0231\n- cac:TaxRepresentativeParty",
    "BR-FR-DEC-01_BT-92_BT-99": "cac:AllowanceCharge/cbc:Amount = 1.234",
    "BR-FR-DEC-01_BT-93_BT-100": "cac:AllowanceCharge/cbc:BaseAmount = 1,5",
    **{
        f"BR-FR-DEC-01_{term}": f"{path} = 1.234"
        for term, path in {
            "BT-106": "cac:LegalMonetaryTotal/cbc:LineExtensionAmount",
            "BT-107": "cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount",
            "BT-108": "cac:LegalMonetaryTotal/cbc:ChargeTotalAmount",
            "BT-109": "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount",
            "BT-110": "cac:TaxTotal/cbc:TaxAmount",
            "BT-112": "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount",
            "BT-113": "cac:LegalMonetaryTotal/cbc:PrepaidAmount",
            "BT-114": "cac:LegalMonetaryTotal/cbc:PayableRoundingAmount",
            "BT-115": "cac:LegalMonetaryTotal/cbc:PayableAmount",
            "BT-116": "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount",
            "BT-117": "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount",
            "BT-131": "cac:InvoiceLine/cbc:LineExtensionAmount",
            "BT-136_BT-141": "cac:InvoiceLine/cac:AllowanceCharge/cbc:Amount",
            "BT-137_BT-142": "cac:InvoiceLine/cac:AllowanceCharge/cbc:BaseAmount",
        }.items()
    },
    "BR-FR-DEC-02_BT-129": "cac:InvoiceLine/cbc:InvoicedQuantity = 1.23456",
    "BR-FR-DEC-02_BT-149": "cac:InvoiceLine/cac:Price/cbc:BaseQuantity = 1.23456",
    "BR-FR-DEC-03_BT-146": "cac:InvoiceLine/cac:Price/cbc:PriceAmount = -1",
    "BR-FR-DEC-03_BT-147": "cac:InvoiceLine/cac:Price/cac:AllowanceCharge/cbc:Amount = 0.1234567",
    "BR-FR-DEC-03_BT-148": "cac:InvoiceLine/cac:Price/cac:AllowanceCharge/cbc:BaseAmount = 12345678901234567890",
    "BR-FR-DEC-04_BT-96_BT-103": "cac:AllowanceCharge/cac:TaxCategory/cbc:Percent = 20.000",
    "BR-FR-DEC-04_BT-119": "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent = 20%",
    "BR-FR-DEC-04_BT-152": "cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent = 100.00",
}
CREDIT_NOTE = {
    "BR-FR-CO-03_BT-3": "cbc:CreditNoteTypeCode = 262\n- cac:ContractDocumentReference",
    "BR-FR-CO-05_BT-3": f"- {_REFERENCE}/cbc:IssueDate\n- cac:CreditNoteLine/cac:BillingReference",
}
FRENCH_CII = {
    "BR-FR-01_BT-1": f"rsm:ExchangedDocument/ram:ID = {_LONG}",
    "BR-FR-01_BT-25": f"{_PRECEDING}/ram:IssuerAssignedID = {_LONG}",
    "BR-FR-01_EXT-FR-FE-136": f"{_LINE_PRECEDING}/ram:IssuerAssignedID = {_LONG}",
    "BR-FR-03_EXT-FR-FE-134": f"{_LINE_SETTLEMENT}/{_PERIOD}/ram:StartDateTime/udt:DateTimeString = 20260229",
    "BR-FR-03_EXT-FR-FE-135": f"{_LINE_SETTLEMENT}/{_PERIOD}/ram:EndDateTime/udt:DateTimeString = 20260631",
    "BR-FR-05_BT-22_PMT": f"- {_NOTE}[2]",
    "BR-FR-05_BT-22_PMD": f"- {_NOTE}[3]",
    "BR-FR-05_BT-22_AAB": f"- {_NOTE}[4]",
    "BR-FR-06_BT-21_PMT": f"+ {_NOTE}[2]",
    "BR-FR-06_BT-21_PMD": f"+ {_NOTE}[3]",
    "BR-FR-06_BT-21_AAB": f"+ {_NOTE}[4]",
    "BR-FR-06_BT-21_TXD": f"+ {_NOTE}[5]",
    "BR-FR-09_EXT-FR-FE-146": f"{_LINE}/ram:SpecifiedLineTradeDelivery/ram:ShipToTradeParty/ram:GlobalID = 213",
    "BR-FR-15_BT-95_BT-102": f"- {_SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge/ram:CategoryTradeTax/ram:CategoryCode",
    "BR-FR-15_BT-95_BT-102_LM": f"{_SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge/ram:CategoryTradeTax/ram:CategoryCode = L",
    "BR-FR-15_BT-95_BT-118": f"{_SETTLEMENT}/ram:ApplicableTradeTax/ram:CategoryCode = B",
    "BR-FR-15_BT-95_BT-118_LM": f"{_SETTLEMENT}/ram:ApplicableTradeTax/ram:CategoryCode = M",
    "BR-FR-15_BT-95_BT-151": f"- {_LINE_SETTLEMENT}/ram:ApplicableTradeTax/ram:CategoryCode",
    "BR-FR-15_BT-95_BT-151_LM": f"{_LINE_SETTLEMENT}/ram:ApplicableTradeTax/ram:CategoryCode = L",
    "BR-FR-16_BT-96_BT-103": f"{_SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge/ram:CategoryTradeTax/ram:RateApplicablePercent = 19",
    "BR-FR-31_BT-21": f"+ {_NOTE}[6]",
    "BR-FR-32-GLOBALID": f"{_SETTLEMENT}/ram:PayerTradeParty/ram:GlobalID @schemeID = 0231",
    "BR-FR-CO-04_BT-4": f"{_TYPE} = 384\n+ {_PRECEDING}",
}
"""What the sheet for CII judges under codes of its own."""
SHARED_UBL = {
    "BR-FR-MV-01_EXT-FR-FE-163": "- cac:InvoiceLine[2]/cac:BillingReference[1]",
    "BR-FR-MV-02_EXT-FR-FE-163": "cac:InvoiceLine/cac:BillingReference[1]/cac:InvoiceDocumentReference/cbc:DocumentStatusCode = DETAIL",
    "BR-FR-MV-03_EXT-FR-FE-164": "- cac:InvoiceLine[3]/cac:Item/cac:ManufacturerParty/cac:PartyLegalEntity/cbc:RegistrationName",
    "BR-FR-MV-03_EXT-FR-FE-167": "cac:InvoiceLine[3]/cac:Item/cac:ManufacturerParty/cac:PartyLegalEntity/cbc:CompanyID =  ",
    "BR-FR-MV-03_EXT-FR-FE-177": "- cac:InvoiceLine[3]/cac:Item/cac:ManufacturerParty/cac:PostalAddress",
    "BR-FR-MV-03_EXT-FR-FE-181": "- cac:InvoiceLine[3]/cac:TaxTotal[1]",
    "BR-FR-MV-03_EXT-FR-FE-182": "- cac:InvoiceLine[3]/cac:TaxTotal[2]",
    "BR-FR-MV-03_BT-128_AFL": "- cac:InvoiceLine[3]/cac:DocumentReference[1]",
    "BR-FR-MV-03_BT-128_AVV": "cac:InvoiceLine[3]/cac:DocumentReference[2]/cbc:ID = S8",
    "BR-FR-MV-05_EXT-FR-FE-BG-12": "cac:InvoiceLine[4]/cbc:LineExtensionAmount = 24.90",
    "BR-FR-MV-06_EXT-FR-FE-167": "cac:InvoiceLine[4]/cac:Item/cac:ManufacturerParty/cac:PartyLegalEntity/cbc:CompanyID = 538199597",
    "BR-FR-MV-07_BT-128": "cac:InvoiceLine[4]/cac:DocumentReference[1]/cbc:ID = F-3",
    "BR-FR-MV-08_BT-128": "cac:InvoiceLine[4]/cac:Item/cac:ClassifiedTaxCategory/cbc:TaxExemptionReason = TVA",
    "BR-FR-MV-09_EXT-FR-FE-181": "cac:InvoiceLine[3]/cac:TaxTotal[1]/cbc:TaxAmount = 8.02",
    "BR-FR-MV-10_EXT-FR-FE-184": "cac:InvoiceLine[3]/cbc:TaxInclusiveLineExtensionAmount = 48.03",
    "BR-FR-MV-11_BT-128": "cac:InvoiceLine[1]/cac:DocumentReference[1]/cbc:ID = F-3",
    "BR-FR-MV-12_BT-128": "cac:InvoiceLine[3]/cac:DocumentReference[1]/cbc:ID = F-2026-1",
    "BR-FR-MV-13_BT-3": "cbc:InvoiceTypeCode = 389",
    "BR-FR-MV-14-EXT-FR-FE-136": "cbc:InvoiceTypeCode = 384\n- cac:InvoiceLine[3]/cac:BillingReference[2]",
    "BR-FR-MV-14-EXT-FR-FE-138": "cbc:InvoiceTypeCode = 384\n- cac:InvoiceLine[3]/cac:BillingReference[2]/cac:InvoiceDocumentReference/cbc:IssueDate",
}
TWO_SIDED_UBL = {
    "BR-FR-BD-02_EXT-FR-FE-163": "- cac:InvoiceLine[3]",
    "BR-FR-BD-02_BT-30": "cac:InvoiceLine[1]/cac:Item/cac:ManufacturerParty/cac:PartyLegalEntity/cbc:CompanyID = 123456789",
    "BR-FR-BD-02_BT-47": "cac:InvoiceLine[3]/cac:Item/cac:ManufacturerParty/cac:PartyLegalEntity/cbc:CompanyID = 123456789",
    "BR-FR-MV-BD_BT-3": "cbc:InvoiceTypeCode = 380",
    "BR-FR-BD-14-EXT-FR-FE-136": "cbc:InvoiceTypeCode = 471\n- cac:InvoiceLine[3]/cac:BillingReference[2]",
    "BR-FR-BD-14-EXT-FR-FE-138": "cbc:InvoiceTypeCode = 471\n- cac:InvoiceLine[3]/cac:BillingReference[2]/cac:InvoiceDocumentReference/cbc:IssueDate",
}
TWO_SIDED_CII = {
    "BR-FR-BD-02_BT-31": f"{_LINE}[1]/ram:SpecifiedLineTradeAgreement/ram:ItemSellerTradeParty/ram:SpecifiedLegalOrganization/ram:ID = 123456789",
    "BR-FR-BD-13_BT-3": f"{_TYPE} = 380",
}
NEVER_FIRE = frozenset({"BR-FR-16_BT-103", "BR-FR-DEC-01_BT-111"})
"""What the official sheets declare behind another rule, which hides it."""

ALSO_IN_CII = {
    "BR-FR-02_BT-1": "rsm:ExchangedDocument/ram:ID = F 1",
    "BR-FR-03_BT-2": "rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString = 20260230",
    "BR-FR-03_BT-7": f"{_SETTLEMENT}/ram:ApplicableTradeTax/ram:TaxPointDate/udt:DateString = 19991231",
    "BR-FR-03_BT-9": f"{_SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString = 21000101",
    "BR-FR-03_BT-26": f"{_PRECEDING}/ram:FormattedIssueDateTime/qdt:DateTimeString = 20260431",
    "BR-FR-03_BT-72": f"{_DELIVERY}/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString = 20261301",
    "BR-FR-04_BT-3": f"{_TYPE} = 325",
    "BR-FR-08_BT-23": f"{_FRAMEWORK} = A1",
    "BR-FR-10_BT-30": f"- {_AGREEMENT}/ram:SellerTradeParty/ram:SpecifiedLegalOrganization",
    "BR-FR-11_BT-47": f"- {_AGREEMENT}/ram:BuyerTradeParty/ram:SpecifiedLegalOrganization",
    "BR-FR-12_BT-49": f"- {_AGREEMENT}/ram:BuyerTradeParty/ram:URIUniversalCommunication",
    "BR-FR-13_BT-34": f"- {_AGREEMENT}/ram:SellerTradeParty/ram:URIUniversalCommunication",
    "BR-FR-16_BT-119": f"{_SETTLEMENT}/ram:ApplicableTradeTax/ram:RateApplicablePercent = 19",
    "BR-FR-17_BT-123": f"{_AGREEMENT}/ram:AdditionalReferencedDocument[4]/ram:Name = Bon",
    "BR-FR-18_BT-123": f"+ {_AGREEMENT}/ram:AdditionalReferencedDocument[4]",
    "BR-FR-20_BT-21": f"{_NOTE}[6]/ram:Content = B2G",
    "BR-FR-21_BT-49": f"{_AGREEMENT}/ram:BuyerTradeParty/ram:URIUniversalCommunication/ram:URIID @schemeID = 0009",
    "BR-FR-27_BG-32": f"- {_CHARACTERISTIC}[1]/ram:Description",
    "BR-FR-27_BT-160": f"{_CHARACTERISTIC}[1]/ram:Description =",
    "BR-FR-28-Value": f"- {_CHARACTERISTIC}[1]/ram:Value",
    "BR-FR-29_BT-18": f"+ {_AGREEMENT}/ram:AdditionalReferencedDocument[1]",
    "BR-FR-29_AFL": f"{_AGREEMENT}/ram:AdditionalReferencedDocument[1]/ram:IssuerAssignedID =",
    "BR-FR-CO-03_BT-3": f"{_TYPE} = 262\n- {_AGREEMENT}/ram:ContractReferencedDocument",
    "BR-FR-CO-05_BT-3": f"{_TYPE} = 381\n- {_PRECEDING}\n- {_LINE_PRECEDING}",
    "BR-FR-CO-07_BT-9": f"{_SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString = 20260101",
    "BR-FR-CO-09_BT-23-1": f"{_FRAMEWORK} = S2",
    "BR-FR-CO-12_BT-5": f"{_SETTLEMENT}/ram:InvoiceCurrencyCode = USD",
    "BR-FR-CO-14_BT-29-1": f"{_AGREEMENT}/ram:SellerTradeParty/ram:GlobalID[1] @schemeID = 0231",
    "BR-FR-DEC-01_BT-115": f"{_SUMMATION}/ram:DuePayableAmount = 1.234",
    "BR-FR-DEC-01_BT-131": f"{_LINE_SUM}/ram:LineTotalAmount = 1.234",
    "BR-FR-DEC-02_BT-129": f"{_LINE}/ram:SpecifiedLineTradeDelivery/ram:BilledQuantity = 1.23456",
    "BR-FR-DEC-03_BT-146": f"{_LINE}/ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount = -1",
    "BR-FR-DEC-04_BT-152": f"{_LINE_SETTLEMENT}/ram:ApplicableTradeTax/ram:RateApplicablePercent = 5.500",
    **{
        f"BR-FR-09_{term}": f"{party}/ram:SpecifiedLegalOrganization/ram:ID = 123456789"
        for term, (_, party, _) in PARTIES.items()
    },
    **{f"BR-FR-CO-10_{term}-1": f"{party}/ram:GlobalID @schemeID -" for term, (_, party, _) in PARTIES.items()},
    **{f"BR-FR-CO-10_{term}-2": f"+ {party}/ram:GlobalID" for term, (_, party, _) in PARTIES.items()},
}
"""What both sheets judge under one code, broken in CII too."""
ALSO_SHARED_CII = {
    "BR-FR-MV-01_EXT-FR-FE-163": f"{_LINE}[4]/ram:AssociatedDocumentLineDocument/ram:LineStatusReasonCode =",
    "BR-FR-MV-05_EXT-FR-FE-BG-12": f"{_LINE}[4]/ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount = 24.90",
    "BR-FR-MV-03_BT-128_AVV": f"{_LINE}[3]/ram:SpecifiedLineTradeSettlement/ram:AdditionalReferencedDocument[2]/ram:IssuerAssignedID = M8",
    "BR-FR-MV-12_BT-128": f"{_LINE}[3]/ram:SpecifiedLineTradeSettlement/ram:AdditionalReferencedDocument[1]/ram:IssuerAssignedID = F-2026-1",
}
