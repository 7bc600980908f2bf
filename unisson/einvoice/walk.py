"""One walk down a document along a compiled table: values for the model, literal texts, and what could not be held."""

import base64
import binascii
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from unisson.kernel import money
from unisson.kernel.findings import Finding, Severity

from .binding import Condition, Node, Shape, Slot, shape_of, starting_values
from .model import Identifier, Invoice
from .terms import NEEDED

LARGEST_DOCUMENT = 10 * 1024 * 1024
"""Bytes of one attachment once decoded (domain-rules §9, 3)."""
MOST_DOCUMENTS = 100
MOST_STRANGERS = 30
"""Distinct unknown elements listed by name; the others are counted."""
_EXCERPT = 80

_BASIC_DAY = re.compile(r"^(\d{4})(\d\d)(\d\d)$")
_EXTENDED_DAY = re.compile(r"^(\d{4})-(\d\d)-(\d\d)(?:T[\d:.]{5,20})?(?:Z|[+-]\d\d:\d\d)?$")
_NUMBER = re.compile(r"^[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})$")
_SUBJECT = re.compile(r"^#([A-Z]{3})#(.*)$", re.DOTALL)
_INVOICE = shape_of(Invoice)


@dataclass(kw_only=True)
class _Frame:
    """One member of a repeated group while it is read; the invoice itself is the outermost."""

    place: str
    values: dict[str, Any]
    outer: "_Frame | None" = None
    opener: Slot | None = None
    members: dict[str, int] = field(default_factory=dict)


