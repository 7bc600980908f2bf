"""Signs: what a document shows at a glance, so that most rules need not be asked of a sound invoice.

A rule `watches` signs: it finds nothing where none of them is shown (a property test holds every rule to that). Some
signs are there for the taking (an element, a term said twice); others take a look at a whole family of terms at once,
which costs less than asking each rule of the family: at the elements of one name (`search`), or at the groups of the
evidence (`glance`), each brought by the module of that family.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from .evidence import Evidence

Elements = Sequence[etree._Element]
Look = Callable[[Elements], Iterable[str]]
"""A look over all elements of one tag; it gives the signs of what may be wrong, and never misses one."""
Glance = Callable[[Evidence], Iterator[str]]
_searches: list[Callable[[str], Look | None]] = []
_glances: list[Glance] = []
_SEVERAL, _REPEATED = "several ", "repeats "

UNJUDGEABLE = "what no machine can judge"
"""What a rule watches that is never asked."""


def several(tag: str) -> str:
    """The element stands there more than once."""
    return _SEVERAL + tag


def repeated(term: str) -> str:
    """The term, or the group of that kind, is there more than once in one group."""
    return _REPEATED + term


def search(choose: Callable[[str], Look | None]) -> Callable[[str], Look | None]:
    """Register what tells how the elements of a tag are looked over; None for most tags."""
    _searches.append(choose)
    return choose


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


@search
def endings(tag: str) -> Look | None:
    """The endings of names."""
    signs = tuple(ending(name) for name in ENDINGS if tag.endswith(name))
    return (lambda elements: signs) if signs else None


@search
def fine_amounts(tag: str) -> Look | None:
    """Amounts that are too fine."""
    return _fine if tag.endswith(_AMOUNT) and not tag.endswith(_PRICES) else None


def _fine(elements: Elements) -> Iterable[str]:
    for element in elements:
        text = element.text
        if text and 0 <= text.find(".") < len(text) - 1 - _CENTS:
            return (FINE,)
    return ()


class _Known(NamedTuple):
    """What an element of one tag shows: by being there, by being there twice, and when it is looked at."""

    there: bool
    twice: str | None
    looks: tuple[Look, ...]


MOST_TAGS, LONGEST_TAG = 2000, 200
"""What is remembered of tags: a hostile file may bring a great many, as long as it likes."""


class _Vocabulary(dict[str, _Known]):
    """What each tag shows of the signs that are watched, found out when it is first met."""

    def __init__(self, watched: frozenset[str]) -> None:
        super().__init__()
        self._watched = watched
        self.repeated = {sign.removeprefix(_REPEATED): sign for sign in watched if sign.startswith(_REPEATED)}

    def __missing__(self, tag: str) -> _Known:
        looks = tuple(look for choose in _searches if (look := choose(tag)))
        twice = several(tag)
        known = _Known(tag in self._watched, twice if twice in self._watched else None, looks)
        if len(self) < MOST_TAGS and len(tag) <= LONGEST_TAG:
            self[tag] = known
        return known


_vocabulary = lru_cache(maxsize=64)(_Vocabulary)


def shown(evidence: Evidence, watched: frozenset[str]) -> Iterable[str] | None:
    """Those of the `watched` signs that the document shows; None for what was typed, where every rule is asked."""
    if evidence.root is None:
        return None
    vocabulary = _vocabulary(watched)
    found: set[str] = set()
    for tag, elements in evidence.elements.items():
        there, twice, looks = vocabulary[tag]
        if there:
            found.add(tag)
        if twice and len(elements) > 1:
            found.add(twice)
        for look in looks:
            found.update(look(elements))
    found.update(vocabulary.repeated[term] for term in vocabulary.repeated.keys() & evidence.repeated)
    for glimpse in _glances:
        found.update(glimpse(evidence))
    return found
