"""French documents that satisfy every rule of the reform and say nearly all that these rules speak of.

They are those of EN 16931 (`tests.rules.en16931.documents`), with what France adds; `edited` makes one thing wrong.
"""

# ruff: noqa: E501 - an element of XML reads best on one line

from tests.rules.en16931.documents import a_cii, a_ubl, edited

__all__ = ["a_french_cii", "a_french_ubl", "a_shared_cii", "a_shared_ubl", "edited"]

SELLER, BUYER, OTHER = "538199597", "213002025", "404833048"
AGENTS = ("552081317", "552100554", "542107651", "552032534", "572015246")
"""SIREN of buyer agent, payer, sales agent, invoicee, invoicer."""
NOTES = (("PMT", "Indemnité forfaitaire de recouvrement de 40 euros"), ("PMD", "Pénalités de retard de 10 %"),
         ("AAB", "Pas d’escompte"), ("TXD", "TVA acquittée sur les encaissements"), ("BAR", "B2B"))  # fmt: skip


def _replaced(document: str, *changes: tuple[str, str]) -> bytes:
    """The document with each text replaced once. ValueError for one that is not there."""
    for old, new in changes:
        if old not in document:
            raise ValueError(f"nothing to replace: {old}")
        document = document.replace(old, new, 1)
    return document.encode()


def _cii_day(tag: str, day: str, *, kind: str = "udt") -> str:
    return f'<ram:{tag}><{kind}:DateTimeString format="102">{day}</{kind}:DateTimeString></ram:{tag}>'


def _cii_party(tag: str, siren: str) -> str:
    return (
        f'<ram:{tag}><ram:GlobalID schemeID="0009">{siren}00017</ram:GlobalID><ram:Name>Partie {siren}</ram:Name>'
        f'<ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">{siren}</ram:ID></ram:SpecifiedLegalOrganization>'
        f'<ram:URIUniversalCommunication><ram:URIID schemeID="0225">{siren}_F</ram:URIID></ram:URIUniversalCommunication></ram:{tag}>'
    )


def _cii_object(scheme: str, number: str) -> str:
    return (
        f"<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>{number}</ram:IssuerAssignedID><ram:TypeCode>130</ram:TypeCode>"
        f"<ram:ReferenceTypeCode>{scheme}</ram:ReferenceTypeCode></ram:AdditionalReferencedDocument>"
    )


def _cii_preceding(number: str) -> str:
    return (
        f"<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>{number}</ram:IssuerAssignedID><ram:TypeCode>380</ram:TypeCode>"
        f"{_cii_day('FormattedIssueDateTime', '20260929', kind='qdt')}</ram:InvoiceReferencedDocument>"
    )


