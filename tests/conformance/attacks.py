"""Attacks of our own on those who read files: small to store, large once opened."""

import zlib
from collections.abc import Sequence

_CII = (
    '<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" '
    'xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100">'
)
_END = "</rsm:CrossIndustryInvoice>"
_MEBIBYTE = 1 << 20


def billion_laughs() -> bytes:
    """Entities that double thirty times."""
    entities = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, 31))
    return f'<!DOCTYPE a [<!ENTITY e0 "ha">{entities}]>{_CII}&e30;{_END}'.encode()


def external_entity(address: str) -> bytes:
    """An entity that is a file of the reader, or an address."""
    return f'<!DOCTYPE a [<!ENTITY e SYSTEM "{address}">]>{_CII}&e;{_END}'.encode()


def deep_nesting() -> bytes:
    """Elements within elements."""
    return (_CII + "<a>" * 100_000 + "</a>" * 100_000 + _END).encode()


def many_attributes() -> bytes:
    """Two hundred thousand elements of ten attributes: 10 Mo that take 400 once parsed."""
    said = " ".join(f'{name}="v"' for name in "abcdefghij")
    return (_CII + f"<a {said}/>" * 200_000 + _END).encode()


def many_elements() -> bytes:
    """As many unknown elements as an invoice may have."""
    return (_CII + "<a></a>" * 199_000 + _END).encode()


def many_empty_lines() -> bytes:
    """On one line of the file, lines of an invoice without anything: each breaks nine rules."""
    names = "urn:oasis:names:specification:ubl:schema:xsd"
    return (
        f'<Invoice xmlns="{names}:Invoice-2" xmlns:cac="{names}:CommonAggregateComponents-2" '
        f'xmlns:cbc="{names}:CommonBasicComponents-2">'
        "<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>"
        f"{'<cac:InvoiceLine/>' * 3000}</Invoice>"
    ).encode()


def large_attachment() -> bytes:
    """An attachment that fills the file."""
    packed = "QUFB" * 2_400_000
    return (
        f"{_CII}<rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement><ram:AdditionalReferencedDocument>"
        "<ram:IssuerAssignedID>1</ram:IssuerAssignedID><ram:TypeCode>916</ram:TypeCode>"
        f'<ram:AttachmentBinaryObject mimeCode="application/pdf" filename="a.pdf">{packed}</ram:AttachmentBinaryObject>'
        "</ram:AdditionalReferencedDocument></ram:ApplicableHeaderTradeAgreement>"
        f"</rsm:SupplyChainTradeTransaction>{_END}"
    ).encode()


def bomb_on_the_page() -> bytes:
    """A page whose drawing inflates to 1 Go."""
    return _pdf([b"", _PAGES, _page(), _stream(_inflating(1024))])


def bomb_twice_packed() -> bytes:
    """The same, packed twice: 2 ko."""
    filters = b"/Filter[/FlateDecode/FlateDecode]"
    return _pdf([b"", _PAGES, _page(), _stream(zlib.compress(_inflating(1024), 9), filters)])


def bomb_in_the_metadata() -> bytes:
    """An XMP packet that inflates to 1 Go, in a PDF that speaks of Factur-X."""
    return _pdf(
        [b"/Metadata 5 0 R", _PAGES, _page(), _stream(zlib.compress(b"")), _stream(_inflating(1024)), b"(factur-x)"]
    )


def bomb_as_invoice() -> bytes:
    """An embedded factur-x.xml that inflates to 1 Go."""
    names = b"/Names<</EmbeddedFiles<</Names[(factur-x.xml)5 0 R]>>>>"
    file = b"<</Type/Filespec/F(factur-x.xml)/UF(factur-x.xml)/EF<</F 6 0 R>>>>"
    return _pdf([names, _PAGES, _page(), _stream(zlib.compress(b"")), file, _stream(_inflating(1024))])


def endless_text() -> bytes:
    """A page of eight million letters."""
    drawn = b"BT /F1 9 Tf 0 800 Td " + b"(AAAAAAAAAAAAAAAAAAAA) Tj " * 400_000 + b"ET"
    font = b"/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    return _pdf([b"", _PAGES, _page(font), _stream(zlib.compress(drawn, 9))])


def tree_of_itself() -> bytes:
    """A page tree and a tree of files that lead back to themselves."""
    names = b"/Names<</EmbeddedFiles 5 0 R>>"
    pages = b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>"
    return _pdf([names, pages, _page(), _stream(zlib.compress(b"")), b"<</Kids[5 0 R 5 0 R]>>", b"(factur-x.xml)"])


_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_FLATE = b"/Filter/FlateDecode"


def _page(resources: bytes = b"") -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<%s>>/Contents 4 0 R>>" % resources


def _stream(packed: bytes, filters: bytes = _FLATE) -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(packed), filters, packed)


def _inflating(mebibytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * _MEBIBYTE) for _ in range(mebibytes)) + packer.flush()


def _pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects; of the first, what its catalogue says beside its pages."""
    catalogue, *others = objects
    written, places = b"%PDF-1.7\n", []
    for number, one in enumerate([b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue, *others], start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(written))
    )
