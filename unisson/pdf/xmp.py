"""The XMP packet of a Factur-X: what the embedded file is, and the schema that PDF/A wants for saying so.

Factur-X 1.0, chapter 6 (« XMP extension schema »); ISO 19005-3, 6.6.2.3 (extension schemas) and 6.6.4 (identification).
"""

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from unisson.einvoice.safexml import parse
from unisson.kernel.refusal import Refusal

FACTUR_X = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PDFA = "http://www.aiim.org/pdfa/ns/id/"
_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
_PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
_ABOUT = f"{{{_RDF}}}about"
_OF_INVOICES = re.compile(r"^urn:(?:factur-x|zugferd|ferd):pdfa:CrossIndustryDocument:invoice:", re.IGNORECASE)
"""Namespaces of Factur-X and of the versions of ZUGFeRD before it."""

_EMPTY = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}"/></x:xmpmeta>'.encode()
_PACKET = (
    b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n',
    b'\n<?xpacket end="w"?>',
)
_PROPERTIES = (
    ("DocumentFileName", "Name of the embedded XML invoice file"),
    ("DocumentType", "INVOICE"),
    ("Version", "Version of the Factur-X XML schema"),
    ("ConformanceLevel", "Conformance level of the embedded Factur-X data"),
)


def described(xmp: bytes | None, *, level: str, filename: str) -> tuple[bytes, bool]:
    """The packet with the Factur-X properties in it, and whether it still claims to be PDF/A-3.

    A claim of PDF/A-2 becomes one of PDF/A-3, which differs from it by the embedded files it allows; one of PDF/A-1,
    which allows none, is withdrawn. A packet that cannot be read is replaced by one that claims nothing.
    """
    root = _parsed(xmp)
    rdf = root if root.tag == f"{{{_RDF}}}RDF" else root.find(f".//{{{_RDF}}}RDF")
    if rdf is None:
        root = parse(_EMPTY)
        rdf = root[0]
    _forget(rdf, FACTUR_X)
    values = {"DocumentFileName": filename, "DocumentType": "INVOICE", "Version": "1.0", "ConformanceLevel": level}
    description = etree.SubElement(rdf, f"{{{_RDF}}}Description", {_ABOUT: ""}, nsmap={"fx": FACTUR_X})
    for name, value in values.items():
        etree.SubElement(description, f"{{{FACTUR_X}}}{name}").text = value
    _declare(rdf)
    claims = _claim_part_3(rdf)
    return etree.tostring(root, encoding="UTF-8").join(_PACKET), claims


def said(xmp: bytes | None) -> dict[str, str] | None:
    """What a packet says of PDF/A and of the invoice inside, by local name ("part", "ConformanceLevel"…).

    Where it speaks of ZUGFeRD too, Factur-X prevails, as its file does. None for a packet that we cannot read.
    """
    root = _read(xmp)
    if root is None:
        return None
    found: dict[str, str] = {}
    ours: dict[str, str] = {}
    for name, text in _properties(root):
        if name.namespace == FACTUR_X:
            ours.setdefault(name.localname, text)
        elif name.namespace == _PDFA or _OF_INVOICES.search(name.namespace or ""):
            found.setdefault(name.localname, text)
    return found | ours


def _properties(root: etree._Element) -> Iterator[tuple[etree.QName, str]]:
    """Every property that says something, written as an element or as an attribute."""
    for element in root.iter(etree.Element):
        for name, text in ((element.tag, element.text or ""), *element.attrib.items()):
            if said := str(text).strip():
                yield etree.QName(str(name)), said


def _parsed(xmp: bytes | None) -> etree._Element:
    root = _read(xmp)
    return parse(_EMPTY) if root is None else root


def _read(xmp: bytes | None) -> etree._Element | None:
    """The root of a packet, an empty one where there is none; None for what we cannot read."""
    try:
        return parse((xmp or b"").strip(b"\0 \r\n\t") or _EMPTY)
    except Refusal:
        return None


def _forget(rdf: etree._Element, namespace: str) -> None:
    """Take out the properties of a namespace, written as elements or as attributes."""
    for description in rdf:
        for name in [name for name in description.attrib if etree.QName(name).namespace == namespace]:
            del description.attrib[name]
        for said in description.findall(f"{{{namespace}}}*"):
            description.remove(said)


def _declare(rdf: etree._Element) -> None:
    """Describe the Factur-X schema among the others; a packet has one list of them."""
    bag = rdf.find(f".//{{{_EXTENSION}}}schemas/{{{_RDF}}}Bag")
    if bag is None:
        spaces = {"pdfaExtension": _EXTENSION, "pdfaSchema": _SCHEMA, "pdfaProperty": _PROPERTY}
        description = etree.SubElement(rdf, f"{{{_RDF}}}Description", {_ABOUT: ""}, nsmap=spaces)
        schemas = etree.SubElement(description, f"{{{_EXTENSION}}}schemas")
        bag = etree.SubElement(schemas, f"{{{_RDF}}}Bag")
    for entry in bag.findall(f"{{{_RDF}}}li"):
        if entry.findtext(f"{{{_SCHEMA}}}namespaceURI") == FACTUR_X:
            bag.remove(entry)
    bag.append(deepcopy(_DECLARATION))


def _declaration() -> etree._Element:
    entry = _resource(_SCHEMA, {"schema": "Factur-X PDFA Extension Schema", "namespaceURI": FACTUR_X, "prefix": "fx"})
    properties = etree.SubElement(etree.SubElement(entry, f"{{{_SCHEMA}}}property"), f"{{{_RDF}}}Seq")
    for name, meaning in _PROPERTIES:
        properties.append(
            _resource(_PROPERTY, {"name": name, "valueType": "Text", "category": "external", "description": meaning})
        )
    return entry


def _resource(namespace: str, values: dict[str, str]) -> etree._Element:
    spaces = {"rdf": _RDF, "pdfaSchema": _SCHEMA, "pdfaProperty": _PROPERTY}
    entry = etree.Element(f"{{{_RDF}}}li", {f"{{{_RDF}}}parseType": "Resource"}, nsmap=spaces)
    for name, value in values.items():
        etree.SubElement(entry, f"{{{namespace}}}{name}").text = value
    return entry


_DECLARATION = _declaration()


def _claim_part_3(rdf: etree._Element) -> bool:
    """Whether the packet says PDF/A-3 now; a part that cannot become it is no longer claimed."""
    part = f"{{{_PDFA}}}part"
    places = [description for description in rdf if description.get(part)]
    elements = rdf.findall(f"./*/{part}")
    claimed = {place.get(part) for place in places} | {(element.text or "").strip() for element in elements}
    if not claimed or not claimed <= {"2", "3"}:
        _forget(rdf, _PDFA)
        return False
    for place in places:
        place.set(part, "3")
    for element in elements:
        element.text = "3"
    return True
