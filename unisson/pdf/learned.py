"""Where one supplier's invoices print a field, learnt from what a person corrected: a place, never a value.

A place is a label as written, the side on which the value stands, and where on the page the label begins. It is told of
a value and found again by the same reading of the page; a label that stands there twice, or anything else than one
value of the right shape beside it, gives nothing: a wrong value is worse than an empty one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, zip_longest

from .geometry import Line, plain
from .geometry import lines as lined
from .labels import Field
from .printed import Kind, Printed, printed
from .scoring import Candidate, either
from .words import Box, read_words

KINDS: Mapping[Field, Kind] = {
    Field.NUMBER: Kind.REFERENCE,
    Field.ISSUE_DATE: Kind.DAY,
    Field.DUE_DATE: Kind.DAY,
    Field.RECIPIENT_SIRET: Kind.SIRET,
    Field.SERVICE_CODE: Kind.SERVICE,
    Field.COMMITMENT: Kind.REFERENCE,
    Field.CONTRACT: Kind.REFERENCE,
    Field.NET_TOTAL: Kind.AMOUNT,
    Field.VAT_TOTAL: Kind.AMOUNT,
    Field.DISCOUNT: Kind.AMOUNT,
    Field.GROSS_TOTAL: Kind.AMOUNT,
    Field.DUE: Kind.AMOUNT,
}
"""The fields that are learnt, and their shapes. The others are chosen, not read."""

LONGEST_ANCHOR = 60
_MOST_WORDS = 6
"""Of a label: more are a sentence that happens to stand there."""
_LINKS = frozenset(
    word
    for words in (
        "a au aux d de des du en et l la le les ou par pour sur un une",
        "by for from of on the to",
        "am bis der die das und vom von",
    )
    for word in words.split()
)
"""Words that announce nothing by themselves."""
_CONFIDENCE = {1: 0.8, 2: 0.88}
"""By how often it proved right: told by one person once, it still asks for a look."""
_PROVEN = 0.95
_SAME_COLUMN = 40.0
"""Points between where a label begins and where it was learnt: beyond, the layout is another."""
_MOST_ALIKE = 12
"""Places of one value: what stands everywhere is told by no label, and each place costs a search of its page."""
_ABOVE = 3.5
"""Heights of the value between it and the label above it."""
_TOKEN = re.compile(r"[^\W_]+°?|%")
_STRIPPED = " .,;:=*|/\t\u00a0\u202f–—-"


class Side(StrEnum):
    """Where the value stands, seen from its label."""

    RIGHT = "right"
    BELOW = "below"


@dataclass(frozen=True, kw_only=True)
class Place:
    """`anchor`: the label as written; `left`: where it begins, in points; `times`: how often it proved right."""

    field: Field
    anchor: str
    side: Side
    page: int
    left: int
    times: int = 1


@dataclass(frozen=True, kw_only=True)
class Recalled(Candidate):
    """A value that stands where one stood before."""

    place: Place


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a person put where recognition said nothing or something else; `box` where they pointed at it."""

    field: Field
    value: str
    page: int = 0
    box: Box | None = None


@dataclass(frozen=True, kw_only=True)
class Review:
    """An invoice that was sent, held against what was known: what each place gives, "" for nothing, and new places."""

    given: tuple[str, ...]
    lessons: tuple[Place, ...]


def recalled(
    values: Mapping[Field, Candidate], lines: Sequence[Line], places: Iterable[Place]
) -> dict[Field, Candidate]:
    """`values` with what stands at the known places. A place outweighs recognition: it was learnt where that failed."""
    merged = dict(values)
    for field, group in groupby(sorted(places, key=lambda one: one.field), key=lambda one: one.field):
        found = [(place, one) for place in group if (one := found_at(place, lines))]
        if len({one.value for _, one in found}) == 1:
            place, one = max(found, key=lambda pair: pair[0].times)
            merged[field] = _merged(values.get(field), one, place)
    return merged


def review(content: bytes, *, places: Sequence[Place], corrections: Sequence[Correction]) -> Review:
    """Hold a file against known places, and learn from corrections. Refusals as `candidate.read`; for the sandbox."""
    lines = lined(read_words(content))
    seen = [found_at(place, lines) for place in places]
    learnt = [lesson(correction, lines) for correction in corrections]
    return Review(
        given=tuple(one.value if one else "" for one in seen), lessons=tuple(place for place in learnt if place)
    )


def found_at(place: Place, lines: Sequence[Line]) -> Printed | None:
    """The one value at a place, or None."""
    page = [line for line in lines if line.page == place.page]
    starts = list(_occurrences(place.anchor, page))
    if len(starts) != 1 or abs(starts[0][1] - place.left) > _SAME_COLUMN:
        return None
    said = _said(place.anchor)
    fitting = [
        one
        for one in printed(_near(starts[0][0], place.side, page), KINDS[place.field])
        if any(side is place.side and _said(anchor) == said for anchor, side in _labels(one, page))
    ]
    return fitting[0] if len(fitting) == 1 else None


