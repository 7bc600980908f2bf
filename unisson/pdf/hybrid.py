"""A Factur-X: one PDF that people read, and the same invoice as XML inside it.

Made by us from the value it is a PDF/A-3; from a given PDF it is one only if that PDF was PDF/A before. The file is
added by an incremental update: the given bytes stay as they are, and a signature over them stays intact.
"""

import hashlib
import io
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from pyhanko.pdf_utils.embed import EmbeddedFileObject, EmbeddedFileParams, FileSpec
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    StreamObject,
    pdf_name,
    pdf_string,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from unisson.einvoice.model import Invoice
from unisson.einvoice.profiles import EN16931, Level, level_of
from unisson.einvoice.write import to_cii
from unisson.kernel.findings import Finding, Severity
from unisson.kernel.refusal import Refusal

from . import codes, readable, typeset, xmp
from .embedded import FACTUR_X, INVOICE_NAMES
from .tree import files, followed, members

_MENTION = "Facture électronique Factur-X. Ses données sont dans le fichier factur-x.xml joint à ce PDF."


@dataclass(frozen=True, kw_only=True)
class Hybrid:
    """The PDF with the invoice in it. `is_pdf_a`: it declares PDF/A-3, with reason as far as the given PDF had any.

    `remarks` are findings: what the XML does not carry, and what a reader of the file should know.
    """

    content: bytes
    level: Level
    is_pdf_a: bool
    remarks: tuple[Finding, ...] = ()


def made(invoice: Invoice) -> Hybrid:
    """A Factur-X with a page of ours. An invoice that declares no known profile declares EN 16931 from now on.

    Without an issue date, or with a script that our fonts lack, the page cannot be PDF/A and a remark says so.
    """
    values = {**readable.values(invoice), "mention": _MENTION}
    return combined(typeset.render("invoice", values, standard=typeset.PDF_A_WITH_FILES), invoice=invoice)


def combined(pdf: bytes, *, invoice: Invoice) -> Hybrid:
    """`pdf` with the invoice as its factur-x.xml, in the place of any invoice it held before.

    Refusal: not a PDF, damaged, or protected. A stranger's PDF belongs in the sandbox.
    """
    level, remarks = level_of(invoice.specification), []
    if level is None:
        level, invoice = Level(name="EN 16931"), replace(invoice, specification=EN16931)
        remarks.append(_remark(codes.PROFILE_DECLARED, "BT-24", profile=level.name))
    written = to_cii(invoice)
    content, is_pdf_a = _with_xml(pdf, written.content, level=level, day=invoice.issue_date)
    if not is_pdf_a:
        remarks.append(_remark(codes.NOT_PDF_A, ""))
    return Hybrid(content=content, level=level, is_pdf_a=is_pdf_a, remarks=(*written.losses, *remarks))


def _remark(code: str, where: str, **values: str) -> Finding:
    return Finding(code=code, where=where, values=values, severity=Severity.WARNING)


def _with_xml(pdf: bytes, xml: bytes, *, level: Level, day: date | None) -> tuple[bytes, bool]:
    if b"%PDF-" not in pdf[:1024]:
        raise Refusal(codes.NOT_A_PDF)
    try:
        update = _Update(io.BytesIO(pdf), identity=hashlib.sha256(pdf + xml).digest()[:16])
        _attach(update, xml, level=level, day=day)
        is_pdf_a = _describe(update, level=level)
        output = io.BytesIO()
        update.write(output)  # type: ignore[no-untyped-call]
    except Refusal:
        raise
    except Exception as error:  # pyHanko meets a broken file with errors of many kinds
        raise Refusal(codes.DAMAGED) from error
    return output.getvalue(), is_pdf_a


class _Update(IncrementalPdfFileWriter):
    """An update that says what it was given and nothing else: no time of the clock, no random identity."""

    def __init__(self, stream: io.BytesIO, *, identity: bytes) -> None:
        reader = PdfFileReader(stream, strict=False)
        if reader.encrypted:
            raise Refusal(codes.LOCKED)
        super().__init__(stream, prev=reader)
        first = self._document_id[0] if "/ID" in reader.trailer else ByteStringObject(identity)
        self._document_id = ArrayObject([first, ByteStringObject(identity)])

    def _update_meta(self) -> None:
        """The XMP is ours to write; Info stays as it was."""


def _attach(update: _Update, xml: bytes, *, level: Level, day: date | None) -> None:
    """The file among the embedded files of the document, and as associated with the whole of it (ISO 19005-3, 6.8)."""
    stamp = datetime.combine(day, time(), tzinfo=UTC) if day else None
    stream = EmbeddedFileObject.from_file_data(
        update, xml, mime_type="text/xml", params=EmbeddedFileParams(modification_date=stamp)
    )
    spec = FileSpec(
        file_spec_string=FACTUR_X,
        file_name=FACTUR_X,
        embedded_data=stream,
        description="Facture Factur-X",
        af_relationship=pdf_name(f"/{level.relationship}"),
    )
    _list(update, update.add_object(spec.as_pdf_object()))


def _list(update: _Update, file: Any) -> None:
    """Name `file` where readers look for it, instead of the invoices that stood there."""
    root = update.root
    names = DictionaryObject(followed(root, "/Names") or {})
    others = [entry for entry in files(followed(names, "/EmbeddedFiles")) if str(entry[0]).lower() not in INVOICE_NAMES]
    every = sorted([*others, (pdf_string(FACTUR_X), file)], key=lambda entry: str(entry[0]))
    leaf = DictionaryObject({pdf_name("/Names"): ArrayObject(part for entry in every for part in entry)})
    names["/EmbeddedFiles"] = update.add_object(leaf)
    root["/Names"] = update.add_object(names)
    associated = [one for one in members(followed(root, "/AF")) if _name(one).lower() not in INVOICE_NAMES]
    root["/AF"] = update.add_object(ArrayObject([*associated, file]))
    update.update_root()  # type: ignore[no-untyped-call]


def _name(file: Any) -> str:
    return str(file.get_object().get("/F", ""))


def _describe(update: _Update, *, level: Level) -> bool:
    root = update.root
    before = followed(root, "/Metadata")
    packet, is_pdf_a = xmp.described(before.data if before else None, level=level.name, filename=FACTUR_X)
    stream = StreamObject({pdf_name("/Type"): pdf_name("/Metadata"), pdf_name("/Subtype"): pdf_name("/XML")}, packet)
    root["/Metadata"] = update.add_object(stream)
    update.update_root()  # type: ignore[no-untyped-call]
    return is_pdf_a
