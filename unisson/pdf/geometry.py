"""How words stand on a page: lines, the cells of a line, and what lies right of or below a piece of text."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .words import Box, Word

_CELL_GAP = 0.75
"""A gap wider than this share of the height parts two cells of a line; a space is about 0.25."""
_BELOW = 3.5
"""How many heights of the label below it a value may begin."""
CELL_MARK = "\t"
_SAME = str.maketrans({"’": "'", "º": "°"})


def plain(text: str) -> str:
    """`text` in small letters without accents, character for character: places in one are places in the other."""
    return "".join((unicodedata.normalize("NFKD", character) or " ")[0] for character in text.translate(_SAME)).lower()


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around `boxes`."""
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


@dataclass(frozen=True, kw_only=True)
class Span:
    """A piece of the text of a line."""

    line: "Line"
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]

    @property
    def box(self) -> Box:
        return self.line.box_of(self.start, self.end)

    @property
    def page(self) -> int:
        return self.line.page

    def cell(self) -> "Span":
        """The cell in which this piece begins."""
        text = self.line.text
        end = text.find(CELL_MARK, self.start)
        return Span(line=self.line, start=text.rfind(CELL_MARK, 0, self.start) + 1, end=len(text) if end < 0 else end)


@dataclass(frozen=True, kw_only=True)
class Line:
    """Words at one height of one page, from left to right: joined by a space, or by CELL_MARK where a column begins."""

    page: int
    words: tuple[Word, ...]
    text: str = field(init=False)
    offsets: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        pieces: list[str] = []
        offsets: list[int] = []
        length = 0
        for before, word in zip((None, *self.words), self.words, strict=False):
            if before:
                apart = word.box[0] - before.box[2]
                pieces.append(CELL_MARK if apart > _CELL_GAP * max(before.height, word.height) else " ")
                length += 1
            offsets.append(length)
            pieces.append(word.text)
            length += len(word.text)
        object.__setattr__(self, "text", "".join(pieces))
        object.__setattr__(self, "offsets", tuple(offsets))

    @cached_property
    def plain(self) -> str:
        return plain(self.text)

    @cached_property
    def box(self) -> Box:
        return around([word.box for word in self.words])

    def box_of(self, start: int, end: int) -> Box:
        """The box of the words that hold `text[start:end]`."""
        held = [
            word.box
            for word, offset in zip(self.words, self.offsets, strict=True)
            if offset < end and offset + len(word.text) > start
        ]
        return around(held) if held else self.box

    def cells(self) -> Iterator[Span]:
        """The cells from left to right."""
        start = 0
        for text in self.text.split(CELL_MARK):
            yield Span(line=self, start=start, end=start + len(text))
            start += len(text) + 1


def lines(words: Sequence[Word]) -> tuple[Line, ...]:
    """The words as lines, page by page, from top to bottom."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.page, w.box[1] + w.box[3])):
        if groups and _level(groups[-1][0], word):
            groups[-1].append(word)
        else:
            groups.append([word])
    return tuple(Line(page=group[0].page, words=tuple(sorted(group, key=lambda word: word.box[0]))) for group in groups)


def below(span: Span, within: Sequence[Line]) -> Iterator[Span]:
    """The cells under `span`, nearest first: same page, near enough, and overlapping it from left to right."""
    left, _, right, bottom = span.box
    height = bottom - span.box[1]
    for line in within:
        if line.page == span.page and bottom - height / 2 < line.box[1] < bottom + _BELOW * height:
            yield from (cell for cell in line.cells() if cell.box[0] < right and cell.box[2] > left)


def _level(first: Word, second: Word) -> bool:
    middle = (second.box[1] + second.box[3]) / 2
    return first.page == second.page and first.box[1] < middle < first.box[3]
