"""A Factur-X taken apart: the invoice in it, and what the PDF around it says."""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from unisson.einvoice.reading import Container

from . import embedded, xmp
from .tree import files, followed

_MARKS = (b"factur-x", b"zugferd", b"CrossIndustryDocument")
_XMP = re.compile(rb"/Subtype\s*/XML\b.{0,300}?stream\r?\n", re.DOTALL)
_MOST_PACKETS = 20
_MOST_PAGES = 50
"""Pages whose colour spaces are looked at."""
_DEEPEST = 20
_MOST_BYTES = 1_000_000
"""Bytes of a page that are looked at."""
_CALIBRATED = re.compile("ICCBased|CalGray|CalRGB|/Lab")
_TEXT = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
_PAINTED = re.compile(rb"(?<![A-Za-z0-9*/])(?:f\*?|F|B\*?|b\*?|S|s|sh|BI)(?![A-Za-z0-9*])")
_WRITTEN = re.compile(rb"[)\]>]\s*(?:Tj|TJ|'|\")")
_INVISIBLE = re.compile(rb"(?<![0-9.])3\s+Tr(?![A-Za-z])")
"""The operators that paint and that show text, and the one that hides it, as under a scanned page (ISO 32000-1, A).

What is painted without a word on its colour is black of the device, which is undefined like any other (8.6.3)."""


@dataclass(frozen=True, kw_only=True)
class Unpacked:
    """`xml` is None for a PDF without an invoice; it may announce one all the same."""

    xml: bytes | None
    container: Container | None


def unpack(content: bytes) -> Unpacked:
    """Refusals of `embedded.find_invoice_xml`. Call it in the sandbox."""
    xml = embedded.find_invoice_xml(content)
    if xml is None and not _announces(content):
        return Unpacked(xml=None, container=None)
    return Unpacked(xml=xml, container=_container(content))


def _announces(content: bytes) -> bool:
    """Whether a PDF speaks of an invoice, in plain or in a compressed packet of XMP."""
    return any(mark in text for text in chain([content], _packed_packets(content)) for mark in _MARKS)


def _packed_packets(content: bytes) -> Iterator[bytes]:
    """The packets of XMP that are compressed: the entries of a stream are always written in plain."""
    for entries in islice(_XMP.finditer(content), _MOST_PACKETS):
        try:
            yield zlib.decompressobj().decompress(content[entries.end() : entries.end() + _MOST_BYTES], _MOST_BYTES)
        except zlib.error:
            continue


def _container(content: bytes) -> Container | None:
    """None for a PDF that only PDFium can follow: then nothing is said of it."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # slow to import, and few PDFs hold an invoice

    try:
        return _looked_at(PdfFileReader(io.BytesIO(content), strict=False).root)
    except Exception:  # pyHanko meets a broken file with errors of many kinds
        return None


def _looked_at(root: Any) -> Container:
    metadata = followed(root, "/Metadata")
    packet = xmp.said(metadata.data if metadata is not None else None)
    said = packet or {}
    names = followed(root, "/Names")
    listed = files(followed(names, "/EmbeddedFiles")) if names is not None else iter(())
    name, file = embedded.chosen((str(name), file.get_object()) for name, file in listed) or ("", {})
    return Container(
        name=name,
        relationship=str(file.get("/AFRelationship", "")).removeprefix("/"),
        associated="/AF" in root or any("/AF" in page for page, _ in _first_pages(root)),
        level=said.get("ConformanceLevel"),
        announced_name=said.get("DocumentFileName"),
        pdf_a=None if packet is None else said.get("part", ""),
        colours=followed(root, "/OutputIntents") is not None or _every_page_says(root),
    )


def _every_page_says(root: Any) -> bool:
    return all(_is_defined(page, resources) for page, resources in _first_pages(root))


def _first_pages(root: Any) -> Iterator[tuple[Any, Any]]:
    return islice(_pages(root["/Pages"]), _MOST_PAGES)


def _pages(node: Any, inherited: Any = None, depth: int = 0) -> Iterator[tuple[Any, Any]]:
    """Each page with its resources, which it may have from the nodes above it."""
    resources = followed(node, "/Resources") or inherited or {}
    if node.get("/Type") == "/Page":
        yield node, resources
    elif depth < _DEEPEST:
        for child in followed(node, "/Kids") or ():
            yield from _pages(child.get_object(), resources, depth + 1)


def _is_defined(drawn: Any, resources: Any, depth: int = 0) -> bool:
    """Whether a page, or a form on it, has colour spaces of its own or paints nothing."""
    spaces = followed(resources, "/ColorSpace") or {}
    if any(_CALIBRATED.search(str(spaces[name])) for name in spaces):
        return True
    if any(map(_paints, _streams(drawn))) or "/Shading" in resources:
        return False
    objects = followed(resources, "/XObject") or {}
    return all(_is_object_defined(followed(objects, name), resources, depth) for name in objects)


def _is_object_defined(drawn: Any, resources: Any, depth: int) -> bool:
    if drawn.get("/Subtype") == "/Form":
        return depth < _DEEPEST and _is_defined(drawn, followed(drawn, "/Resources") or resources, depth + 1)
    return "/Device" not in str(followed(drawn, "/ColorSpace"))


def _streams(drawn: Any) -> list[Any]:
    """What draws: a form itself, a page by one stream or several."""
    if drawn.get("/Subtype") == "/Form":
        return [drawn]
    contents = followed(drawn, "/Contents")
    if contents is None:
        return []
    return [one.get_object() for one in contents] if isinstance(contents, list) else [contents]


def _paints(stream: Any) -> bool:
    """Whether a stream paints, or shows text; one that is packed in a way of its own is taken to do so."""
    packed, data = followed(stream, "/Filter"), stream.encoded_data
    if packed in ("/FlateDecode", ["/FlateDecode"]):
        data = zlib.decompressobj().decompress(data, _MOST_BYTES)
    elif packed is not None:
        return True
    data = _TEXT.sub(b"()", data[:_MOST_BYTES])
    return bool(_PAINTED.search(data) or (_WRITTEN.search(data) and not _INVISIBLE.search(data)))
