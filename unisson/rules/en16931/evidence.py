"""What an invoice says, term by term, with every occurrence and every letter: the value that EN 16931 is judged on.

The semantic `Invoice` holds one value where the standard allows one; whether a file says it twice, or says nothing, or
says " 12,5 " is for the rules to find out. The evidence keeps that, under the names of the standard (BT-131 in BG-25),
so that a rule is written once for UBL, CII, the typed form and the values of a PDF. The tables of `ubl` and `cii` say
where a term stands in a syntax; one walk down the document collects them.
"""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from lxml import etree

from .binding import Binding, Node

KeptT = TypeVar("KeptT")


_CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
_CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"


class Group:
    """One occurrence of a group: `texts` by term, `members` by kind of group, each list in the order of the file.

    `place` leads to it ("BG-25[2]/", "" for the invoice); it is what a finding's `where` starts with.
    """

    __slots__ = ("kind", "members", "place", "texts")

    def __init__(self, kind: str, place: str = "") -> None:
        self.kind = kind
        self.place = place
        self.texts: dict[str, list[str]] = {}
        self.members: dict[str, list[Group]] = {}

    def first(self, term: str) -> str | None:
        """The first text of a term as written, spaces kept; None when the term is absent."""
        texts = self.texts.get(term)
        return texts[0] if texts else None

    def plain(self, term: str) -> str:
        """The first text of a term without outer spaces; "" when absent."""
        texts = self.texts.get(term)
        return texts[0].strip() if texts else ""

    def filled(self, term: str) -> bool:
        """Whether the term says something."""
        for text in self.texts.get(term, ()):  # noqa: SIM110 - asked most of all, and a generator takes twice as long
            if text.strip():
                return True
        return False

    def all(self, *kinds: str) -> Iterable["Group"]:
        """The groups reached along `kinds`: all("BG-4", "BG-5") are the addresses of the sellers."""
        groups: Iterable[Group] = (self,)
        for kind in kinds:
            groups = [member for group in groups for member in group.members.get(kind, ())]
        return groups


class _Walk:
    """One pass over a document in its order: groups and terms, and beside them every element by its tag."""

    def __init__(self) -> None:
        self.document = Group("")
        self.elements: dict[str, list[etree._Element]] = defaultdict(list)
        self.repeated: set[str] = set()
        self._homes: dict[etree._Element | None, tuple[Node, Group]] = {}

    def over(self, root: etree._Element, node: "Node") -> None:
        """Collect what is below `root`, which means `node`."""
        elements, homes = self.elements, self._homes
        homes[root] = (node, self.document)
        for element in root.iter():
            tag = element.tag
            elements[tag].append(element)
            home = homes.get(element.getparent())
            if home is None:
                continue
            above, group = home
            below = above.children.get(tag)
            if below is None:
                if above.rest:
                    self._say(group, above.rest, "")
            elif below.is_plain:
                term, texts = below.term, group.texts
                if term in texts:
                    self._say(group, term, element.text or "")
                else:
                    texts[term] = [element.text or ""]
            elif below.is_way:
                homes[element] = (below, group)
            else:
                self._take(element, below, group)

    def _take(self, element: etree._Element, node: "Node", group: "Group") -> None:
        """Keep what an element says, and where what stands below it belongs."""
        if node.opens:
            group = self._open(node.opens, group)
        if node.term and ((condition := node.condition) is None or element.get(condition[0]) == condition[1]):
            self._say(group, node.term, element.text or "")
        for attribute, term in node.attributes:
            if (said := element.get(attribute)) is not None:
                self._say(group, term, said)
        if node.children:
            self._homes[element] = (node, group)

    def _say(self, group: "Group", term: str, text: str) -> None:
        texts = group.texts
        if term in texts:
            texts[term].append(text)
            self.repeated.add(term)
        else:
            texts[term] = [text]

    def _open(self, kind: str, home: "Group") -> "Group":
        twins = home.members.get(kind)
        if twins is None:
            twins = home.members[kind] = []
        else:
            self.repeated.add(kind)
        group = Group(kind, f"{home.place}{kind}[{len(twins) + 1}]/" if kind in NUMBERED else home.place)
        twins.append(group)
        return group


NUMBERED = frozenset({"BG-1", "BG-3", "BG-16", "BG-23", "BG-24", "BG-25", "BG-32"})
"""Repeated groups whose members a place counts; allowances and charges are counted once told apart."""


