"""For each rule a document that breaks it: the code, and the edits that make a valid document break it.

The syntax is that of the paths; the judge of `tests/conformance` agrees with each (`test_official.py`).
"""

from unisson.rules.en16931.syntax_cii import ATTRIBUTES, EXACTLY_ONCE, ONCE
from unisson.rules.en16931.syntax_cii_children import CHILDREN
from unisson.rules.en16931.syntax_ubl import ONCE as ONCE_IN_UBL

_SELLER = "cac:AccountingSupplierParty"
_BUYER = "cac:AccountingCustomerParty"
_LINE = "cac:InvoiceLine"
_TOTALS = "cac:LegalMonetaryTotal"
_ALLOWANCE = "cac:AllowanceCharge[1]"
_CHARGE = "cac:AllowanceCharge[2]"
_ROW = "cac:TaxTotal[1]/cac:TaxSubtotal"
_MEANS = "cac:PaymentMeans"

PRESENCE = {
    "BR-01": "- cbc:CustomizationID",
    "BR-02": "cbc:ID =  ",
    "BR-03": "- cbc:IssueDate",
    "BR-04": "- cbc:InvoiceTypeCode",
    "BR-05": "- cbc:DocumentCurrencyCode",
    "BR-06": f"- {_SELLER}/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName",
    "BR-07": f"- {_BUYER}/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName",
    "BR-08": f"- {_SELLER}/cac:Party/cac:PostalAddress",
    "BR-09": f"- {_SELLER}/cac:Party/cac:PostalAddress/cac:Country",
    "BR-10": f"- {_BUYER}/cac:Party/cac:PostalAddress",
    "BR-11": f"- {_BUYER}/cac:Party/cac:PostalAddress/cac:Country",
    "BR-12": f"- {_TOTALS}/cbc:LineExtensionAmount",
    "BR-13": f"- {_TOTALS}/cbc:TaxExclusiveAmount",
    "BR-14": f"- {_TOTALS}/cbc:TaxInclusiveAmount",
    "BR-15": f"- {_TOTALS}/cbc:PayableAmount",
    "BR-16": f"- {_LINE}",
    "BR-18": "- cac:TaxRepresentativeParty/cac:PartyName",
    "BR-19": "- cac:TaxRepresentativeParty/cac:PostalAddress",
    "BR-20": "- cac:TaxRepresentativeParty/cac:PostalAddress/cac:Country",
    "BR-21": f"- {_LINE}/cbc:ID",
    "BR-22": f"- {_LINE}/cbc:InvoicedQuantity",
    "BR-23": f"{_LINE}/cbc:InvoicedQuantity @unitCode -",
    "BR-24": f"- {_LINE}/cbc:LineExtensionAmount",
    "BR-25": f"- {_LINE}/cac:Item/cbc:Name",
    "BR-26": f"- {_LINE}/cac:Price/cbc:PriceAmount",
    "BR-31": f"- {_ALLOWANCE}/cbc:Amount",
    "BR-33": f"- {_ALLOWANCE}/cbc:AllowanceChargeReason\n- {_ALLOWANCE}/cbc:AllowanceChargeReasonCode",
    "BR-36": f"- {_CHARGE}/cbc:Amount",
    "BR-38": f"- {_CHARGE}/cbc:AllowanceChargeReason\n- {_CHARGE}/cbc:AllowanceChargeReasonCode",
    "BR-41": f"- {_LINE}/{_ALLOWANCE}/cbc:Amount",
    "BR-42": f"- {_LINE}/{_ALLOWANCE}/cbc:AllowanceChargeReason\n- {_LINE}/{_ALLOWANCE}/cbc:AllowanceChargeReasonCode",
    "BR-43": f"- {_LINE}/{_CHARGE}/cbc:Amount",
    "BR-44": f"- {_LINE}/{_CHARGE}/cbc:AllowanceChargeReason\n- {_LINE}/{_CHARGE}/cbc:AllowanceChargeReasonCode",
    "BR-45": f"- {_ROW}/cbc:TaxableAmount",
    "BR-46": f"- {_ROW}/cbc:TaxAmount",
    "BR-49": f"- {_MEANS}/cbc:PaymentMeansCode",
    "BR-52": "- cac:AdditionalDocumentReference[2]/cbc:ID",
    "BR-55": "- cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID",
    "BR-57": "- cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country",
    "BR-62": f"{_SELLER}/cac:Party/cbc:EndpointID @schemeID -",
    "BR-63": f"{_BUYER}/cac:Party/cbc:EndpointID @schemeID -",
    "BR-64": f"{_LINE}/cac:Item/cac:StandardItemIdentification/cbc:ID @schemeID -",
    "BR-65": f"{_LINE}/cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode @listID -",
}
PRESENCE |= {f"BR-CO-2{rank}": PRESENCE[f"BR-{twin}"] for rank, twin in ((1, 33), (2, 38), (3, 42), (4, 44))}