def a_french_cii() -> bytes:
    """A CII invoice of the reform, between French companies."""
    agent, payer, sales, invoicee, invoicer = AGENTS
    notes = "".join(
        f"<ram:IncludedNote><ram:Content>{text}</ram:Content><ram:SubjectCode>{subject}</ram:SubjectCode></ram:IncludedNote>"
        for subject, text in NOTES
    )
    line_settlement = "</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation>"
    ship_to = '<ram:ShipToTradeParty><ram:GlobalID schemeID="0009">21300202500012</ram:GlobalID></ram:ShipToTradeParty>'
    measure = (
        "<ram:ApplicableProductCharacteristic><ram:TypeCode>LN</ram:TypeCode><ram:Description>Longueur</ram:Description>"
        '<ram:ValueMeasure unitCode="CMT">120</ram:ValueMeasure></ram:ApplicableProductCharacteristic>'
    )
    return _replaced(
        a_cii().decode(),
        ("<ram:GuidelineSpecified", "<ram:BusinessProcessSpecifiedDocumentContextParameter><ram:ID>M1</ram:ID>"
         "</ram:BusinessProcessSpecifiedDocumentContextParameter><ram:GuidelineSpecified"),
        ("</rsm:ExchangedDocument>", f"{notes}</rsm:ExchangedDocument>"),
        ("<ram:SellerTradeParty>", '<ram:SellerTradeParty><ram:GlobalID schemeID="0224">ACHATS</ram:GlobalID>'),
        ("<ram:BuyerTradeParty>", '<ram:BuyerTradeParty><ram:GlobalID schemeID="0224">TECHNIQUE</ram:GlobalID>'),
        ('<ram:URIID schemeID="0009">53819959700013', f'<ram:URIID schemeID="0225">{SELLER}_COMPTA'),
        ('<ram:URIID schemeID="0009">21300202500012', f'<ram:URIID schemeID="0225">{BUYER}'),
        ("</ram:SellerTradeParty>", f"</ram:SellerTradeParty>{_cii_party('SalesAgentTradeParty', sales)}{_cii_party('BuyerAgentTradeParty', agent)}"),
        ("<ram:BuyerOrderReferencedDocument>", "<ram:ContractReferencedDocument><ram:IssuerAssignedID>M-1</ram:IssuerAssignedID>"
         "</ram:ContractReferencedDocument><ram:BuyerOrderReferencedDocument>"),
        ("<ram:AdditionalReferencedDocument>", _cii_object("AFL", "SF-1") + _cii_object("AVV", "M1") + "<ram:AdditionalReferencedDocument>"),
        ("<ram:TypeCode>916</ram:TypeCode>", "<ram:TypeCode>916</ram:TypeCode><ram:Name>LISIBLE</ram:Name>"),
        ("<ram:PayeeTradeParty><ram:Name>Affacturage</ram:Name></ram:PayeeTradeParty>",
         _cii_party("InvoicerTradeParty", invoicer) + _cii_party("InvoiceeTradeParty", invoicee)
         + _cii_party("PayeeTradeParty", OTHER) + _cii_party("PayerTradeParty", payer)),
        ("<ram:DueDateTypeCode>5</ram:DueDateTypeCode>", '<ram:TaxPointDate><udt:DateString format="102">20261029</udt:DateString></ram:TaxPointDate>'),
        ("<ram:SpecifiedTradeSettlementHeaderMonetarySummation>", f"<ram:SpecifiedTradePaymentTerms>{_cii_day('DueDateDateTime', '20261128')}"
         "</ram:SpecifiedTradePaymentTerms><ram:SpecifiedTradeSettlementHeaderMonetarySummation>"),
        ("<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>F-2026-0</ram:IssuerAssignedID></ram:InvoiceReferencedDocument>",
         _cii_preceding("F-2026-0")),
        ("</ram:ApplicableProductCharacteristic>", f"</ram:ApplicableProductCharacteristic>{measure}"),
        ("</ram:BilledQuantity>", f"</ram:BilledQuantity>{ship_to}<ram:ActualDeliverySupplyChainEvent>"
         f"{_cii_day('OccurrenceDateTime', '20261020')}</ram:ActualDeliverySupplyChainEvent>"),
        (line_settlement, line_settlement + _cii_preceding("F-2026-0")),
    )  # fmt: skip


def _ubl_party(tag: str, siren: str, *, inner: str = "") -> str:
    opened, closed = (
        (f"<cac:{tag}>", f"</cac:{tag}>") if not inner else (f"<cac:{tag}><cac:{inner}>", f"</cac:{inner}></cac:{tag}>")
    )
    return (
        f'{opened}<cbc:EndpointID schemeID="0225">{siren}_F</cbc:EndpointID><cac:PartyIdentification><cbc:ID schemeID="0009">{siren}00017'
        f'</cbc:ID></cac:PartyIdentification><cac:PartyLegalEntity><cbc:CompanyID schemeID="0002">{siren}</cbc:CompanyID></cac:PartyLegalEntity>{closed}'
    )


def _ubl_preceding(number: str, status: str = "") -> str:
    status = f"<cbc:DocumentStatusCode>{status}</cbc:DocumentStatusCode>" if status else ""
    return (
        f"<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>{number}</cbc:ID><cbc:IssueDate>2026-09-29</cbc:IssueDate>"
        f"<cbc:DocumentTypeCode>380</cbc:DocumentTypeCode>{status}</cac:InvoiceDocumentReference></cac:BillingReference>"
    )


