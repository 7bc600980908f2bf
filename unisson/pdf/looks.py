"""How the text of a page looks: pale, on a coloured ground, with effects, glued or overlapping. For the sandbox."""

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from unisson.kernel.findings import Finding, Severity

from . import advice
from .words import Box, Word

SCALE = 3
"""Pixels a point: even thin letters show their full colour somewhere."""
LEAST_CONTRAST = 4.5
"""Between letter and ground, as WCAG asks of text for people."""
VERY_PALE = 3.0
LIGHT_GROUND = 0.6
"""Luminance, 1 for white; light greys pass."""
MOST_WORDS = 1500
_OUTLINED = frozenset({raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP})
_INVISIBLE = raw.FPDF_TEXTRENDERMODE_INVISIBLE
_MOST_OBJECTS = 5000
_LEVEL = 45.0
"""Degrees: a slanted page is still read."""
_SLANT = 3.0
"""Degrees from the level or the upright."""
_SHADOW = (0.6, 4.0)
"""Points. Nearer, the doubling makes bold letters; farther, it is another word."""
_A_LETTER_OR_TWO = 2
_OVERLAP = 0.4
"""Of the smaller box: boxes are those of the font, and tight lines touch."""
_GLUED = re.compile(r"[^\W\d_]{2,}\.?[:=]\d[\w./,-]+")


def faults(page: pypdfium2.PdfPage, number: int, words: Sequence[Word]) -> Iterator[Finding]:
    """What to change in the looks of one page; `words` are its own."""
    seen = words[:MOST_WORDS]
    runs = list(_runs(page))
    if _lies_down(runs, turned=page.get_rotation()):
        yield Finding(code=advice.SIDEWAYS, values={"page": number}, severity=Severity.WARNING)
        return
    if any(run.mode == _INVISIBLE for run in runs):
        yield Finding(code=advice.RECOGNISED, values={"page": number}, severity=Severity.WARNING)
    else:
        yield from _colours(page, number, seen)
    effects = [run.text for run in runs if run.text.strip() and (run.mode in _OUTLINED or _is_slanted(run.angle))]
    yield from _told(advice.EFFECT, number, [*effects, *_shadowed(runs)], Severity.INFORMATION)
    yield from _told(
        advice.GLUED, number, [word.text for word in seen if _GLUED.fullmatch(word.text)], Severity.WARNING
    )
    yield from _told(advice.OVERLAPPING, number, list(_overlapping(seen)), Severity.WARNING)


def _told(code: str, page: int, shown: Sequence[str], severity: Severity) -> Iterator[Finding]:
    """One sentence for all: the first case, and how many."""
    if shown:
        yield Finding(
            code=code, values={"page": page, "shown": shown[0].strip()[:60], "count": len(shown)}, severity=severity
        )


def _colours(page: pypdfium2.PdfPage, number: int, words: Sequence[Word]) -> Iterator[Finding]:
    picture = page.render(scale=min(SCALE, 4000 / max(*page.get_size(), 1)), grayscale=True).to_pil().convert("L")
    scale = picture.width / max(page.get_width(), 1)
    pale, coloured, palest = [], [], LEAST_CONTRAST
    for word in words:
        if not any(character.isalnum() for character in word.text):
            continue
        ground, contrast = _contrast(picture, word.box, scale)
        if contrast < LEAST_CONTRAST:
            pale.append(word.text)
            palest = min(palest, contrast)
        elif ground < LIGHT_GROUND:
            coloured.append(word.text)
    yield from _told(advice.PALE, number, pale, Severity.WARNING if palest < VERY_PALE else Severity.INFORMATION)
    yield from _told(advice.ON_COLOUR, number, coloured, Severity.INFORMATION)


def _contrast(picture: Image.Image, box: Box, scale: float) -> tuple[float, float]:
    """The luminance of the ground under a word, and the contrast of its letters with it."""
    left, top, right, bottom = (round(edge * scale) for edge in box)
    counts = picture.crop((left, top, max(right, left + 1), max(bottom, top + 1))).histogram()
    ground = _luminance(counts.index(max(counts)))
    inks = [_luminance(grey) for grey, count in enumerate(counts) if count]
    return ground, max((max(ink, ground) + 0.05) / (min(ink, ground) + 0.05) for ink in (min(inks), max(inks)))


@cache
def _luminance(grey: int) -> float:
    """Relative luminance, from 0 to 1, as WCAG 2 defines it."""
    share = grey / 255
    return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4


@dataclass(frozen=True)
class _Run:
    """Text as the file writes it: how it is drawn (ISO 32000-1, table 106), its angle in degrees, where it begins."""

    text: str
    mode: int
    angle: float
    x: float
    y: float


def _runs(page: pypdfium2.PdfPage) -> Iterator[_Run]:
    textpage = page.get_textpage()
    objects = page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=4)
    for one in islice(objects, _MOST_OBJECTS):
        matrix = one.get_matrix()
        angle = math.degrees(math.atan2(matrix.b, matrix.a))
        yield _Run(_text(one, textpage), raw.FPDFTextObj_GetTextRenderMode(one), angle, matrix.e, matrix.f)


def _text(one: pypdfium2.PdfObject, textpage: pypdfium2.PdfTextPage) -> str:
    size = min(raw.FPDFTextObj_GetText(one, textpage, None, 0), 400)
    buffer = ctypes.create_string_buffer(size + 2)
    raw.FPDFTextObj_GetText(one, textpage, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw.decode("utf-16-le", "replace").partition("\0")[0]


def _lies_down(runs: Sequence[_Run], *, turned: int) -> bool:
    """Whether most letters of a page run sideways or upside down, as it is displayed."""
    letters = sum(len(run.text) for run in runs)
    level = sum(len(run.text) for run in runs if abs((run.angle - turned + 180) % 360 - 180) < _LEVEL)
    return letters > 0 and 2 * level < letters


def _is_slanted(angle: float) -> bool:
    return min(angle % 90, 90 - angle % 90) > _SLANT


def _shadowed(runs: Sequence[_Run]) -> Iterator[str]:
    """Text drawn twice, a little apart: of the second PDFium says nothing, since it covers the first."""
    for other, run in pairwise(runs):
        apart = max(abs(run.x - other.x), abs(run.y - other.y))
        if len(other.text.strip()) > _A_LETTER_OR_TWO and not run.text and _SHADOW[0] <= apart <= _SHADOW[1]:
            yield other.text


_NEIGHBOURS = 60
"""Words that may stand as high as one word; letters as tall as the page would make every word a neighbour of all."""


def _overlapping(words: Sequence[Word]) -> Iterator[str]:
    """Words that lie on a word of another text."""
    ordered = sorted((word for word in words if word.text.isalnum()), key=lambda word: word.box[1])
    for rank, word in enumerate(ordered):
        for other in ordered[rank + 1 : rank + 1 + _NEIGHBOURS]:
            if other.box[1] >= word.box[3]:
                break
            if other.text != word.text and _shared(word.box, other.box) > _OVERLAP:
                yield word.text
                break


def _shared(one: Box, other: Box) -> float:
    """The share of the smaller box that the other covers."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    if across <= 0 or down <= 0:
        return 0.0
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return across * down / smaller if smaller > 0 else 0.0
