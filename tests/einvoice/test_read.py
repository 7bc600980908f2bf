"""Whole files to one semantic value, whatever the syntax; nothing dropped silently."""

from datetime import date
from decimal import Decimal

import pytest

from unisson.einvoice import walk
from unisson.einvoice.model import AllowanceCharge, Attribute, Identifier, Note, Period, PrecedingInvoice
from unisson.einvoice.read import read_hybrid, read_xml
from unisson.einvoice.reading import Container, Reading, Syntax
from unisson.kernel.findings import Severity
from unisson.kernel.refusal import Refusal
from unisson.kernel.words import sentence

from .documents import a_cii, a_ubl, sample


def codes(reading: Reading) -> list[tuple[str, str]]:
    for problem in reading.problems:
        assert sentence(problem.code, problem.values, language="fr")
        assert sentence(problem.code, problem.values, language="en")
    return [(problem.code, problem.where) for problem in reading.problems]


def test_a_cii_invoice_is_read_whole() -> None:
    reading = read_xml(sample("facture-cii.xml"))
    invoice = reading.invoice
    assert reading.syntax is Syntax.CII
    assert reading.problems == ()
    assert (invoice.number, invoice.issue_date, invoice.type_code) == ("FA-2026-0101", date(2026, 10, 12), "380")
    assert (invoice.framework, invoice.order_reference, invoice.currency) == ("A1", "EJ-2026-00417", "EUR")
    assert invoice.notes[0] == Note(
        text="Pénalités de retard : taux directeur de la BCE majoré de 8 points.", subject="PMD"
    )
    assert invoice.seller and invoice.buyer and invoice.payment and invoice.delivery
    assert (invoice.seller.siret, invoice.seller.siren) == ("53819959700013", "538199597")
    assert invoice.seller.vat_id == "FR47538199597"
    assert invoice.seller.address and invoice.seller.address.city == "Montpellier"
    assert invoice.seller.contact and invoice.seller.contact.email == "facturation@safe-style.example"
    assert invoice.buyer.electronic_address == Identifier(value="217500016", scheme="0225")
    assert invoice.payment.accounts[0].iban == "FR7630006000011234567890189"
    assert invoice.delivery.day == date(2026, 10, 8)
    assert [line.net for line in invoice.lines] == [Decimal("450.00"), Decimal("251.00")]
    assert (invoice.lines[1].quantity, invoice.lines[1].unit) == (Decimal(2), "PR")
    assert (invoice.totals.net, invoice.totals.vat) == (Decimal("701.00"), Decimal("140.20"))
    assert (invoice.totals.gross, invoice.totals.due) == (Decimal("841.20"), Decimal("841.20"))
    assert (invoice.tax_point_code, invoice.portal.vat_regime) == ("5", "TVA_SUR_DEBIT")


def test_a_ubl_invoice_is_read_whole() -> None:
    reading = read_xml(sample("facture-ubl.xml"))
    invoice = reading.invoice
    assert reading.syntax is Syntax.UBL_INVOICE
    assert reading.problems == ()
    assert invoice.buyer and invoice.buyer.siret == "21300202500012"
    assert (invoice.number, invoice.due_date) == ("FA-2026-0102", date(2026, 11, 19))
    assert [row.rate for row in invoice.vat_lines] == [Decimal(20), Decimal(10)]
    assert invoice.allowances_charges == (
        AllowanceCharge(
            charge=False,
            amount=Decimal("120.00"),
            base=Decimal("1200.00"),
            percentage=Decimal(10),
            vat_category="S",
            vat_rate=Decimal(20),
            reason="Remise commerciale",
            reason_code="95",
        ),
    )
    assert invoice.notes[1].subject == "PMT"
    assert invoice.totals.allowances == Decimal("120.00")