@dataclass(kw_only=True)
class Walk:
    """The state of one reading. `day` is an example of a date as this syntax writes it."""

    day: str
    raw: dict[str, str] = field(default_factory=dict)
    occurrences: dict[str, int] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)
    _strangers: dict[str, list[Any]] = field(default_factory=dict)

    def read(self, root: etree._Element, table: Node) -> Invoice:
        """The invoice under `root`; `raw`, `occurrences` and `problems` are filled on the way."""
        frame = _Frame(place="", values={})
        self._element(root, table, frame)
        self._name_strangers()
        invoice: Invoice = _INVOICE.build(frame.values)
        return invoice

    def _element(self, element: etree._Element, node: Node, frame: _Frame) -> None:
        if node.opens is not None:
            frame = self._open(node, frame)
        if node.slot is not None:
            self._take(node.slot, (element.text or "").strip(), frame, element)
        for name, slot in node.attributes.items():
            if (text := element.get(name)) is not None:
                self._take(slot, text.strip(), frame, element)
        for child in element:
            for _, condition, below in node.children.get(child.tag, ()):
                if condition is None or self._fits(child, condition):
                    self._element(child, below, frame)
                    break
            else:
                self._stranger(child)

    def _open(self, node: Node, frame: _Frame) -> _Frame:
        opener = node.opens
        assert opener is not None  # noqa: S101 - the caller looked
        opened = _Frame(place="", values=starting_values(opener.term), outer=frame, opener=opener)
        if not node.on_demand:
            self._settle(opened)
        return opened

    def _settle(self, frame: _Frame) -> None:
        """Give a member its number and its place among the others."""
        opener, outer = frame.opener, frame.outer
        if opener is None or outer is None or frame.place:
            return
        for _ in range(opener.up):
            outer = outer.outer or outer
        self._settle(outer)
        number = outer.members[opener.term] = outer.members.get(opener.term, 0) + 1
        frame.place = f"{outer.place}{opener.term}[{number}]/"
        _nested(outer.values, opener.keys).setdefault(opener.keys[-1], []).append(frame.values)
        self.occurrences[f"{outer.place}{opener.term}"] = number

    def _take(self, slot: Slot, text: str, frame: _Frame, element: etree._Element) -> None:
        for _ in range(slot.up):
            frame = frame.outer or frame
        self._settle(frame)
        place = frame.place + slot.term
        times = self.occurrences[place] = self.occurrences.get(place, 0) + 1
        spot = place if times == 1 else f"{place}[{times}]"
        self._keep_literal(spot, text, element)
        if slot.subject is not None and (match := _SUBJECT.match(text)):
            self._take(slot.subject, match[1], frame, element)
            text = match[2].strip()
        target = _nested(frame.values, slot.keys)
        key = slot.keys[-1]
        if slot.holds not in _READ:
            target.setdefault(key, {})
        elif text:
            value = _READ[slot.holds](self, text, spot, element)
            if value is not None:
                self._put(target, key, value, slot, place)

    def _keep_literal(self, spot: str, text: str, element: etree._Element) -> None:
        self.raw[spot] = text
        for name, value in element.attrib.items():
            self.raw[f"{spot}/@{name}"] = str(value)

    def _put(self, target: dict[str, Any], key: str, value: Any, slot: Slot, place: str) -> None:
        if slot.many:
            target.setdefault(key, []).append(value)
        elif key not in target or (isinstance(value, dict) and "value" not in target[key]):
            target[key] = {**target.get(key, {}), **value} if isinstance(value, dict) else value
        elif target[key] != value:
            self._problem("CPP-LEC-04", place, slot.term in NEEDED, kept=_excerpt(target[key]), lost=_excerpt(value))

    def _fits(self, element: etree._Element, condition: Condition) -> bool:
        said = element if condition.path is None else element.find(condition.path)
        if said is None:
            return False
        text = said.get(condition.attribute) if condition.attribute else said.text
        if condition.term is not None:
            return text is not None and text == self.raw.get(condition.term)
        return not condition.texts or (text or "").strip() in condition.texts

    def _problem(self, code: str, where: str, fatal: bool, **values: Any) -> None:
        severity = Severity.FATAL if fatal else Severity.WARNING
        self.problems.append(Finding(code=code, where=where, values=values, severity=severity))

    def _day(self, text: str, spot: str, _element: etree._Element) -> date | None:
        match = _BASIC_DAY.match(text) or _EXTENDED_DAY.match(text)
        try:
            if match:
                return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            pass
        self._problem("CPP-LEC-01", spot, True, text=_excerpt(text), example=self.day)
        return None

    def _number(self, text: str, spot: str, _element: etree._Element) -> Decimal | None:
        if not _NUMBER.match(text):
            self._problem("CPP-LEC-02", spot, True, text=_excerpt(text))
            return None
        number = Decimal(text)
        if abs(number) > money.LARGEST:
            self._problem("CPP-LEC-03", spot, True, text=_excerpt(text))
            return None
        return number

    def _identifier(self, text: str, _spot: str, element: etree._Element) -> dict[str, str]:
        scheme = element.get("schemeID") or element.get("listID")
        return {"value": text, "scheme": scheme} if scheme else {"value": text}

    def _content(self, text: str, spot: str, _element: etree._Element) -> bytes | None:
        if self.occurrences.get("BG-24", 0) > MOST_DOCUMENTS:
            self._problem("CPP-LEC-08", spot, False, limit=MOST_DOCUMENTS)
            return None
        if len(text) // 4 * 3 > LARGEST_DOCUMENT + 2:
            self._problem("CPP-LEC-06", spot, True, limit=LARGEST_DOCUMENT // 1024 // 1024)
            return None
        try:
            return base64.b64decode("".join(text.split()), validate=True)
        except binascii.Error:
            self._problem("CPP-LEC-07", spot, False)
            return None

    def _text(self, text: str, _spot: str, _element: etree._Element) -> str:
        return text

    def _stranger(self, element: etree._Element) -> None:
        parent = element.getparent()
        name = etree.QName(element).localname
        path = f"{etree.QName(parent).localname}/{name}" if parent is not None else name
        seen = self._strangers.setdefault(path, [element, 0])
        seen[1] += 1

    def _name_strangers(self) -> None:
        strangers = list(self._strangers.items())
        for path, (element, count) in strangers[:MOST_STRANGERS]:
            text = _excerpt(" ".join(" ".join(element.itertext()).split()))
            self._problem("CPP-LEC-05", "", False, element=path, line=element.sourceline, text=text, count=count)
        if len(strangers) > MOST_STRANGERS:
            self._problem("CPP-LEC-09", "", False, count=len(strangers) - MOST_STRANGERS)


_READ = {
    str: Walk._text,
    date: Walk._day,
    Decimal: Walk._number,
    Identifier: Walk._identifier,
    bytes: Walk._content,
}


def _nested(values: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    for key in keys[:-1]:
        values = values.setdefault(key, {})
    return values


def _excerpt(value: Any) -> str:
    text = str(value.get("value", "")) if isinstance(value, dict) else str(value)
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"
