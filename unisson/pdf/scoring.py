"""From places where a value was seen to one value, or none: a wrong value is worse than an empty one."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .geometry import CELL_MARK, Line, Span, above, below, plain, same_line, same_rank, under_heading
from .labels import Mention
from .shapes import Found, Shape
from .words import Box

FILL_FROM = 0.6
"""A value is offered from this confidence on. Below it stays among the alternatives."""
SURE_FROM = 0.9
"""« sûr »: below it the form asks for a look."""
_CERTAIN = 0.99
_DOUBTFUL = 0.8
"""Between « à vérifier » and « sûr »."""
_RIVAL = 0.9
"""A rival nearly as sure as the best: nothing tells them apart, so nothing is filled in."""

_REST = re.compile(
    r"(?i)[\s.,;)*]*(?:(?:€|eur(?:os?)?|usd|chf|ttc|ht|h\.t\.|t\.t\.c\.)[\s.)]*)*(?:(?:du|le|-|–|\(|à|at|vom)(?:\s.*)?)?"
)
"""What may follow a value in the cell under its label."""
_FILLERS = re.compile(
    r"(?:\W|\b(?:votre|vos|notre|nos|your|our|ihre?|unsere?|l[ea]|les|de|du|des|[dl]|n|no|numero|facture|client|chorus"
    r"|pro|code|reference|ref)\b)*"
)
"""Words that a label may have around it and still be one: « Votre marché n° », « Chorus - code service »."""
RIGHT, NEXT_CELL, BELOW, ABOVE = 1.0, 0.97, 0.94, 0.9
"""How far a value's place lowers the confidence of its label."""
_GROUP_LAST, _GROUP_FIRST = re.compile(r"(?<!\w)[0-9A-Z]*\d[0-9A-Z]*$"), re.compile(r"[0-9A-Z]*\d[0-9A-Z]*(?!\w)")
_BROKEN_BETWEEN, _SAME_COLUMN = 0.9, 40.0
_ALIGNED = 4.0
_NEARER = 2.0
"""Points by which a value over its caption must stand nearer than what stands under it."""


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
    mention: Mention, shape: Shape, lines: Sequence[Line], allowed: Callable[[str], bool], *, alone: bool = False
) -> Iterator[Candidate]:
    """What looks so beside a label: right of it with only `allowed` text between; else under it, or over a caption.

    `alone`: a value in a cell of its own holds nothing else there.
    """
    line = mention.label.line
    rest = Span(line=line, start=mention.label.end, end=mention.reach)
    on_line = list(shape(rest.text))
    between = rest.text[: on_line[0].start] if on_line else rest.text.partition(CELL_MARK)[0]
    if not allowed(between):
        return
    if on_line and CELL_MARK not in between:
        yield from (seen(found, rest, mention.weight * RIGHT) for found in on_line)
        return
    elsewhere = _elsewhere(mention, shape, lines, allowed)
    beyond = elsewhere is not None and _right_under(mention, elsewhere)
    if on_line and not beyond and (not alone or _is_alone(on_line[0], rest.text)):
        yield from (seen(found, rest, mention.weight * NEXT_CELL) for found in on_line)
    elif elsewhere:
        yield elsewhere


def _right_under(mention: Mention, candidate: Candidate) -> bool:
    """Whether a value begins under the begin of its label: then what stands further right is another column."""
    label = mention.label.cell().box
    numbered = any(character.isdigit() for character in candidate.value)
    return numbered and candidate.box[1] > label[1] and abs(candidate.box[0] - label[0]) < _ALIGNED


def _is_alone(found: Found, text: str) -> bool:
    return bool(_REST.fullmatch(text[found.end :].partition(CELL_MARK)[0]))


def _elsewhere(
    mention: Mention, shape: Shape, lines: Sequence[Line], allowed: Callable[[str], bool]
) -> Candidate | None:
    for way in (_headed, _aside, _stacked, _broken):
        if found := way(mention, shape, lines, allowed):
            return found
    return None


def _headed(mention: Mention, shape: Shape, lines: Sequence[Line], allowed: Callable[[str], bool]) -> Candidate | None:
    """The value of the column of which the label is the heading, or the half of one that is written on two lines."""
    cell = under_heading(mention.label, lines)
    return _first(cell, shape, mention.weight * BELOW, allowed) if cell else None