def test_a_ubl_credit_note_names_the_invoice_it_corrects() -> None:
    reading = read_xml(sample("avoir-ubl.xml"))
    assert reading.syntax is Syntax.UBL_CREDIT_NOTE
    assert reading.problems == ()
    assert reading.invoice.is_credit_note
    assert reading.invoice.preceding == (PrecedingInvoice(number="FA-2026-0102", issue_date=date(2026, 10, 20)),)
    assert reading.invoice.lines[0].quantity == Decimal(2)


def test_the_chorus_pro_dialect_is_read_like_the_standard() -> None:
    reading = read_xml(sample("facture-chorus-cii.xml"))
    invoice = reading.invoice
    assert reading.problems == ()
    assert invoice.specification is None
    assert invoice.issue_date == date(2026, 11, 5)
    assert invoice.seller and invoice.seller.siret == "53819959700013"
    assert invoice.buyer and invoice.buyer.siret == "11000201100044"
    assert (invoice.buyer_reference, invoice.order_reference) == ("FAC0000000", "1300012345")
    assert invoice.totals.vat == Decimal("120.00")
    assert invoice.portal.vat_regime == "TVA_SUR_ENCAISSEMENT"


def test_the_validator_of_a_chorus_pro_flow_is_kept() -> None:
    reading = read_xml(
        a_cii(
            settlement="<ram:InvoiceeTradeParty><ram:Name>Mandataire</ram:Name><ram:SpecifiedLegalOrganization>"
            '<ram:ID schemeID="1">83876704400012</ram:ID></ram:SpecifiedLegalOrganization></ram:InvoiceeTradeParty>'
        )
    )
    assert reading.invoice.portal.invoicee
    assert reading.invoice.portal.invoicee.siret == "83876704400012"


def test_an_impossible_date_is_a_finding_and_keeps_its_text() -> None:
    reading = read_xml(sample("facture-cii-date-impossible.xml"))
    assert codes(reading) == [("CPP-LEC-01", "BT-2")]
    assert reading.problems[0].severity is Severity.FATAL
    assert reading.invoice.issue_date is None
    assert reading.raw["BT-2"] == "20261131"
    assert reading.raw["BT-2/@format"] == "102"


def test_an_amount_with_a_comma_is_a_finding_at_its_line() -> None:
    line = "<cac:InvoiceLine><cbc:LineExtensionAmount>{}</cbc:LineExtensionAmount></cac:InvoiceLine>"
    reading = read_xml(a_ubl(line.format("1.00") + line.format("2,00")))
    assert codes(reading) == [("CPP-LEC-02", "BG-25[2]/BT-131")]
    assert [item.net for item in reading.invoice.lines] == [Decimal("1.00"), None]


def test_a_total_written_twice_differently_is_fatal_and_the_first_is_kept() -> None:
    reading = read_xml(
        a_ubl(
            "<cac:LegalMonetaryTotal><cbc:PayableAmount>1.00</cbc:PayableAmount>"
            "<cbc:PayableAmount>2.00</cbc:PayableAmount></cac:LegalMonetaryTotal>"
        )
    )
    assert codes(reading) == [("CPP-LEC-04", "BT-115")]
    assert reading.problems[0].severity is Severity.FATAL
    assert reading.invoice.totals.due == Decimal("1.00")
    assert (reading.occurrences["BT-115"], reading.raw["BT-115[2]"]) == (2, "2.00")


def test_a_value_written_twice_alike_is_no_finding() -> None:
    reading = read_xml(a_ubl("<cbc:BuyerReference>S1</cbc:BuyerReference>" * 2))
    assert reading.problems == ()
    assert reading.occurrences["BT-10"] == 2


def test_an_element_without_a_place_is_named_once_with_its_number_of_cases() -> None:
    reading = read_xml(a_ubl("<cbc:ID>1</cbc:ID><cbc:UUID>x</cbc:UUID>\n<cbc:UUID>y</cbc:UUID>"))
    assert codes(reading) == [("CPP-LEC-05", "")]
    assert reading.problems[0].severity is Severity.WARNING
    assert (reading.problems[0].values["element"], reading.problems[0].values["count"]) == ("Invoice/UUID", 2)