def boolean(text: str) -> bool | None:
    """What an indicator says; None when it says neither."""
    return _BOOLEANS.get(text.strip())


_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


class Evidence:
    """The evidence of one invoice. `document` is the root group; `elements` the document by tag, for syntax rules."""

    def __init__(
        self,
        document: Group,
        binding: Binding,
        *,
        root: etree._Element | None = None,
        elements: Mapping[str, list[etree._Element]] = MappingProxyType({}),
        repeated: Set[str] = frozenset(),
    ) -> None:
        self.document = document
        self.binding = binding
        self.is_cii = binding.is_cii
        self.root = root
        self.elements = elements
        """Every element of the document by its tag; empty for what was typed."""
        self.repeated = repeated
        """The terms, and the kinds of groups, that are there more than once in one group."""
        self._kept: dict[Callable[[Evidence], Any], Any] = {}
        self._group(document)

    def _group(self, document: Group) -> None:
        """Name the groups that nearly every rule asks for."""
        members = document.members
        self.lines: list[Group] = members.get("BG-25", [])
        reduced = [line for line in self.lines if "ALLOWANCE-CHARGE" in line.members]
        self.allowances = _of(document, charge=False)
        """BG-20, the allowances on the document."""
        self.charges = _of(document, charge=True)
        """BG-21, the charges on the document."""
        self.line_allowances = [allowance for line in reduced for allowance in _of(line, charge=False)]
        """BG-27 of all lines."""
        self.line_charges = [charge for line in reduced for charge in _of(line, charge=True)]
        """BG-28 of all lines."""
        self.vat_rows = [*document.all("VAT", "BG-23"), *members.get("BG-23", ())]
        """BG-23, wherever the syntax puts them."""
        self.judged_rows = [row for row in self.vat_rows if not (self.is_cii and _is_passed_over(row))]
        """The rows whose completeness is judged: in CII the official rules pass over IGIC, IPSI and outside scope."""
        self.documents = [*members.get("BG-24", ()), *document.all("BG-25", "BG-24")]
        """BG-24; in CII those of the lines too, for they share a name there."""
        self.by_kind: dict[str, list[Group]] = {
            **members,
            "BG-20": self.allowances,
            "BG-21": self.charges,
            "BG-27": self.line_allowances,
            "BG-28": self.line_charges,
            "BG-23": self.judged_rows,
            "BG-24": self.documents,
            "BG-3": self._preceding(document),
        }
        """The groups of the document by kind, and those that the standard numbers wherever they are."""

    def _preceding(self, document: Group) -> list[Group]:
        """BG-3; in UBL the official rules speak of every reference to a preceding invoice, those of lines too."""
        groups = document.members.get("BG-3", [])
        references = self.elements.get(f"{_CAC}BillingReference", ())
        if len(references) == len(groups):
            return groups
        return groups + [self._reference(one) for one in references if one.getparent() is not self.root]

    def _reference(self, element: etree._Element) -> Group:
        group = Group("BG-3", self.place(element))
        if numbers := [one.text or "" for one in element.iterfind(f"{_CAC}InvoiceDocumentReference/{_CBC}ID")]:
            group.texts["BT-25"] = numbers
        return group

    @cached_property
    def categories(self) -> Mapping[str, frozenset[str]]:
        """The VAT categories said on lines, on allowances, on charges and in rows, outer spaces left out."""
        return {
            "lines": _categories(self.lines),
            "allowances": _categories((*self.allowances, *self.line_allowances)),
            "charges": _categories((*self.charges, *self.line_charges)),
            "rows": _categories(self.vat_rows),
            "elsewhere": frozenset(said.code for said in self.memo(elsewhere)),
        }

    @cached_property
    def vat_codes(self) -> frozenset[str]:
        """Every VAT category that is said anywhere: what is not said needs no judging."""
        return frozenset().union(*self.categories.values())

    def memo(self, make: Callable[["Evidence"], KeptT]) -> KeptT:
        """What `make` makes of this evidence, made once: for what several rules look at."""
        if make not in self._kept:
            self._kept[make] = make(self)
        kept: KeptT = self._kept[make]
        return kept

    def place(self, element: etree._Element) -> str:
        """Where an element stands for a reader: "BG-25[2]/" on the second line, "" on the document."""
        ranks = self.memo(_ranks)
        home: etree._Element | None = element
        while home is not None:
            if home in ranks:
                return f"BG-25[{ranks[home]}]/"
            home = home.getparent()
        return ""

    def groups(self, *kinds: str) -> Iterable[Group]:
        """The groups along `kinds` from the document; allowances and charges by their own numbers."""
        return self.by_kind.get(kinds[0], ()) if len(kinds) == 1 else self.document.all(*kinds)


