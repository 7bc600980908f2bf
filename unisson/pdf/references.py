"""Number, days, commitment, contract, service code, IBAN: one value beside its label."""

import re
from collections.abc import Iterator, Sequence

from .geometry import Line, Span, plain
from .labels import Field, Mention
from .scoring import Candidate, beside, decide, seen
from .shapes import Shape, days, ibans, references, service_codes

MAX_NUMBER = 20
"""« ≤ 20 characters, alphanumeric plus - _ / + » (domain-rules §4.3)."""

_SHAPES: dict[Field, Shape] = {
    Field.NUMBER: references,
    Field.ISSUE_DATE: days,
    Field.DUE_DATE: days,
    Field.COMMITMENT: references,
    Field.CONTRACT: references,
    Field.SERVICE_CODE: service_codes,
    Field.IBAN: ibans,
}
_BETWEEN = re.compile(r"[\s:.\-–—=(/|]*(?:(?:n\s?°|no|nr|num|numero|de|du|le|client|facture|au|number)[\s:.]*)*\(?")


_DATED = re.compile(r"[\s,]*(?:du|le|en date du|of|dated|vom)\s*")
_DATED_WEIGHT = 0.9


def reference_values(lines: Sequence[Line], mentions: Sequence[Mention]) -> dict[Field, Candidate | None]:
    """The decided value of each field of this family."""
    found: dict[Field, list[Candidate]] = {name: [] for name in _SHAPES}
    for mention in mentions:
        if shape := _SHAPES.get(mention.field):
            found[mention.field] += list(beside(mention, shape, lines, _only_words_between))[:1]
        if mention.field is Field.NUMBER:
            found[Field.ISSUE_DATE] += _dated(mention)
    found[Field.NUMBER] = [one for one in found[Field.NUMBER] if _may_be_number(one.shown)]
    return {name: decide(candidates) for name, candidates in found.items()}


def _dated(mention: Mention) -> Iterator[Candidate]:
    """« Facture n° 050 du 29/10/2026 »."""
    rest = Span(line=mention.label.line, start=mention.label.end, end=len(mention.label.line.text))
    number = next(references(rest.text), None)
    day = next(days(rest.text), None)
    if number and day and _DATED.fullmatch(plain(rest.text[number.end : day.start])):
        yield seen(day, rest, _DATED_WEIGHT)


def _only_words_between(text: str) -> bool:
    return bool(_BETWEEN.fullmatch(plain(text)))


def _may_be_number(shown: str) -> bool:
    return len(shown) <= MAX_NUMBER and not re.fullmatch(r"\d{14}", shown)
