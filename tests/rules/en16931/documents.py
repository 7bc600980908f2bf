"""Valid documents that say nearly all that EN 16931 knows, and edits that make one thing wrong.

An edit is a line: `- PATH` removes, `+ PATH` doubles, `PATH = text` says otherwise, `PATH @name = text` sets an
attribute, `PATH @name -` removes it, `PATH < NAME` adds an empty element at the end, `PATH << XML` adds what is
written.
Paths are those of lxml, from the root, with the usual prefixes.
"""

# ruff: noqa: E501 - an element of XML reads best on one line

import re
from copy import deepcopy

from lxml import etree

from unisson.einvoice import cii, ubl

NAMESPACES = {**ubl.NAMESPACES, **cii.NAMESPACES}
_DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())

RATES = {"S": "20", "L": "7", "M": "4"}
REASONS = frozenset({"E", "AE", "K", "G", "O"})


def _vat(category: str, tag: str) -> str:
    rate = "" if category == "O" else f"<cbc:Percent>{RATES.get(category, '0')}</cbc:Percent>"
    return (
        f"<cac:{tag}><cbc:ID>{category}</cbc:ID>{rate}<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:{tag}>"
    )


def _numbers(category: str) -> tuple[str, str, str]:
    """VAT numbers of seller, buyer and representative: none outside the scope of VAT."""
    return ("", "", "") if category == "O" else ("FR53538199597", "FR12213002025", "FR83404833048")


def _registration(number: str) -> str:
    if not number:
        return ""
    scheme = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
    return f"<cac:PartyTaxScheme><cbc:CompanyID>{number}</cbc:CompanyID>{scheme}</cac:PartyTaxScheme>"


def _address(tag: str) -> str:
    country = "<cac:Country><cbc:IdentificationCode>FR</cbc:IdentificationCode></cac:Country>"
    line = "<cac:AddressLine><cbc:Line>Bâtiment B</cbc:Line></cac:AddressLine>"
    return f"<cac:{tag}><cbc:CityName>Pont-Saint-Esprit</cbc:CityName>{line}{country}</cac:{tag}>"


def _figures(category: str) -> tuple[str, str]:
    """VAT and total with VAT on 98.00."""
    return {"S": ("19.60", "117.60"), "L": ("6.86", "104.86"), "M": ("3.92", "101.92")}.get(category, ("0.00", "98.00"))


