"""Where the evidence stands in a syntax: the language of the tables of `ubl` and `cii`, compiled for the walk."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Union

Table = Mapping[str, Union[str, "Opens"]]
"""Path of an element or attribute → the name it is kept under, or the group it opens."""


@dataclass(frozen=True)
class Opens:
    """An element that begins a group: `kind` names it, `table` says what stands in it; "." is the element itself."""

    kind: str
    table: Table


@dataclass(kw_only=True)
class Binding:
    """How a syntax states the evidence: its table, and the ways in which the official rules differ for it."""

    name: str
    table: Table
    namespaces: Mapping[str, str]
    is_cii: bool = False
    root: "Node" = field(init=False)

    def __post_init__(self) -> None:
        self.root = _compiled(self.table, self.namespaces)


class Node:
    """A table compiled for the walk: what an element is kept as, and what its children may be."""

    __slots__ = ("attributes", "children", "condition", "is_plain", "is_way", "opens", "rest", "term")

    def __init__(self) -> None:
        self.term = ""
        self.opens = ""
        self.attributes: list[tuple[str, str]] = []
        self.condition: tuple[str, str] | None = None
        self.children: dict[str, Node] = {}
        self.rest = ""
        self.is_plain = False
        """Whether the text of the element is all there is to keep."""
        self.is_way = False
        """Whether nothing is kept but what stands below."""

    def settle(self) -> None:
        """Note what the walk would otherwise ask at each element."""
        kept = self.opens or self.attributes or self.condition
        self.is_plain = bool(self.term) and not (kept or self.children)
        self.is_way = bool(self.children) and not (kept or self.term)
        for child in self.children.values():
            child.settle()


_STEP = re.compile(r"([^/\[\]]+)(?:\[@(\w+)='([^']*)'\])?(?:/|$)")


def _compiled(table: Table, namespaces: Mapping[str, str]) -> Node:
    root = Node()
    _grow(root, table, namespaces)
    root.settle()
    return root


def _grow(node: Node, table: Table, namespaces: Mapping[str, str]) -> None:
    for path, kept in table.items():
        place, attribute = _reach(node, path, namespaces)
        if attribute == "*" and isinstance(kept, str):
            place.rest = kept
        elif attribute and isinstance(kept, str):
            place.attributes.append((attribute, kept))
        elif isinstance(kept, Opens):
            place.opens = kept.kind
            _grow(place, kept.table, namespaces)
        elif isinstance(kept, str):
            place.term = kept


def _reach(node: Node, path: str, namespaces: Mapping[str, str]) -> tuple[Node, str]:
    """The node at `path`, made where it is missing, and the attribute (or "*") that the path ends on."""
    for step in _STEP.finditer(path):
        name, attribute, text = step.groups()
        if name.startswith("@") or name == "*":
            return node, name.removeprefix("@")
        if name == ".":
            continue
        prefix, _, local = name.partition(":")
        node = node.children.setdefault(f"{{{namespaces[prefix]}}}{local}", Node())
        if attribute:
            node.condition = (attribute, text)
    return node, ""
