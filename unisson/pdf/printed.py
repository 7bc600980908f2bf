"""What a page prints that has the shape of a field: for a person who points at it, or who chooses from a list.

Recognition asks which value is the right one. Here the person knows; the page only has to give the value whole, in
canonical form, with its place.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from unisson.kernel import identifiers, money

from . import shapes
from .geometry import Line, Span
from .geometry import lines as lined
from .shapes import Found, Shape
from .words import Box, read_words


class Kind(StrEnum):
    """The shapes a field may have."""

    DAY = "day"
    AMOUNT = "amount"
    SIRET = "siret"
    REFERENCE = "reference"
    SERVICE = "service"
    TEXT = "text"


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A value on a page: `value` in canonical form, `shown` as written, `context` the line it stands on."""

    value: str
    shown: str
    page: int
    box: Box
    context: str


@dataclass(frozen=True, kw_only=True)
class Point:
    """A place on a page, in points from its top left."""

    page: int
    x: float
    y: float


_SIRET_LENGTH = 14
_SPREAD_SIRET = re.compile(r"(?<![\w])\d(?:[\s.]?\d){13}(?!\w)")
"""One digit a box, as forms print it: too loose to recognise a SIRET by, good enough where somebody points."""
_AROUND = ".,;:()[]«»\"' "
_CONTEXT = 150
"""Characters before and after a value."""
_NEAR = 3.0
"""Points. Nobody clicks to the pixel."""


def printed(lines: Sequence[Line], kind: Kind) -> tuple[Printed, ...]:
    """All that has this shape, page by page, from top to bottom and from left to right."""
    return tuple(_printed(cell, found) for line in lines for cell in line.cells() for found in _SHAPES[kind](cell.text))


def everything(content: bytes, *, kind: Kind, most: int) -> tuple[Printed, ...]:
    """The first `most` of what is `printed` in a file. Refusals of `inspection.opened`. Call it in the sandbox."""
    return printed(lined(read_words(content)), kind)[:most]


def pointed(content: bytes, *, kind: Kind, at: Point) -> Printed | None:
    """The value under a point, None where nothing has the shape. Refusals as `everything`; for the sandbox."""
    lines = [line for line in lined(read_words(content)) if line.page == at.page]
    under = [one for one in printed(lines, kind) if _holds(one.box, at)]
    if under:
        return min(under, key=lambda one: (one.box[2] - one.box[0]) * (one.box[3] - one.box[1]))
    return next((one for line in lines if _holds(line.box, at) for one in _loosely(line, kind, at)), None)


def _printed(span: Span, found: Found) -> Printed:
    place = Span(line=span.line, start=span.start + found.start, end=span.start + found.end)
    return Printed(
        value=found.value,
        shown=" ".join(place.text.split()),
        page=place.page,
        box=place.box,
        context=_around(span.line.text, place),
    )


def _around(text: str, place: Span) -> str:
    """The line, or what of it stands around the value: a stranger's line may be a page long."""
    return " ".join(text[max(0, place.start - _CONTEXT) : place.end + _CONTEXT].split())


def _holds(box: Box, at: Point) -> bool:
    return box[0] - _NEAR <= at.x <= box[2] + _NEAR and box[1] - _NEAR <= at.y <= box[3] + _NEAR


def _loosely(line: Line, kind: Kind, at: Point) -> Iterator[Printed]:
    """What a person who points means although nothing would recognise it: digits far apart, a word, a round amount."""
    whole = Span(line=line, start=0, end=len(line.text))
    for found in _LOOSE[kind](line.text):
        one = _printed(whole, found)
        if _holds(one.box, at):
            yield one


def _alone(shape: Shape) -> Shape:
    """`shape` without the pieces of longer numbers that it would also take for its own."""

    def found(text: str) -> Iterator[Found]:
        longer = [one for other in (shapes.sirets, shapes.ibans, shapes.vat_numbers) for one in other(text)]
        return (one for one in shape(text) if not any(one.start < o.end and o.start < one.end for o in longer))

    return found


def _texts(text: str) -> Iterator[Found]:
    if text.strip():
        yield Found(value=" ".join(text.split()), certainty=1.0, start=0, end=len(text))


def _words(text: str) -> Iterator[Found]:
    for match in re.finditer(r"\S+", text):
        word = match[0].strip(_AROUND)
        if any(character.isalnum() for character in word):
            start = match.start() + match[0].index(word)
            yield Found(value=word, certainty=0.5, start=start, end=start + len(word))


def _numbered(text: str) -> Iterator[Found]:
    """Words with a digit: a click beside the number must not put a word of a sentence in its place."""
    return (word for word in _words(text) if any(character.isdigit() for character in word.value))


def _round_amounts(text: str) -> Iterator[Found]:
    for word in _words(text):
        amount = money.parse(word.value)
        if amount is not None:
            yield Found(value=str(money.cents(amount)), certainty=0.5, start=word.start, end=word.end)


def _spread_sirets(text: str) -> Iterator[Found]:
    for match in _SPREAD_SIRET.finditer(text):
        value = identifiers.compact(match[0])
        if len(value) == _SIRET_LENGTH:
            yield Found(value=value, certainty=0.5, start=match.start(), end=match.end())


def _nothing(text: str) -> Iterator[Found]:
    return iter(())


_SHAPES: Mapping[Kind, Shape] = {
    Kind.DAY: shapes.days,
    Kind.AMOUNT: shapes.amounts,
    Kind.SIRET: shapes.sirets,
    Kind.REFERENCE: _alone(shapes.references),
    Kind.SERVICE: _alone(shapes.service_codes),
    Kind.TEXT: _texts,
}
_LOOSE: Mapping[Kind, Shape] = {
    Kind.DAY: _nothing,
    Kind.AMOUNT: _round_amounts,
    Kind.SIRET: _spread_sirets,
    Kind.REFERENCE: _numbered,
    Kind.SERVICE: _words,
    Kind.TEXT: _nothing,
}
