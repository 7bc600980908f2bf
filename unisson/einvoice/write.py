"""From the semantic value to the bytes of an XML invoice, along the tables that the readers walk.

What was written is read back at once: whatever does not return as it went is told (CPP-ECR-01), so that nothing is
lost in silence, be it a term without a place in the syntax or a character that XML cannot carry.
"""

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from lxml import etree

from unisson.kernel.findings import Finding
from unisson.kernel.money import ZERO

from . import cii, ubl
from .binding import Condition, Node, Slot, starting_values
from .losses import losses
from .model import CREDIT_NOTE_TYPES, Identifier, Invoice, Line, Totals
from .portal import ON_RECEIPT
from .read import read_xml
from .terms import TERMS

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Frames = tuple[Any, ...]
"""The invoice, then the members of the groups one is in."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """An invoice as bytes. `losses` are findings: the values of the invoice that the bytes do not carry."""

    content: bytes
    losses: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Hand:
    """How a syntax writes what its table leaves open: its root, days, the currency of amounts, VAT point codes."""

    name: str
    root: str
    binding: Node
    namespaces: dict[str | None, str]
    day_dash: str
    day_format: str | None
    amount_currency: str | None
    schemes: frozenset[str] = frozenset()
    """Terms that hold the scheme of an identifier in an element of its own."""
    tax_point_codes: Mapping[str, str]
    code_of_receipt: str


def _prefixes(namespaces: Mapping[str, str], *, default: str | None = None) -> dict[str | None, str]:
    """`namespaces` as lxml wants them; `default`: the root whose own namespace goes without a prefix."""
    every: dict[str | None, str] = {} if default is None else {None: etree.QName(default).namespace or ""}
    every.update(namespaces)
    return every


_CODES_OF_UBL = {"5": "3", "29": "35", "72": "432"}
"""BT-8: a code of UNTDID 2475, as CII asks it, and its twin of UNTDID 2005, as UBL does."""

_ONCE = frozenset({"BT-7", "BT-89", "BT-91"})
"""Values of the document that stand in the first member of a repeated group only (CII-SR-461, UBL-SR-55); others, as
the code of the payment means, stand in each."""

_CREDIT_NOTES = CREDIT_NOTE_TYPES | {"81", "83", "296", "420", "458", "532"}
"""What the code list of UBL's CreditNote allows (BR-CL-01): also the types that no French circuit uses."""

_CII = _Hand(
    name="CII",
    root=cii.ROOT,
    binding=cii.binding(),
    namespaces=_prefixes(cii.NAMESPACES),
    day_dash="",
    day_format="102",
    amount_currency=None,
    schemes=frozenset({"BT-18-1", "BT-128-1"}),
    tax_point_codes={ubls: ciis for ciis, ubls in _CODES_OF_UBL.items()},
    code_of_receipt="72",
)
_UBL_INVOICE = _Hand(
    name="UBL",
    root=ubl.INVOICE,
    binding=ubl.invoice_binding(),
    namespaces=_prefixes(ubl.NAMESPACES, default=ubl.INVOICE),
    day_dash="-",
    day_format=None,
    amount_currency="currencyID",
    tax_point_codes=_CODES_OF_UBL,
    code_of_receipt="432",
)
_UBL_CREDIT_NOTE = replace(
    _UBL_INVOICE,
    root=ubl.CREDIT_NOTE,
    binding=ubl.credit_note_binding(),
    namespaces=_prefixes(ubl.NAMESPACES, default=ubl.CREDIT_NOTE),
)


def to_cii(invoice: Invoice) -> Written:
    """The invoice as CII (D16B, D22B), in UTF-8; the same bytes for the same value."""
    return _written(invoice, _CII)


def to_ubl(invoice: Invoice) -> Written:
    """The invoice as a UBL 2.1 Invoice or, by its type code, CreditNote; the same bytes for the same value."""
    return _written(invoice, _UBL_CREDIT_NOTE if invoice.type_code in _CREDIT_NOTES else _UBL_INVOICE)


def _written(invoice: Invoice, hand: _Hand) -> Written:
    invoice = replace(
        invoice,
        tax_point_code=_tax_point_code(invoice, hand),
        lines=tuple(map(_priced, invoice.lines)),
        totals=_taxed(invoice) if hand.name == "UBL" else invoice.totals,
    )
    root = etree.Element(hand.root, nsmap=hand.namespaces)  # type: ignore[arg-type]  # the stubs know no default namespace
    _Writer(hand).document(invoice).onto(root)
    content = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return Written(content=content, losses=losses(invoice, read_xml(content).invoice, syntax=hand.name))


