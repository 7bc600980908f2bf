"""The words of a PDF with their places, on the pages that count for recognition."""

import ctypes
from collections.abc import Callable, Iterator
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
    """Characters that stand together. `page` counts from 1; the box spans the height of the font, not of the ink.

    `certainty` is below 1 for a word that was read from an image.
    """

    text: str
    page: int
    box: Box
    certainty: float = 1.0

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


def _words(page: pypdfium2.PdfPage, number: int) -> Iterator[Word]:
    run: list[_Character] = []
    for character in (*_characters(page), None):
        if run and (character is None or _parted(run[-1], character)):
            yield _word(run, number)
            run = []
        if character and character.text.strip():
            run.append(character)


def _characters(page: pypdfium2.PdfPage) -> Iterator[_Character]:
    textpage, displayed, box = page.get_textpage(), _displaying(page), raw.FS_RECTF()
    for index in range(min(textpage.count_chars(), MAX_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
        corners = displayed(box.left, box.top), displayed(box.right, box.bottom)
        (x0, x1), (y0, y1) = (sorted(sides) for sides in zip(*corners, strict=True))
        yield _Character(text.replace(_LINE_BREAK_HYPHEN, "-"), (x0, y0, x1, y1))


def _parted(left: _Character, right: _Character) -> bool:
    if not right.text.strip():
        return True
    height = max(left.box[3] - left.box[1], 1.0)
    apart = right.box[0] - left.box[2]
    return apart > _WORD_GAP * height or apart < -height or abs(right.box[3] - left.box[3]) > height / 2


def _word(run: list[_Character], number: int) -> Word:
    x0, y0, x1, y1 = zip(*(character.box for character in run), strict=True)
    box = (round(min(x0), 1), round(min(y0), 1), round(max(x1), 1), round(max(y1), 1))
    return Word(text="".join(character.text for character in run), page=number, box=box)


def _displaying(page: pypdfium2.PdfPage) -> Callable[[float, float], tuple[float, float]]:
    """From a place of the file to the place on the page as displayed, whatever its rotation and cropping.

    The mapping is affine: three places tell it. PDFium answers in whole units, hence the scale.
    """
    width, height = page.get_size()
    across, down, scale, far = ctypes.c_int(), ctypes.c_int(), 100, 1000

    def probe(x: float, y: float) -> tuple[float, float]:
        raw.FPDF_PageToDevice(page, 0, 0, round(width * scale), round(height * scale), 0, x, y, across, down)
        return across.value / scale, down.value / scale

    (x, y), (x_right, y_right), (x_up, y_up) = probe(0, 0), probe(far, 0), probe(0, far)
    a, b, c, d = (x_right - x) / far, (x_up - x) / far, (y_right - y) / far, (y_up - y) / far
    return lambda left, bottom: (x + a * left + b * bottom, y + c * left + d * bottom)
