"""« Ma facture est-elle bien lisible ? »: a PDF read as a deposit would read it, with advice. Nothing of it is kept."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from unisson.directory.models import Structure
from unisson.directory.needs import needs_of
from unisson.directory.search import open_services
from unisson.einvoice.detect import FileKind
from unisson.files import limits
from unisson.kernel.findings import Finding, Severity
from unisson.kernel.identifiers import show_siret
from unisson.kernel.refusal import Refusal
from unisson.pdf import advice, legibility, ocr, sandbox
from unisson.pdf.candidate import Candidates

from . import moved
from .deposit import Upload
from .drafting import reading
from .drafting.reading import FileRead, kind_of_file
from .drafting.typed import texts_of

LOOK_SECONDS, ALL_SECONDS = 5.0, 8.0
"""For looking at the file, then for the whole with its scanned pages: nobody waits longer, nor keeps others waiting."""
STRUCTURED = advice.STRUCTURED
_MISSING = {"service": "CPP-ADM-05", "commitment": "CPP-ADM-06", "either": "CPP-ADM-07"}


@dataclass(frozen=True, kw_only=True)
class Examined:
    """What would be read of a file, and what to improve. `images` are its first pages."""

    name: str
    read: FileRead
    values: Mapping[str, str]
    """Form field → text, whether read from the page or from the XML of a Factur-X."""
    seen: Mapping[str, Mapping[str, Any]]
    advice: tuple[Finding, ...]
    images: tuple[bytes, ...]

    @property
    def good(self) -> bool:
        return legibility.is_good(self.advice)


def examine(upload: Upload, *, on: date) -> Examined:
    """Refusals of size (CPP-FICHIER-…), of what is no PDF (CPP-DEPOT-…, CPP-LISIBLE-19) and of the PDF reader."""
    ends = time.monotonic() + ALL_SECONDS
    limits.check_size(upload.name, len(upload.content), limit=limits.INVOICE_FILE)
    if kind_of_file(upload.content, name=upload.name) is not FileKind.PDF:
        raise Refusal(advice.XML_FILE, field="file")
    looked = sandbox.run(legibility.examine, upload.content, seconds=LOOK_SECONDS, megabytes=sandbox.TO_DRAW, draw=True)
    read = reading.of_pdf(looked.document)
    found = [*_of_name(upload.name), *looked.advice]
    candidates = looked.document.candidates
    if read.reading is None and read.scanned:
        scanned = _read_scan(upload.content, read.scanned, within=ends - time.monotonic())
        found += [] if scanned else legibility.of_unread(read.scanned, tried=reading.reads_scans())
        candidates = scanned or candidates
    if read.reading is None and candidates.fields:
        found += legibility.of_values(candidates, scanned=read.scanned)
    values, seen = _values(read, candidates)
    return Examined(
        name=upload.name,
        read=read,
        values=values,
        seen=seen,
        advice=(*found, *_of_recipient(values, on=on)),
        images=looked.images,
    )


def _read_scan(content: bytes, pages: Sequence[int], *, within: float) -> Candidates | None:
    """None where no scan can be read, or not in time."""
    if reading.reads_scans():
        with suppress(Refusal):
            return ocr.read(content, pages=pages, within=within)
    return None


def _values(read: FileRead, candidates: Candidates) -> tuple[Mapping[str, str], Mapping[str, Mapping[str, Any]]]:
    if read.reading is not None:
        return {name: text for name, text in texts_of(read.reading.invoice).items() if text}, {}
    seen = reading.of_candidates(candidates).seen
    return {name: sight["value"] for name, sight in seen.items() if sight["value"]}, seen


def _of_name(name: str) -> Iterator[Finding]:
    try:
        limits.check_name(name, limit=limits.INVOICE_NAME)
    except Refusal as refusal:
        yield Finding(code=refusal.code, values=refusal.values, severity=Severity.WARNING)


def _of_recipient(values: Mapping[str, str], *, on: date) -> Iterator[Finding]:
    """Whether the recipient is known here, and finds on the invoice what it requires."""
    siret = values.get("recipient_siret")
    if not siret:
        return
    known = Structure.objects.filter(kind=Structure.Kind.SIRET, identifier=siret).first()
    if known is None:
        yield _warning("CPP-ADM-01", siret=show_siret(siret))
    elif not known.active:
        yield replace(moved.about_recipient(known), severity=Severity.WARNING, where="")
    elif known.nature != Structure.Nature.PUBLIC:
        yield _warning("CPP-ADM-03", name=known.called)
    else:
        yield from _of_needs(known, values, on=on)


def _of_needs(recipient: Structure, values: Mapping[str, str], *, on: date) -> Iterator[Finding]:
    code = values.get("service_code", "")
    service = open_services(recipient, on=on).filter(code=code).first() if code else None
    missing = needs_of(recipient, service).missing(service_code=code, commitment=values.get("commitment"))
    for name in sorted(missing):
        yield _warning(_MISSING[name], name=recipient.called)
    if code and service is None:
        yield _warning("CPP-ADM-08", name=recipient.called, service=code)


def _warning(code: str, **values: str) -> Finding:
    return Finding(code=code, values=values, severity=Severity.WARNING)
