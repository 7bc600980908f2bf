"""What can be looked at of an invoice: page images made by us, and a readable PDF from its data."""

from functools import lru_cache

from unisson.einvoice.reading import Syntax
from unisson.files import store
from unisson.pdf import image, legible, sandbox

from .models import Invoice

_PAGES_OF = frozenset({Syntax.PDF, Syntax.FACTURX})
_KEPT_PAGES = 64
"""Pages a web process remembers, about 40 kB each: the form asks for the same ones again at each visit."""
_KEPT_VIEWS = 8


def page_image(invoice: Invoice, number: int) -> bytes:
    """Page `number` as PNG: of the PDF that was deposited, or of the readable view of an XML. Refusals of `image`."""
    return _page(invoice.file_id, invoice.syntax, number)


def readable_pdf(invoice: Invoice) -> bytes:
    """« Visualiser la facture » for people: a PDF of every value, whatever syntax the invoice came in."""
    if invoice.syntax == Syntax.PDF:
        return store.content_of(invoice.file_id)
    return _view(invoice.file_id)


@lru_cache(maxsize=_KEPT_PAGES)
def _page(digest: str, syntax: str, number: int) -> bytes:
    draw = image.page_png if syntax in _PAGES_OF else legible.page_of
    return sandbox.run(draw, store.content_of(digest), megabytes=sandbox.TO_DRAW, page=number)


@lru_cache(maxsize=_KEPT_VIEWS)
def _view(digest: str) -> bytes:
    return sandbox.run(legible.pdf_of, store.content_of(digest), megabytes=sandbox.TO_DRAW)
