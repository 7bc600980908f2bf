"""How a syntax binds to the model: the language of the tables in `ubl.py` and `cii.py`, and its compiled form.

A table is a sequence of rows in the order of the schema, each naming a term (`terms.py`) and a path in a small part of
XPath, so that the same rows serve to read and to write:

    at("BT-1", "rsm:ExchangedDocument/ram:ID")          the text of an element
    at("BT-130", "ram:BilledQuantity/@unitCode")        an attribute
    at("BT-31", "ram:ID[@schemeID='VA']")               an element that says it is the one
    group("BG-25", "cac:InvoiceLine", at(…), …)         a repeated group; the paths within start from its element
    spare("BT-41", "ram:DepartmentName")                a second choice, read where the term is otherwise missing
    bare("BT-29", "ram:ID")                             the place of an identifier that has no scheme
    fixed("cac:TaxScheme/cbc:ID", "VAT")                an element that can only say this
    filler("ram:Name", "Project reference")             an element that says nothing; written for the schema's sake
    must("ram:ApplicableHeaderTradeDelivery")           an element that the schema asks for, even empty

A condition compares an attribute or a child (`*`: any child) with one text or several (`='true|1'`), with another term
(`=BT-5`), or asks that it be there (`[cbc:DescriptionCode]`). Of the rows that share an element the first that fits is
taken; of the rows that share a term the first that can hold it is written. An attribute that a condition asks for is
written with its element; a child it looks at has a row of its own, in the order of the schema.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from .model import Identifier, Invoice
from .terms import CHARGES, TERMS


@dataclass(frozen=True, kw_only=True)
class Row:
    """One term at one place; without a term, an element that is known and written as `value`.

    `subject` names the term that a leading "#…#" of the text stands for.
    """

    term: str
    path: str
    value: str = ""
    only: bool = False
    must: bool = False
    spare: bool = False
    bare: bool = False
    subject: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """A repeated group. `on_demand`: it counts only once one of its terms is found, not by its element alone."""

    term: str
    path: str
    rows: tuple["Row | Group", ...]
    on_demand: bool = False


Table = tuple[Row | Group, ...]


def at(term: str, path: str, *, subject: str = "") -> Row:
    """A term at its place."""
    return Row(term=term, path=path, subject=subject)


def spare(term: str, path: str) -> Row:
    """A second choice for a term; read, never written."""
    return Row(term=term, path=path, spare=True)


def bare(term: str, path: str) -> Row:
    """The place of an identifier without a scheme; a second choice where the term can be there once only."""
    return Row(term=term, path=path, bare=True)


def fixed(path: str, value: str) -> Row:
    """An element that can only say `value`; saying something else is a finding."""
    return Row(term="", path=path, value=value, only=True)


def filler(path: str, value: str = "") -> Row:
    """An element whose text means nothing to us; written as `value`, left out when that is empty."""
    return Row(term="", path=path, value=value)


def must(path: str, value: str = "") -> Row:
    """An element that the schema asks for within its parent: empty, or with `value` where the invoice says nothing."""
    return Row(term="", path=path, value=value, must=True)


def group(term: str, path: str, *rows: Row | Group, on_demand: bool = False) -> Group:
    """A repeated group; the paths of its rows start from its element."""
    return Group(term=term, path=path, rows=rows, on_demand=on_demand)


def below(path: str, *rows: Row | Group) -> Table:
    """The same rows, seen from further up."""
    return tuple(_moved(row, path) for row in rows)


def _moved(row: Row | Group, path: str) -> Row | Group:
    moved = path if row.path == "." else f"{path}/{row.path}"
    return replace(row, path=moved)


@dataclass(frozen=True, kw_only=True)
class Slot:
    """Where a term goes: `up` groups outwards, then along `keys`; what it holds; whether there may be several."""

    term: str
    up: int
    keys: tuple[str, ...]
    holds: type
    many: bool
    spare: bool = False
    bare: bool = False
    subject: "Slot | None" = None


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What an element must say to be the one: `path` to a child, `attribute`, the texts allowed (none: be there)."""

    path: str | None
    attribute: str | None
    texts: frozenset[str]
    term: str | None


@dataclass(kw_only=True)
class Node:
    """A table compiled for one walk down the document: what an element means, and what its children may mean.

    `value` is what a constant element is written as, `only` what it must say to be read. Children stand in the order
    of the schema.
    """

    slot: Slot | None = None
    opens: Slot | None = None
    on_demand: bool = False
    value: str = ""
    only: str = ""
    must: bool = False
    constant: bool = False
    """Nothing below it comes from the invoice."""
    repeats: Slot | None = None
    """The repeated term that is all it holds: one such element for each value."""
    attributes: dict[str, Slot] = field(default_factory=dict)
    children: dict[str, list[tuple[str, Condition | None, "Node"]]] = field(default_factory=dict)


_STEP = re.compile(r"([\w:]+)(?:\[([^\]]+)\])?")
_ATTRIBUTE = re.compile(r"(.+)/@(\w+)")
_CONDITION = re.compile(r"([\w:/*]*?)/?(?:@(\w+))?(?:='([^']+)'|=(BT-\d+))?")


def compiled(table: Table, *, namespaces: Mapping[str, str]) -> Node:
    """The table as a tree of nodes. KeyError or ValueError when a row names an unknown term, field or prefix."""
    root = Node()
    _grow(root, table, chain=(), namespaces=namespaces)
    _finish(root, namespaces)
    return root