CONDITIONS = {
    "BR-17": "- cac:PayeeParty/cac:PartyName",
    "BR-27": f"{_LINE}/cac:Price/cbc:PriceAmount = -10.00",
    "BR-28": f"{_LINE}/cac:Price/cac:AllowanceCharge/cbc:BaseAmount = -11.00",
    "BR-29": "cac:InvoicePeriod/cbc:EndDate = 2026-09-30",
    "BR-30": f"{_LINE}/cac:InvoicePeriod/cbc:EndDate = 2026-09-30",
    "BR-32": f"- {_ALLOWANCE}/cac:TaxCategory",
    "BR-37": f"- {_CHARGE}/cac:TaxCategory",
    "BR-47": f"- {_ROW}/cac:TaxCategory",
    "BR-48": f"- {_ROW}/cac:TaxCategory/cbc:Percent",
    "BR-50": f"{_MEANS}/cac:PayeeFinancialAccount/cbc:ID =  ",
    "BR-51": f"{_MEANS}/cac:CardAccount/cbc:PrimaryAccountNumberID = 4970101234567890",
    "BR-53": "- cac:TaxTotal[2]",
    "BR-54": f"- {_LINE}/cac:Item/cac:AdditionalItemProperty/cbc:Value",
    "BR-56": "- cac:TaxRepresentativeParty/cac:PartyTaxScheme",
    "BR-61": f"- {_MEANS}/cac:PayeeFinancialAccount",
    "BR-CO-03": ". << <cbc:TaxPointDate>2026-10-29</cbc:TaxPointDate>",
    "BR-CO-04": f"- {_LINE}/cac:Item/cac:ClassifiedTaxCategory",
    "BR-CO-09": f"{_SELLER}/cac:Party/cac:PartyTaxScheme/cbc:CompanyID = 40303265045",
    "BR-CO-19": "- cac:InvoicePeriod/cbc:StartDate\n- cac:InvoicePeriod/cbc:EndDate\n"
    "- cac:InvoicePeriod/cbc:DescriptionCode",
    "BR-CO-20": f"- {_LINE}/cac:InvoicePeriod/cbc:StartDate\n- {_LINE}/cac:InvoicePeriod/cbc:EndDate",
    "BR-CO-26": f"- {_SELLER}/cac:Party/cac:PartyTaxScheme\n- {_SELLER}/cac:Party/cac:PartyIdentification\n"
    f"- {_SELLER}/cac:Party/cac:PartyLegalEntity/cbc:CompanyID",
    "BR-CO-10": f"{_TOTALS}/cbc:LineExtensionAmount = 101.00",
    "BR-CO-11": f"{_TOTALS}/cbc:AllowanceTotalAmount = 6.00",
    "BR-CO-12": f"{_TOTALS}/cbc:ChargeTotalAmount = 4.00",
    "BR-CO-13": f"{_TOTALS}/cbc:TaxExclusiveAmount = 99.00",
    "BR-CO-14": "cac:TaxTotal[1]/cbc:TaxAmount = 20.00",
    "BR-CO-15": f"{_TOTALS}/cbc:TaxInclusiveAmount = 120.00",
    "BR-CO-16": f"{_TOTALS}/cbc:PayableAmount = 120.00",
    "BR-CO-17": f"{_ROW}/cbc:TaxAmount = 25.00",
    "BR-CO-18": "- cac:TaxTotal",
}

