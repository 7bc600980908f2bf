"""XML from strangers: no DTD, no entity, no network, no XInclude, bounded size and depth (design §9).

The text is decoded by us and handed to lxml as UTF-8, so that the text searched for a DOCTYPE and the text parsed are
the same whatever encoding the file claims.
"""

import codecs
import re

from lxml import etree

from unisson.kernel.refusal import Refusal

from . import codes as _codes  # noqa: F401 - declares the sentences

LARGEST_XML = 10 * 1024 * 1024
"""Bytes: the limit of an invoice file (domain-rules §9, 3)."""
MOST_TAGS = 400_000
"""Opening and closing tags: some 7000 invoice lines take 350 000."""
MOST_EQUAL_SIGNS = 400_000
"""Each attribute takes one, and some 200 bytes of memory: 7000 invoice lines have 100 000."""
MOST_ATTRIBUTES = 50
LONGEST_ATTRIBUTE = 10_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    ("<?".encode("utf-16-le"), "utf-16-le"),
    ("<?".encode("utf-16-be"), "utf-16-be"),
)
_ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252", "utf-16"})
_DECLARATION = re.compile(rb"""<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._\-]{1,40})["']""")
_PROLOG_PART = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_RESOURCE_LIMIT = 114  # libxml2: XML_ERR_RESOURCE_LIMIT, depth 256 or text of 10 million characters
_INCLUDING = "{http://www.w3.org/2001/XInclude}*"
_OVERLOADED = etree.XPath(
    f"boolean(//@*[{MOST_ATTRIBUTES + 1}]) or boolean(//@*[string-length() > {LONGEST_ATTRIBUTE}])"
)
"""An element with too many attributes, or an attribute too long: libxml2 looks faster than we do."""


def parse(content: bytes) -> etree._Element:
    """The root element of an XML file, comments and processing instructions dropped.

    Refusal: CPP-XML-01 DOCTYPE, entity or inclusion, -02 not well-formed, -03 too deep or too large, -04 encoding.
    """
    if len(content) > LARGEST_XML or _has_more(content, b"<", MOST_TAGS) or _has_more(content, b"=", MOST_EQUAL_SIGNS):
        raise Refusal("CPP-XML-03")
    text, data = _decode(content)
    if _has_doctype(text):
        raise Refusal("CPP-XML-01")
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise _refusal(error) from None
    if next(root.iter(_INCLUDING), None) is not None:
        raise Refusal("CPP-XML-01")
    if _OVERLOADED(root):
        raise Refusal("CPP-XML-03")
    return root


def _has_more(content: bytes, sign: bytes, most: int) -> bool:
    """Counting takes longer than parsing a tenth of the file: a short one cannot have so many."""
    return len(content) > most and content.count(sign) > most


def _parser() -> etree.XMLParser:
    # A parser of its own for each document: lxml serialises the use of a shared one and keeps its error log.
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        collect_ids=False,
        remove_blank_text=True,
        remove_comments=True,
        remove_pis=True,
    )


def _decode(content: bytes) -> tuple[str, bytes]:
    """The text of a file, and the same as UTF-8."""
    encoding = next((name for mark, name in _BOMS if content.startswith(mark)), None) or _declared(content)
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise Refusal("CPP-XML-04", encoding=encoding.removesuffix("-sig").upper()) from None
    return text, content if encoding == "utf-8" else text.encode()


def _declared(content: bytes) -> str:
    match = _DECLARATION.match(content)
    if match is None:
        return "utf-8"
    encoding = match[1].decode().lower()
    if encoding not in _ENCODINGS:
        raise Refusal("CPP-XML-04", encoding=encoding.upper())
    return encoding


def _has_doctype(text: str) -> bool:
    """Whether a document type comes before the root element; anywhere else the parser refuses it."""
    position = 0
    while part := _PROLOG_PART.match(text, position):
        position = part.end()
    return text.startswith("<!DOCTYPE", position)


def _refusal(error: etree.XMLSyntaxError) -> Refusal:
    if getattr(error, "code", None) == _RESOURCE_LIMIT:  # unknown to the type stubs
        return Refusal("CPP-XML-03")
    return Refusal("CPP-XML-02", line=error.lineno)