_UBL = """<{kind} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{kind}-2" {declared}>
<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
<cbc:ID>F-2026-1</cbc:ID><cbc:IssueDate>2026-10-29</cbc:IssueDate>
<cbc:{noun}TypeCode>{type}</cbc:{noun}TypeCode>
<cbc:Note>#AAI#Merci</cbc:Note>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cbc:TaxCurrencyCode>SEK</cbc:TaxCurrencyCode>
<cac:InvoicePeriod><cbc:StartDate>2026-10-01</cbc:StartDate><cbc:EndDate>2026-10-31</cbc:EndDate>
<cbc:DescriptionCode>35</cbc:DescriptionCode></cac:InvoicePeriod>
<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>F-2026-0</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>
<cac:DespatchDocumentReference><cbc:ID>BL-1</cbc:ID></cac:DespatchDocumentReference>
<cac:ReceiptDocumentReference><cbc:ID>BR-1</cbc:ID></cac:ReceiptDocumentReference>
<cac:OriginatorDocumentReference><cbc:ID>AO-1</cbc:ID></cac:OriginatorDocumentReference>
<cac:ContractDocumentReference><cbc:ID>M-1</cbc:ID></cac:ContractDocumentReference>
<cac:AdditionalDocumentReference><cbc:ID schemeID="ABT">OBJ-1</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>
<cac:AdditionalDocumentReference><cbc:ID>PJ-1</cbc:ID><cbc:DocumentDescription>Relevé</cbc:DocumentDescription><cac:Attachment>
<cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="r.pdf">AAAA</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>
<cac:ProjectReference><cbc:ID>P-1</cbc:ID></cac:ProjectReference>
<cac:AccountingSupplierParty><cac:Party><cbc:EndpointID schemeID="0009">53819959700013</cbc:EndpointID>
<cac:PartyIdentification><cbc:ID schemeID="0009">53819959700013</cbc:ID></cac:PartyIdentification>
<cac:PartyName><cbc:Name>Safe</cbc:Name></cac:PartyName>{address_postaladdress}{registration_seller}
<cac:PartyLegalEntity><cbc:RegistrationName>SAFE STYLE</cbc:RegistrationName><cbc:CompanyID schemeID="0002">538199597</cbc:CompanyID>
<cbc:CompanyLegalForm>SARL</cbc:CompanyLegalForm></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cbc:EndpointID schemeID="0009">21300202500012</cbc:EndpointID>
<cac:PartyIdentification><cbc:ID schemeID="0009">21300202500012</cbc:ID></cac:PartyIdentification>
<cac:PartyName><cbc:Name>Mairie</cbc:Name></cac:PartyName>{address_postaladdress}{registration_buyer}
<cac:PartyLegalEntity><cbc:RegistrationName>Mairie de Pont-Saint-Esprit</cbc:RegistrationName><cbc:CompanyID>213002025</cbc:CompanyID></cac:PartyLegalEntity>
</cac:Party></cac:AccountingCustomerParty>
<cac:PayeeParty><cac:PartyIdentification><cbc:ID>AFF-1</cbc:ID></cac:PartyIdentification><cac:PartyName><cbc:Name>Affacturage</cbc:Name></cac:PartyName>
<cac:PartyLegalEntity><cbc:CompanyID>838767044</cbc:CompanyID></cac:PartyLegalEntity></cac:PayeeParty>
{representative}
<cac:Delivery><cbc:ActualDeliveryDate>2026-10-20</cbc:ActualDeliveryDate><cac:DeliveryLocation><cbc:ID schemeID="0088">3012345678900</cbc:ID>
{address_address}</cac:DeliveryLocation><cac:DeliveryParty><cac:PartyName><cbc:Name>École</cbc:Name></cac:PartyName></cac:DeliveryParty></cac:Delivery>
<cac:PaymentMeans><cbc:PaymentMeansCode name="Virement">30</cbc:PaymentMeansCode><cbc:PaymentDueDate>2026-11-28</cbc:PaymentDueDate><cbc:PaymentID>REF-1</cbc:PaymentID>
<cac:CardAccount><cbc:PrimaryAccountNumberID>1234</cbc:PrimaryAccountNumberID></cac:CardAccount>
<cac:PayeeFinancialAccount><cbc:ID>FR7630006000011234567890189</cbc:ID></cac:PayeeFinancialAccount>
<cac:PaymentMandate><cbc:ID>M-1</cbc:ID></cac:PaymentMandate></cac:PaymentMeans>
<cac:PaymentTerms><cbc:Note>30 jours</cbc:Note></cac:PaymentTerms>
<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode>
<cbc:AllowanceChargeReason>Remise</cbc:AllowanceChargeReason><cbc:Amount currencyID="EUR">5.00</cbc:Amount><cbc:BaseAmount currencyID="EUR">100.00</cbc:BaseAmount>{vat_category_taxcategory}</cac:AllowanceCharge>
<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>FC</cbc:AllowanceChargeReasonCode>
<cbc:AllowanceChargeReason>Port</cbc:AllowanceChargeReason><cbc:Amount currencyID="EUR">3.00</cbc:Amount><cbc:BaseAmount currencyID="EUR">100.00</cbc:BaseAmount>{vat_category_taxcategory}</cac:AllowanceCharge>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">{vat}</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">98.00</cbc:TaxableAmount>
<cbc:TaxAmount currencyID="EUR">{vat}</cbc:TaxAmount>{row}</cac:TaxSubtotal></cac:TaxTotal>
<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">220.00</cbc:TaxAmount></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount><cbc:TaxExclusiveAmount currencyID="EUR">98.00</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">{gross}</cbc:TaxInclusiveAmount><cbc:AllowanceTotalAmount currencyID="EUR">5.00</cbc:AllowanceTotalAmount>
<cbc:ChargeTotalAmount currencyID="EUR">3.00</cbc:ChargeTotalAmount><cbc:PrepaidAmount currencyID="EUR">0.50</cbc:PrepaidAmount>
<cbc:PayableRoundingAmount currencyID="EUR">0.50</cbc:PayableRoundingAmount><cbc:PayableAmount currencyID="EUR">{gross}</cbc:PayableAmount></cac:LegalMonetaryTotal>
<cac:{noun}Line><cbc:ID>1</cbc:ID><cbc:Note>Note</cbc:Note><cbc:{quantity}Quantity unitCode="C62">10</cbc:{quantity}Quantity><cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
<cac:InvoicePeriod><cbc:StartDate>2026-10-01</cbc:StartDate><cbc:EndDate>2026-10-31</cbc:EndDate></cac:InvoicePeriod>
<cac:OrderLineReference><cbc:LineID>1</cbc:LineID></cac:OrderLineReference><cac:DocumentReference><cbc:ID>O-1</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:DocumentReference>
<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>Remise</cbc:AllowanceChargeReason><cbc:Amount currencyID="EUR">1.00</cbc:Amount><cbc:BaseAmount currencyID="EUR">100.00</cbc:BaseAmount></cac:AllowanceCharge>
<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>FC</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>Port</cbc:AllowanceChargeReason><cbc:Amount currencyID="EUR">1.00</cbc:Amount><cbc:BaseAmount currencyID="EUR">100.00</cbc:BaseAmount></cac:AllowanceCharge>
<cac:Item><cbc:Description>Bois</cbc:Description><cbc:Name>Chaise</cbc:Name><cac:StandardItemIdentification><cbc:ID schemeID="0160">3012345678900</cbc:ID></cac:StandardItemIdentification>
<cac:OriginCountry><cbc:IdentificationCode>FR</cbc:IdentificationCode></cac:OriginCountry>
<cac:CommodityClassification><cbc:ItemClassificationCode listID="STI">39</cbc:ItemClassificationCode></cac:CommodityClassification>{vat_category_classifiedtaxcategory}
<cac:AdditionalItemProperty><cbc:Name>Couleur</cbc:Name><cbc:Value>Bleu</cbc:Value></cac:AdditionalItemProperty></cac:Item>
<cac:Price><cbc:PriceAmount currencyID="EUR">10.00</cbc:PriceAmount><cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount currencyID="EUR">1.00</cbc:Amount><cbc:BaseAmount currencyID="EUR">11.00</cbc:BaseAmount></cac:AllowanceCharge></cac:Price></cac:{noun}Line>
</{kind}>"""