DECIMALS = {
    "BR-DEC-01": f"{_ALLOWANCE}/cbc:Amount = 5.000",
    "BR-DEC-02": f"{_ALLOWANCE}/cbc:BaseAmount = 100.000",
    "BR-DEC-05": f"{_CHARGE}/cbc:Amount = 3.000",
    "BR-DEC-06": f"{_CHARGE}/cbc:BaseAmount = 100.000",
    "BR-DEC-09": f"{_TOTALS}/cbc:LineExtensionAmount = 100.000",
    "BR-DEC-10": f"{_TOTALS}/cbc:AllowanceTotalAmount = 5.000",
    "BR-DEC-11": f"{_TOTALS}/cbc:ChargeTotalAmount = 3.000",
    "BR-DEC-12": f"{_TOTALS}/cbc:TaxExclusiveAmount = 98.000",
    "BR-DEC-13": ".//ram:TaxTotalAmount[1] = 19.604\n- .//ram:TaxTotalAmount[2]",
    "BR-DEC-14": f"{_TOTALS}/cbc:TaxInclusiveAmount = 117.600",
    "BR-DEC-15": ".//ram:TaxTotalAmount[2] = 220.001",
    "BR-DEC-16": f"{_TOTALS}/cbc:PrepaidAmount = 0.500",
    "BR-DEC-17": f"{_TOTALS}/cbc:PayableRoundingAmount = 0.500",
    "BR-DEC-18": f"{_TOTALS}/cbc:PayableAmount = 117.600",
    "BR-DEC-19": f"{_ROW}/cbc:TaxableAmount = 98.000",
    "BR-DEC-20": f"{_ROW}/cbc:TaxAmount = 19.600",
    "BR-DEC-23": f"{_LINE}/cbc:LineExtensionAmount = 100.000",
    "BR-DEC-24": f"{_LINE}/{_ALLOWANCE}/cbc:Amount = 1.000",
    "BR-DEC-25": f"{_LINE}/{_ALLOWANCE}/cbc:BaseAmount = 100.000",
    "BR-DEC-27": f"{_LINE}/{_CHARGE}/cbc:Amount = 1.000",
    "BR-DEC-28": f"{_LINE}/{_CHARGE}/cbc:BaseAmount = 100.000",
}

CODES = {
    "BR-CL-01": "cbc:InvoiceTypeCode = 381",
    "BR-CL-03": f"{_TOTALS}/cbc:PayableAmount @currencyID = EURO",
    "BR-CL-04": "cbc:DocumentCurrencyCode = EURO",
    "BR-CL-05": "cbc:TaxCurrencyCode = EURO",
    "BR-CL-06": "cac:InvoicePeriod/cbc:DescriptionCode = 99",
    "BR-CL-07": "cac:AdditionalDocumentReference[1]/cbc:ID @schemeID = ZZZZ",
    "BR-CL-08": "cbc:Note = #QQQ#Merci",
    "BR-CL-10": f"{_SELLER}/cac:Party/cac:PartyIdentification/cbc:ID @schemeID = 9999",
    "BR-CL-11": f"{_SELLER}/cac:Party/cac:PartyLegalEntity/cbc:CompanyID @schemeID = 9999",
    "BR-CL-13": f"{_LINE}/cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode @listID = ??",
    "BR-CL-14": f"{_BUYER}/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode = XX",
    "BR-CL-15": f"{_LINE}/cac:Item/cac:OriginCountry/cbc:IdentificationCode = XX",
    "BR-CL-16": f"{_MEANS}/cbc:PaymentMeansCode = 99",
    "BR-CL-17": f"{_ALLOWANCE}/cac:TaxCategory/cbc:ID = Q",
    "BR-CL-18": f"{_LINE}/cac:Item/cac:ClassifiedTaxCategory/cbc:ID = Q",
    "BR-CL-19": f"{_ALLOWANCE}/cbc:AllowanceChargeReasonCode = 999",
    "BR-CL-20": f"{_CHARGE}/cbc:AllowanceChargeReasonCode = 999",
    "BR-CL-21": f"{_LINE}/cac:Item/cac:StandardItemIdentification/cbc:ID @schemeID = 9999",
    "BR-CL-22": f"{_ROW}/cac:TaxCategory << <cbc:TaxExemptionReasonCode>VATEX-XX</cbc:TaxExemptionReasonCode>",
    "BR-CL-23": f"{_LINE}/cbc:InvoicedQuantity @unitCode = UNITE",
    "BR-CL-24": ".//cbc:EmbeddedDocumentBinaryObject @mimeCode = text/html",
    "BR-CL-25": f"{_SELLER}/cac:Party/cbc:EndpointID @schemeID = 9999",
    "BR-CL-26": "cac:Delivery/cac:DeliveryLocation/cbc:ID @schemeID = 9999",
}

VAT_APART = {
    "BR-IC-11": ("K", "- cac:Delivery/cbc:ActualDeliveryDate\n- cac:InvoicePeriod"),
    "BR-IC-12": ("K", "- cac:Delivery"),
    "BR-O-11": ("O", f"+ {_ROW}\n{_ROW}[2]/cac:TaxCategory/cbc:ID = Z"),
    "BR-O-12": ("O", f"{_LINE}/cac:Item/cac:ClassifiedTaxCategory/cbc:ID = Z"),
    "BR-O-13": ("O", f"{_ALLOWANCE}/cac:TaxCategory/cbc:ID = Z"),
    "BR-O-14": ("O", f"{_CHARGE}/cac:TaxCategory/cbc:ID = Z"),
    "BR-B-01": ("S", f"{_ALLOWANCE}/cac:TaxCategory/cbc:ID = B"),
    "BR-B-02": ("S", f"{_ALLOWANCE}/cac:TaxCategory/cbc:ID = B"),
}
"""Code → category of the document, and edits."""