_CATEGORY_TAGS = (f"{_CAC}ClassifiedTaxCategory", f"{_CAC}TaxCategory")


class Elsewhere(NamedTuple):
    """A category of VAT with its tax, and whether it is that of an item: of a line or of a line below it."""

    code: str
    tax: str
    of_item: bool


def elsewhere(evidence: Evidence) -> list[Elsewhere]:
    """In UBL, each category with its tax, where some stand in no group of ours: on sub-lines, on a price.

    Nothing for an ordinary document, whose categories are all in the groups.
    """
    elements = [element for tag in _CATEGORY_TAGS for element in evidence.elements.get(tag, ())]
    parts = [part for home in (evidence.document, *evidence.lines) for part in home.members.get("ALLOWANCE-CHARGE", ())]
    homes = (*evidence.lines, *parts, *evidence.vat_rows)
    if len(elements) == sum(len(home.members.get("CATEGORY", ())) for home in homes):
        return []
    scheme = f"{_CAC}TaxScheme/{_CBC}ID"
    return [
        Elsewhere(
            (code.text or "").strip(),
            (element.findtext(scheme) or "").strip().upper(),
            element.tag == _CATEGORY_TAGS[0],
        )
        for element in elements
        for code in element.iterchildren(f"{_CBC}ID")
    ]


_LINE_TAGS = ("}InvoiceLine", "}CreditNoteLine", "}IncludedSupplyChainTradeLineItem")


def _ranks(evidence: Evidence) -> dict[etree._Element, int]:
    """The lines of the document with their numbers, as they follow in their parent."""
    return {
        line: rank
        for tag, lines in evidence.elements.items()
        if tag.endswith(_LINE_TAGS)
        for rank, line in enumerate(lines, start=1)
    }


ALLOWANCES_CHARGES = frozenset({"BG-20", "BG-21", "BG-27", "BG-28"})
OF_LINES = frozenset({"BG-27", "BG-28"})
"""Groups that a file opens under one name, told apart by their indicator."""
_NUMBERS = {("", False): "BG-20", ("", True): "BG-21", ("BG-25", False): "BG-27", ("BG-25", True): "BG-28"}


def _of(home: Group, *, charge: bool) -> list[Group]:
    """The allowances or the charges of `home`, each with its place."""
    twins = home.members.get("ALLOWANCE-CHARGE")
    if not twins:
        return []
    chosen = [twin for twin in twins if _says(twin, charge)]
    number = _NUMBERS[(home.kind, charge)]
    for rank, twin in enumerate(chosen, start=1):
        twin.kind = number
        twin.place = f"{home.place}{number}[{rank}]/"
        for category in twin.members.get("CATEGORY", ()):
            category.place = twin.place
    return chosen


def _categories(homes: Iterable[Group]) -> frozenset[str]:
    """The categories that groups say, themselves or in a group of their own."""
    said: set[str] = set()
    for home in homes:
        said.update(home.texts.get("category", ()))
        for category in home.members.get("CATEGORY", ()):
            said.update(category.texts.get("category", ()))
    return frozenset(map(str.strip, said))


_PASSED_OVER = frozenset({"L", "M", "O"})


def _is_passed_over(row: Group) -> bool:
    return not _PASSED_OVER.isdisjoint(row.texts.get("category", ())) and any(
        text.upper() == "VAT" for text in row.texts.get("scheme", ())
    )


def _says(twin: Group, charge: bool) -> bool:
    return any(boolean(text) is charge for text in twin.texts.get("indicator", ()))


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Let the collector of cycles wait: a walk makes tens of thousands of things and drops none of them.

    It would go over all of them, and over all else in the process, to find nothing: a third of the time of a long
    invoice. Threads may overlap: whoever found it at work sets it to work again.
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def collect(root: etree._Element, binding: Binding) -> Evidence:
    """The evidence in a parsed document of the syntax of `binding`."""
    walk = _Walk()
    with _collector_at_rest():
        walk.over(root, binding.root)
    return Evidence(
        walk.document,
        binding,
        root=root,
        elements=dict(walk.elements),
        repeated=walk.repeated,
    )


def texts(groups: Iterable[Group], term: str) -> Iterator[str]:
    """Every text of `term` in `groups`."""
    for group in groups:
        yield from group.texts.get(term, ())