def _tax_point_code(invoice: Invoice, hand: _Hand) -> str | None:
    """BT-8 in the code list of the syntax; for an invoice typed in, what its VAT regime says."""
    code = invoice.tax_point_code
    if code is None and invoice.tax_point is None and invoice.portal.vat_regime == ON_RECEIPT:
        return hand.code_of_receipt
    return hand.tax_point_codes.get(code, code) if code else None


def _priced(line: Line) -> Line:
    """The line with the gross price that its discount is taken off: net = gross - discount (BT-147)."""
    if line.price is None or line.price_discount is None or line.gross_price is not None:
        return line
    return replace(line, gross_price=line.price + line.price_discount)


def _taxed(invoice: Invoice) -> Totals:
    """The totals with the VAT that UBL asks beside its rows: their sum where the invoice does not say it."""
    amounts = [row.amount for row in invoice.vat_lines if row.amount is not None]
    if invoice.totals.vat is not None or not amounts:
        return invoice.totals
    return replace(invoice.totals, vat=sum(amounts, ZERO))


@dataclass(slots=True)
class _Draft:
    """An element that may still be dropped; lxml gets only those that stay."""

    tag: str
    text: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["_Draft"] = field(default_factory=list)

    def find(self, path: str) -> "_Draft | None":
        draft: _Draft | None = self
        for tag in path.split("/"):
            draft = next((child for child in draft.children if tag in (child.tag, "*")), None) if draft else None
        return draft

    def onto(self, element: etree._Element) -> None:
        """Make `element` what this draft says."""
        element.text = self.text
        for name, text in self.attributes.items():
            element.set(name, text)
        for child in self.children:
            child.onto(etree.SubElement(element, child.tag))


@dataclass(frozen=True, slots=True)
class _Place:
    """One element to write: what it means, within which members, and for which one value of a repeated term.

    `rank` is its place among the members or the values, -1 for an element that is there once.
    """

    node: Node
    condition: Condition | None
    frames: Frames
    one: Any = None
    rank: int = -1


