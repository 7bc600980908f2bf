"""Pages that are images: which ones, and such a page as a picture fit for reading. For the sandbox."""

import re
from collections.abc import Iterator

import pypdfium2
from PIL import Image, ImageOps
from pypdfium2 import raw

from .extent import FIRST_PAGES
from .inspection import opened

SAYS_LITTLE = 60
"""Legible characters. A scanner or an app may stamp its name on a page that is an image all the same."""
READING_DPI = 250
"""Tesseract reads letters of this size best: a coarser scan is enlarged, a finer one made smaller."""
COARSE_DPI = 100
MOST_PIXELS = 3600
"""Of the long side; A4 has 2924 at 250 dpi. A page may claim to be metres wide."""
_DRAWN = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING)
_COVERS = 0.5
"""Share of the page that its scan covers; what is smaller is a logo, a stamp, a signature."""
_DEPTH = 4
"""Of forms within forms: some programs wrap the page once or twice, a loop goes on for ever."""
_ILLEGIBLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
"""What stands for a letter whose font does not tell which it is: the replacement, private and control characters."""


def scanned(content: bytes) -> tuple[int, ...]:
    """Those of the first three pages, from 1, that show something and say next to nothing. Refusals of `opened`."""
    with opened(content) as document:
        pages = range(min(len(document), FIRST_PAGES))
        return tuple(number + 1 for number in pages if _is_image(document[number]))


def legible_characters(page: pypdfium2.PdfPage) -> tuple[int, int]:
    """How many characters of a page a program can read, and how many it cannot: their font does not say which."""
    text = "".join(page.get_textpage().get_text_range().split())
    lost = len(_ILLEGIBLE.findall(text))
    return len(text) - lost, lost


def picture(page: pypdfium2.PdfPage) -> Image.Image:
    """The page as displayed, in greys, black on white.

    A coarse scan is drawn in its own pixels and then enlarged: the PDF library's way of enlarging blurs the letters.
    """
    own = _dpi(page) / 72
    scale = min(READING_DPI / 72, MOST_PIXELS / _long_side(page))
    drawn = page.render(scale=min(own or scale, scale), grayscale=True).to_pil().convert("L")
    if own and own < scale:
        factor = scale / own
        drawn = drawn.resize((round(drawn.width * factor), round(drawn.height * factor)), Image.Resampling.LANCZOS)
    return ImageOps.autocontrast(drawn)


def trust(page: pypdfium2.PdfPage) -> float:
    """How far what is read of the page can be believed: at 72 dpi a 3 and an 8 look alike, whatever Tesseract says."""
    return min(1.0, _dpi(page) / COARSE_DPI) or 1.0


def _is_image(page: pypdfium2.PdfPage) -> bool:
    read, lost = legible_characters(page)
    if read > SAYS_LITTLE and read > lost:
        return False
    return lost > SAYS_LITTLE or any(True for _ in _drawn(page))


def _drawn(page: pypdfium2.PdfPage) -> Iterator[pypdfium2.PdfObject]:
    yield from page.get_objects(filter=_DRAWN, max_depth=_DEPTH)


def _dpi(page: pypdfium2.PdfPage) -> float:
    """Of the finest image that the page is made of; 0 without one: a logo on a drawn page tells nothing."""
    width, height = page.get_size()
    finest = 0.0
    for image in _drawn(page):
        if isinstance(image, pypdfium2.PdfImage):
            left, bottom, right, top = image.get_bounds()
            wide, high = abs(right - left), abs(top - bottom)
            if wide * high >= _COVERS * width * height:
                finest = max(finest, max(image.get_px_size()) / max(wide, high) * 72.0)
    return finest


def _long_side(page: pypdfium2.PdfPage) -> float:
    width, height = page.get_size()
    return max(float(width), float(height), 1.0)
