"""One walk down a document along a compiled table: values for the model, literal texts, and what could not be held."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from unisson.kernel.findings import Finding, Severity, Value

from . import lexical
from .binding import Condition, Node, Slot, shape_of, starting_values
from .lexical import Unreadable, excerpt
from .model import Identifier, Invoice
from .terms import NEEDED

MOST_DOCUMENTS = 100
"""Attachments whose content is decoded; those after stay in the file."""
MOST_STRANGERS = 30
"""Distinct unknown elements listed by name; the others are counted."""
MOST_PROBLEMS = 200
"""Other findings listed; those after are counted."""
MOST_REPEATS = 100
"""Literal texts kept of one place; those after are counted in `occurrences`."""

_SUBJECT = re.compile(r"#([A-Z0-9]{3})#\s*(.*)", re.DOTALL)  # a code of UNTDID 4451, as UBL packs it into the note
_INVOICE = shape_of(Invoice)


@dataclass(kw_only=True)
class Frame:
    """One member of a repeated group while it is read; the invoice itself is the outermost."""

    place: str
    values: dict[str, Any]
    outer: "Frame | None" = None
    opener: Slot | None = None
    members: dict[str, int] = field(default_factory=dict)

    def up(self, levels: int) -> "Frame":
        frame = self
        for _ in range(levels):
            frame = frame.outer or frame
        return frame


@dataclass(kw_only=True)
class _Stranger:
    """Elements without a place that share a name and a parent's name: the first of them, and how many."""

    first: etree._Element
    count: int = 0


