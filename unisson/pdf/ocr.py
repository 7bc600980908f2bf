"""Scans read by Tesseract, when the machine has it (Debian: tesseract-ocr, tesseract-ocr-fra).

`read` is for callers: it has each page read in a sandbox, and Tesseract inside it under the same bounds. Pages are read
in the frame of the upright page, where lines run level; `values` brings what was found back to the page as displayed.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from statistics import median

from PIL import Image

from unisson.kernel.refusal import Refusal

from . import candidate, codes, sandbox, scan, upright
from .candidate import Candidate, Candidates
from .inspection import opened
from .learned import Place
from .mending import doubted, mended
from .upright import Frame
from .words import MAX_CHARACTERS, Box, Word, read_words

LANGUAGE = "fra"
SECONDS, MEGABYTES = 20.0, 500
"""Bounds of one page. On a machine at leisure it takes 1 to 2 s and some 150 Mo."""
_ENDS_BEFORE = 0.5
"""Seconds before the sandbox's own alarm at which Tesseract is stopped: its child must not outlive it."""
_WELL_READ = 0.6
"""Mean certainty from which a page lies the right way up; upside down or sideways it is 0.2 to 0.45."""
_FEW = 20
"""Letters. A page with fewer says nothing of the way it lies."""
_ONE_BLOCK = "6"
"""Tesseract's page segmentation « a single uniform block of text »: it keeps a line of several columns one line."""


@dataclass(frozen=True, kw_only=True)
class ReadPage:
    """The words of one scanned page, in points of the upright page, and how that lies on the page as displayed."""

    page: int
    words: tuple[Word, ...]
    frame: Frame


@cache
def program() -> str:
    """Where Tesseract is, if it can read French; else ""."""
    found = shutil.which("tesseract")
    if not found:
        return ""
    asked = subprocess.run(
        [found, "--list-langs"], capture_output=True, text=True, timeout=10, check=False, env=sandbox.ENVIRONMENT
    )
    return found if LANGUAGE in asked.stdout.split() else ""


def read(
    content: bytes,
    *,
    pages: Sequence[int],
    known_seller_sirets: Collection[str] = (),
    learned: Collection[Place] = (),
    within: float = 3 * SECONDS,
    told: Callable[[int], None] = lambda done: None,
) -> Candidates:
    """The candidate values of a PDF of which `pages`, from 1, are images; only where `program` is there.

    `told` hears how many pages are done. A page that cannot be read is left out; Refusal CPP-PDF-05 when none could.
    """
    ends, found = time.monotonic() + within, []
    for done, page in enumerate(pages, start=1):
        seconds = min(SECONDS, ends - time.monotonic())
        with suppress(Refusal):
            found.append(_bounded(content, page, seconds=seconds))
        told(done)
    if not found:
        raise Refusal(codes.OUT_OF_BOUNDS)
    return sandbox.run(
        values,
        content,
        seconds=max(1.0, min(sandbox.SECONDS, ends - time.monotonic())),
        pages=tuple(found),
        known_seller_sirets=tuple(known_seller_sirets),
        learned=tuple(learned),
    )


def _bounded(content: bytes, page: int, *, seconds: float) -> ReadPage:
    if seconds <= _ENDS_BEFORE:
        raise Refusal(codes.OUT_OF_BOUNDS)
    return sandbox.run(
        read_page,
        content,
        seconds=seconds,
        megabytes=MEGABYTES,
        page=page,
        program=program(),
        for_seconds=seconds,
    )


def read_page(content: bytes, *, page: int, program: str, for_seconds: float = SECONDS) -> ReadPage:
    """The words of page `page`, from 1, whichever way it lies. Refusals of `opened`, CPP-PDF-05 out of time.

    Call it in a sandbox of as many seconds.
    """
    ends = time.monotonic() + for_seconds - _ENDS_BEFORE
    with opened(content) as document:
        sheet = document[page - 1]
        width, height = sheet.get_size()
        picture, trust = scan.picture(sheet), scan.trust(sheet)
    best = ReadPage(page=page, words=(), frame=Frame(width=width, height=height))
    for turn in upright.turns(picture):
        level, frame = upright.turned(picture, replace(best.frame, turn=turn, skew=0.0))
        read = ReadPage(
            page=page, words=tuple(_words(_tsv(level, program, ends=ends), level, frame, page)), frame=frame
        )
        best = max(best, read, key=_letters_read)
        if _is_upright(read.words):
            break
    return replace(best, words=tuple(replace(word, certainty=word.certainty * trust) for word in best.words))


