"""The XML invoice inside a Factur-X, ZUGFeRD or XRechnung PDF."""

import ctypes
from collections.abc import Iterable
from typing import TypeVar

import pypdfium2
from pypdfium2 import raw

from unisson.kernel.refusal import Refusal

from . import codes
from .inspection import embedded_names, opened

T = TypeVar("T")

FACTUR_X = "factur-x.xml"
"""The name Factur-X 1.x and ZUGFeRD 2.1 prescribe. It counts alone: some senders add a ZUGFeRD 1 file beside it."""
INVOICE_NAMES = (FACTUR_X, "zugferd-invoice.xml", "xrechnung.xml")
"""Then ZUGFeRD 1 and 2.0 (either case), and the XRechnung profile. Order-X is no invoice."""
MAX_BYTES = 10_000_000
"""An invoice file is at most 10 Mo, whatever carries it (design §4)."""


def find_invoice_xml(content: bytes) -> bytes | None:
    """The bytes of the embedded invoice, or None for a PDF that carries none.

    Refusals of `inspection.opened`; also when the file inflates beyond 10 Mo, or when two different invoices are
    embedded and no name prevails: which one counts is not ours to guess. Only known names are inflated; call it in
    the sandbox.
    """
    with opened(content) as document:
        found = [
            (name, _inflate(document, index, name=name))
            for index, name in enumerate(embedded_names(document))
            if name.lower() in INVOICE_NAMES
        ]
    found = _preferred(found)
    if len({xml for _, xml in found}) > 1:
        raise Refusal(codes.AMBIGUOUS_XML, names=", ".join(name for name, _ in found))
    return found[0][1] if found else None


def chosen(files: Iterable[tuple[str, T]]) -> tuple[str, T] | None:
    """Of embedded files by name, the invoice; None when there is none."""
    return next(iter(_preferred([one for one in files if one[0].lower() in INVOICE_NAMES])), None)


def _preferred(found: list[tuple[str, T]]) -> list[tuple[str, T]]:
    return [one for one in found if one[0].lower() == FACTUR_X] or found


def _inflate(document: pypdfium2.PdfDocument, index: int, *, name: str) -> bytes:
    attachment = raw.FPDFDoc_GetAttachment(document, index)
    size = ctypes.c_ulong()
    if not raw.FPDFAttachment_GetFile(attachment, None, 0, size):
        raise Refusal(codes.DAMAGED)
    if size.value > MAX_BYTES:
        raise Refusal(codes.EMBEDDED_TOO_LARGE, name=name, limit=MAX_BYTES // 1_000_000)
    buffer = ctypes.create_string_buffer(size.value)
    raw.FPDFAttachment_GetFile(attachment, buffer, size.value, size)
    return buffer.raw