def a_ubl(category: str = "S", *, credit_note: bool = False) -> bytes:
    """A UBL invoice, or credit note, of one VAT category: 100.00 of lines, 5.00 off, 3.00 of charges."""
    seller, buyer, agent = _numbers(category)
    vat, gross = _figures(category)
    kind, noun, quantity = (
        ("CreditNote", "CreditNote", "Credited") if credit_note else ("Invoice", "Invoice", "Invoiced")
    )
    reason = "<cbc:TaxExemptionReason>Motif</cbc:TaxExemptionReason>" if category in REASONS else ""
    row = _vat(category, "TaxCategory").replace("<cac:TaxScheme>", f"{reason}<cac:TaxScheme>")
    representative = "" if category == "O" else (
        f"<cac:TaxRepresentativeParty><cac:PartyName><cbc:Name>Agence fiscale</cbc:Name></cac:PartyName>"
        f"{_address('PostalAddress')}{_registration(agent)}</cac:TaxRepresentativeParty>"
    )  # fmt: skip
    return _UBL.format(
        kind=kind,
        declared=_DECLARED,
        noun=noun,
        type=381 if credit_note else 380,
        address_postaladdress=_address("PostalAddress"),
        registration_seller=_registration(seller),
        registration_buyer=_registration(buyer),
        representative=representative,
        address_address=_address("Address"),
        vat_category_taxcategory=_vat(category, "TaxCategory"),
        vat=vat,
        row=row,
        gross=gross,
        quantity=quantity,
        vat_category_classifiedtaxcategory=_vat(category, "ClassifiedTaxCategory"),
    ).encode()


