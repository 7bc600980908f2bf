"""Files named on the command line: the invoice in them."""

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from unisson.einvoice.detect import FileKind, detect
from unisson.einvoice.read import read_hybrid, read_xml
from unisson.einvoice.reading import Reading
from unisson.kernel.findings import Finding
from unisson.kernel.refusal import Refusal
from unisson.pdf import codes, document, factur_x, legibility, ocr, sandbox
from unisson.pdf.candidate import Candidates

from .inputs import content_of

WITHIN = 8.5
"""Seconds for one file, scanned pages included: those that take longer are left out."""
_XML = frozenset({FileKind.CII, FileKind.UBL_INVOICE, FileKind.UBL_CREDIT_NOTE, FileKind.OTHER_XML})


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What a file says: a structured invoice, or what stands on the page of a plain PDF."""

    reading: Reading | None = None
    candidates: Candidates | None = None
    scanned: tuple[int, ...] = ()
    """Pages of a plain PDF that were read as images, from 1."""
    advice: tuple[Finding, ...] | None = None
    """What would make a PDF easier to read, where it was asked for."""


def paper_of(path: Path, *, advised: bool = False) -> Paper:
    """What a file says. Refusals of `content_of` and of the readers; a PDF is read in the sandbox.

    `advised`: with what would make a PDF easier to read.
    """
    ends = time.monotonic() + WITHIN
    content = content_of(path)
    kind = detect(content)
    if kind in _XML:
        return Paper(reading=read_xml(content))
    if kind is not FileKind.PDF:
        raise Refusal("CPP-COMMANDE-08", file=str(path))
    looked = sandbox.run(legibility.examine, content, megabytes=sandbox.TO_DRAW) if advised else None
    read = looked.document if looked else sandbox.run(document.read, content)
    advice = looked.advice if looked else None
    if read.xml is not None:
        return Paper(reading=read_hybrid(read.xml, read.container), advice=advice)
    scan = _read_scan(content, read.scanned, within=ends - time.monotonic())
    found = scan or read.candidates
    if advice is not None:
        unread = () if scan else legibility.of_unread(read.scanned, tried=bool(ocr.program()))
        told = legibility.of_values(found, scanned=read.scanned) if found.fields else ()
        advice = (*advice, *unread, *told)
    return Paper(candidates=found, scanned=read.scanned if scan else (), advice=advice)


def _read_scan(content: bytes, pages: tuple[int, ...], *, within: float) -> Candidates | None:
    """None where nothing is scanned, or nothing can be read of it."""
    if pages and ocr.program():
        with suppress(Refusal):
            return ocr.read(content, pages=pages, within=within)
    return None


def reading_of(path: Path) -> Reading:
    """The structured invoice in a file. Refusals of `paper_of`; also for a PDF without one, announced or not."""
    content = content_of(path)
    if detect(content) is not FileKind.PDF:
        reading = paper_of(path).reading
    else:
        reading = _taken_out(sandbox.run(factur_x.unpack, content))
    if reading is None:
        raise Refusal("CPP-COMMANDE-05", file=str(path))
    return reading


def _taken_out(unpacked: factur_x.Unpacked) -> Reading | None:
    if unpacked.xml is not None:
        return read_hybrid(unpacked.xml, unpacked.container)
    if unpacked.container is not None and unpacked.container.announces_invoice:
        raise Refusal(codes.ANNOUNCED_IN_VAIN)
    return None
