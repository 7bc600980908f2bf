"""A file is what its bytes say."""

import io
import zipfile

import pytest

from unisson.einvoice.detect import FileKind, detect

from .documents import a_ubl, sample

CDAR = (
    b"<rsm:CrossDomainAcknowledgementAndResponse"
    b' xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossDomainAcknowledgementAndResponse:100"/>'
)


def an_archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", FileKind.EMPTY),
        (b"\xef\xbb\xbf \r\n", FileKind.EMPTY),
        (b"%PDF-1.7\n", FileKind.PDF),
        (b"\n" * 100 + b"%PDF-1.4", FileKind.PDF),
        (b"\x1f\x8b\x08\x00", FileKind.GZIP),
        (b"\x89PNG\r\n\x1a\n....", FileKind.IMAGE),
        (b"\xff\xd8\xff\xe0", FileKind.IMAGE),
        (b"GIF89a", FileKind.IMAGE),
        (b"II*\x00", FileKind.IMAGE),
        (b"BM\x0a\x00\x00\x00....", FileKind.IMAGE),
        (b"BMW invoices", FileKind.TEXT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.OFFICE),
        (b"{\\rtf1", FileKind.OFFICE),
        ("Référence ; montant".encode(), FileKind.TEXT),
        (b"\x00\x01\x02\x03", FileKind.UNKNOWN),
        (CDAR, FileKind.CDAR),
        (b"<html/>", FileKind.OTHER_XML),
        (a_ubl().decode().encode("utf-16"), FileKind.UBL_INVOICE),
    ],
)
def test_the_content_tells_the_kind(content: bytes, kind: FileKind) -> None:
    assert detect(content) is kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("facture-cii.xml", FileKind.CII),
        ("facture-ubl.xml", FileKind.UBL_INVOICE),
        ("avoir-ubl.xml", FileKind.UBL_CREDIT_NOTE),
        ("facture-cii-avec-dtd.xml", FileKind.OTHER_XML),
        ("facture-cii-cassee.xml", FileKind.OTHER_XML),
    ],
)
def test_an_invoice_is_told_by_its_root_and_a_hostile_file_is_only_xml(name: str, kind: FileKind) -> None:
    assert detect(sample(name)) is kind


@pytest.mark.parametrize("member", ["[Content_Types].xml", "mimetype"])
def test_an_office_document_is_told_from_an_archive(member: str) -> None:
    assert detect(an_archive(member, "content.xml")) is FileKind.OFFICE
    assert detect(an_archive("facture.xml")) is FileKind.ZIP


def test_a_broken_archive_is_still_an_archive() -> None:
    assert detect(an_archive("facture.xml")[:30]) is FileKind.ZIP
