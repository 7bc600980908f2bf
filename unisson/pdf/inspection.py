"""What a PDF is, before anything is read from it."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from unisson.kernel.refusal import Refusal

from . import codes
from .extent import FIRST_PAGES

MAX_PAGES = 500
"""A works account with its annexes may run to some hundred pages; what is longer is no invoice and costs too much."""
_HEADER_WITHIN = 1024
"""ISO 32000-1, annex H: readers accept the header anywhere in the first 1024 bytes."""


@dataclass(frozen=True, kw_only=True)
class PdfFacts:
    """What is known of a PDF that opens. `page_sizes` are (width, height) in points (1/72 inch), as displayed."""

    pages: int
    page_sizes: tuple[tuple[float, float], ...]
    has_text: bool
    """Whether the first three pages hold text; a scan holds none."""
    signed: bool
    javascript: bool
    """Scripts declared for the document, or written in the clear. We never run them; the operator may want to know."""
    embedded_names: tuple[str, ...]
    producer: str
    title: str


@contextmanager
def opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document in `content`, closed at the end. Refusal when it is no PDF, damaged, locked, or too long.

    An owner password (print or copy restrictions) does not matter: such a file opens.
    """
    if not content:
        raise Refusal(codes.EMPTY)
    if b"%PDF-" not in content[:_HEADER_WITHIN]:
        raise Refusal(codes.NOT_A_PDF)
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Refusal(codes.PASSWORD if locked else codes.DAMAGED) from error
    try:
        pages = len(document)
        if pages < 1:
            raise Refusal(codes.DAMAGED)
        if pages > MAX_PAGES:
            raise Refusal(codes.TOO_MANY_PAGES, pages=pages, limit=MAX_PAGES)
        yield document
    except pypdfium2.PdfiumError as error:
        raise Refusal(codes.DAMAGED) from error
    finally:
        document.close()


def inspect(content: bytes) -> PdfFacts:
    """The facts of a PDF, without reading its values. Refusals of `opened`."""
    with opened(content) as document:
        pages = len(document)
        return PdfFacts(
            pages=pages,
            page_sizes=tuple(document.get_page_size(number) for number in range(pages)),
            has_text=any(_has_text(document, number) for number in range(min(pages, FIRST_PAGES))),
            signed=raw.FPDF_GetSignatureCount(document) > 0,
            javascript=raw.FPDFDoc_GetJavaScriptActionCount(document) > 0 or b"/JavaScript" in content,
            embedded_names=embedded_names(document),
            producer=document.get_metadata_value("Producer"),
            title=document.get_metadata_value("Title"),
        )


def embedded_names(document: pypdfium2.PdfDocument) -> tuple[str, ...]:
    """The names of the embedded files, in the order of the document."""
    return tuple(attachment_name(document, index) for index in range(document.count_attachments()))


def attachment_name(document: pypdfium2.PdfDocument, index: int) -> str:
    """The name of one embedded file; empty when the document does not give it a readable one."""
    attachment = raw.FPDFDoc_GetAttachment(document, index)
    size = raw.FPDFAttachment_GetName(attachment, None, 0) if attachment else 0
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAttachment_GetName(attachment, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _has_text(document: pypdfium2.PdfDocument, number: int) -> bool:
    page = document[number]
    return bool(page.get_textpage().get_text_bounded().strip())