def _french_ubl_line() -> tuple[tuple[str, str], ...]:
    """What France adds to the line."""
    delivery = (
        "<cac:Delivery><cbc:ActualDeliveryDate>2026-10-20</cbc:ActualDeliveryDate><cac:DeliveryLocation>"
        '<cbc:ID schemeID="0009">21300202500012</cbc:ID></cac:DeliveryLocation></cac:Delivery>'
    )
    measure = (
        "<cac:AdditionalItemProperty><cbc:Name>Longueur</cbc:Name><cbc:NameCode>LN</cbc:NameCode>"
        '<cbc:ValueQuantity unitCode="CMT">120</cbc:ValueQuantity></cac:AdditionalItemProperty>'
    )
    return (
        ("</cac:OrderLineReference>", f"</cac:OrderLineReference>{_ubl_preceding('F-2026-0')}"),
        ("<cac:DocumentReference><cbc:ID>O-1", '<cac:DocumentReference><cbc:ID schemeID="AVV">S1</cbc:ID></cac:DocumentReference>'
         '<cac:DocumentReference><cbc:ID schemeID="AFL">O-1'),
        ("<cac:Item>", f"{delivery}<cac:Item>"),
        ("</cac:AdditionalItemProperty>", f"</cac:AdditionalItemProperty>{measure}"),
        ("</cbc:PriceAmount>", '</cbc:PriceAmount><cbc:BaseQuantity unitCode="C62">1</cbc:BaseQuantity>'),
    )  # fmt: skip


def a_french_ubl(*, credit_note: bool = False) -> bytes:
    """A UBL invoice, or credit note, of the reform, between French companies."""
    agent, payer, sales, invoicee, invoicer = AGENTS
    notes = "".join(f"<cbc:Note>#{subject}#{text}</cbc:Note>" for subject, text in NOTES)
    private = (
        '<cac:PartyIdentification><cbc:ID schemeID="0224">ACHATS</cbc:ID></cac:PartyIdentification><cac:PartyName>'
    )
    document = a_ubl(credit_note=credit_note).decode()
    due = "" if credit_note else "<cbc:DueDate>2026-11-28</cbc:DueDate>"
    return _replaced(
        document,
        ("<cbc:ID>F-2026-1</cbc:ID>", "<cbc:ProfileID>M1</cbc:ProfileID><cbc:ID>F-2026-1</cbc:ID>"),
        ("</cbc:IssueDate>", f"</cbc:IssueDate>{due}"),
        ("<cbc:Note>#AAI#Merci</cbc:Note>", f"<cbc:Note>#AAI#Merci</cbc:Note>{notes}<cbc:TaxPointDate>2026-10-29</cbc:TaxPointDate>"),
        ("<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>F-2026-0</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>",
         _ubl_preceding("F-2026-0")),
        ('<cbc:ID schemeID="ABT">OBJ-1</cbc:ID>', '<cbc:ID schemeID="AFL">SF-1</cbc:ID>'),
        ("<cac:AdditionalDocumentReference>", '<cac:AdditionalDocumentReference><cbc:ID schemeID="AVV">M1</cbc:ID></cac:AdditionalDocumentReference>'
         "<cac:AdditionalDocumentReference>"),
        ("Relevé", "LISIBLE"),
        ('<cbc:EndpointID schemeID="0009">53819959700013', f'<cbc:EndpointID schemeID="0225">{SELLER}_COMPTA'),
        ('<cbc:EndpointID schemeID="0009">21300202500012', f'<cbc:EndpointID schemeID="0225">{BUYER}'),
        ("<cac:PartyName>", private),
        ("<cac:PartyName><cbc:Name>Mairie", private + "<cbc:Name>Mairie"),
        ("<cbc:CompanyID>213002025<", '<cbc:CompanyID schemeID="0002">213002025<'),
        ("</cac:Party></cac:AccountingSupplierParty>", _ubl_party("ServiceProviderParty", invoicer, inner="Party") + _ubl_party("AgentParty", sales)
         + "</cac:Party></cac:AccountingSupplierParty>"),
        ("</cac:Party></cac:AccountingCustomerParty>", _ubl_party("ServiceProviderParty", invoicee, inner="Party") + _ubl_party("AgentParty", agent)
         + "</cac:Party></cac:AccountingCustomerParty>"),
        ("<cac:PayeeParty><cac:PartyIdentification><cbc:ID>AFF-1</cbc:ID></cac:PartyIdentification>",
         f'<cac:PayeeParty><cbc:EndpointID schemeID="0225">{OTHER}</cbc:EndpointID><cac:PartyIdentification>'
         f'<cbc:ID schemeID="0009">{OTHER}00017</cbc:ID></cac:PartyIdentification>'),
        ("<cbc:CompanyID>838767044<", f'<cbc:CompanyID schemeID="0002">{OTHER}<'),
        ("<cac:PaymentMandate><cbc:ID>M-1</cbc:ID>", "<cac:PaymentMandate><cbc:ID>M-1</cbc:ID>" + _ubl_party("PayerParty", payer)),
        *_french_ubl_line(),
    )  # fmt: skip