SYNTAX_UBL = {
    "UBL-SR-07": "- cac:BillingReference/cac:InvoiceDocumentReference",
    "UBL-SR-19": "cac:PayeeParty/cac:PartyName/cbc:Name = SAFE STYLE",
    "UBL-SR-20": "+ cac:PayeeParty/cac:PartyIdentification",
    "UBL-SR-21": "cac:PayeeParty << <cac:PartyLegalEntity><cbc:CompanyID>9</cbc:CompanyID></cac:PartyLegalEntity>",
    "UBL-SR-29": f"+ {_SELLER}/cac:Party/cac:PartyIdentification\n{_SELLER}/cac:Party/cac:PartyIdentification/cbc:ID "
    "@schemeID = SEPA",
    "UBL-SR-43": "cac:AdditionalDocumentReference[2] << <cbc:DocumentTypeCode>916</cbc:DocumentTypeCode>",
    "UBL-SR-44": f"+ {_MEANS}\n{_MEANS}[2]/cbc:PaymentID = REF-2",
    "UBL-SR-47": f"+ {_MEANS}\n{_MEANS}[2]/cbc:PaymentMeansCode = 58",
    "UBL-SR-48": f"- {_LINE}/cac:Item/cac:ClassifiedTaxCategory",
    "UBL-SR-53": "- cac:TaxRepresentativeParty/cac:PartyTaxScheme/cbc:CompanyID",
    "UBL-DT-01": f"{_TOTALS}/cbc:PayableAmount = 117.600",
    "UBL-DT-06": ".//cbc:EmbeddedDocumentBinaryObject @mimeCode -",
    "UBL-DT-07": ".//cbc:EmbeddedDocumentBinaryObject @filename -",
    "UBL-CR-666": "cac:AdditionalDocumentReference[1] < cac:Attachment",
    "UBL-CR-673": "cac:AdditionalDocumentReference[1] < cbc:DocumentDescription",
    "UBL-SR-13": f"+ {_SELLER}/cac:Party/cac:PartyTaxScheme\n"
    f"{_SELLER}/cac:Party/cac:PartyTaxScheme/cac:TaxScheme/cbc:ID = LOC",
    "UBL-SR-42": f"+ {_SELLER}/cac:Party/cac:PartyTaxScheme\n+ {_SELLER}/cac:Party/cac:PartyTaxScheme",
}
DOUBLED_PARENT = {"UBL-SR-04": "+ cac:AdditionalDocumentReference[1]"}


def _once_in_ubl() -> dict[str, str]:
    """What may stand once, twice: the first element of the path that the valid document has."""
    homes = {
        "UBL-SR-06": "cac:BillingReference",
        "UBL-SR-22": "cac:TaxRepresentativeParty",
        "UBL-SR-23": "cac:TaxRepresentativeParty",
        "UBL-SR-25": "cac:Delivery",
        "UBL-SR-26": _MEANS,
        "UBL-SR-27": _MEANS,
        "UBL-SR-28": _MEANS,
        "UBL-SR-30": _ALLOWANCE,
        "UBL-SR-31": _CHARGE,
        "UBL-SR-32": _ROW,
        "UBL-SR-33": "cac:AdditionalDocumentReference[2]",
        "UBL-SR-51": f"{_SELLER}/cac:Party/cac:PostalAddress",
        **{f"UBL-SR-{number}": _LINE for number in (34, 35, 36, 37, 50, 52)},
    }
    made = {}
    for rule in ONCE_IN_UBL:
        home = homes.get(rule.code)
        made[rule.code] = f"+ {home}/{rule.path}" if home else f"+ {rule.path}"
    return made


SYNTAX_UBL = {**_once_in_ubl(), **DOUBLED_PARENT, **SYNTAX_UBL}
SYNTAX_UBL["UBL-SR-32"] = f"{_ROW}/cac:TaxCategory << <cbc:TaxExemptionReason/><cbc:TaxExemptionReason/>"

_MEANS_IN_CII = ".//ram:SpecifiedTradeSettlementPaymentMeans"
_TAX_ROW = ".//ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax"