def _aside(mention: Mention, shape: Shape, lines: Sequence[Line], allowed: Callable[[str], bool]) -> Candidate | None:
    """The value right of a label that is broken on two lines, or set higher or lower than the line of its value."""
    label = mention.label
    _, top, right, bottom = label.box
    number = label.line.number
    for line in lines[max(0, number - 2) : number + 3]:
        middle = (line.box[1] + line.box[3]) / 2
        if line is label.line or line.page != label.page or not top < middle < bottom:
            continue
        cell = next((cell for cell in line.cells() if cell.box[0] >= right), None)
        if cell and (hit := _first(cell, shape, mention.weight * NEXT_CELL, allowed)):
            return hit
    return None


def _stacked(mention: Mention, shape: Shape, lines: Sequence[Line], allowed: Callable[[str], bool]) -> Candidate | None:
    """The value under a label; or over it, when that stands nearer: then the label is a caption."""
    label = mention.label
    under, over = below(label, lines), above(label, lines) if _stands_alone(label) else None
    hit_under = _first(under, shape, mention.weight * BELOW, allowed) if under else None
    hit_over = _first(over, shape, mention.weight * ABOVE, allowed) if over else None
    if under and over and hit_under and hit_over:
        if same_rank(label, under.line) and not same_rank(label, over.line):
            return hit_under
        return hit_over if label.box[1] - over.box[3] < (under.box[1] - label.box[3]) - _NEARER else hit_under
    if hit_under and under:
        return None if _is_nearer(below(under, lines), under, label) else hit_under
    return None if over and _is_nearer(above(over, lines), over, label) else hit_over


def _is_nearer(other: Span | None, value: Span, label: Span) -> bool:
    """Whether a value stands much nearer to another text without a digit, its own label, than to this one."""
    if other is None or any(map(str.isdigit, other.text)):
        return False
    return _apart(other.box, value.box) < _apart(label.box, value.box) - _NEARER


def _apart(one: Box, other: Box) -> float:
    """Points of height between two boxes."""
    return max(one[1] - other[3], other[1] - one[3])


def _stands_alone(label: Span) -> bool:
    """Whether nothing but the label stands in its cell: then it may be the caption of what is over it."""
    cell = label.cell()
    around = cell.text[: label.start - cell.start] + " " + cell.text[label.end - cell.start :]
    return bool(_FILLERS.fullmatch(plain(around)))


def _broken(mention: Mention, shape: Shape, lines: Sequence[Line], allowed: Callable[[str], bool]) -> Candidate | None:
    """The value right of the label, where it goes on beneath: « 4 juillet » over « 2026 »."""
    label = mention.label
    rest = Span(line=label.line, start=label.end, end=mention.reach)
    first = next((piece for piece in rest.cells() if piece.text.strip(" :.")), None)
    under = first and below(first, lines)
    if not first or not under:
        return None
    both = Span(line=same_line(first, under), start=0, end=len(first.text) + 1 + len(under.text))
    found = next(shape(both.text), None)
    if found and found.start < len(first.text) < found.end and allowed(both.text[: found.start]):
        return seen(found, both, mention.weight * BELOW)
    return None


def _first(cell: Span, shape: Shape, weight: float, allowed: Callable[[str], bool]) -> Candidate | None:
    """The value of a cell that holds nothing else: « 2 rue des Lilas » under a label is no reference."""
    found = next(shape(cell.text), None)
    whole = found and allowed(cell.text[: found.start]) and _REST.fullmatch(cell.text, found.end)
    return seen(found, cell, weight) if found and whole else None


def everywhere(shape: Shape, lines: Sequence[Line], weight: float) -> Iterator[Candidate]:
    """All that looks so on the pages, whatever stands beside it."""
    for line in lines:
        yield from (seen(found, Span(line=line, start=0, end=len(line.text)), weight) for found in shape(line.text))


def across(shape: Shape, lines: Sequence[Line]) -> Iterator[Candidate]:
    """Values made of groups that are broken between two lines of one column."""
    for line, following in pairwise(lines):
        if line.page != following.page:
            continue
        for cell in line.cells():
            if not _GROUP_LAST.search(cell.text):
                continue
            under = next((one for one in following.cells() if abs(one.box[0] - cell.box[0]) < _SAME_COLUMN), None)
            if under is None or not _GROUP_FIRST.match(under.text):
                continue
            both = Span(line=same_line(cell, under), start=0, end=len(cell.text) + 1 + len(under.text))
            for found in shape(both.text):
                if found.start < len(cell.text) < found.end:
                    yield seen(found, both, _BROKEN_BETWEEN)


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


def unsure(candidate: Candidate) -> Candidate:
    """The same, to be looked at."""
    return replace(candidate, confidence=min(candidate.confidence, _DOUBTFUL))


def either(one: float, other: float) -> float:
    """The confidence in what two independent signs say, never quite 1."""
    return min(_CERTAIN, 1 - (1 - one) * (1 - other))
