"""Reading plain PDFs: text, places and values, against word extraction alone."""

import io
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import pdfplumber
import pypdfium2

from bench import Ratio
from tests.conformance.recognition import known
from tests.conftest import CORPUS
from tests.pdf.layouts.families import FAMILIES
from tests.pdf.layouts.render import invoice
from unisson.pdf import candidate
from unisson.pdf.extent import FIRST_PAGES

SEEDS = (71, 72)
FEW, MANY, AT_ONCE = 100, 1000, 500


def main() -> Iterator[Ratio]:
    """The same pages on both sides, in turns."""
    papers = [invoice(family, seed).pdf for family in FAMILIES for seed in SEEDS]
    yield from _against_words("PDF : pages au hasard, par page", papers)
    if CORPUS.is_dir():
        corpus = [content for content, _ in known(CORPUS, ("C-plain-pdf", "C-signed-pdf"))]
        yield from _against_words("PDF : pages du corpus, par page", corpus)
    yield _flat(papers)
    yield _at_once(papers)


def _against_words(what: str, papers: Sequence[bytes]) -> Iterator[Ratio]:
    ours, text, theirs = [], [], []
    for paper in papers:
        pages = _pages(paper)
        ours.append(_seconds(candidate.read, paper) / pages)
        text.append(_seconds(_text, paper) / pages)
        theirs.append(_seconds(_words, paper) / pages)
    yield Ratio(what=what, ours=median(ours), rival="pdfplumber, mots seuls", theirs=median(theirs))
    beyond = median(mine - its for mine, its in zip(ours, text, strict=True))
    yield Ratio(
        what=f"{what}, hors texte de PDFium", ours=beyond, rival="10 ms la page, pour orientation", theirs=0.010
    )


def _pages(paper: bytes) -> int:
    with pypdfium2.PdfDocument(paper) as document:
        return min(len(document), FIRST_PAGES)


def _text(paper: bytes) -> None:
    with pypdfium2.PdfDocument(paper) as document:
        for number in range(min(len(document), FIRST_PAGES)):
            document[number].get_textpage().get_text_range()


def _words(paper: bytes) -> None:
    with pdfplumber.open(io.BytesIO(paper)) as document:
        for page in document.pages[:FIRST_PAGES]:
            page.extract_words()


def _seconds(job: Callable[[bytes], object], paper: bytes) -> float:
    start = time.perf_counter()
    job(paper)
    return time.perf_counter() - start


def _flat(papers: Sequence[bytes]) -> Ratio:
    """What a process of its own holds (Mo told as milliseconds) after `FEW` and after `MANY` files: 1,00 × is flat."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        few, many = pool.submit(_held, papers).result()
    return Ratio(what=f"PDF : mémoire (Mo) après {MANY} fichiers", ours=many, rival=f"après {FEW} fichiers", theirs=few)


def _held(papers: Sequence[bytes]) -> tuple[float, float]:
    """Resident memory now, not the peak, after `FEW` and after `MANY` files."""
    held = {}
    for number in range(MANY):
        candidate.read(papers[number % len(papers)])
        if number + 1 in (FEW, MANY):
            held[number + 1] = _resident()
    return held[FEW], held[MANY]


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1_000_000 / 1000


def _at_once(papers: Sequence[bytes]) -> Ratio:
    """Whole processes, as workers are: PDFium is not thread-safe."""
    many = [papers[number % len(papers)] for number in range(AT_ONCE)]
    times = {}
    for workers in (1, 2):
        with ProcessPoolExecutor(workers) as pool:
            list(pool.map(_size, papers[:8], chunksize=1))  # both have started
            start = time.perf_counter()
            list(pool.map(_size, many, chunksize=5))
            times[workers] = time.perf_counter() - start
    return Ratio(what=f"PDF : {AT_ONCE} fichiers, deux travailleurs", ours=times[2], rival="un", theirs=times[1])


def _size(paper: bytes) -> int:
    return len(candidate.read(paper).fields)