SYNTAX_CII = {
    "CII-SR-046": ".//ram:SpecifiedTradeProduct/ram:GlobalID @schemeID -",
    "CII-SR-461": f"{_TAX_ROW} << <ram:TaxPointDate/><ram:TaxPointDate/>",
    "CII-SR-462": f"+ {_TAX_ROW}\n{_TAX_ROW}[2]/ram:DueDateTypeCode = 72",
    "CII-SR-463": "- .//ram:ApplicableHeaderTradeSettlement/ram:SpecifiedTradeAllowanceCharge/ram:ChargeIndicator",
    "CII-SR-467": f"+ {_MEANS_IN_CII}\n{_MEANS_IN_CII}[2]/ram:TypeCode = 58",
    "CII-SR-468": f"+ {_MEANS_IN_CII}\n{_MEANS_IN_CII}[2]/ram:Information = Autre",
    "CII-SR-469": "+ .//ram:PaymentReference",
    "CII-SR-470": "- .//ram:PayeePartyCreditorFinancialAccount",
    "CII-DT-033": ".//ram:BilledQuantity @unitCode -",
    "CII-DT-037": f"{_TAX_ROW}/ram:TypeCode = GST",
    "CII-DT-097": ".//rsm:ExchangedDocument//udt:DateTimeString = 2026-10-29",
    "CII-DT-015": ".//ram:BuyerOrderReferencedDocument < ram:URIID",
    "CII-DT-018": ".//ram:BuyerOrderReferencedDocument << <ram:TypeCode>130</ram:TypeCode>",
    "CII-DT-021": ".//ram:BuyerOrderReferencedDocument < ram:Name",
    "CII-DT-022": ".//ram:BuyerOrderReferencedDocument < ram:AttachmentBinaryObject",
    "CII-DT-024": ".//ram:BuyerOrderReferencedDocument << <ram:ReferenceTypeCode>ABT</ram:ReferenceTypeCode>",
    "CII-DT-027": ".//ram:BuyerOrderReferencedDocument < ram:FormattedIssueDateTime",
    "CII-SR-471": ".//ram:ApplicableHeaderTradeSettlement/ram:SpecifiedTradeAllowanceCharge[1] << "
    "<ram:RateApplicablePercent/><ram:RateApplicablePercent/>",
}
_ABSENT_TOTALS = ("Information", "Discount", "AllowanceChargeAmount", "Retail", "Deposit", "Tobacco", "Gross", "Net")


def _counted() -> dict[str, str]:
    made = {}
    for code, _, home, path in ONCE:
        name = path.removeprefix("ram:")
        if home.endswith("HeaderMonetarySummation") and any(part in name for part in _ABSENT_TOTALS):
            made[code] = f".//{home} << <{path}/><{path}/>"
        else:
            made[code] = f"+ .//{home}/{path}"
    return made | {code: f"+ .//{home}/{path}" for code, _, home, path in EXACTLY_ONCE}


_ATTRIBUTE_HOMES = {
    **{f"CII-DT-00{rank}": ".//rsm:ExchangedDocument/ram:ID" for rank in range(1, 8)},
    "CII-DT-008": ".//rsm:ExchangedDocument/ram:TypeCode",
    "CII-DT-009": ".//rsm:ExchangedDocument/ram:TypeCode",
    "CII-DT-013": ".",
    "CII-DT-014": ".",
    "CII-DT-031": ".//ram:DuePayableAmount",
    "CII-DT-032": ".//ram:DuePayableAmount",
    **{f"CII-DT-03{rank}": ".//ram:BilledQuantity" for rank in (4, 5, 6)},
    **{f"CII-DT-10{rank}": ".//ram:SellerTradeParty/ram:GlobalID" for rank in range(1, 5)},
}


def _child(code: str, ending: str, path: str) -> str:
    home = {"ReferencedDocument": "BuyerOrderReferencedDocument"}.get(ending, ending)
    if "/" in path:
        parent, child = path.split("/")
        return f".//ram:{home}/{parent} < {child}"
    return f".//ram:{home} < {path}"


SYNTAX_CII = {
    **_counted(),
    **{code: f"{_ATTRIBUTE_HOMES[code]} @{attribute} = x" for code, _, attribute, _ in ATTRIBUTES},
    **{code: _child(code, ending, path) for code, _, ending, path in CHILDREN},
    **SYNTAX_CII,
}

NEVER_FIRE = frozenset({"BR-CO-05", "BR-CO-06", "BR-CO-07", "BR-CO-08"})
"""What no machine can judge."""
