"""The claims of an XMP packet, in whichever form they were written."""

import pytest

from unisson.pdf import xmp
from unisson.pdf.xmp import described

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'


def packet(description: str) -> bytes:
    return f'<?xpacket begin=""?><rdf:RDF {RDF}>{description}</rdf:RDF><?xpacket end="w"?>\0\0'.encode()


def claims(xmp: bytes | None) -> bool:
    return described(xmp, level="BASIC", filename="factur-x.xml")[1]


@pytest.mark.parametrize("part", ["2", "3"])
def test_a_claim_is_kept_as_attribute_and_as_element(part: str) -> None:
    assert claims(packet(f'<rdf:Description pdfaid:part="{part}"/>'))
    assert claims(packet(f"<rdf:Description><pdfaid:part>{part}</pdfaid:part></rdf:Description>"))


@pytest.mark.parametrize("said", ['<rdf:Description pdfaid:part="1" pdfaid:conformance="B"/>', "<rdf:Description/>"])
def test_a_claim_that_allows_no_files_is_withdrawn(said: str) -> None:
    again, kept = described(packet(said), level="BASIC", filename="factur-x.xml")
    assert not kept
    assert b"pdfaid:part=" not in again
    assert b"pdfaid:conformance=" not in again


@pytest.mark.parametrize("xmp", [None, b"", b"junk", b"<!DOCTYPE a><a/>", b"<a/>"])
def test_a_packet_that_cannot_be_read_is_replaced(xmp: bytes | None) -> None:
    again, kept = described(xmp, level="BASIC", filename="factur-x.xml")
    assert not kept
    assert b"<fx:ConformanceLevel>BASIC<" in again
    assert b"DOCTYPE" not in again


@pytest.mark.parametrize("namespace", ["urn:factur-x:pdfa", "urn:zugferd:pdfa", "urn:ferd:pdfa"])
def test_what_a_packet_says_of_the_invoice_is_read_as_attribute_and_as_element(namespace: str) -> None:
    spaces = f'xmlns:fx="{namespace}:CrossIndustryDocument:invoice:1p0#"'
    for said in (
        f'<rdf:Description {spaces} fx:ConformanceLevel="BASIC" pdfaid:part="3"/>',
        f"<rdf:Description {spaces}><fx:ConformanceLevel> BASIC\n</fx:ConformanceLevel><pdfaid:part>3</pdfaid:part>"
        "</rdf:Description>",
    ):
        assert xmp.said(packet(said)) == {"ConformanceLevel": "BASIC", "part": "3"}


@pytest.mark.parametrize("empty", [None, b"", b"\0\0", b"<a/>"])
def test_a_packet_that_is_not_there_claims_nothing(empty: bytes | None) -> None:
    assert xmp.said(empty) == {}


@pytest.mark.parametrize("broken", [b"junk", b"<!DOCTYPE a><a/>"])
def test_of_a_packet_that_cannot_be_read_nothing_is_known(broken: bytes) -> None:
    assert xmp.said(broken) is None


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_factur_x_prevails_over_what_was_before_it(order: tuple[int, int]) -> None:
    said = [
        f'<rdf:Description xmlns:fx="urn:{family}:pdfa:CrossIndustryDocument:invoice:1p0#" '
        f'fx:ConformanceLevel="{level}"/>'
        for family, level in (("ferd", "COMFORT"), ("factur-x", "EN 16931"))
    ]
    assert xmp.said(packet("".join(said[rank] for rank in order))) == {"ConformanceLevel": "EN 16931"}