class _Writer:
    """One document being written, and which place took which value, so that each is written once."""

    def __init__(self, hand: _Hand) -> None:
        self._hand = hand
        self._taken: dict[tuple[str, int, int], Node | _Draft] = {}

    def document(self, invoice: Invoice) -> _Draft:
        draft = _Draft(self._hand.root)
        self._fill(draft, _Place(self._hand.binding, None, (invoice,)))
        return draft

    def _fill(self, draft: _Draft, place: _Place) -> bool:
        """Write into `draft` what its place says; whether the invoice had anything to say there."""
        node = place.node
        draft.text = node.value or None
        held = node.opens is not None and not node.on_demand
        if node.slot is not None:
            held |= self._put(draft, node.slot, place)
        for name, slot in node.attributes.items():
            held |= self._add_attribute(draft, name, slot, place.frames)
        for tag, twins in node.children.items():
            for child in self._places(twins, place):
                held |= self._add(draft, tag, child)
        currency = place.frames[0].currency
        if currency and self._hand.amount_currency and draft.text and draft.tag.endswith("Amount"):
            draft.attributes[self._hand.amount_currency] = _printable(currency)
        return held

    def _add_attribute(self, draft: _Draft, name: str, slot: Slot, frames: Frames) -> bool:
        """Within a repeated group a value of the document stands on the first member only (UBL-SR-46)."""
        value = None if slot.spare else _value(slot, frames)
        if value is None or (slot.up and not self._take(slot, frames, draft)):
            return False
        draft.attributes[name] = _printable(_TEXT[slot.holds](self._hand, value))
        return True

    def _add(self, parent: _Draft, tag: str, place: _Place) -> bool:
        """Append the element of a place, unless it would be empty or not what its condition asks."""
        before, draft, node = len(self._taken), _Draft(tag), place.node
        held = self._fill(draft, place)
        stays = held or node.must or (node.constant and bool(draft.text or draft.children))
        if stays and (place.condition is None or _made_true(place.condition, draft, place.frames)):
            parent.children.append(draft)
            return held
        while len(self._taken) > before:
            self._taken.popitem()
        return False

    def _places(self, twins: list[tuple[str, Condition | None, Node]], outer: _Place) -> Iterator[_Place]:
        """The elements to write under one name, the members of groups in the order of the invoice."""
        if len(twins) == 1 or not any(node.opens for _, _, node in twins):
            for _, condition, node in twins:
                yield from self._of(node, condition, outer)
        else:
            every = [place for _, condition, node in twins for place in self._of(node, condition, outer)]
            yield from sorted(every, key=lambda place: place.rank)

    def _of(self, node: Node, condition: Condition | None, outer: _Place) -> Iterator[_Place]:
        frames = outer.frames
        if node.opens is not None:
            members = _value(node.opens, frames) or ((_blank(node.opens.holds),) if node.on_demand else ())
            for rank, member in enumerate(members):
                if _belongs(member, node.opens.term) and self._take(node.opens, frames, node, rank):
                    yield _Place(node, condition, (*frames, member), rank=rank)
        elif node.repeats is not None and outer.one is None:
            for rank, value in enumerate(_value(node.repeats, frames) or ()):
                yield _Place(node, condition, frames, value, rank)
        else:
            yield _Place(node, condition, frames, outer.one, outer.rank if node.repeats else -1)

    def _put(self, draft: _Draft, slot: Slot, place: _Place) -> bool:
        """Write the value of a term as the text of its element."""
        value = place.one if slot.many else _value(slot, place.frames)
        if value is None or (slot.spare and not slot.bare) or (slot.bare and value.scheme):
            return False
        if slot.holds not in _TEXT:  # a group: its element alone says that it is there
            return bool(value == _blank(slot.holds))
        taker = draft if slot.up and slot.term in _ONCE else place.node
        if not self._take(slot, place.frames, taker, place.rank if slot.many else -1):
            return False
        draft.text = self._marked(_printable(_TEXT[slot.holds](self._hand, value)), slot, place.frames)
        draft.attributes.update(self._attributes(draft.tag, slot, value))
        return True

    def _take(self, slot: Slot, frames: Frames, taker: Node | _Draft, rank: int = -1) -> bool:
        """Whether this place is the first that offers to hold the value."""
        key = (slot.term, id(_home(slot, frames)), rank)
        return self._taken.setdefault(key, taker) is taker

    def _marked(self, text: str, slot: Slot, frames: Frames) -> str:
        subject = _value(slot.subject, frames) if slot.subject else None
        return f"#{subject}#{text}" if subject else text

    def _attributes(self, tag: str, slot: Slot, value: Any) -> Iterator[tuple[str, str]]:
        """What the syntax wants beside a value: the scheme of an identifier, the format of a day."""
        if isinstance(value, Identifier) and value.scheme and f"{slot.term}-1" not in self._hand.schemes:
            yield "listID" if tag.endswith("Code") else "schemeID", _printable(value.scheme)
        if isinstance(value, date) and self._hand.day_format:
            yield "format", self._hand.day_format


_TEXT: Mapping[type, Callable[[_Hand, Any], str]] = {
    str: lambda _hand, value: value,
    Decimal: lambda _hand, value: _number(value),
    date: lambda hand, value: value.isoformat().replace("-", hand.day_dash),
    bytes: lambda _hand, value: base64.b64encode(value).decode(),
    Identifier: lambda _hand, value: value.value,
}


def _number(value: Decimal) -> str:
    """The number without the zeros that the decimal rules count: two decimals stay (UBL-DT-01, BR-DEC)."""
    whole, point, decimals = format(value, "f").partition(".")
    return whole + point + decimals[:2] + decimals[2:].rstrip("0")


def _printable(text: str) -> str:
    """`text` without the characters that XML 1.0 cannot carry."""
    return _NOT_XML.sub("", text)


def _home(slot: Slot, frames: Frames) -> Any:
    return frames[len(frames) - 1 - slot.up]


def _value(slot: Slot, frames: Frames) -> Any:
    value = _home(slot, frames)
    for key in slot.keys:
        if value is None:
            return None
        value = getattr(value, key)
    return value


def _belongs(member: Any, group: str) -> bool:
    return all(getattr(member, name) == value for name, value in starting_values(group).items())


@cache
def _blank(cls: type) -> Any:
    return cls()


def _made_true(condition: Condition, draft: _Draft, frames: Frames) -> bool:
    """Give the element the attribute that its condition asks for; False when it cannot be what is asked."""
    said = draft.find(condition.path) if condition.path else draft
    if said is None:
        return False
    if condition.attribute is None:
        return True
    text = getattr(frames[0], TERMS[condition.term].path) if condition.term else min(condition.texts, default="")
    if text:
        said.attributes[condition.attribute] = _printable(text)
    return bool(text)
