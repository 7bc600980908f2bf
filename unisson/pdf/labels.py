"""The labels that stand on a page: where the words of `vocabulary` are found."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .fields import Field
from .geometry import CELL_MARK, Line, Span, beneath, same_line
from .vocabulary import TABLE

__all__ = ["Field", "Label", "Mention", "gathered", "mentions"]


@dataclass(frozen=True, kw_only=True)
class Label:
    field: Field
    pattern: re.Pattern[str]
    weight: float
    """How sure a value that stands right beside this label is."""


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A label found on a line, and how far its value may reach: to the next label or the end of the line."""

    field: Field
    weight: float
    label: Span
    reach: int


_ENDS = r"(?:(?<=[°#.)])|(?![a-z0-9_]|-\w))"
"""« EJ-2026-00417 » and « F2026 » are values, not labels."""


def _compiled(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9_])(?:{'|'.join(patterns)}){_ENDS}")


LABELS: dict[Field, tuple[Label, ...]] = {}
for _field, _weight, _patterns in TABLE:
    LABELS[_field] = LABELS.get(_field, ()) + tuple(
        Label(field=_field, weight=_weight, pattern=_compiled([pattern])) for pattern in _patterns
    )
_ANY_OF = {
    name: _compiled([pattern for other, _, patterns in TABLE if other is name for pattern in patterns])
    for name in LABELS
}
"""Most lines hold no label of a field: one search tells, instead of one a pattern."""

_ITEMS_HEADER = re.compile(
    r"\b(?:designation|description|libelle|article|prestation|qte|quantite|qty|quantity|prix unit|unit price|menge"
    r"|einzelpreis|nettopreis|p\.?u\.|detail|nature|quantites?|nb|bezeichnung|beschreibung|beschrijving|unite?|hours|heures|stunden)"
)
_SURE = 0.9
_STACK_GAP = 0.5
"""A label broken on two lines: the second begins within this share of the height of the first."""
_LONGEST_HALF = 30
_UNFINISHED = re.compile(
    r"(?:\b(?:de|du|des|la|le|notre|votre|our|your|d['’]|l['’]|n\s?[°º]|numéro|code|total|montant|siret)|[-/])\s?$"
)


def mentions(line: Line) -> tuple[Mention, ...]:
    """The labels of a line, from left to right, never overlapping: the longest first, then the surest."""
    text, head = line.plain, _items_head(line)
    found = sorted(
        (
            (match.start(), match.end(), label)
            for name, labels in LABELS.items()
            if _ANY_OF[name].search(text)
            for label in labels
            for match in label.pattern.finditer(text)
        ),
        key=lambda hit: (hit[0] - hit[1], -hit[2].weight),
    )
    kept: list[tuple[int, int, Label]] = []
    for start, end, label in found:
        if end > start and all(end <= other[0] or start >= other[1] for other in kept):
            kept.append((start, end, label))
    sure = _SURE if head < len(line.text) else 0.0
    kept = sorted((hit for hit in kept if hit[0] < head and hit[2].weight >= sure), key=lambda hit: hit[0])
    stops = [*(start for start, _, _ in kept[1:]), len(line.text)]
    return tuple(_mention(line, hit, stop) for hit, stop in zip(kept, stops, strict=False))


def heads_items(line: Line) -> bool:
    """Whether a line is the head of a table of lines."""
    return bool(_ITEMS_HEADER.search(line.plain))


def _items_head(line: Line) -> int:
    """Where the head of the table of lines begins: its « Montant HT » announces no total. The end where there is none.

    What stands left of it may be of another column of the page: a « Référence » is not, a « Numéro de facture » is.
    """
    head = _ITEMS_HEADER.search(line.plain) if CELL_MARK in line.text else None
    return line.text.rfind(CELL_MARK, 0, head.start()) + 1 if head else len(line.text)


def gathered(all_lines: tuple[Line, ...]) -> Iterator[Mention]:
    """The labels of all lines, those that are broken on two lines among them."""
    for number, line in enumerate(all_lines):
        own = mentions(line)
        joined = dict(_stacked(line, own, all_lines[number + 1 : number + 4]))
        yield from (one for one in own if one.label.cell().start not in joined)
        yield from joined.values()


def _stacked(line: Line, own: Sequence[Mention], following: Sequence[Line]) -> Iterator[tuple[int, Mention]]:
    """« N° d’ » over « engagement », « Date » over « de facture »: a label only when read together, by the begin of
    its upper cell."""
    for cell in line.cells():
        under = next(beneath(cell, following, gap=_STACK_GAP), None)
        if under is None or not _goes_on(cell.text, under.text):
            continue
        both = same_line(cell, under)
        known = max((m.label.end - m.label.start for m in own if m.label.cell().start == cell.start), default=0)
        for mention in mentions(both):
            across = mention.label.start < len(cell.text) < mention.label.end
            if across and mention.label.end - mention.label.start > known:
                yield cell.start, replace(mention, reach=len(both.text))


def _goes_on(first: str, second: str) -> bool:
    """Whether two short texts without a digit read as one that is broken between them."""
    if any(len(text) > _LONGEST_HALF or any(character.isdigit() for character in text) for text in (first, second)):
        return False
    if first.rstrip().endswith(":"):
        return False
    return second[:1].islower() or bool(_UNFINISHED.search(first.lower()))


def _mention(line: Line, hit: tuple[int, int, Label], stop: int) -> Mention:
    start, end, label = hit
    return Mention(field=label.field, weight=label.weight, label=Span(line=line, start=start, end=end), reach=stop)
