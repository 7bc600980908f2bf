"""The words of a PDF with their places, on the pages that count for recognition."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from .inspection import FIRST_PAGES, opened

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points from the top left of the page as displayed."""

MAX_CHARACTERS = 20_000
"""Per page. A full page of small print holds about 6 000."""
_WORD_GAP = 0.18
"""A gap wider than this share of the height of the text parts two words, even where no space was written."""
_LINE_BREAK_HYPHEN = "\x02"


@dataclass(frozen=True, kw_only=True)
class Word:
    """Characters that stand together. `page` counts from 1; the box spans the height of the font, not of the ink."""

    text: str
    page: int
    box: Box

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


def read_words(content: bytes) -> tuple[Word, ...]:
    """The words of the first three pages, in the order of the file. Refusals of `inspection.opened`."""
    with opened(content) as document:
        return tuple(
            word for number in range(min(len(document), FIRST_PAGES)) for word in _words(document[number], number + 1)
        )


@dataclass(frozen=True)
class _Character:
    text: str
    box: Box
    """As PDFium counts: from the bottom left, before rotation and cropping."""


def _words(page: pypdfium2.PdfPage, number: int) -> Iterator[Word]:
    run: list[_Character] = []
    for character in (*_characters(page.get_textpage()), None):
        if run and (character is None or _parted(run[-1], character)):
            yield _word(page, number, run)
            run = []
        if character and character.text.strip():
            run.append(character)


def _characters(textpage: pypdfium2.PdfTextPage) -> Iterator[_Character]:
    box = raw.FS_RECTF()
    for index in range(min(textpage.count_chars(), MAX_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
        yield _Character(text.replace(_LINE_BREAK_HYPHEN, "-"), (box.left, box.bottom, box.right, box.top))


def _parted(left: _Character, right: _Character) -> bool:
    if not right.text.strip():
        return True
    height = max(left.box[3] - left.box[1], 1.0)
    apart = right.box[0] - left.box[2]
    return apart > _WORD_GAP * height or apart < -height or abs(right.box[1] - left.box[1]) > height / 2


def _word(page: pypdfium2.PdfPage, number: int, run: list[_Character]) -> Word:
    corners = [
        _displayed(page, x, y)
        for x, y in (
            (min(c.box[0] for c in run), max(c.box[3] for c in run)),
            (max(c.box[2] for c in run), min(c.box[1] for c in run)),
        )
    ]
    xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    return Word(text="".join(c.text for c in run), page=number, box=(xs[0], ys[0], xs[1], ys[1]))


def _displayed(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A place of the file as a place on the page; PDFium answers in whole units, here tenths of a point."""
    width, height = page.get_size()
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, int(width * 10), int(height * 10), 0, x, y, across, down)
    return across.value / 10, down.value / 10