def _trade_tax(category: str, tag: str) -> str:
    rate = (
        "" if category == "O" else f"<ram:RateApplicablePercent>{RATES.get(category, '0')}</ram:RateApplicablePercent>"
    )
    return (
        f"<ram:{tag}><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>{category}</ram:CategoryCode>{rate}</ram:{tag}>"
    )


def _day(tag: str, day: str, *, prefix: str = "ram") -> str:
    return f'<{prefix}:{tag}><udt:DateTimeString format="102">{day}</udt:DateTimeString></{prefix}:{tag}>'


def _party(name: str, siret: str, number: str) -> str:
    registration = (
        f'<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">{number}</ram:ID></ram:SpecifiedTaxRegistration>'
    )
    return (
        f'<ram:GlobalID schemeID="0009">{siret}</ram:GlobalID><ram:Name>{name}</ram:Name>'
        f'<ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">{siret[:9]}</ram:ID></ram:SpecifiedLegalOrganization>'
        "<ram:DefinedTradeContact><ram:PersonName>Camille Martin</ram:PersonName></ram:DefinedTradeContact>"
        "<ram:PostalTradeAddress><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress>"
        f'<ram:URIUniversalCommunication><ram:URIID schemeID="0009">{siret}</ram:URIID></ram:URIUniversalCommunication>'
        f"{registration if number else ''}"
    )


def _part(category: str, charge: str, code: str, *, tax: bool) -> str:
    amount = ("3.00" if charge == "true" else "5.00") if tax else "1.00"
    return (
        f"<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>{charge}</udt:Indicator></ram:ChargeIndicator>"
        f"<ram:BasisAmount>100.00</ram:BasisAmount><ram:ActualAmount>{amount}</ram:ActualAmount>"
        f"<ram:ReasonCode>{code}</ram:ReasonCode><ram:Reason>Motif</ram:Reason>"
        f"{_trade_tax(category, 'CategoryTradeTax') if tax else ''}</ram:SpecifiedTradeAllowanceCharge>"
    )