@dataclass(kw_only=True)
class Walk:
    """The state of one reading. `day` is an example of a date as this syntax writes it."""

    day: str
    raw: dict[str, str] = field(default_factory=dict)
    occurrences: dict[str, int] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)
    _unlisted: list[Severity] = field(default_factory=list)
    _second_choices: set[str] = field(default_factory=set)
    _strangers: dict[str, _Stranger] = field(default_factory=dict)

    def read(self, root: etree._Element, table: Node) -> Invoice:
        """The invoice under `root`; `raw`, `occurrences` and `problems` are filled on the way."""
        frame = Frame(place="", values={})
        self._element(root, table, frame)
        self._count_unlisted()
        self._name_strangers()
        invoice: Invoice = _INVOICE.build(frame.values)
        return invoice

    def _element(self, element: etree._Element, node: Node, frame: Frame) -> None:
        if node.opens is not None:
            frame = self._open(node.opens, frame, on_demand=node.on_demand)
        if node.slot is not None:
            self._take(node.slot, (element.text or "").strip(), frame, element)
        if node.only and (element.text or "").strip() != node.only:
            self._strange(element)
        for name, slot in node.attributes.items():
            if (text := element.get(name)) is not None:
                self._take(slot, text.strip(), frame, element)
        for child in element:
            if below := self._meaning(child, node):
                self._element(child, below, frame)
            else:
                self._strange(child)

    def _meaning(self, element: etree._Element, parent: Node) -> Node | None:
        for _, condition, node in parent.children.get(element.tag, ()):
            if condition is None or self._fits(element, condition):
                return node
        return None

    def _fits(self, element: etree._Element, condition: Condition) -> bool:
        said = element if condition.path is None else element.find(condition.path)
        if said is None:
            return False
        text = said.get(condition.attribute) if condition.attribute else said.text
        if condition.term is not None:
            return text is not None and text == self.raw.get(condition.term)
        return not condition.texts or (text or "").strip() in condition.texts

    def _open(self, opener: Slot, outer: Frame, *, on_demand: bool) -> Frame:
        frame = Frame(place="", values=starting_values(opener.term), outer=outer, opener=opener)
        if not on_demand:
            self._settle(frame)
        return frame

    def _settle(self, frame: Frame) -> None:
        """Give a member its number and its place among the others."""
        if frame.opener is None or frame.outer is None or frame.place:
            return
        term, home = frame.opener.term, frame.outer.up(frame.opener.up)
        self._settle(home)
        number = home.members[term] = home.members.get(term, 0) + 1
        frame.place = f"{home.place}{term}[{number}]/"
        parent, key = _reach(home.values, frame.opener.keys)
        parent.setdefault(key, []).append(frame.values)
        self.occurrences[home.place + term] = number

    def _take(self, slot: Slot, text: str, frame: Frame, element: etree._Element) -> None:
        frame = frame.up(slot.up)
        self._settle(frame)
        place = frame.place + slot.term
        spot = self._keep_literal(place, excerpt(text) if slot.holds is bytes else text, element)
        if slot.subject is not None and (match := _SUBJECT.fullmatch(text)):
            self._take(slot.subject, match[1], frame, element)
            text = match[2]
        parent, key = _reach(frame.values, slot.keys)
        if slot.holds not in _READ:
            parent.setdefault(key, {})
        elif text:
            try:
                self._put(parent, key, _READ[slot.holds](self, text, element), slot, place)
            except Unreadable as fault:
                self._report(fault.code, spot, Severity.FATAL, **fault.values)

    def _keep_literal(self, place: str, text: str, element: etree._Element) -> str:
        times = self.occurrences[place] = self.occurrences.get(place, 0) + 1
        spot = place if times == 1 else f"{place}[{times}]"
        if times <= MOST_REPEATS:
            self.raw[spot] = text
            for name, value in element.attrib.items():
                self.raw[spot + "/@" + str(name)] = str(value)
        return spot

    def _put(self, parent: dict[str, Any], key: str, value: Any, slot: Slot, place: str) -> None:
        held = parent.get(key)
        if slot.many:
            parent.setdefault(key, []).append(value)
        elif held is None:
            parent[key] = value
            if slot.spare:
                self._second_choices.add(place)
        elif isinstance(held, dict) and "value" not in held:  # an identifier whose scheme came first
            parent[key] = held | value
        elif held != value:
            self._choose(parent, key, value, slot, place)

    def _choose(self, parent: dict[str, Any], key: str, value: Any, slot: Slot, place: str) -> None:
        """Of two values for one place keep the first, unless it was a second choice; tell which one is lost."""
        kept, lost = parent[key], value
        severity = Severity.FATAL if slot.term in NEEDED else Severity.WARNING
        if slot.spare:
            severity = Severity.INFORMATION
        elif place in self._second_choices:
            self._second_choices.remove(place)
            severity, kept, lost = Severity.INFORMATION, value, kept
            parent[key] = value
        self._report("CPP-LEC-04", place, severity, kept=_shown(kept), lost=_shown(lost))

    def _report(self, code: str, where: str, severity: Severity, **values: Value) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self._problem(code, where, severity, **values)
        else:
            self._unlisted.append(severity)

    def _count_unlisted(self) -> None:
        if self._unlisted:
            worst = Severity.FATAL if Severity.FATAL in self._unlisted else Severity.WARNING
            self._problem("CPP-LEC-10", "", worst, count=len(self._unlisted))

    def _problem(self, code: str, where: str, severity: Severity, **values: Value) -> None:
        self.problems.append(Finding(code=code, where=where, values=values, severity=severity))

    def _read_day(self, text: str, _element: etree._Element) -> date:
        return lexical.day(text, example=self.day)

    def _read_content(self, text: str, _element: etree._Element) -> bytes:
        if self.occurrences.get("BG-24", 0) > MOST_DOCUMENTS:
            raise Unreadable("CPP-LEC-08", limit=MOST_DOCUMENTS)
        return lexical.content(text)

    def _strange(self, element: etree._Element) -> None:
        parent = element.getparent()
        name = etree.QName(element).localname
        path = f"{etree.QName(parent).localname}/{name}" if parent is not None else name
        self._strangers.setdefault(path, _Stranger(first=element)).count += 1

    def _name_strangers(self) -> None:
        strangers = list(self._strangers.items())
        for path, stranger in strangers[:MOST_STRANGERS]:
            self._problem(
                "CPP-LEC-05",
                "",
                Severity.WARNING,
                element=path,
                line=str(stranger.first.sourceline or ""),
                text=excerpt(" ".join(" ".join(map(str, stranger.first.itertext())).split())),
                count=stranger.count,
            )
        if len(strangers) > MOST_STRANGERS:
            self._problem("CPP-LEC-09", "", Severity.WARNING, count=len(strangers) - MOST_STRANGERS)


def _read_identifier(_walk: Walk, text: str, element: etree._Element) -> dict[str, str]:
    scheme = element.get("schemeID") or element.get("listID")
    return {"value": text, "scheme": scheme} if scheme else {"value": text}


_READ: dict[type, Callable[[Walk, str, etree._Element], Any]] = {
    str: lambda _walk, text, _element: text,
    Decimal: lambda _walk, text, _element: lexical.number(text),
    date: Walk._read_day,
    bytes: Walk._read_content,
    Identifier: _read_identifier,
}


def _reach(values: dict[str, Any], keys: tuple[str, ...]) -> tuple[dict[str, Any], str]:
    """The dictionary that holds the last of `keys`, made on the way."""
    *path, last = keys
    for key in path:
        values = values.setdefault(key, {})
    return values, last


def _shown(value: Any) -> Value:
    if isinstance(value, dict):
        return excerpt(str(value["value"]))
    return value if isinstance(value, Decimal | date) else excerpt(str(value))