def test_the_list_of_elements_without_a_place_is_bounded() -> None:
    reading = read_xml(a_ubl("".join(f"<cbc:Stray{number}>x</cbc:Stray{number}>" for number in range(200))))
    assert len(reading.problems) == walk.MOST_STRANGERS + 1
    assert reading.problems[-1].code == "CPP-LEC-09"
    assert reading.problems[-1].values["count"] == 200 - walk.MOST_STRANGERS


def test_findings_are_bounded_and_the_rest_stays_as_grave() -> None:
    line = "<cac:InvoiceLine><cbc:LineExtensionAmount>x</cbc:LineExtensionAmount></cac:InvoiceLine>"
    reading = read_xml(a_ubl(line * (walk.MOST_PROBLEMS + 7)))
    last = reading.problems[-1]
    assert len(reading.problems) == walk.MOST_PROBLEMS + 1
    assert (last.code, last.values["count"], last.severity) == ("CPP-LEC-10", 7, Severity.FATAL)


def test_literal_texts_of_one_place_are_bounded_and_still_counted() -> None:
    reading = read_xml(a_ubl("<cbc:ID>1</cbc:ID>" * 500))
    assert (len(reading.raw), reading.occurrences["BT-1"]) == (walk.MOST_REPEATS, 500)


def test_a_tax_that_is_not_vat_is_told() -> None:
    reading = read_xml(
        a_cii(settlement="<ram:ApplicableTradeTax><ram:TypeCode>GST</ram:TypeCode></ram:ApplicableTradeTax>")
    )
    assert codes(reading) == [("CPP-LEC-05", "")]


def test_an_empty_element_counts_and_holds_nothing() -> None:
    reading = read_xml(a_ubl("<cbc:ID> </cbc:ID>"))
    assert (reading.invoice.number, reading.raw["BT-1"], reading.occurrences["BT-1"]) == (None, "", 1)


def test_a_party_without_content_is_still_a_party() -> None:
    reading = read_xml(a_cii(agreement="<ram:SellerTradeParty><ram:PostalTradeAddress/></ram:SellerTradeParty>"))
    assert reading.invoice.seller and reading.invoice.seller.address
    assert reading.invoice.buyer is None


def test_charges_and_allowances_are_counted_apart() -> None:
    entry = (
        "<cac:AllowanceCharge><cbc:ChargeIndicator>{}</cbc:ChargeIndicator>"
        "<cbc:Amount>{}</cbc:Amount></cac:AllowanceCharge>"
    )
    reading = read_xml(a_ubl(entry.format("true", "1") + entry.format("0", "2") + entry.format("1", "x")))
    assert [(item.charge, item.amount) for item in reading.invoice.allowances_charges] == [
        (True, Decimal(1)),
        (False, Decimal(2)),
        (True, None),
    ]
    assert codes(reading) == [("CPP-LEC-02", "BG-21[2]/BT-99")]
    assert (reading.occurrences["BG-20"], reading.occurrences["BG-21"]) == (1, 2)


def test_the_indicator_of_the_chorus_pro_flows_is_a_string() -> None:
    entry = (
        "<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:IndicatorString>true</udt:IndicatorString>"
        "</ram:ChargeIndicator><ram:ActualAmount>5</ram:ActualAmount></ram:SpecifiedTradeAllowanceCharge>"
    )
    reading = read_xml(a_cii(settlement=entry))
    assert reading.problems == ()
    assert reading.invoice.allowances_charges == (AllowanceCharge(charge=True, amount=Decimal(5)),)


