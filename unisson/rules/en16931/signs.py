"""Signs: what a document shows at a glance, so that most rules need not be asked of a sound invoice.

A rule `watches` signs: it finds nothing where none of them is shown (a property test holds every rule to that). Some
signs are there for the taking (an element, a term said twice); others take a look at a whole family of terms at once,
which costs less than asking each rule of the family: at the elements of one name (`search`), or at the groups of the
evidence (`glance`), each brought by the module of that family.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
_SEVERAL, _TWINS, _REPEATED = "several ", "twins ", "repeats "

UNJUDGEABLE = "what no machine can judge"
"""What a rule watches that is never asked."""


def several(tag: str) -> str:
    """The element stands there more than once."""
    return _SEVERAL + tag


def twins(tag: str) -> str:
    """The element stands more than once in one and the same element."""
    return _TWINS + tag


def twins_along(path: Iterable[str]) -> frozenset[str]:
    """What is there when something at the end of `path` is written twice where the path starts."""
    return frozenset(map(twins, path))


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


FINE = "amount finer than cents"
"""An amount, prices apart, is written with more than two decimals."""
_CENTS = 2
_AMOUNT, _PRICES = "Amount", ("PriceAmount", ":100}ChargeAmount")


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
    """What the elements of one tag show: one, several, several in one element, and when they are looked at."""

    there: bool
    several: str | None
    twins: str | None
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
        known = _Known(tag in self._watched, self._if_watched(several(tag)), self._if_watched(twins(tag)), looks)
        if len(self) < MOST_TAGS and len(tag) <= LONGEST_TAG:
            self[tag] = known
        return known

    def _if_watched(self, sign: str) -> str | None:
        return sign if sign in self._watched else None


_vocabulary = lru_cache(maxsize=64)(_Vocabulary)


def _has_twins(elements: Elements) -> bool:
    return len({element.getparent() for element in elements}) < len(elements)


def shown(evidence: Evidence, watched: frozenset[str]) -> Iterable[str] | None:
    """Those of the `watched` signs that the document shows; None for what was typed, where every rule is asked."""
    if evidence.root is None:
        return None
    vocabulary = _vocabulary(watched)
    found = _shown_by_elements(evidence.elements, vocabulary)
    found.update(vocabulary.repeated[term] for term in vocabulary.repeated.keys() & evidence.repeated)
    for glimpse in _glances:
        found.update(glimpse(evidence))
    return found


def _shown_by_elements(all_elements: Mapping[str, Elements], vocabulary: _Vocabulary) -> set[str]:
    found: set[str] = set()
    for tag, elements in all_elements.items():
        there, several_of, twins_of, looks = vocabulary[tag]
        if there:
            found.add(tag)
        if several_of and len(elements) > 1:
            found.add(several_of)
        if twins_of and len(elements) > 1 and _has_twins(elements):
            found.add(twins_of)
        for look in looks:
            found.update(look(elements))
    return found