def _finish(node: Node, namespaces: Mapping[str, str]) -> None:
    """Make known the children that conditions look at, and tell what is constant and what is repeated."""
    for twins in node.children.values():
        for said, condition, child in twins:
            if condition is not None and condition.path is not None:
                _reach(child, said.split("=")[0].partition("/@")[0], namespaces)
            _finish(child, namespaces)
    children = [child for twins in node.children.values() for _, _, child in twins]
    node.constant = not (node.slot or node.opens or node.attributes) and all(child.constant for child in children)
    telling = [child for child in children if not child.constant]
    if node.slot is not None and node.slot.many:
        node.repeats = node.slot
    elif node.slot is None and node.opens is None and len(telling) == 1:
        node.repeats = telling[0].repeats


def _grow(node: Node, rows: Iterable[Row | Group], *, chain: tuple[str, ...], namespaces: Mapping[str, str]) -> None:
    for row in rows:
        on_attribute = _ATTRIBUTE.fullmatch(row.path)
        place = _reach(node, on_attribute[1] if on_attribute else row.path, namespaces)
        if isinstance(row, Group):
            place.opens, place.on_demand = _slot(row, chain), row.on_demand
            _grow(place, row.rows, chain=(*chain, row.term), namespaces=namespaces)
        elif on_attribute:
            place.attributes[on_attribute[2]] = _slot(row, chain)
        elif row.term:
            place.slot = _slot(row, chain)
        else:
            place.value, place.only, place.must = row.value, row.value if row.only else "", row.must


def _reach(node: Node, path: str, namespaces: Mapping[str, str]) -> Node:
    """The node at `path`, made where it is missing."""
    for step in _STEP.finditer(path) if path != "." else ():
        twins = node.children.setdefault(_clark(step[1], namespaces), [])
        said = step[2] or ""
        twin = next((child for words, _, child in twins if words == said), None)
        if twin is None:
            twin = Node()
            twins.append((said, _condition(said, namespaces), twin))
            twins.sort(key=lambda entry: entry[1] is None)  # the row without condition takes what is left
        node = twin
    return node


def _condition(said: str, namespaces: Mapping[str, str]) -> Condition | None:
    """What the words between brackets ask."""
    if not said:
        return None
    match = _CONDITION.fullmatch(said)
    if match is None:
        raise ValueError(f"unreadable condition: {said}")
    path, attribute, texts, term = match.groups()
    return Condition(
        path="/".join(_clark(step, namespaces) for step in path.split("/")) if path else None,
        attribute=attribute,
        texts=frozenset(texts.split("|")) if texts else frozenset(),
        term=term,
    )


def _clark(name: str, namespaces: Mapping[str, str]) -> str:
    if name == "*":
        return name
    prefix, _, local = name.rpartition(":")
    return f"{{{namespaces[prefix]}}}{local}"


def _slot(row: Row | Group, chain: tuple[str, ...]) -> Slot:
    path = TERMS[row.term].path
    inner = [depth for depth, opened in enumerate(chain) if path.startswith(TERMS[opened].path + ".")]
    depth = inner[-1] + 1 if inner else 0
    prefix = TERMS[chain[depth - 1]].path + "." if depth else ""
    holds, many = _holds(path)
    place = row if isinstance(row, Row) else Row(term=row.term, path=row.path)
    return Slot(
        term=row.term,
        up=len(chain) - depth,
        keys=tuple(path.removeprefix(prefix).split(".")),
        holds=holds,
        many=many,
        spare=place.spare or (place.bare and not many),
        bare=place.bare,
        subject=_slot(at(place.subject, "."), chain) if place.subject else None,
    )


def _holds(path: str) -> tuple[type, bool]:
    """The type of a field of the model and whether it is repeated, by the annotations along `path`."""
    holds: type = Invoice
    many = False
    for name in path.split("."):
        holds, many = _types(holds)[name]
    return holds, many


@cache
def _types(cls: type) -> Mapping[str, tuple[type, bool]]:
    return {name: _plain(hint) for name, hint in get_type_hints(cls).items()}


def _plain(hint: Any) -> tuple[type, bool]:
    """`X` and whether repeated, for the annotations the model uses: `X`, `X | None`, `tuple[X, ...]`."""
    if get_origin(hint) is tuple:
        return get_args(hint)[0], True
    if isinstance(hint, UnionType):
        return next(part for part in get_args(hint) if part is not type(None)), False
    return hint, False


@dataclass(frozen=True)
class Shape:
    """A class of the model and the classes its fields nest, to build it from what a reader collected."""

    cls: type
    nested: Mapping[str, "Shape"]

    def build(self, values: dict[str, Any]) -> Any:
        """The model's value: dictionaries become objects, lists become tuples."""
        for name, shape in self.nested.items():
            if (value := values.get(name)) is not None:
                values[name] = tuple(map(shape.build, value)) if isinstance(value, list) else shape.build(value)
        if self.cls is Identifier and "value" not in values:
            return None
        return self.cls(**values)


def shape_of(cls: type) -> Shape:
    """The shape of a dataclass of the model."""
    return Shape(cls, {name: shape_of(holds) for name, (holds, _) in _types(cls).items() if is_dataclass(holds)})


def starting_values(code: str) -> dict[str, Any]:
    """What a new member of a group holds before anything is read: whether it is a charge."""
    return {"charge": code in CHARGES} if TERMS[code].path.endswith("allowances_charges") else {}
