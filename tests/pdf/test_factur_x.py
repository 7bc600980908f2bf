"""What the PDF around an invoice says is told, and a PDF that cannot be followed hides nothing."""

import pytest

from tests.einvoice.documents import sample
from unisson.einvoice.read import read_xml
from unisson.einvoice.reading import Container
from unisson.kernel.refusal import Refusal
from unisson.pdf import factur_x, hybrid, sandbox
from unisson.pdf.factur_x import unpack

from .papers import carrying, paper, without


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
    assert (container.pdf_a, container.level, container.associated) == (None, "EN 16931", True)


def test_a_file_that_is_only_attached_is_not_associated() -> None:
    unpacked = unpack(carrying(paper(), {"annexe.txt": b"", "xrechnung.xml": b"<a/>"}))
    assert unpacked.xml == b"<a/>"
    assert unpacked.container == Container(name="xrechnung.xml")


def test_an_invoice_that_is_announced_and_missing_is_told() -> None:
    made = hybrid.made(read_xml(sample("facture-cii.xml")).invoice).content
    unpacked = unpack(without(made, "/Names", "/AF"))
    assert unpacked.xml is None
    assert unpacked.container is not None
    assert unpacked.container.announces_invoice
    assert unpacked.container.name == ""


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
