import pytest

from unisson.kernel.refusal import Refusal
from unisson.pdf import codes
from unisson.pdf.embedded import MAX_BYTES, find_invoice_xml

from .papers import carrying, paper


@pytest.mark.parametrize("name", ["factur-x.xml", "zugferd-invoice.xml", "ZUGFeRD-invoice.xml", "xrechnung.xml"])
def test_finds_the_invoice_under_its_known_names(name: str) -> None:
    assert find_invoice_xml(carrying(paper(), {"notice.txt": b"", name: b"<facture/>"})) == b"<facture/>"


@pytest.mark.parametrize("name", ["order-x.xml", "facture.xml"])
def test_other_files_are_no_invoice(name: str) -> None:
    assert find_invoice_xml(carrying(paper(), {name: b"<x/>"})) is None


def test_the_same_invoice_twice_is_one_invoice() -> None:
    assert find_invoice_xml(carrying(paper(), {"factur-x.xml": b"<a/>", "xrechnung.xml": b"<a/>"})) == b"<a/>"


def test_the_name_of_factur_x_prevails_over_older_ones() -> None:
    assert find_invoice_xml(carrying(paper(), {"ZUGFeRD-invoice.xml": b"<a/>", "factur-x.xml": b"<b/>"})) == b"<b/>"


@pytest.mark.parametrize("names", [("factur-x.xml", "factur-x.xml"), ("zugferd-invoice.xml", "xrechnung.xml")])
def test_two_different_invoices_are_refused(names: tuple[str, str]) -> None:
    with pytest.raises(Refusal) as refused:
        find_invoice_xml(carrying(paper(), [(names[0], b"<a/>"), (names[1], b"<b/>")]))
    assert refused.value.code == codes.AMBIGUOUS_XML


def test_a_file_that_inflates_too_far_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        find_invoice_xml(carrying(paper(), {"factur-x.xml": b" " * (MAX_BYTES + 1)}))
    assert refused.value.code == codes.EMBEDDED_TOO_LARGE
