"""Number, days, commitment, contract, service code, IBAN: one value beside its label."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from .geometry import CELL_MARK, Line, Span, below, plain
from .labels import Field, Mention
from .scoring import Candidate, across, beside, decide, everywhere, seen
from .shapes import Shape, amounts, dates, days, ibans, references, service_codes

_SHAPES: dict[Field, Shape] = {
    Field.NUMBER: references,
    Field.ISSUE_DATE: dates,
    Field.DUE_DATE: dates,
    Field.COMMITMENT: references,
    Field.CONTRACT: references,
    Field.SERVICE_CODE: service_codes,
    Field.IBAN: ibans,
}
_REFERENCES = (Field.NUMBER, Field.COMMITMENT, Field.CONTRACT, Field.SERVICE_CODE)
_ALONE = (references, service_codes)
_BETWEEN = re.compile(
    r"[\s:.\-–—=(/|_…>]*(?:(?:\d{1,2} ?%|n\s?°|no|nr|num|numero|ref|reference|de|du|le|la|client|facture|au|am"
    r"|number|lundi|mardi"
    r"|mercredi|jeudi|vendredi|samedi|dimanche|chorus|pro|juridique|ej|monday|tuesday|wednesday|thursday"
    r"|friday|montag"
    r"|dienstag|mittwoch|donnerstag|freitag)(?!\w)[\s:.,\-–(/|]*)*\(?"
)
_DATED = re.compile(
    r"[\s,/\-–|]*(?:du|le|en date du|(?:emise?|etablie?|datee?) (?:le|du)|of|dated|issued (?:at|on)|vom|von"
    r"|am)?[\s:]*"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)?\s*"
)
_DATED_WEIGHT = 0.9
_WITH_CHECK_DIGITS = 0.85
_BROKEN = re.compile(r"[-/_]$")
_SURE = 0.9
_NOT_THE_ISSUE_DAY = (Field.NOISE, Field.DUE_DATE, Field.COMMITMENT, Field.CONTRACT)
_ONLY_DAY, _DAY_OF_HEAD = 0.72, 0.65
"""A day that no label names: the only one left, or the only one in the upper part of the first page."""
_HEAD = 0.4


def reference_values(lines: Sequence[Line], mentions: Sequence[Mention]) -> dict[Field, Candidate | None]:
    """The decided value of each field of this family."""
    found: dict[Field, list[Candidate]] = {name: [] for name in _SHAPES}
    for mention in mentions:
        if shape := _SHAPES.get(mention.field):
            found[mention.field] += _whole(mention, shape, lines)
        if mention.field is Field.NUMBER:
            found[Field.ISSUE_DATE] += _dated(mention)
    found[Field.IBAN] += (*everywhere(ibans, lines, _WITH_CHECK_DIGITS), *across(ibans, lines))
    if not found[Field.ISSUE_DATE]:
        found[Field.ISSUE_DATE] += _unnamed_days(lines, mentions)
    return {name: decide(candidates) for name, candidates in _claimed(found).items()}


def several(lines: Sequence[Line], mentions: Sequence[Mention]) -> tuple[Candidate, Candidate] | None:
    """The numbers of two invoices in one file: two pages that each announce a number surely, and never the same."""
    pages: dict[int, dict[str, Candidate]] = {}
    for mention in mentions:
        if mention.field is Field.NUMBER and mention.weight >= _SURE:
            for one in _whole(mention, references, lines):
                if one.confidence >= _SURE:
                    pages.setdefault(one.page, {}).setdefault(one.value, one)
    told = [numbers for _page, numbers in sorted(pages.items())]
    for first, other in pairwise(told):
        if not first.keys() & other.keys():
            return next(iter(first.values())), next(iter(other.values()))
    return None


def _whole(mention: Mention, shape: Shape, lines: Sequence[Line]) -> list[Candidate]:
    """The first value beside the label, with what follows of it on the next line where it is broken."""
    first = next(iter(beside(mention, shape, lines, _only_words_between, alone=shape in _ALONE)), None)
    if first is None or (shape is service_codes and _only_named(mention, first)):
        return []
    return [_mended(first, lines) if shape is references else first]


def _only_named(mention: Mention, code: Candidate) -> bool:
    """« Service demandeur » names an office: a code without a digit stands behind a colon, or in another cell."""
    rest = mention.label.line.text[mention.label.end : mention.reach]
    doubtful = mention.weight < _SURE and not any(character.isdigit() for character in code.value)
    return doubtful and rest.strip().startswith(code.shown) and not rest.startswith(CELL_MARK)


def _mended(first: Candidate, lines: Sequence[Line]) -> Candidate:
    """« 2026-PRESTA- » over « 00123 »: one reference broken after its hyphen."""
    line = next((line for line in lines if line.page == first.page and _holds(line, first)), None)
    if line is None:
        return first
    cell = next((cell for cell in line.cells() if first.shown in cell.text), None)
    if cell is None or not _BROKEN.search(cell.text):
        return first
    rest = below(cell, lines)
    token = rest and re.match(r"[A-Za-z0-9][\w/+-]*$", rest.text)
    if not rest or not token:
        return first
    return replace(
        first, value=f"{first.value}{cell.text[-1]}{token[0]}", shown=f"{first.shown}{cell.text[-1]}{token[0]}"
    )


def _holds(line: Line, candidate: Candidate) -> bool:
    return (
        line.box[1] <= candidate.box[1] + 0.1 and line.box[3] >= candidate.box[3] - 0.1 and candidate.shown in line.text
    )


def _dated(mention: Mention) -> Iterator[Candidate]:
    """« Facture n° 050 du 29/10/2026 »."""
    rest = Span(line=mention.label.line, start=mention.label.end, end=len(mention.label.line.text))
    number = next(references(rest.text), None)
    day = next((found for found in days(rest.text) if not number or found.start >= number.end), None)
    if not number or not day or not _only_words_between(rest.text[: number.start]):
        return
    if _DATED.fullmatch(plain(rest.text[number.end : day.start])):
        yield seen(day, rest, _DATED_WEIGHT)


def _unnamed_days(lines: Sequence[Line], mentions: Sequence[Mention]) -> Iterator[Candidate]:
    """Where no label names a day: the only day on the pages, or in the head of the first, that nothing else claims."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for mention in mentions:
        if mention.field in _NOT_THE_ISSUE_DAY:
            spans.setdefault(mention.label.line.number, []).append((mention.label.start, mention.reach))
            if under := below(mention.label, lines):
                spans.setdefault(under.line.number, []).append((under.start, under.end))
    free = [
        seen(found, Span(line=line, start=0, end=len(line.text)), 1.0)
        for line in lines
        if not any(amounts(line.text))
        for found in days(line.text)
        if not any(start <= found.start < end for start, end in spans.get(line.number, []))
    ]
    head = [one for one in free if one.page == 1 and one.box[1] < _HEAD * max(line.box[3] for line in lines)]
    for among, weight in ((free, _ONLY_DAY), (head, _DAY_OF_HEAD)):
        if len({one.value for one in among}) == 1:
            yield replace(among[0], confidence=weight * among[0].confidence)
            return


def _claimed(found: dict[Field, list[Candidate]]) -> dict[Field, list[Candidate]]:
    """A reference stands beside one label: the surest of the fields that claim it keeps it."""
    best: dict[tuple[str, int, float], float] = {}
    for name in _REFERENCES:
        for one in found[name]:
            key = (one.value, one.page, one.box[1])
            best[key] = max(best.get(key, 0.0), one.confidence)
    return {
        name: [one for one in candidates if one.confidence >= best.get((one.value, one.page, one.box[1]), 0.0)]
        if name in _REFERENCES
        else candidates
        for name, candidates in found.items()
    }


def _only_words_between(text: str) -> bool:
    return bool(_BETWEEN.fullmatch(plain(text)))