def test_the_vat_total_is_chosen_by_currency() -> None:
    total = '<ram:TaxTotalAmount currencyID="{}">{}</ram:TaxTotalAmount>'
    currencies = "<ram:TaxCurrencyCode>EUR</ram:TaxCurrencyCode><ram:InvoiceCurrencyCode>USD</ram:InvoiceCurrencyCode>"
    summation = (
        "<ram:SpecifiedTradeSettlementHeaderMonetarySummation>{}</ram:SpecifiedTradeSettlementHeaderMonetarySummation>"
    )
    reading = read_xml(
        a_cii(settlement=currencies + summation.format(total.format("EUR", "9") + total.format("USD", "10")))
    )
    assert reading.problems == ()
    assert (reading.invoice.totals.vat, reading.invoice.totals.vat_accounting) == (Decimal(10), Decimal(9))


def test_the_net_prices_base_quantity_goes_before_the_gross_prices() -> None:
    reading = read_xml(
        a_cii(
            lines="<ram:IncludedSupplyChainTradeLineItem><ram:SpecifiedLineTradeAgreement>"
            "<ram:GrossPriceProductTradePrice><ram:BasisQuantity>10</ram:BasisQuantity></ram:GrossPriceProductTradePrice>"
            "<ram:NetPriceProductTradePrice><ram:BasisQuantity>1</ram:BasisQuantity></ram:NetPriceProductTradePrice>"
            "</ram:SpecifiedLineTradeAgreement></ram:IncludedSupplyChainTradeLineItem>"
        )
    )
    assert reading.invoice.lines[0].price_base_quantity == Decimal(1)
    assert [(item.code, item.severity) for item in reading.problems] == [("CPP-LEC-04", Severity.INFORMATION)]


def test_references_are_told_apart_by_their_type() -> None:
    entry = (
        "<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>{}</ram:IssuerAssignedID>"
        "<ram:TypeCode>{}</ram:TypeCode>{}</ram:AdditionalReferencedDocument>"
    )
    reading = read_xml(
        a_cii(
            agreement=entry.format("LOT-1", "50", "")
            + entry.format("OBJ-1", "130", "<ram:ReferenceTypeCode>AWV</ram:ReferenceTypeCode>")
            + entry.format("plan.pdf", "916", "<ram:Name>Plan</ram:Name>")
        )
    )
    invoice = reading.invoice
    assert (invoice.tender_reference, invoice.invoiced_object) == ("LOT-1", Identifier(value="OBJ-1", scheme="AWV"))
    assert [(document.reference, document.description) for document in invoice.documents] == [("plan.pdf", "Plan")]


def test_a_vat_point_code_alone_is_no_invoicing_period() -> None:
    code = "<cac:InvoicePeriod>{}<cbc:DescriptionCode>432</cbc:DescriptionCode></cac:InvoicePeriod>"
    assert read_xml(a_ubl(code.format(""))).invoice.period is None
    dated = read_xml(a_ubl(code.format("<cbc:StartDate>2026-10-01</cbc:StartDate>"))).invoice
    assert (dated.period, dated.tax_point_code) == (Period(start=date(2026, 10, 1)), "432")


def test_a_note_gives_up_its_subject_only_when_it_is_a_code() -> None:
    reading = read_xml(a_ubl("<cbc:Note>#AAB#Pas d’escompte</cbc:Note><cbc:Note>#1 urgent# merci</cbc:Note>"))
    assert reading.invoice.notes == (Note(text="Pas d’escompte", subject="AAB"), Note(text="#1 urgent# merci"))


def test_several_transfers_are_one_payment_with_several_accounts() -> None:
    means = (
        "<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>"
        "<cac:PayeeFinancialAccount><cbc:ID>{}</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>"
    )
    reading = read_xml(a_ubl(means.format("IBAN1") + means.format("IBAN2")))
    assert reading.problems == ()
    assert reading.invoice.payment
    assert [account.iban for account in reading.invoice.payment.accounts] == ["IBAN1", "IBAN2"]


def test_a_payment_without_an_account_has_none() -> None:
    reading = read_xml(a_ubl("<cac:PaymentMeans><cbc:PaymentMeansCode>48</cbc:PaymentMeansCode></cac:PaymentMeans>"))
    assert reading.invoice.payment
    assert reading.invoice.payment.accounts == ()
    assert "BG-17" not in reading.occurrences