def lesson(correction: Correction, lines: Sequence[Line]) -> Place | None:
    """The place to remember: of the value pointed at, or of the only one like it. None where no label tells it."""
    kind = KINDS[correction.field]
    meant = [one for one in printed(lines, kind) if one.value == correction.value and _is_there(one, correction)]
    if len(meant) > _MOST_ALIKE:
        return None
    told = {place for one in meant if (place := _place(correction.field, one, lines))}
    return told.pop() if len(told) == 1 else None


def _is_there(one: Printed, correction: Correction) -> bool:
    if correction.box is None:
        return True
    x0, y0, x1, y1 = correction.box
    across, down = (one.box[0] + one.box[2]) / 2, (one.box[1] + one.box[3]) / 2
    return one.page == correction.page and x0 <= across <= x1 and y0 <= down <= y1


def _place(field: Field, one: Printed, lines: Sequence[Line]) -> Place | None:
    """The first label that finds the value again, and it alone."""
    page = [line for line in lines if line.page == one.page]
    for anchor, side in _labels(one, page):
        starts = list(_occurrences(anchor, page))
        if len(starts) == 1:
            place = Place(field=field, anchor=anchor, side=side, page=one.page, left=max(0, round(starts[0][1])))
            found = found_at(place, page)
            if found and found.box == one.box:
                return place
    return None


def _labels(one: Printed, page: Sequence[Line]) -> Iterator[tuple[str, Side]]:
    """What is written left of a value on its line, then what is written above it."""
    line = next(line for line in page if _on(line, one.box))
    if anchor := _anchor(_before(one, line)):
        yield anchor, Side.RIGHT
    above = _above(one, page).split()
    if len(above) <= _MOST_WORDS and not any(_variable(above)) and (anchor := _anchor(above)):
        yield anchor, Side.BELOW


def _before(one: Printed, line: Line) -> list[str]:
    """The words of the value's own cell before it; those of the cell before where the value begins its own."""
    cells = [cell for cell in line.cells() if cell.box[0] <= one.box[0]]
    own = cells[-1].box[0]
    words = [word.text for word in line.words if own <= word.box[0] < one.box[0]]
    return words or (cells[-2].text.split() if len(cells) > 1 else [])


def _above(one: Printed, page: Sequence[Line]) -> str:
    left, top, right, bottom = one.box
    reach = top - _ABOVE * (bottom - top)
    over = [
        cell
        for line in page
        if reach < line.box[1] <= top
        for cell in line.cells()
        if reach < cell.box[1] and cell.box[3] <= top + 1 and cell.box[0] < right and cell.box[2] > left
    ]
    return max(over, key=lambda cell: cell.box[3]).text if over else ""


def _anchor(words: Sequence[str]) -> str:
    """The words of a label nearest to its value: none that changes from one invoice to the next, and not too many."""
    changing = [index for index, changes in enumerate(_variable(words)) if changes]
    kept = " ".join(words[changing[-1] + 1 :] if changing else words).strip(_STRIPPED).split()
    kept = kept[-_MOST_WORDS:]
    while kept and len(" ".join(kept)) > LONGEST_ANCHOR:
        kept.pop(0)
    anchor = " ".join(kept)
    telling = any(word[0].isalpha() and word not in _LINKS for word in _said(anchor))
    return anchor if telling and len(anchor) > 1 else ""


def _variable(words: Sequence[str]) -> Iterator[bool]:
    """For each word, whether it changes from one invoice to the next: what holds a digit, but for a rate of VAT."""
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        rate = "%" in word or following.startswith("%")
        yield any(character.isdigit() for character in word) and not rate


def _occurrences(anchor: str, page: Sequence[Line]) -> Iterator[tuple[Line, float]]:
    """The lines that say the words of an anchor one after the other, and where each time they begin."""
    words = r"[\W_]*".join(map(re.escape, _said(anchor)))
    label = re.compile(rf"(?<![^\W_]){words}(?![^\W_])")
    for line in page:
        for match in label.finditer(line.plain):
            yield line, line.box_of(match.start(), match.end())[0]


def _near(label: Line, side: Side, page: Sequence[Line]) -> list[Line]:
    """The lines on which the value of that label may stand."""
    if side is Side.RIGHT:
        return [label]
    return [line for line in page if line.box[1] - _ABOVE * (line.box[3] - line.box[1]) < label.box[1] < line.box[1]]


def _said(text: str) -> tuple[str, ...]:
    """The words of a label, whatever their accents, capitals and punctuation."""
    return tuple(_TOKEN.findall(plain(text)))


def _on(line: Line, box: Box) -> bool:
    return line.box[1] <= (box[1] + box[3]) / 2 <= line.box[3] and line.box[0] - 1 <= box[0] <= line.box[2]


def _merged(read: Candidate | None, one: Printed, place: Place) -> Candidate:
    confidence = _CONFIDENCE.get(place.times, _PROVEN)
    others = () if read is None else ((read, *read.alternatives) if read.value else read.alternatives)
    if read is not None and read.value == one.value:
        confidence = either(confidence, read.confidence)
    return Recalled(
        value=one.value,
        confidence=confidence,
        page=one.page,
        box=one.box,
        shown=one.shown,
        alternatives=tuple(replace(other, alternatives=()) for other in others if other.value != one.value),
        place=place,
    )
