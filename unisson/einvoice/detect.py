"""What a file is, by its content and never by its name (design §4, 1)."""

import io
import zipfile
from enum import StrEnum

from unisson.kernel.refusal import Refusal

from . import cii, ubl
from .safexml import parse


class FileKind(StrEnum):
    """The kinds of file the portal tells apart."""

    EMPTY = "EMPTY"
    PDF = "PDF"
    UBL_INVOICE = "UBL_INVOICE"
    UBL_CREDIT_NOTE = "UBL_CREDIT_NOTE"
    CII = "CII"
    CDAR = "CDAR"
    """A life-cycle message of the reform (XP Z12-012)."""
    OTHER_XML = "OTHER_XML"
    """Any other XML, and what starts like XML but cannot be opened: `safexml.parse` tells why."""
    ZIP = "ZIP"
    GZIP = "GZIP"
    IMAGE = "IMAGE"
    OFFICE = "OFFICE"
    TEXT = "TEXT"
    UNKNOWN = "UNKNOWN"


_CDAR = "CrossDomainAcknowledgementAndResponse"
_ROOTS = {
    ubl.INVOICE: FileKind.UBL_INVOICE,
    ubl.CREDIT_NOTE: FileKind.UBL_CREDIT_NOTE,
    cii.ROOT: FileKind.CII,
    f"{{urn:un:unece:uncefact:data:standard:{_CDAR}:100}}{_CDAR}": FileKind.CDAR,
}
_MARKS = (
    (b"\x1f\x8b", FileKind.GZIP),
    (b"\x89PNG\r\n\x1a\n", FileKind.IMAGE),
    (b"\xff\xd8\xff", FileKind.IMAGE),
    (b"GIF87a", FileKind.IMAGE),
    (b"GIF89a", FileKind.IMAGE),
    (b"II*\x00", FileKind.IMAGE),
    (b"MM\x00*", FileKind.IMAGE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.OFFICE),  # doc, xls, ppt before 2007
    (b"{\\rtf", FileKind.OFFICE),
)
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE_MEMBERS = ("[Content_Types].xml", "mimetype")  # OOXML, OpenDocument
_PDF_MARK = b"%PDF-"
_PDF_MARK_WITHIN = 1024  # readers accept the mark that late (ISO 32000-1, implementation note 13)
_BLANK = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"  # byte order marks, white space, and its UTF-16 halves
_NOT_TEXT = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b") + b"\x7f"
_SAMPLE = 4096


def detect(content: bytes) -> FileKind:
    """The kind of `content`. Never raises: what cannot be opened is OTHER_XML, ZIP or UNKNOWN."""
    if not content.lstrip(_BLANK):
        return FileKind.EMPTY
    if looks_like_xml(content):
        return _xml_kind(content)
    if content.startswith(_ZIP_MARKS):
        return _zip_kind(content)
    for mark, kind in _MARKS:
        if content.startswith(mark):
            return kind
    if _PDF_MARK in content[: _PDF_MARK_WITHIN + len(_PDF_MARK)]:
        return FileKind.PDF
    return FileKind.IMAGE if _is_bitmap(content) else _text_kind(content)


def looks_like_xml(content: bytes) -> bool:
    """Whether it starts as XML does: only parsing it will tell."""
    return content.lstrip(_BLANK)[:1] == b"<"


def _xml_kind(content: bytes) -> FileKind:
    try:
        return _ROOTS.get(parse(content).tag, FileKind.OTHER_XML)
    except Refusal:
        return FileKind.OTHER_XML


def _zip_kind(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.NameToInfo
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, OSError):
        return FileKind.ZIP
    return FileKind.OFFICE if any(member in names for member in _OFFICE_MEMBERS) else FileKind.ZIP


def _is_bitmap(content: bytes) -> bool:
    """BMP: two letters are little, so the length that the header states must agree too."""
    return content.startswith(b"BM") and int.from_bytes(content[2:6], "little") == len(content)


def _text_kind(content: bytes) -> FileKind:
    sample = content[:_SAMPLE]
    return FileKind.TEXT if sample == sample.translate(None, _NOT_TEXT) else FileKind.UNKNOWN
