"""What a reader hands over: the semantic value, what was literally written, and what could not be held."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lxml import etree

from unisson.kernel.findings import Finding

from .model import Invoice


class Syntax(StrEnum):
    """The forms in which an invoice reaches us; values are the names used on screen and in the history."""

    UBL_INVOICE = "UBL"
    UBL_CREDIT_NOTE = "UBL_CREDIT_NOTE"
    CII = "CII"
    FACTURX = "FACTURX"
    PDF = "PDF"
    FORM = "FORM"

    @property
    def is_structured(self) -> bool:
        return self not in (Syntax.PDF, Syntax.FORM)


@dataclass(frozen=True, kw_only=True)
class Container:
    """What the PDF around an embedded invoice says: of the file in it (XMP, AFRelationship), and of itself."""

    name: str = ""
    """The name of the embedded file; empty when the PDF announces a Factur-X and holds none."""
    relationship: str = ""
    associated: bool = False
    """Whether the file is associated with the document, or with a part of it."""
    level: str | None = None
    """The profile that the XMP announces."""
    announced_name: str | None = None
    pdf_a: str | None = None
    """The part of PDF/A that the XMP claims."""
    colours: bool = False
    """Whether the meaning of colours is said: an output intent, or colour spaces of its own on every page."""

    @property
    def announces_invoice(self) -> bool:
        return self.level is not None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """An invoice as read.

    `raw` maps a place ("BT-2", "BG-25[2]/BT-131") to the text written in the file; `occurrences` counts how often a
    place was filled; both serve rules on the syntax itself. In `raw` a place filled again is "BT-29[2]", an attribute
    of the element is "BT-2/@format", and an attachment keeps only its first characters. `problems` are findings of
    the reader: a date that is no date, an element it cannot hold. Nothing is dropped silently. `document` is the root
    of the XML that was read, for rules on what a value cannot tell; None when the values were typed or found on a page.
    `container` tells of the PDF that the XML was taken from; None when there was none, or it could not be looked at.
    """

    invoice: Invoice
    syntax: Syntax
    raw: Mapping[str, str] = field(default_factory=dict)
    occurrences: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Finding, ...] = ()
    document: etree._Element | None = field(default=None, compare=False, repr=False)
    container: Container | None = None