def test_the_sepa_creditor_is_not_an_identifier_of_the_seller() -> None:
    identification = '<cac:PartyIdentification><cbc:ID schemeID="{}">{}</cbc:ID></cac:PartyIdentification>'
    parties = identification.format("SEPA", "FR00ZZZ") + identification.format("0009", "53819959700013")
    supplier = f"<cac:AccountingSupplierParty><cac:Party>{parties}</cac:Party></cac:AccountingSupplierParty>"
    invoice = read_xml(a_ubl(supplier)).invoice
    assert invoice.seller and invoice.payment
    assert invoice.seller.identifiers == (Identifier(value="53819959700013", scheme="0009"),)
    assert invoice.payment.creditor_id == "FR00ZZZ"


def test_attributes_of_an_item_stay_in_pairs() -> None:
    item = "<cac:AdditionalItemProperty><cbc:Name>{}</cbc:Name><cbc:Value>{}</cbc:Value></cac:AdditionalItemProperty>"
    pairs = item.format("Taille", "L") + item.format("Teinte", "Bleu")
    reading = read_xml(a_ubl(f"<cac:InvoiceLine><cac:Item>{pairs}</cac:Item></cac:InvoiceLine>"))
    assert reading.invoice.lines[0].attributes == (
        Attribute(name="Taille", value="L"),
        Attribute(name="Teinte", value="Bleu"),
    )
    assert reading.raw["BG-25[1]/BG-32[2]/BT-161"] == "Bleu"


def an_attachment(content: str) -> str:
    return (
        "<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment>"
        '<cbc:EmbeddedDocumentBinaryObject mimeCode="text/plain" filename="a.txt">'
        f"{content}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>"
    )


def test_an_attachment_is_decoded_with_its_name_and_format() -> None:
    (document,) = read_xml(a_ubl(an_attachment("SGVsbG8="))).invoice.documents
    assert (document.content, document.filename, document.media_type) == (b"Hello", "a.txt", "text/plain")


def test_an_unreadable_attachment_is_left_out_and_told() -> None:
    reading = read_xml(a_ubl(an_attachment("SGV*")))
    assert reading.invoice.documents[0].content is None
    assert codes(reading) == [("CPP-LEC-07", "BG-24[1]/BT-125")]


def test_attachments_are_bounded_in_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "MOST_DOCUMENTS", 1)
    reading = read_xml(a_ubl(an_attachment("SGVsbG8=") * 2))
    assert [document.content for document in reading.invoice.documents] == [b"Hello", None]
    assert codes(reading) == [("CPP-LEC-08", "BG-24[2]/BT-125")]


def refusal_of(content: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_xml(content)
    assert sentence(caught.value.code, caught.value.values)
    return caught.value


def test_another_document_is_refused_by_the_name_of_its_root() -> None:
    refusal = refusal_of(b"<Order xmlns='urn:oasis:names:specification:ubl:schema:xsd:Order-2'/>")
    assert (refusal.code, refusal.values["root"]) == ("CPP-XML-05", "Order")


def test_an_invoice_in_a_foreign_namespace_is_told_so() -> None:
    refusal = refusal_of(b"<Invoice xmlns='urn:example'/>")
    assert (refusal.code, refusal.values["namespace"]) == ("CPP-XML-06", "urn:example")


def test_a_hostile_file_is_refused() -> None:
    assert refusal_of(sample("facture-cii-avec-dtd.xml")).code == "CPP-XML-01"


def test_an_invoice_of_a_pdf_keeps_what_the_pdf_says() -> None:
    container = Container(name="factur-x.xml", level="EN 16931")
    reading = read_hybrid(sample("facture-cii.xml"), container)
    assert (reading.syntax, reading.container) == (Syntax.FACTURX, container)
    assert reading.invoice == read_xml(sample("facture-cii.xml")).invoice
