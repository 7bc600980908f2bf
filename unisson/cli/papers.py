"""Files named on the command line: the invoice in them."""

from dataclasses import dataclass
from pathlib import Path

from unisson.einvoice.detect import FileKind, detect
from unisson.einvoice.read import read_hybrid, read_xml
from unisson.einvoice.reading import Reading
from unisson.kernel.refusal import Refusal
from unisson.pdf import codes, document, factur_x, sandbox
from unisson.pdf.candidate import Candidates

from .inputs import content_of

_XML = frozenset({FileKind.CII, FileKind.UBL_INVOICE, FileKind.UBL_CREDIT_NOTE, FileKind.OTHER_XML})


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What a file says: a structured invoice, or what stands on the page of a plain PDF."""

    reading: Reading | None = None
    candidates: Candidates | None = None


def paper_of(path: Path) -> Paper:
    """What a file says. Refusals of `content_of` and of the readers; a PDF is read in the sandbox."""
    content = content_of(path)
    kind = detect(content)
    if kind in _XML:
        return Paper(reading=read_xml(content))
    if kind is not FileKind.PDF:
        raise Refusal("CPP-COMMANDE-08", file=str(path))
    read = sandbox.run(document.read, content)
    return (
        Paper(candidates=read.candidates) if read.xml is None else Paper(reading=read_hybrid(read.xml, read.container))
    )


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
