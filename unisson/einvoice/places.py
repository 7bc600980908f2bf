"""Where a business term stands in a file: from the place of a finding ("BG-25[2]/BT-131") to an element, and back.

Made once there is a finding to show, by the reader's own walk, so that places are counted as it counts them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from .binding import Node, Slot
from .read import reader_for
from .walk import Frame, Walk

_UNNAMED = "*"
"""An element of the default namespace, which a path cannot name."""


@dataclass(kw_only=True)
class _Locator(Walk):
    """A walk that remembers the element of each place."""

    elements: dict[str, etree._Element] = field(default_factory=dict)
    _openers: list[tuple[Frame, etree._Element]] = field(default_factory=list)
    _current: etree._Element | None = None

    def _element(self, element: etree._Element, node: Node, frame: Frame) -> None:
        self._current = element
        super()._element(element, node, frame)

    def _open(self, opener: Slot, outer: Frame, *, on_demand: bool) -> Frame:
        frame = super()._open(opener, outer, on_demand=on_demand)
        if self._current is not None:
            self._openers.append((frame, self._current))
        return frame

    def _keep_literal(self, place: str, text: str, element: etree._Element) -> str:
        spot = super()._keep_literal(place, text, element)
        self.elements[spot] = element
        return spot

    def groups(self) -> Iterator[tuple[str, etree._Element]]:
        """The groups that turned out to be there, with their elements."""
        return ((frame.place.removesuffix("/"), element) for frame, element in self._openers if frame.place)


class Places:
    """The places of one document that was read."""

    def __init__(self, document: etree._Element) -> None:
        self._document = document
        self._reader = reader_for(document)
        self._children: dict[etree._Element, Mapping[str, etree._Element]] = {}
        self._steps: dict[etree._Element, str] = {}

    @cached_property
    def _elements(self) -> Mapping[str, etree._Element]:
        walk = _Locator(day=self._reader.day)
        walk.read(self._document, self._reader.binding())
        return {**dict(walk.groups()), **walk.elements}

    @cached_property
    def _terms(self) -> dict[etree._Element, str]:
        return {element: place for place, element in reversed([*self._elements.items()])}

    @cached_property
    def _lines(self) -> Mapping[tuple[int, str], etree._Element | None]:
        """The only element on a line of that name, of that name within that parent, or at all; None for several."""
        found: dict[tuple[int, str], etree._Element | None] = {}
        for element in self._document.iter(etree.Element):
            line, name, parent = _line(element), etree.QName(element).localname, element.getparent()
            within = f"{etree.QName(parent).localname}/{name}" if parent is not None else name
            for key in {(line, within), (line, name), (line, "")}:
                found[key] = None if key in found else element
        return found

    @cached_property
    def _expected(self) -> Mapping[str, str]:
        names = {uri: prefix for prefix, uri in self._document.nsmap.items() if prefix}
        expected: dict[str, str] = {}
        _gather(self._reader.binding(), "", names, expected)
        return expected

    def path(self, place: str) -> str:
        """The element at a place, with its line: "/Invoice/cac:InvoiceLine[2]/cbc:ID (l. 45)".

        For what is missing, where it should stand, within the group that is there. Empty for a place that names no
        term.
        """
        if (found := self._elements.get(place)) is not None:
            return self.shown(found)
        outer, _, term = place.rpartition("/")
        expected = self._expected.get(term.partition("[")[0], "")
        group = self._elements.get(outer) if outer else None
        if group is None:
            return expected and f"{self._root}/{expected}"
        return self.shown(group)

    def element_at(self, line: int, name: str) -> etree._Element | None:
        """The element of that name ("TaxScheme", "Party/TaxScheme"; "" for any) that starts on that line of the file.

        None when there are several: a file may be one long line.
        """
        return self._lines.get((line, name))

    def element_of(self, path: str) -> etree._Element | None:
        """The element at the path by which libxml2 names it, or the one that bears the attribute there."""
        first, *steps = path.removeprefix("/").partition("/@")[0].split("/")
        found: etree._Element | None = self._document if first else None
        for step in steps:
            found = self._children_of(found).get(step) if found is not None else None
        return found

    def place_of(self, element: etree._Element) -> str:
        """The place that an element fills; empty for one that fills none."""
        return self._terms.get(element, "")

    def shown(self, element: etree._Element) -> str:
        """The path of an element and its line."""
        return f"{self._path(element)} (l. {_line(element)})"

    def _path(self, element: etree._Element) -> str:
        parent = element.getparent()
        if parent is None:
            return self._root
        self._children_of(parent)
        return f"{self._path(parent)}/{self._steps[element]}"

    def _children_of(self, parent: etree._Element) -> Mapping[str, etree._Element]:
        """The children of an element by their step in a path: brothers are counted once for all of them."""
        if parent not in self._children:
            children = list(parent.iterchildren(etree.Element))
            self._children[parent] = dict(zip(_steps(children), children, strict=True))
            self._steps.update((child, step) for step, child in self._children[parent].items())
        return self._children[parent]

    @cached_property
    def _root(self) -> str:
        prefix, name = self._document.prefix, etree.QName(self._document).localname
        return f"/{prefix}:{name}" if prefix else f"/{name}"


def _line(element: etree._Element) -> int:
    return int(str(element.sourceline or 0))  # the stubs do not know its type


def _steps(brothers: Sequence[etree._Element]) -> Iterator[str]:
    """What lxml's `getpath` says of each, without counting them again for each."""
    names = [_name(brother) for brother in brothers]
    counts, ranks = Counter(names), Counter[str]()
    for position, name in enumerate(names, start=1):
        ranks[name] += 1
        rank, count = (position, len(names)) if name == _UNNAMED else (ranks[name], counts[name])
        yield name if count == 1 else f"{name}[{rank}]"


def _name(element: etree._Element) -> str:
    if element.prefix:
        return f"{element.prefix}:{etree.QName(element).localname}"
    return _UNNAMED if element.tag.startswith("{") else element.tag


def _gather(node: Node, path: str, names: Mapping[str, str], found: dict[str, str]) -> None:
    """The path of each term below a node, the first that stands in the order of the schema."""
    for slot in (node.opens, node.slot):
        if slot is not None and path:
            found.setdefault(slot.term, path)
    for attribute, slot in node.attributes.items():
        found.setdefault(slot.term, f"{path}/@{attribute}")
    for tag, choices in node.children.items():
        name = etree.QName(tag)
        prefix = names.get(name.namespace or "", "")
        step = f"{prefix}:{name.localname}" if prefix else name.localname
        for _, _, child in choices:
            _gather(child, f"{path}/{step}" if path else step, names, found)
