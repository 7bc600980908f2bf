"""From places where a value was seen to one value, or none: a wrong value is worse than an empty one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from .geometry import CELL_MARK, Line, Span, below
from .labels import Mention
from .shapes import Found, Shape
from .words import Box

FILL_FROM = 0.6
"""A value is offered from this confidence on. Below it stays among the alternatives."""
SURE_FROM = 0.9
"""« sûr »: below it the form asks for a look."""
_CERTAIN = 0.99
_RIVAL = 0.9
"""A rival nearly as sure as the best: nothing tells them apart, so nothing is filled in."""

RIGHT, NEXT_CELL, BELOW = 1.0, 0.97, 0.94
"""How far a value's place lowers the confidence of its label."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A value read from the page: `value` in canonical form, `shown` as written, its place, and what else it may be.

    `value` is empty and `confidence` 0 where nothing is sure enough. `box` is in points from the top left of `page`.
    """

    value: str
    confidence: float
    page: int
    box: Box
    shown: str
    alternatives: tuple["Candidate", ...] = ()


def seen(found: Found, span: Span, confidence: float) -> Candidate:
    """What was found in the text of `span`, as a candidate."""
    place = Span(line=span.line, start=span.start + found.start, end=span.start + found.end)
    return Candidate(
        value=found.value,
        confidence=confidence * found.certainty,
        page=place.page,
        box=place.box,
        shown=place.text.strip(),
    )


def beside(
    mention: Mention, shape: Shape, lines: Iterable[Line], allowed: Callable[[str], bool]
) -> Iterable[Candidate]:
    """What looks so beside a label: right of it with only `allowed` text between, else in the cell below it."""
    line = mention.label.line
    rest = Span(line=line, start=mention.label.end, end=mention.reach)
    on_line = list(shape(rest.text))
    between = rest.text[: on_line[0].start] if on_line else rest.text.partition(CELL_MARK)[0]
    if not allowed(between):
        return []
    if not on_line:
        return _under(mention, shape, lines, allowed)
    place = NEXT_CELL if CELL_MARK in between else RIGHT
    return [seen(found, rest, mention.weight * place) for found in on_line]


def _under(
    mention: Mention, shape: Shape, lines: Iterable[Line], allowed: Callable[[str], bool]
) -> Iterable[Candidate]:
    cell = next(below(mention.label, tuple(lines)), None)
    found = next(shape(cell.text), None) if cell else None
    if not cell or not found or not allowed(cell.text[: found.start]):
        return []
    return [seen(found, cell, mention.weight * BELOW)]


def decide(candidates: Iterable[Candidate]) -> Candidate | None:
    """The best of `candidates`, surer for each further place that says the same; emptied if unsure or rivalled."""
    merged: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda one: -one.confidence):
        best = merged.setdefault(candidate.value, candidate)
        if best is not candidate:
            merged[candidate.value] = replace(best, confidence=either(best.confidence, candidate.confidence))
    ranked = sorted(merged.values(), key=lambda one: -one.confidence)
    if not ranked:
        return None
    best, others = ranked[0], tuple(ranked[1:6])
    rivalled = any(other.confidence >= best.confidence * _RIVAL for other in others)
    if best.confidence < FILL_FROM or rivalled:
        return replace(best, value="", confidence=0.0, alternatives=tuple(ranked[:6]))
    return replace(best, alternatives=others)


def either(one: float, other: float) -> float:
    """The confidence in what two independent signs say, never quite 1."""
    return min(_CERTAIN, 1 - (1 - one) * (1 - other))
