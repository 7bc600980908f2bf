"""A Factur-X taken apart: the invoice in it, and what the PDF around it says."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from unisson.einvoice.reading import Container

from . import embedded, xmp
from .tree import files, followed

_MARKS = (b"factur-x", b"zugferd", b"CrossIndustryDocument")
_MOST_PAGES = 50
"""Pages whose colour spaces are looked at."""
_DEEPEST = 20


@dataclass(frozen=True, kw_only=True)
class Unpacked:
    """`xml` is None for a PDF without an invoice; it may announce one all the same."""

    xml: bytes | None
    container: Container | None


def unpack(content: bytes) -> Unpacked:
    """Refusals of `embedded.find_invoice_xml`. Call it in the sandbox."""
    xml = embedded.find_invoice_xml(content)
    if xml is None and not any(mark in content for mark in _MARKS):
        return Unpacked(xml=None, container=None)
    return Unpacked(xml=xml, container=_container(content))


def _container(content: bytes) -> Container | None:
    """None for a PDF that only PDFium can follow: then nothing is said of it."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # slow to import, and few PDFs hold an invoice

    try:
        return _looked_at(PdfFileReader(io.BytesIO(content), strict=False).root)
    except Exception:  # pyHanko meets a broken file with errors of many kinds
        return None


def _looked_at(root: Any) -> Container:
    metadata = followed(root, "/Metadata")
    said = xmp.said(metadata.data if metadata is not None else None)
    names = followed(root, "/Names")
    listed = files(followed(names, "/EmbeddedFiles")) if names is not None else iter(())
    name, file = embedded.chosen((str(name), file.get_object()) for name, file in listed) or ("", {})
    return Container(
        name=name,
        relationship=str(file.get("/AFRelationship", "")).removeprefix("/"),
        associated=followed(root, "/AF") is not None,
        level=said.get("ConformanceLevel"),
        announced_name=said.get("DocumentFileName"),
        pdf_a=said.get("part"),
        colours=followed(root, "/OutputIntents") is not None or _every_page_says(root),
    )


def _every_page_says(root: Any) -> bool:
    return all(_is_calibrated(followed(page, "/Resources")) for page in islice(_pages(root["/Pages"]), _MOST_PAGES))


def _pages(node: Any, depth: int = 0) -> Iterator[Any]:
    if node.get("/Type") == "/Page":
        yield node
    elif depth < _DEEPEST:
        for child in followed(node, "/Kids") or ():
            yield from _pages(child.get_object(), depth + 1)


def _is_calibrated(resources: Any) -> bool:
    spaces = followed(resources, "/ColorSpace") if resources is not None else None
    return spaces is not None and any("ICCBased" in str(spaces[name]) for name in spaces)
