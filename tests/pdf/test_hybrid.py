"""A Factur-X is one PDF and one XML: found by our readers and by others', and honest about PDF/A."""

import io
from typing import Any

import facturx
import pytest
from pypdf import PdfReader

from tests.builders import an_invoice
from tests.einvoice.documents import sample
from unisson.einvoice.model import Invoice
from unisson.einvoice.read import read_xml
from unisson.kernel.refusal import Refusal
from unisson.kernel.words import sentence
from unisson.pdf import codes, hybrid, sandbox, typeset
from unisson.pdf.embedded import find_invoice_xml
from unisson.pdf.readable import values

from .papers import carrying, locked, paper
from .test_typeset import text_of

EN16931 = "urn:cen.eu:en16931:2017"


def a_facturx() -> Invoice:
    return read_xml(sample("facture-cii.xml")).invoice


def root_of(pdf: bytes) -> Any:
    return PdfReader(io.BytesIO(pdf)).trailer["/Root"]


def remarks(made: hybrid.Hybrid) -> set[str]:
    for remark in made.remarks:
        assert sentence(remark.code, remark.values, language="en") != sentence(remark.code, remark.values)
    return {remark.code for remark in made.remarks}


def test_the_invoice_inside_is_the_one_on_the_page() -> None:
    invoice = a_facturx()
    made = hybrid.made(invoice)
    xml = find_invoice_xml(made.content)
    assert xml is not None
    assert read_xml(xml).invoice == invoice
    assert invoice.number in text_of(made.content)


def test_another_reader_finds_it_and_its_schema_holds() -> None:
    name, xml = facturx.get_xml_from_pdf(hybrid.made(a_facturx()).content, check_xsd=True)
    assert name == "factur-x.xml"
    assert facturx.get_flavor(facturx.facturx.etree.fromstring(xml)) == "factur-x"


def test_the_same_invoice_gives_the_same_bytes() -> None:
    assert hybrid.made(an_invoice()).content == hybrid.made(an_invoice()).content


def test_the_page_of_ours_is_a_pdf_a_3_with_an_associated_file() -> None:
    made = hybrid.made(a_facturx())
    assert made.is_pdf_a
    assert remarks(made) == set()
    root = root_of(made.content)
    (file,) = root["/AF"]
    stream = file["/EF"]["/F"]
    assert file["/AFRelationship"] == "/Alternative"
    assert (file["/F"], file["/UF"]) == ("factur-x.xml", "factur-x.xml")
    assert (stream["/Subtype"], stream["/Params"]["/ModDate"]) == ("/text/xml", "D:20261012000000Z")
    assert root["/Names"]["/EmbeddedFiles"]["/Names"][1].get_object() == file.get_object()
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert "/Version" not in root


def test_every_font_of_the_page_is_embedded() -> None:
    fonts = [
        font["/DescendantFonts"][0]["/FontDescriptor"]
        for page in PdfReader(io.BytesIO(hybrid.made(a_facturx()).content)).pages
        for font in (one.get_object() for one in page["/Resources"]["/Font"].values())
    ]
    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & descriptor.keys() for descriptor in fonts)


def test_the_metadata_name_the_file_its_profile_and_their_schema_once() -> None:
    twice = hybrid.combined(hybrid.made(a_facturx()).content, invoice=a_facturx())
    packet = root_of(twice.content)["/Metadata"].get_data()
    for said in (
        b"<fx:DocumentFileName>factur-x.xml<",
        b"<fx:ConformanceLevel>EN 16931<",
        b"<pdfaSchema:prefix>fx<",
        b"<pdfaid:part>3<",
        b"<pdfaExtension:schemas",
    ):
        assert packet.count(said) == 1, said


@pytest.mark.parametrize(
    ("specification", "name", "relationship"),
    [
        ("urn:factur-x.eu:1p0:minimum", "MINIMUM", "Data"),
        ("urn:factur-x.eu:1p0:basicwl", "BASIC WL", "Data"),
        (f"{EN16931}#compliant#urn:factur-x.eu:1p0:basic", "BASIC", "Alternative"),
        (EN16931, "EN 16931", "Alternative"),
        (f"{EN16931}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0", "EN 16931", "Alternative"),
        (f"{EN16931}#conformant#urn:factur-x.eu:1p0:extended", "EXTENDED", "Alternative"),
    ],
)
def test_the_profile_is_the_one_the_invoice_declares(specification: str, name: str, relationship: str) -> None:
    level = hybrid.level_of(specification)
    assert level is not None
    assert (level.name, level.relationship) == (name, relationship)


def test_an_invoice_without_a_profile_declares_one_and_says_so() -> None:
    made = hybrid.made(an_invoice(specification=None))
    assert remarks(made) >= {codes.PROFILE_DECLARED}
    assert read_xml(find_invoice_xml(made.content) or b"").invoice.specification == EN16931


def test_what_the_xml_does_not_carry_is_told() -> None:
    assert "CPP-ECR-01" in remarks(hybrid.made(an_invoice()))


@pytest.mark.parametrize("deviation", [{"issue_date": None}, {"number": "株式会社"}])
def test_a_page_that_cannot_be_pdf_a_is_not_called_so(deviation: dict[str, Any]) -> None:
    made = hybrid.made(an_invoice(**deviation))
    assert not made.is_pdf_a
    assert codes.NOT_PDF_A in remarks(made)
    assert find_invoice_xml(made.content)


def test_a_plain_pdf_takes_the_invoice_and_is_not_called_pdf_a() -> None:
    given = paper((72, 72, "Facture"))
    combined = hybrid.combined(given, invoice=a_facturx())
    assert combined.content.startswith(given)
    assert not combined.is_pdf_a
    assert remarks(combined) == {codes.NOT_PDF_A}
    assert b"pdfaid:part" not in root_of(combined.content)["/Metadata"].get_data()
    assert find_invoice_xml(combined.content)


def test_a_pdf_a_2_becomes_a_pdf_a_3() -> None:
    combined = hybrid.combined(typeset.render("invoice", values(a_facturx())), invoice=a_facturx())
    assert combined.is_pdf_a
    assert b"<pdfaid:part>3<" in root_of(combined.content)["/Metadata"].get_data()


def test_a_new_invoice_takes_the_place_of_the_old_ones_and_other_files_stay() -> None:
    given = carrying(paper(), {"zugferd-invoice.xml": b"<old/>", "annexe.txt": b"1", "factur-x.xml": b"<older/>"})
    combined = hybrid.combined(given, invoice=a_facturx())
    assert read_xml(find_invoice_xml(combined.content) or b"").invoice == a_facturx()
    assert list(PdfReader(io.BytesIO(combined.content)).attachments) == ["annexe.txt", "factur-x.xml"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (b"bonjour", codes.NOT_A_PDF),
        (b"%PDF-1.7\njunk", codes.DAMAGED),
        (locked(paper(), user="", owner="x"), codes.LOCKED),
    ],
)
def test_a_pdf_that_cannot_take_it_is_refused(given: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        hybrid.combined(given, invoice=an_invoice())
    assert refused.value.code == code


def test_it_runs_in_the_sandbox() -> None:
    assert find_invoice_xml(sandbox.run(hybrid.combined, paper(), invoice=a_facturx()).content)
