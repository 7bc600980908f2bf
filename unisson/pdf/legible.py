"""A structured file as pages a person can read. For the sandbox: a stranger decides how much there is to draw."""

from dataclasses import replace

from unisson.einvoice.detect import FileKind, detect
from unisson.einvoice.read import read_xml
from unisson.kernel.refusal import Refusal

from . import codes, embedded, image, readable, typeset

MOST_LINES = 500
"""About fifteen pages. Whoever has more lines reads them with a program, from the file itself."""


def pdf_of(content: bytes) -> bytes:
    """The readable view of an XML, or of the one inside a Factur-X. Refusals of their readers."""
    invoice = read_xml(_xml_of(content)).invoice
    shown = readable.values(replace(invoice, lines=invoice.lines[:MOST_LINES]))
    if len(invoice.lines) > MOST_LINES:
        shown["mention"] = (
            f"{shown['mention']} Seules les {MOST_LINES} premières lignes sur {len(invoice.lines)} sont montrées ici."
        )
    return typeset.render("invoice", shown)


def page_of(content: bytes, page: int) -> bytes:
    """Page `page` of the readable view as PNG, from 1. Refusal when there is no such page."""
    return image.page_png(pdf_of(content), page)


def _xml_of(content: bytes) -> bytes:
    if detect(content) is not FileKind.PDF:
        return content
    xml = embedded.find_invoice_xml(content)
    if xml is None:
        raise Refusal(codes.DAMAGED)
    return xml