_CII = """<rsm:CrossIndustryInvoice {declared}><rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
<ram:ID>urn:cen.eu:en16931:2017</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>F-2026-1</ram:ID><ram:TypeCode>380</ram:TypeCode>{day_issuedatetime_20261029}
<ram:IncludedNote><ram:Content>Merci</ram:Content><ram:SubjectCode>AAI</ram:SubjectCode></ram:IncludedNote></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction><ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>
<ram:SpecifiedTradeProduct><ram:GlobalID schemeID="0160">3012345678900</ram:GlobalID><ram:SellerAssignedID>A1</ram:SellerAssignedID><ram:Name>Chaise</ram:Name>
<ram:ApplicableProductCharacteristic><ram:Description>Couleur</ram:Description><ram:Value>Bleu</ram:Value></ram:ApplicableProductCharacteristic>
<ram:DesignatedProductClassification><ram:ClassCode listID="STI">39</ram:ClassCode></ram:DesignatedProductClassification>
<ram:OriginTradeCountry><ram:ID>FR</ram:ID></ram:OriginTradeCountry></ram:SpecifiedTradeProduct>
<ram:SpecifiedLineTradeAgreement><ram:GrossPriceProductTradePrice><ram:ChargeAmount>11.00</ram:ChargeAmount><ram:AppliedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>false</udt:Indicator></ram:ChargeIndicator><ram:ActualAmount>1.00</ram:ActualAmount></ram:AppliedTradeAllowanceCharge></ram:GrossPriceProductTradePrice>
<ram:NetPriceProductTradePrice><ram:ChargeAmount>10.00</ram:ChargeAmount><ram:BasisQuantity unitCode="C62">1</ram:BasisQuantity></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">10</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
<ram:SpecifiedLineTradeSettlement>{trade_tax_category_applicabletradetax}{period}{part_category_false_95_tax_false}{part_category_true_fc_tax_false}
<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>100.00</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>
<ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty>{party_safe_style_53819959700013_seller}</ram:SellerTradeParty>
<ram:BuyerTradeParty>{party_mairie_de_pont_saint_esprit_213002}</ram:BuyerTradeParty>{representative}
<ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>ENG-1</ram:IssuerAssignedID></ram:BuyerOrderReferencedDocument>
<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>OBJ-1</ram:IssuerAssignedID><ram:TypeCode>130</ram:TypeCode><ram:ReferenceTypeCode>ABT</ram:ReferenceTypeCode></ram:AdditionalReferencedDocument>
<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>PJ-1</ram:IssuerAssignedID><ram:TypeCode>916</ram:TypeCode><ram:AttachmentBinaryObject mimeCode="application/pdf" filename="r.pdf">AAAA</ram:AttachmentBinaryObject></ram:AdditionalReferencedDocument>
</ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery><ram:ShipToTradeParty><ram:GlobalID schemeID="0088">3012345678900</ram:GlobalID><ram:PostalTradeAddress><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress></ram:ShipToTradeParty>
<ram:ActualDeliverySupplyChainEvent>{day_occurrencedatetime_20261020}</ram:ActualDeliverySupplyChainEvent></ram:ApplicableHeaderTradeDelivery>
<ram:ApplicableHeaderTradeSettlement><ram:PaymentReference>REF-1</ram:PaymentReference><ram:TaxCurrencyCode>SEK</ram:TaxCurrencyCode><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:PayeeTradeParty><ram:Name>Affacturage</ram:Name></ram:PayeeTradeParty>
<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>30</ram:TypeCode><ram:Information>Virement</ram:Information><ram:ApplicableTradeSettlementFinancialCard><ram:ID>1234</ram:ID></ram:ApplicableTradeSettlementFinancialCard>
<ram:PayeePartyCreditorFinancialAccount><ram:IBANID>FR7630006000011234567890189</ram:IBANID></ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>
{row}{period}{part_category_false_95_tax_true}{part_category_true_fc_tax_true}
<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:LineTotalAmount>100.00</ram:LineTotalAmount><ram:ChargeTotalAmount>3.00</ram:ChargeTotalAmount>
<ram:AllowanceTotalAmount>5.00</ram:AllowanceTotalAmount><ram:TaxBasisTotalAmount>98.00</ram:TaxBasisTotalAmount><ram:TaxTotalAmount currencyID="EUR">{vat}</ram:TaxTotalAmount>
<ram:TaxTotalAmount currencyID="SEK">220.00</ram:TaxTotalAmount><ram:RoundingAmount>0.50</ram:RoundingAmount><ram:GrandTotalAmount>{gross}</ram:GrandTotalAmount>
<ram:TotalPrepaidAmount>0.50</ram:TotalPrepaidAmount><ram:DuePayableAmount>{gross}</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>F-2026-0</ram:IssuerAssignedID></ram:InvoiceReferencedDocument></ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""


def a_cii(category: str = "S") -> bytes:
    """A CII invoice of one VAT category: 100.00 of lines, 5.00 off, 3.00 of charges."""
    seller, buyer, agent = _numbers(category)
    vat, gross = _figures(category)
    reason = "<ram:ExemptionReason>Motif</ram:ExemptionReason>" if category in REASONS else ""
    row = _trade_tax(category, "ApplicableTradeTax").replace(
        "</ram:TypeCode>", f"</ram:TypeCode>{reason}<ram:BasisAmount>98.00</ram:BasisAmount>"
    )
    row = row.replace("<ram:TypeCode>", f"<ram:CalculatedAmount>{vat}</ram:CalculatedAmount><ram:TypeCode>", 1)
    row = row.replace("</ram:CategoryCode>", "</ram:CategoryCode><ram:DueDateTypeCode>5</ram:DueDateTypeCode>")
    representative = "" if category == "O" else (
        "<ram:SellerTaxRepresentativeTradeParty><ram:Name>Agence fiscale</ram:Name><ram:PostalTradeAddress>"
        "<ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress><ram:SpecifiedTaxRegistration>"
        f'<ram:ID schemeID="VA">{agent}</ram:ID></ram:SpecifiedTaxRegistration></ram:SellerTaxRepresentativeTradeParty>'
    )  # fmt: skip
    period = f"<ram:BillingSpecifiedPeriod>{_day('StartDateTime', '20261001')}{_day('EndDateTime', '20261031')}</ram:BillingSpecifiedPeriod>"
    return _CII.format(
        declared=_DECLARED,
        day_issuedatetime_20261029=_day("IssueDateTime", "20261029"),
        trade_tax_category_applicabletradetax=_trade_tax(category, "ApplicableTradeTax"),
        period=period,
        part_category_false_95_tax_false=_part(category, "false", "95", tax=False),
        part_category_true_fc_tax_false=_part(category, "true", "FC", tax=False),
        party_safe_style_53819959700013_seller=_party("SAFE STYLE", "53819959700013", seller),
        party_mairie_de_pont_saint_esprit_213002=_party("Mairie de Pont-Saint-Esprit", "21300202500012", buyer),
        representative=representative,
        day_occurrencedatetime_20261020=_day("OccurrenceDateTime", "20261020"),
        row=row,
        part_category_false_95_tax_true=_part(category, "false", "95", tax=True),
        part_category_true_fc_tax_true=_part(category, "true", "FC", tax=True),
        vat=vat,
        gross=gross,
    ).encode()


_EDIT = re.compile(r"(?P<op>[-+]) (?P<one>\S+)|(?P<path>\S+)(?: @(?P<name>\w+))? (?P<sign>=|-|<<|<)(?: ?(?P<text>.*))?")


def edited(content: bytes, edits: str) -> bytes:
    """The document with the edits, one a line, made. ValueError for an edit that finds nothing to change."""
    root = etree.fromstring(content)
    for edit in filter(None, map(str.strip, edits.splitlines())):
        match = _EDIT.fullmatch(edit)
        found = root.findall(match["one"] or match["path"], NAMESPACES) if match else []
        if match is None or (not found and (match["path"] != ".")):
            raise ValueError(f"nothing to change: {edit}")
        for element in found or [root]:
            _apply(element, match)
    return etree.tostring(root)


def _apply(element: etree._Element, match: re.Match[str]) -> None:
    parent = element.getparent()
    if match["op"] == "-" and parent is not None:
        parent.remove(element)
    elif match["op"] == "+":
        element.addnext(deepcopy(element))
    elif match["name"] and match["sign"] == "-":
        del element.attrib[match["name"]]
    elif match["name"]:
        element.set(match["name"], match["text"])
    elif match["sign"] == "=":
        element.text = match["text"]
    else:
        text = match["text"] if match["sign"] == "<<" else f"<{match['text']}/>"
        element.extend(etree.fromstring(f"<x {_DECLARED}>{text}</x>"))
