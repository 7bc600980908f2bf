"""How words stand on a page: lines, the cells of a line, and what lies right of or below a piece of text."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from .words import Box, Word

_CELL_GAP = 0.75
"""A gap wider than this share of the height parts two cells of a line; a space is about 0.25."""
_BELOW = 3.5
"""How many heights of the label below it a value may begin."""
_ABOVE = 1.6
"""How many heights of a caption over it its value may end."""
_SET_OFF = 150.0
_MOST_WORDS = 200
"""On one line: no page is wider. A stranger's file may hold thousands, and labels are looked for in a whole line."""
_NEAR = 8
"""How many lines further on are looked at for what stands under or over a label."""
_HEADING_GAP = 0.6
"""A heading on two lines: the second begins within this share of the height of the first."""
_LONGEST_HEADING = 40
CELL_MARK = "\t"


class _Plain(dict[int, str]):
    """The plain form of each character met, worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = (unicodedata.normalize("NFKD", chr(code)) or " ")[0].lower()[:1]
        return self[code]


_PLAIN = _Plain({ord("’"): "'", ord("º"): "°"})


def plain(text: str) -> str:
    """`text` in small letters without accents, character for character: places in one are places in the other."""
    return text.lower() if text.isascii() else text.translate(_PLAIN)


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

    @cached_property
    def box(self) -> Box:
        return self.line.box_of(self.start, self.end)

    @property
    def page(self) -> int:
        return self.line.page

    @property
    def words(self) -> tuple[Word, ...]:
        """The words that stand in this piece, whole."""
        return self.line.words_of(self.start, self.end)

    def cells(self) -> Iterator["Span"]:
        """The parts of this piece that stand in cells of their own, from left to right."""
        start = self.start
        for text in self.text.split(CELL_MARK):
            yield Span(line=self.line, start=start, end=start + len(text))
            start += len(text) + 1

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
    number: int = 0
    """Its place among the lines of the document."""
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
        held = [word.box for word in self.words_of(start, end)]
        return around(held) if held else self.box

    def words_of(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that hold `text[start:end]`."""
        return tuple(
            word
            for word, offset in zip(self.words, self.offsets, strict=True)
            if offset < end and offset + len(word.text) > start
        )

    def cells(self) -> Iterator[Span]:
        """The cells from left to right."""
        return iter(self._cells)

    @cached_property
    def _cells(self) -> tuple[Span, ...]:
        return tuple(Span(line=self, start=0, end=len(self.text)).cells())


