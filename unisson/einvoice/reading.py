"""What a reader hands over: the semantic value, what was literally written, and what could not be held."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from lxml import etree

from unisson.kernel.findings import Finding

from .model import Invoice

MadeT = TypeVar("MadeT")


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
    """Whether a file is associated with the document, or with one of its pages."""
    level: str | None = None
    """The profile that the XMP announces."""
    announced_name: str | None = None
    pdf_a: str | None = ""
    """The part of PDF/A that the XMP claims, empty for none; None when the XMP cannot be read."""
    colours: bool = False
    """Whether the meaning of colours is said: an output intent, or colour spaces of its own on every page that
    paints."""

    @property
    def announces_invoice(self) -> bool:
        return self.level is not None


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a reader made of an invoice.

    `raw` maps a place ("BT-2", "BG-25[2]/BT-131") to the text written in the file; `occurrences` counts how often a
    place was filled. In `raw` a place filled again is "BT-29[2]", an attribute of the element is "BT-2/@format", and an
    attachment keeps only its first characters. `problems` are findings of the reader: a date that is no date, an
    element it cannot hold. Nothing is dropped silently.
    """

    invoice: Invoice
    problems: tuple[Finding, ...] = ()
    raw: Mapping[str, str] = field(default_factory=dict)
    occurrences: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """An invoice as it reached us; what it says is read when somebody first asks for it.

    `document` is the root of the XML, for rules on what a value cannot tell; None when the values were typed or found
    on a page. A rule set that judges the document itself (EN 16931) never needs the value.
    """

    syntax: Syntax
    read: Callable[[], Said] = field(compare=False, repr=False)
    document: etree._Element | None = field(default=None, compare=False, repr=False)
    profile: str | None = None
    """What the file declares to be (BT-24), known without reading the rest; None for what was typed."""
    container: Container | None = None
    """What the PDF around it says, for an invoice taken from one; None when it could not be looked at."""
    _kept: dict[Callable[["Reading"], Any], Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    @classmethod
    def of(cls, invoice: Invoice, *, syntax: Syntax, problems: tuple[Finding, ...] = ()) -> "Reading":
        """The reading of a value that is at hand: typed, or found on a page."""
        said = Said(invoice=invoice, problems=problems)
        return cls(syntax=syntax, read=lambda: said, profile=invoice.specification)

    def saying(self, invoice: Invoice) -> "Reading":
        """The same reading with another value: what a person corrected, or the depositor chose."""
        return self.revised(lambda said: replace(said, invoice=invoice))

    def revised(self, change: Callable[[Said], Said]) -> "Reading":
        """The same reading, whose value will be changed once it is read."""
        return replace(self, read=lambda: change(self._said))

    def keep(self, make: Callable[["Reading"], MadeT]) -> MadeT:
        """What `make` makes of this reading, made once: for what several rule sets look at."""
        if make not in self._kept:
            self._kept[make] = make(self)
        made: MadeT = self._kept[make]
        return made

    @cached_property
    def _said(self) -> Said:
        return self.read()

    @property
    def invoice(self) -> Invoice:
        """The semantic value."""
        return self._said.invoice

    @property
    def problems(self) -> tuple[Finding, ...]:
        """What the reader could not hold."""
        return self._said.problems

    @property
    def raw(self) -> Mapping[str, str]:
        """Each place with the text written there."""
        return self._said.raw

    @property
    def occurrences(self) -> Mapping[str, int]:
        """Each place with how often it was filled."""
        return self._said.occurrences
