"""Signs: what a document shows at a glance, so that most rules need not be asked of a sound invoice.

A rule `watches` signs: it finds nothing where none of them is shown (a property test holds every rule to that). Some
signs are there for the taking (an element, an attribute, a term said twice); others take a look at a whole family of
terms at once, which costs less than asking each rule of the family: a *glance*, brought by the module of that family.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from .evidence import Evidence

Glance = Callable[[Evidence], Iterator[str]]
_glances: list[Glance] = []
_SEVERAL, _CARRIED, _REPEATED = "several ", "carries ", "repeats "

UNJUDGEABLE = "what no machine can judge"
"""What a rule watches that is never asked."""


def several(tag: str) -> str:
    """The element stands there more than once."""
    return _SEVERAL + tag


def carried(attribute: str) -> str:
    """The attribute stands there, on any element."""
    return _CARRIED + attribute


def repeated(term: str) -> str:
    """The term, or the group of that kind, is there more than once in one group."""
    return _REPEATED + term


def glance(look: Glance) -> Glance:
    """Register a look at a family; it yields the signs of what may be wrong, and never misses one."""
    _glances.append(look)
    return look


def ending(name: str) -> str:
    """An element whose name ends so stands there."""
    return f"…{name}"


FINE = "amount finer than cents"
"""An amount, prices apart, is written with more than two decimals."""
_CENTS = 2
_AMOUNT, _PRICES = "Amount", ("PriceAmount", ":100}ChargeAmount")


ENDINGS = ("BinaryObject",)
"""Endings of names that rules watch."""


@glance
def endings(evidence: Evidence) -> Iterator[str]:
    """The endings of names."""
    for tag in evidence.elements:
        if tag.endswith(ENDINGS):
            yield from (ending(name) for name in ENDINGS if tag.endswith(name))


@glance
def fine_amounts(evidence: Evidence) -> Iterator[str]:
    """Amounts that are too fine."""
    for tag, elements in evidence.elements.items():
        if not tag.endswith(_AMOUNT) or tag.endswith(_PRICES):
            continue
        for element in elements:
            text = element.text
            if text and 0 <= text.find(".") < len(text) - 1 - _CENTS:
                yield FINE
                return


class _Watched(NamedTuple):
    """Signs sorted by how they are looked for."""

    tags: frozenset[str]
    several: Mapping[str, str]
    attributes: frozenset[str]
    repeated: frozenset[str]


@lru_cache(maxsize=64)
def _sorted(watched: frozenset[str]) -> _Watched:
    def after(prefix: str) -> frozenset[str]:
        return frozenset(sign.removeprefix(prefix) for sign in watched if sign.startswith(prefix))

    return _Watched(
        tags=frozenset(sign for sign in watched if sign.startswith("{")),
        several={tag: several(tag) for tag in after(_SEVERAL)},
        attributes=after(_CARRIED),
        repeated=after(_REPEATED),
    )


def shown(evidence: Evidence, watched: frozenset[str]) -> Iterable[str] | None:
    """Those of the `watched` signs that the document shows; None for what was typed, where every rule is asked."""
    if evidence.root is None:
        return None
    elements, wanted = evidence.elements, _sorted(watched)
    found = {tag for tag in elements if tag in wanted.tags}
    found.update(sign for tag, sign in wanted.several.items() if tag in elements and len(elements[tag]) > 1)
    if wanted.attributes:
        found.update(map(carried, wanted.attributes & evidence.attributes))
    found.update(map(repeated, wanted.repeated & evidence.repeated))
    for look in _glances:
        found.update(look(evidence))
    return found