def values(
    content: bytes,
    *,
    pages: Sequence[ReadPage],
    known_seller_sirets: Collection[str] = (),
    learned: Collection[Place] = (),
) -> Candidates:
    """The values of scanned pages and of the text of the others, their places on the pages as displayed.

    A value is no surer than the words it was read from. Refusals of `opened`. Call it in the sandbox.
    """
    images = {page.page for page in pages}
    words = (
        *(word for word in read_words(content) if word.page not in images),
        *(word for page in pages for word in mended(page.words)),
    )
    found = candidate.read_words_of(words, known_seller_sirets=known_seller_sirets, learned=learned)
    frames = {page.page: page.frame for page in pages}
    believed = doubted(found, words)
    return replace(believed, fields={name: _placed(one, frames) for name, one in believed.fields.items()})


def _placed(found: Candidate, frames: Mapping[int, Frame]) -> Candidate:
    """A value on the page as displayed; one on a page of text is there already."""
    frame = frames.get(found.page)
    box = frame.displayed(found.box) if frame else found.box
    return replace(found, box=box, alternatives=tuple(_placed(other, frames) for other in found.alternatives))


def _tsv(picture: Image.Image, program: str, *, ends: float) -> str:
    """What Tesseract says of a picture, as its table of words."""
    header = f"P5 {picture.width} {picture.height} 255\n".encode()
    try:
        done = subprocess.run(
            [program, "-", "-", "-l", LANGUAGE, "--psm", _ONE_BLOCK, "--dpi", str(scan.READING_DPI), "tsv"],
            input=header + picture.tobytes(),
            capture_output=True,
            timeout=max(ends - time.monotonic(), 0.1),
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise Refusal(codes.OUT_OF_BOUNDS) from error
    if done.returncode:
        raise Refusal(codes.OUT_OF_BOUNDS)
    return done.stdout.decode("utf-8", "replace")


@dataclass(frozen=True)
class _Seen:
    """One row of the table: a word in pixels."""

    line: tuple[str, ...]
    box: Box
    certainty: float
    text: str


def _rows(table: str) -> Iterator[_Seen]:
    for row in table.splitlines()[1:]:
        level, *cells = row.split("\t")
        if level != "5" or len(cells) < 11 or not cells[10].strip():
            continue
        left, top, wide, high = map(int, cells[5:9])
        yield _Seen(
            line=tuple(cells[:4]),
            box=(left, top, left + wide, top + high),
            certainty=max(float(cells[9]), 0.0) / 100,
            text=cells[10].strip(),
        )


def _words(table: str, picture: Image.Image, frame: Frame, page: int) -> Iterator[Word]:
    """The words in points of the upright page. Each is given the height of its line: ink alone is lower in « no » than
    in « Ag », and what stands on one line must overlap."""
    scale = picture.width / (frame.height if frame.turn in (90, 270) else frame.width)
    left = MAX_CHARACTERS
    for _, group in groupby(_rows(table), key=lambda row: row.line):
        line = list(group)
        usual = median(row.box[3] - row.box[1] for row in line)
        for row in line:
            x0, y0, x1, y1 = row.box
            if y1 - y0 > 3 * usual or not any(character.isalnum() or character in "€$£%" for character in row.text):
                continue
            left -= len(row.text)
            if left < 0:
                return
            top, bottom = _height(line, row)
            box = (round(x0 / scale, 1), round(top / scale, 1), round(x1 / scale, 1), round(bottom / scale, 1))
            yield Word(text=row.text, page=page, box=box, certainty=row.certainty)


def _height(line: Sequence[_Seen], row: _Seen) -> tuple[float, float]:
    """From the top of the highest to the foot of the lowest word of about the same size beside it."""
    own = row.box[3] - row.box[1]
    alike = [other.box for other in line if other.box[3] - other.box[1] <= 1.6 * own] or [row.box]
    return min(box[1] for box in alike), max(box[3] for box in alike)


def _letters_read(page: ReadPage) -> float:
    return sum(len(word.text) * word.certainty for word in page.words)


def _is_upright(words: Sequence[Word]) -> bool:
    letters = sum(len(word.text) for word in words)
    return letters < _FEW or sum(len(word.text) * word.certainty for word in words) / letters >= _WELL_READ
