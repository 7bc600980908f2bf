"""From the bytes of an XML invoice to the semantic value: the root element chooses the table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from lxml import etree

from unisson.kernel.refusal import Refusal

from . import cii, ubl
from .binding import Node
from .portal import derived
from .reading import Container, Reading, Said, Syntax
from .safexml import parse
from .walk import Walk


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What reads the documents of one root element."""

    syntax: Syntax
    binding: Callable[[], Node]
    day: str
    profile: tuple[str, ...]
    """Where it declares what it is (BT-24)."""


_READERS = {
    cii.ROOT: Reader(syntax=Syntax.CII, binding=cii.binding, day=cii.DAY, profile=cii.PROFILE),
    ubl.INVOICE: Reader(syntax=Syntax.UBL_INVOICE, binding=ubl.invoice_binding, day=ubl.DAY, profile=ubl.PROFILE),
    ubl.CREDIT_NOTE: Reader(
        syntax=Syntax.UBL_CREDIT_NOTE, binding=ubl.credit_note_binding, day=ubl.DAY, profile=ubl.PROFILE
    ),
}


def read_xml(content: bytes) -> Reading:
    """The invoice in a CII or UBL file, with what was literally written and what could not be held.

    Refusal: the codes of `safexml.parse`, and CPP-XML-05 when the root element is no invoice we know.
    """
    root = parse(content)
    reader = reader_for(root)
    profile = _declared(root, reader.profile)
    return Reading(syntax=reader.syntax, read=partial(_said, root, reader), document=root, profile=profile)


def read_hybrid(xml: bytes, container: Container | None) -> Reading:
    """The invoice taken from a PDF, with what the PDF around it says. Refusals of `read_xml`."""
    return replace(read_xml(xml), syntax=Syntax.FACTURX, container=container)


def _declared(root: etree._Element, path: Sequence[str]) -> str | None:
    """The text of the first element along `path`."""
    found: etree._Element | None = root
    for tag in path:
        found = next(found.iterchildren(tag), None) if found is not None else None
    return (found.text or "").strip() or None if found is not None else None


def _said(root: etree._Element, reader: Reader) -> Said:
    walk = Walk(day=reader.day)
    invoice = derived(walk.read(root, reader.binding()))
    return Said(invoice=invoice, problems=tuple(walk.problems), raw=walk.raw, occurrences=walk.occurrences)


def reader_for(root: etree._Element) -> Reader:
    """What reads a document, by its root element. Refusal CPP-XML-05 or -06 for one that is no invoice we know."""
    reader = _READERS.get(root.tag)
    if reader is None:
        raise _not_an_invoice(root)
    return reader


def _not_an_invoice(root: etree._Element) -> Refusal:
    name = etree.QName(root)
    if name.localname in {etree.QName(known).localname for known in _READERS}:
        return Refusal("CPP-XML-06", root=name.localname, namespace=name.namespace)
    return Refusal("CPP-XML-05", root=name.localname)