def lines(words: Sequence[Word]) -> tuple[Line, ...]:
    """The words as lines, page by page, from top to bottom."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.page, w.box[1] + w.box[3])):
        if groups and len(groups[-1]) < _MOST_WORDS and _level(groups[-1][0], word):
            groups[-1].append(word)
        else:
            groups.append([word])
    return tuple(
        Line(page=group[0].page, words=tuple(sorted(group, key=lambda word: word.box[0])), number=number)
        for number, group in enumerate(groups)
    )


def same_line(first: Span, second: Span) -> Line:
    """Two pieces of text read one after the other, as if they stood on one line: the line of the second."""
    return Line(page=first.page, words=(*first.words, *second.words), number=second.line.number)


def beneath(span: Span, within: Sequence[Line], *, gap: float = _BELOW) -> Iterator[Span]:
    """The cells under `span`, nearest first: same page, no further than `gap` heights of it, in its column."""
    left, top, right, bottom = span.box
    height = bottom - top
    for line in within:
        if line.page == span.page and bottom - height / 2 < line.box[1] < bottom + gap * height:
            yield from (cell for cell in line.cells() if cell.box[0] < right and cell.box[2] > left)


def below(span: Span, all_lines: Sequence[Line]) -> Span | None:
    """The nearest cell under `span`. Where a row of cells stands under a row of as many, the cell of the same rank:
    headings may be centred over values that are not."""
    following = all_lines[span.line.number + 1 : span.line.number + 1 + _NEAR]
    for line in following:
        if line.page == span.page and line.box[1] < span.box[3] + _BELOW * (span.box[3] - span.box[1]):
            if ranked := same_rank(span, line):
                return ranked
            break
    return next(beneath(span, following), None) or _alone_under(span, following)


def _alone_under(span: Span, following: Sequence[Line]) -> Span | None:
    """The one cell of the next line, under a label that is alone on its own and set off to the left."""
    line = next(iter(following), None)
    if line is None or line.page != span.page or CELL_MARK in line.text or CELL_MARK in span.line.text:
        return None
    near = line.box[1] - span.box[3] < span.box[3] - span.box[1] and 0 < line.box[0] - span.box[2] < _SET_OFF
    return next(line.cells()) if near else None


def above(span: Span, all_lines: Sequence[Line]) -> Span | None:
    """The nearest cell over `span`, in its column."""
    left, top, right, bottom = span.box
    height = bottom - top
    for line in reversed(all_lines[max(0, span.line.number - _NEAR) : span.line.number]):
        if line.page == span.page and top - _ABOVE * height < line.box[3] < top + height / 2:
            if ranked := same_rank(span, line):
                return ranked
            for cell in line.cells():
                if cell.box[0] < right and cell.box[2] > left:
                    return cell
    return None


def same_rank(span: Span, line: Line) -> Span | None:
    """The cell of `line` that is the n-th as `span` is on its own, when both lines hold as many cells, two at least."""
    own, others = list(span.line.cells()), list(line.cells())
    if len(own) < 2 or len(own) != len(others):
        return None
    return next((other for one, other in zip(own, others, strict=True) if one.start <= span.start < one.end), None)


def under_heading(span: Span, all_lines: Sequence[Line]) -> Span | None:
    """The value of a column whose heading is written on two lines: « N° » over « de commande », in a row of such.

    The two lines hold no digit and give as many columns as the row under them has cells; which column `span` is of is
    told by where it stands.
    """
    number = span.line.number
    for first in (number - 1, number):
        if first >= 0 and first + 2 < len(all_lines):
            head, rest, row = all_lines[first : first + 3]
            if (columns := _columns(head, rest)) and _answers(row, rest, columns):
                place = max(range(len(columns)), key=lambda rank: _shared(columns[rank], span.box))
                return next(islice(row.cells(), place, None)) if _shared(columns[place], span.box) > 0 else None
    return None


def _columns(head: Line, rest: Line) -> list[Box]:
    """The columns of two lines of headings, from left to right; none where they are no such lines."""
    height = head.box[3] - head.box[1]
    near = head.page == rest.page and rest.box[1] - head.box[3] < _HEADING_GAP * height
    cells = [cell for line in (head, rest) for cell in line.cells()]
    if not near or any(len(cell.text) > _LONGEST_HEADING or any(map(str.isdigit, cell.text)) for cell in cells):
        return []
    columns: list[Box] = []
    for box in sorted(cell.box for cell in cells):
        if columns and box[0] < columns[-1][2]:
            columns[-1] = around([columns[-1], box])
        else:
            columns.append(box)
    return columns


def _answers(row: Line, above: Line, columns: Sequence[Box]) -> bool:
    """Whether a row holds one value a column, figures for the most part."""
    cells = list(row.cells())
    near = row.page == above.page and row.box[1] < above.box[3] + _BELOW * (above.box[3] - above.box[1])
    figures = sum(any(map(str.isdigit, cell.text)) for cell in cells)
    return near and len(cells) == len(columns) >= 2 and 2 * figures >= len(cells)


def _shared(one: Box, other: Box) -> float:
    """Points of width that two boxes share; below 0 where they are apart."""
    return min(one[2], other[2]) - max(one[0], other[0])


def _level(first: Word, second: Word) -> bool:
    middle = (second.box[1] + second.box[3]) / 2
    return first.page == second.page and first.box[1] < middle < first.box[3]