PARTS = (
    ("1", "", "GROUP", SELLER, "F-2026-1", "60.00", "12.00", "72.00"),
    ("2", "1", "DETAIL", SELLER, "F-2026-1", "60.00", "12.00", "72.00"),
    ("3", "", "GROUP", OTHER, "F-2026-1-B", "40.00", "8.00", "48.00"),
    ("4", "3", "DETAIL", OTHER, "F-2026-1-B", "25.00", "5.00", "30.00"),
    ("5", "3", "DETAIL", OTHER, "F-2026-1-B", "15.00", "3.00", "18.00"),
    ("6", "3", "INFORMATION", OTHER, "F-2026-1-B", "9.00", "0.00", "9.00"),
)
"""Line, parent, subtype, seller, number of the sub-invoice, net, VAT, total: two sub-invoices."""


def _parts(two_sided: bool) -> tuple[tuple[str, ...], ...]:
    """On two sides, the other party is the buyer."""
    return tuple(tuple(BUYER if two_sided and said == OTHER else said for said in part) for part in PARTS)


def _cii_line(part: tuple[str, ...]) -> str:
    line, parent, status, seller, number, net, vat, gross = part
    parent = f"<ram:ParentLineID>{parent}</ram:ParentLineID>" if parent else ""
    return f"""<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>{line}</ram:LineID>{parent}<ram:LineStatusReasonCode>{status}</ram:LineStatusReasonCode></ram:AssociatedDocumentLineDocument>
<ram:SpecifiedTradeProduct><ram:Name>Part {line}</ram:Name></ram:SpecifiedTradeProduct><ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>{net}</ram:ChargeAmount></ram:NetPriceProductTradePrice>
<ram:ItemSellerTradeParty><ram:Name>Vendeur {seller}</ram:Name><ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">{seller}</ram:ID></ram:SpecifiedLegalOrganization><ram:PostalTradeAddress><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress></ram:ItemSellerTradeParty></ram:SpecifiedLineTradeAgreement>
<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">1</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery><ram:SpecifiedLineTradeSettlement>
<ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:ExemptionReason>#{number}#TVA</ram:ExemptionReason><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>20</ram:RateApplicablePercent></ram:ApplicableTradeTax>
<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>{net}</ram:LineTotalAmount><ram:TaxTotalAmount currencyID="EUR">{vat}</ram:TaxTotalAmount><ram:TaxTotalAmount currencyID="SEK">{vat}</ram:TaxTotalAmount><ram:GrandTotalAmount>{gross}</ram:GrandTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation>
{_cii_preceding("F-2026-0")}{_cii_object("AFL", number)}{_cii_object("AVV", "S1")}</ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>"""


