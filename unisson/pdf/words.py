"""The words of a PDF with their places, on the pages that count for recognition."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from .extent import FIRST_PAGES
from .inspection import opened

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


def _words(page: pypdfium2.PdfPage, number: int) -> Iterator[Word]:
    texts: list[str] = []
    boxes: list[Box] = []
    for text, box in _characters(page):
        if texts and (box is None or _parted(boxes[-1], box)):
            yield _word(texts, boxes, number)
            texts, boxes = [], []
        if box is not None:
            texts.append(text)
            boxes.append(box)
    if texts:
        yield _word(texts, boxes, number)


def _characters(page: pypdfium2.PdfPage) -> Iterator[tuple[str, Box | None]]:
    """Each character with its place; a space, which has none of its own, with None. Thousands a page: no objects."""
    textpage, box = page.get_textpage(), raw.FS_RECTF()
    handle, code_of, box_of = textpage.raw, raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    reference = ctypes.byref(box)
    x, y, a, b, c, d = _displaying(page)
    for index in range(min(textpage.count_chars(), MAX_CHARACTERS)):
        code = code_of(handle, index)
        text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
        if text.isspace():
            yield text, None
            continue
        box_of(handle, index, reference)
        left, right = x + a * box.left + b * box.top, x + a * box.right + b * box.bottom
        top, bottom = y + c * box.left + d * box.top, y + c * box.right + d * box.bottom
        if left > right:
            left, right = right, left
        if top > bottom:
            top, bottom = bottom, top
        yield "-" if text == _LINE_BREAK_HYPHEN else text, (left, top, right, bottom)


def _parted(left: Box, right: Box) -> bool:
    height = max(left[3] - left[1], 1.0)
    apart = right[0] - left[2]
    return apart > _WORD_GAP * height or apart < -height or abs(right[3] - left[3]) > height / 2


def _word(texts: list[str], boxes: list[Box], number: int) -> Word:
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    box = (round(min(x0), 1), round(min(y0), 1), round(max(x1), 1), round(max(y1), 1))
    return Word(text="".join(texts), page=number, box=box)


def _displaying(page: pypdfium2.PdfPage) -> tuple[float, float, float, float, float, float]:
    """From a place (u, v) of the file to the place on the page as displayed, whatever its rotation and cropping:
    x + a·u + b·v and y + c·u + d·v, of x, y, a, b, c, d.

    The mapping is affine: three places tell it. PDFium answers in whole units, hence the scale.
    """
    width, height = page.get_size()
    across, down, scale, far = ctypes.c_int(), ctypes.c_int(), 100, 1000

    def probe(x: float, y: float) -> tuple[float, float]:
        raw.FPDF_PageToDevice(page, 0, 0, round(width * scale), round(height * scale), 0, x, y, across, down)
        return across.value / scale, down.value / scale

    (x, y), (x_right, y_right), (x_up, y_up) = probe(0, 0), probe(far, 0), probe(0, far)
    a, b, c, d = (x_right - x) / far, (x_up - x) / far, (y_right - y) / far, (y_up - y) / far
    return x, y, a, b, c, d
