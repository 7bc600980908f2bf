"""From the bytes of an XML invoice to the semantic value: the root element chooses the table."""

from dataclasses import dataclass
from functools import partial

from lxml import etree

from unisson.kernel.refusal import Refusal

from . import cii, ubl
from .binding import Node
from .portal import derived
from .reading import Reading, Said, Syntax
from .safexml import parse
from .walk import Walk


@dataclass(frozen=True, kw_only=True)
class _Reader:
    syntax: Syntax
    binding: Node
    day: str


_READERS = {
    cii.ROOT: _Reader(syntax=Syntax.CII, binding=cii.BINDING, day=cii.DAY),
    ubl.INVOICE: _Reader(syntax=Syntax.UBL_INVOICE, binding=ubl.INVOICE_BINDING, day=ubl.DAY),
    ubl.CREDIT_NOTE: _Reader(syntax=Syntax.UBL_CREDIT_NOTE, binding=ubl.CREDIT_NOTE_BINDING, day=ubl.DAY),
}


def read_xml(content: bytes) -> Reading:
    """The invoice in a CII or UBL file, with what was literally written and what could not be held.

    Refusal: the codes of `safexml.parse`, and CPP-XML-05 when the root element is no invoice we know.
    """
    root = parse(content)
    reader = _READERS.get(root.tag)
    if reader is None:
        raise _not_an_invoice(root)
    return Reading(syntax=reader.syntax, read=partial(_said, root, reader), document=root)


def _said(root: etree._Element, reader: _Reader) -> Said:
    walk = Walk(day=reader.day)
    invoice = derived(walk.read(root, reader.binding))
    return Said(invoice=invoice, problems=tuple(walk.problems), raw=walk.raw, occurrences=walk.occurrences)


def _not_an_invoice(root: etree._Element) -> Refusal:
    name = etree.QName(root)
    if name.localname in {etree.QName(known).localname for known in _READERS}:
        return Refusal("CPP-XML-06", root=name.localname, namespace=name.namespace)
    return Refusal("CPP-XML-05", root=name.localname)