def _ubl_line(part: tuple[str, ...], *, noun: str, quantity: str) -> str:
    line, parent, status, seller, number, net, vat, gross = part
    parent = f"<cac:BillingReferenceLine><cbc:ID>{parent}</cbc:ID></cac:BillingReferenceLine>" if parent else ""
    own = _ubl_preceding("F-2026-1", status).replace("</cac:BillingReference>", f"{parent}</cac:BillingReference>")
    objects = "".join(
        f'<cac:DocumentReference><cbc:ID schemeID="{scheme}">{said}</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:DocumentReference>'
        for scheme, said in (("AFL", number), ("AVV", "S1"))
    )
    return f"""<cac:{noun}Line><cbc:ID>{line}</cbc:ID><cbc:{quantity}Quantity unitCode="C62">1</cbc:{quantity}Quantity><cbc:LineExtensionAmount currencyID="EUR">{net}</cbc:LineExtensionAmount>
<cbc:TaxInclusiveLineExtensionAmount currencyID="EUR">{gross}</cbc:TaxInclusiveLineExtensionAmount>{own}{_ubl_preceding("F-2026-0")}{objects}
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">{vat}</cbc:TaxAmount></cac:TaxTotal><cac:TaxTotal><cbc:TaxAmount currencyID="SEK">{vat}</cbc:TaxAmount></cac:TaxTotal>
<cac:Item><cbc:Name>Part {line}</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent><cbc:TaxExemptionReason>#{number}#TVA</cbc:TaxExemptionReason><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory>
<cac:ManufacturerParty><cac:PostalAddress><cac:Country><cbc:IdentificationCode>FR</cbc:IdentificationCode></cac:Country></cac:PostalAddress><cac:PartyLegalEntity><cbc:RegistrationName>Vendeur {seller}</cbc:RegistrationName><cbc:CompanyID schemeID="0002">{seller}</cbc:CompanyID></cac:PartyLegalEntity></cac:ManufacturerParty></cac:Item>
<cac:Price><cbc:PriceAmount currencyID="EUR">{net}</cbc:PriceAmount></cac:Price></cac:{noun}Line>"""


def _between(document: str, opening: str, closing: str, new: str) -> str:
    head, _, rest = document.partition(opening)
    return head + new + rest.rpartition(closing)[2]


def a_shared_cii(*, two_sided: bool = False) -> bytes:
    """A CII invoice of two sellers, or of two sides, which holds two sub-invoices."""
    lines = "".join(map(_cii_line, _parts(two_sided)))
    document = _between(
        a_french_cii().decode(),
        "<ram:IncludedSupplyChainTradeLineItem>",
        "</ram:IncludedSupplyChainTradeLineItem>",
        lines,
    )
    rows = "".join(
        f"<ram:ApplicableTradeTax><ram:CalculatedAmount>{vat}</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:ExemptionReason>#{number}#TVA</ram:ExemptionReason>"
        "<ram:BasisAmount>50.00</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>20</ram:RateApplicablePercent></ram:ApplicableTradeTax>"
        for number, vat in (("F-2026-1", "12.00"), ("F-2026-1-B", "8.00"))
    )
    head, _, settlement = document.partition("<ram:ApplicableHeaderTradeSettlement>")
    settlement = _between(settlement, "<ram:ApplicableTradeTax>", "</ram:ApplicableTradeTax>", rows)
    return _replaced(
        head + "<ram:ApplicableHeaderTradeSettlement>" + settlement,
        ("<ram:ID>M1</ram:ID>", f"<ram:ID>{'M9' if two_sided else 'M8'}</ram:ID>"),
        ("<ram:TypeCode>380</ram:TypeCode>", f"<ram:TypeCode>{'389' if two_sided else '380'}</ram:TypeCode>"),
    )


def a_shared_ubl(*, two_sided: bool = False, credit_note: bool = False) -> bytes:
    """A UBL document of two sellers, or of two sides, which holds two sub-invoices."""
    noun, quantity = ("CreditNote", "Credited") if credit_note else ("Invoice", "Invoiced")
    lines = "".join(_ubl_line(part, noun=noun, quantity=quantity) for part in _parts(two_sided))
    document = _between(
        a_french_ubl(credit_note=credit_note).decode(), f"<cac:{noun}Line>", f"</cac:{noun}Line>", lines
    )
    rows = "".join(
        f'<cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">50.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">{vat}</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID>'
        f"<cbc:Percent>20</cbc:Percent><cbc:TaxExemptionReason>#{number}#TVA</cbc:TaxExemptionReason><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal>"
        for number, vat in (("F-2026-1", "12.00"), ("F-2026-1-B", "8.00"))
    )
    types = {(False, False): ("380", "380"), (False, True): ("380", "389"), (True, False): ("381", "381"), (True, True): ("381", "261")}  # fmt: skip
    old, new = types[(credit_note, two_sided)]
    return _replaced(
        _between(document, "<cac:TaxSubtotal>", "</cac:TaxSubtotal>", rows),
        ("<cbc:ProfileID>M1<", f"<cbc:ProfileID>{'M9' if two_sided else 'M8'}<"),
        (f"TypeCode>{old}<", f"TypeCode>{new}<"),
    )
