"""What can be looked at of an invoice: page images made by us, and a readable PDF from its data."""

from functools import lru_cache

from unisson.einvoice.reading import Syntax
from unisson.files import store
from unisson.kernel.ports import ports
from unisson.pdf import image, readable, sandbox

from .models import Invoice
from .reading import read_structured

_PAGES_OF = frozenset({Syntax.PDF, Syntax.FACTURX})
_KEPT_PAGES = 64
"""Pages a web process remembers, about 40 kB each: the form asks for the same ones again at each visit."""


def page_image(invoice: Invoice, number: int) -> bytes:
    """Page `number` as PNG: of the PDF that was deposited, or of the readable view of an XML. Refusals of `image`."""
    return _page(invoice.file_id, invoice.syntax, number)


def readable_pdf(invoice: Invoice) -> bytes:
    """« Visualiser la facture » for people: a PDF of every value, whatever syntax the invoice came in."""
    return _readable(invoice.file_id, invoice.syntax)


@lru_cache(maxsize=_KEPT_PAGES)
def _page(digest: str, syntax: str, number: int) -> bytes:
    content = store.content_of(digest) if syntax in _PAGES_OF else _readable(digest, syntax)
    return sandbox.run(image.page_png, content, page=number)


def _readable(digest: str, syntax: str) -> bytes:
    content = store.content_of(digest)
    if syntax == Syntax.PDF:
        return content
    assert ports.renderer is not None  # noqa: S101 - wired at start
    reading = read_structured(content, Syntax(syntax))
    return ports.renderer.render("invoice", readable.values(reading.invoice))
