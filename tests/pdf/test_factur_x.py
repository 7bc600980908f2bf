"""What the PDF around an invoice says is told, and a PDF that cannot be followed hides nothing."""

import pytest

from tests.einvoice.documents import sample
from unisson.einvoice.read import read_xml
from unisson.einvoice.reading import Container
from unisson.kernel.refusal import Refusal
from unisson.pdf import factur_x, hybrid, sandbox
from unisson.pdf.factur_x import unpack

from .papers import carrying, packed, paper, without


def container_of(pdf: bytes) -> Container:
    container = unpack(pdf).container
    assert container is not None
    return container


def test_a_factur_x_of_ours_says_everything() -> None:
    made = hybrid.made(read_xml(sample("facture-cii.xml")).invoice)
    assert container_of(made.content) == Container(
        name="factur-x.xml",
        relationship="Alternative",
        associated=True,
        level="EN 16931",
        announced_name="factur-x.xml",
        pdf_a="3",
        colours=True,
    )


def test_an_invoice_in_a_plain_pdf_says_less() -> None:
    combined = hybrid.combined(paper((72, 72, "Facture")), invoice=read_xml(sample("facture-cii.xml")).invoice)
    container = container_of(combined.content)
    assert (container.pdf_a, container.level, container.associated) == ("", "EN 16931", True)


def test_a_file_that_is_only_attached_is_not_associated() -> None:
    unpacked = unpack(carrying(paper(), {"annexe.txt": b"", "xrechnung.xml": b"<a/>"}))
    assert unpacked.xml == b"<a/>"
    assert unpacked.container == Container(name="xrechnung.xml", colours=True)


NUMBERED = "/Resources 4 0 R"
SPACES = "<</ColorSpace <</Cs1 [/ICCBased 6 0 R]>>>>"


def a_pdf(
    *, pages: str = "", page: str = "", resources: str = SPACES, drawn: bytes = b"/Cs1 cs 1 sc", xmp: bytes = b""
) -> bytes:
    """A PDF of one page written by hand, with an invoice: what its nodes hold beside what they must."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R/Names<</EmbeddedFiles<</Names[(factur-x.xml) 8 0 R]>>>>>>",
        f"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 9 9]{pages}>>".encode(),
        f"<</Type/Page/Parent 2 0 R/Contents 7 0 R{page}>>".encode(),
        resources.encode(),
        b"<</Type/Metadata/Subtype/XML/Length %d>>stream\n%b\nendstream" % (len(xmp), xmp),
        b"<</N 1/Length 0>>stream\n\nendstream",
        b"<</Length %d>>stream\n%b\nendstream" % (len(drawn), drawn),
        b"<</Type/Filespec/F(factur-x.xml)/UF(factur-x.xml)/EF<</F 9 0 R>>>>",
        b"<</Type/EmbeddedFile/Length 4>>stream\n<a/>\nendstream",
    ]
    content, places = b"%PDF-1.7\n", []
    for number, written in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + b"xref\n0 10\n0000000000 65535 f \n%btrailer<</Size 10/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(content),
    )


COLOURS = {
    "spaces of the page": (a_pdf(page=NUMBERED), True),
    "spaces that the page has from above": (a_pdf(pages=NUMBERED), True),
    "nothing drawn": (a_pdf(drawn=b""), True),
    "a way that nothing follows": (a_pdf(drawn=b"0 0 m 9 9 l W n"), True),
    "text that nobody sees": (a_pdf(drawn=b"BT 3 Tr /F1 9 Tf (B s f) Tj ET"), True),
    "text without a word on its colour": (a_pdf(drawn=b"BT /F1 9 Tf (Facture) Tj ET"), False),
    "a line without a word on its colour": (a_pdf(drawn=b"0 0 m 9 9 l S"), False),
    "a colour of the device": (a_pdf(drawn=b"1 0 0 rg 0 0 9 9 re f"), False),
    "a space of the device": (a_pdf(drawn=b"/DeviceRGB cs 1 0 0 sc 0 0 9 9 re f"), False),
    "an image of the device": (
        a_pdf(page=NUMBERED, resources="<</XObject <</I <</Subtype/Image/ColorSpace/DeviceRGB>>>>>>", drawn=b"/I Do"),
        False,
    ),
    "an image with its own space": (
        a_pdf(
            page=NUMBERED,
            resources="<</XObject <</I <</Subtype/Image/ColorSpace[/ICCBased 6 0 R]>>>>>>",
            drawn=b"/I Do",
        ),
        True,
    ),
}


@pytest.mark.parametrize(("pdf", "said"), COLOURS.values(), ids=COLOURS)
def test_colours_are_undefined_only_where_a_page_paints_in_some_of_the_device(pdf: bytes, said: bool) -> None:
    assert container_of(pdf).colours is said


def test_a_file_may_be_associated_with_a_page() -> None:
    assert container_of(a_pdf(page="/AF[8 0 R]")).associated
    assert not container_of(a_pdf()).associated


@pytest.mark.parametrize(("xmp", "part"), [(b"<!DOCTYPE a><a/>", None), (b"<a/>", ""), (b"", "")])
def test_metadata_that_cannot_be_read_say_nothing(xmp: bytes, part: str | None) -> None:
    assert container_of(a_pdf(xmp=xmp)).pdf_a == part


def test_an_invoice_that_is_announced_and_missing_is_told() -> None:
    made = hybrid.made(read_xml(sample("facture-cii.xml")).invoice).content
    unpacked = unpack(without(made, "/Names", "/AF"))
    assert unpacked.xml is None
    assert unpacked.container is not None
    assert unpacked.container.announces_invoice
    assert unpacked.container.name == ""


def test_an_announcement_in_a_compressed_packet_is_read() -> None:
    made = hybrid.made(read_xml(sample("facture-cii.xml")).invoice).content
    pdf = packed(without(made, "/Names", "/AF"))
    assert b"DocumentFileName" not in pdf
    container = container_of(pdf)
    assert (container.announces_invoice, container.name) == (True, "")


def test_a_pdf_that_speaks_of_no_invoice_is_not_looked_at() -> None:
    assert unpack(paper()) == factur_x.Unpacked(xml=None, container=None)


def test_a_pdf_that_cannot_be_followed_keeps_its_invoice(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(root: object) -> Container:
        raise RecursionError

    monkeypatch.setattr(factur_x, "_looked_at", broken)
    assert unpack(carrying(paper(), {"factur-x.xml": b"<a/>"})) == factur_x.Unpacked(xml=b"<a/>", container=None)


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(Refusal):
        unpack(b"factur-x")


def test_it_runs_in_the_sandbox() -> None:
    assert sandbox.run(unpack, carrying(paper(), {"factur-x.xml": b"<a/>"})).xml == b"<a/>"
