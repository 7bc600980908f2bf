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
class Reading:
    """An invoice as read.

    `raw` maps a place ("BT-2", "BG-25[2]/BT-131") to the text written in the file; `occurrences` counts how often a
    place was filled; both serve rules on the syntax itself. In `raw` a place filled again is "BT-29[2]", an attribute
    of the element is "BT-2/@format", and an attachment keeps only its first characters. `problems` are findings of
    the reader: a date that is no date, an element it cannot hold. Nothing is dropped silently. `document` is the root
    of the XML that was read, for rules on what a value cannot tell; None when the values were typed or found on a page.
    """

    invoice: Invoice
    syntax: Syntax
    raw: Mapping[str, str] = field(default_factory=dict)
    occurrences: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Finding, ...] = ()
    document: etree._Element | None = field(default=None, compare=False, repr=False)
