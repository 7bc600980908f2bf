"""From a deposited file to what the form shows: values, where they stand on the page, and how sure they are."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from unisson.einvoice import xades
from unisson.einvoice.detect import FileKind, detect
from unisson.einvoice.read import read_hybrid, read_xml
from unisson.einvoice.reading import Container, Reading, Syntax
from unisson.einvoice.xades import XmlSignature
from unisson.kernel import money
from unisson.kernel.findings import Finding, Severity
from unisson.kernel.refusal import Refusal
from unisson.pdf import codes, document, factur_x, legibility, ocr, sandbox
from unisson.pdf.candidate import Candidate, Candidates
from unisson.pdf.document import PdfDocument
from unisson.pdf.extent import FIRST_PAGES
from unisson.pdf.labels import Field as Seen
from unisson.pdf.learned import Place, Recalled
from unisson.pdf.scoring import SURE_FROM
from unisson.pdf.signature import SignatureReport

from ..status import Kind
from .addressee import recipient_by_name
from .typed import KINDS, as_typed, texts_of

_STRUCTURED = frozenset({FileKind.CII, FileKind.UBL_INVOICE, FileKind.UBL_CREDIT_NOTE})
_NO_INVOICE = {
    FileKind.EMPTY: "CPP-FICHIER-01",
    FileKind.ZIP: "CPP-DEPOT-11",
    FileKind.GZIP: "CPP-DEPOT-11",
    FileKind.IMAGE: "CPP-DEPOT-12",
    FileKind.OFFICE: "CPP-DEPOT-13",
    FileKind.CDAR: "CPP-DEPOT-14",
}
"""Refusals that say more than CPP-DEPOT-01: how to make an invoice file of this one."""
FORM_FIELDS: dict[Seen, str] = {
    Seen.NUMBER: "number",
    Seen.ISSUE_DATE: "issue_date",
    Seen.RECIPIENT_SIRET: "recipient_siret",
    Seen.SERVICE_CODE: "service_code",
    Seen.COMMITMENT: "commitment",
    Seen.CONTRACT: "contract",
    Seen.TYPE: "kind",
    Seen.CURRENCY: "currency",
    Seen.VAT_REGIME: "vat_regime",
    Seen.NET_TOTAL: "net_total",
    Seen.VAT_TOTAL: "vat_total",
    Seen.DISCOUNT: "discount",
    Seen.GROSS_TOTAL: "gross_total",
    Seen.DUE: "net_to_pay",
    Seen.DUE_DATE: "due_date",
    Seen.SELLER_SIRET: "supplier",
}
_AMOUNTS = frozenset({"net_total", "vat_total", "discount", "gross_total", "net_to_pay"})
_DAYS = frozenset({"issue_date", "due_date"})
_COMPARED = ("number", "issue_date", "recipient_siret", "net_total", "vat_total", "gross_total", "net_to_pay")
"""Fields whose printed value is held against the XML of a Factur-X."""
_LIKELY_FROM = 0.8
_WEIGHTY = frozenset({"gross_total", "net_to_pay"})
"""What one pays: told from a likely sight on. Of the other fields a page shows several, and only a sure one counts."""


@dataclass(frozen=True, kw_only=True)
class FileRead:
    """What a file turned out to be. `reading` is None for a plain PDF: then a person confirms `seen`."""

    syntax: Syntax
    reading: Reading | None
    seen: Mapping[str, Mapping[str, Any]]
    vat_rows: tuple[Mapping[str, str], ...] = ()
    lines: int = 0
    """Lines of the invoice that were read: all of them or none, since they come to the net total."""
    scanned: tuple[int, ...] = ()
    """Pages that are images, from 1: `read_scan` reads them, which takes seconds a page."""
    pages: int = 0
    sheets: tuple[tuple[float, float], ...] = ()
    """Width and height of the pages shown beside the form, in points."""
    signature: Mapping[str, Any] | None = None
    differences: tuple[Finding, ...] = ()


def kind_of_file(content: bytes, *, name: str) -> FileKind:
    """What the bytes are. Refusal CPP-DEPOT-01 or -11 to -14 when they are no invoice, the XML's own if broken."""
    kind = detect(content)
    if kind is FileKind.PDF or kind in _STRUCTURED:
        return kind
    if kind is FileKind.OTHER_XML:
        read_xml(content)
    raise Refusal(_NO_INVOICE.get(kind, "CPP-DEPOT-01"), field="file", name=name)


def read_file(
    content: bytes,
    kind: FileKind,
    *,
    own_sirets: Collection[str] = (),
    learned: Collection[Place] = (),
    at: datetime,
) -> FileRead:
    """Read the file whole. Refusals of the XML and PDF readers; a PDF is read in a bounded child process.

    `own_sirets`, `learned`: the identifiers of the supplier, and where their invoices print what was missed before.
    """
    if kind is not FileKind.PDF:
        reading = read_xml(content)
        signature = told(xades.enveloped(content, at=at))
        return FileRead(syntax=reading.syntax, reading=reading, seen={}, signature=signature)
    return of_pdf(sandbox.run(document.read, content, known_seller_sirets=tuple(own_sirets), learned=tuple(learned)))


def of_pdf(read: PdfDocument) -> FileRead:
    """What a PDF turned out to be. Refusals of the XML reader."""
    seen = _seen(read.candidates)
    signature = _signature(read.signature) if read.signature else None
    if read.xml is None:
        return FileRead(
            syntax=Syntax.PDF,
            reading=None,
            seen=_told(read.candidates),
            vat_rows=_vat_rows(read.candidates),
            lines=len(read.candidates.items),
            scanned=read.scanned,
            pages=read.facts.pages,
            sheets=read.facts.page_sizes[:FIRST_PAGES],
            signature=signature,
            differences=(*_announced(read.container), *legibility.of_several(read.candidates)),
        )
    reading = read_hybrid(read.xml, read.container)
    return FileRead(
        syntax=Syntax.FACTURX,
        reading=reading,
        seen=seen,
        pages=read.facts.pages,
        sheets=read.facts.page_sizes[:FIRST_PAGES],
        signature=signature,
        differences=tuple(_differences(reading, seen)),
    )


def of_paper(content: bytes) -> FileRead:
    """A PDF as the mere page of an invoice that is told otherwise: nothing of what it says is read."""
    facts, signed = sandbox.run(document.described, content)
    return FileRead(
        syntax=Syntax.PDF,
        reading=None,
        seen={},
        pages=facts.pages,
        sheets=facts.page_sizes[:FIRST_PAGES],
        signature=_signature(signed) if signed else None,
    )


def reads_scans() -> bool:
    """Whether this machine can (README)."""
    return bool(ocr.program())


def read_scan(
    content: bytes,
    pages: Sequence[int],
    *,
    own_sirets: Collection[str],
    learned: Collection[Place],
    told: Callable[[int], None],
) -> FileRead:
    """What a plain PDF says with its scanned `pages`; `told` hears how many are done. Refusal when none can be read."""
    return of_candidates(ocr.read(content, pages=pages, known_seller_sirets=own_sirets, learned=learned, told=told))


def of_candidates(found: Candidates) -> FileRead:
    """What the pages of a plain PDF say."""
    return FileRead(
        syntax=Syntax.PDF, reading=None, seen=_told(found), vat_rows=_vat_rows(found), lines=len(found.items)
    )


def read_structured(content: bytes, syntax: Syntax) -> Reading:
    """The value of a file already known to be structured: the XML itself, or the one inside a Factur-X."""
    if syntax is not Syntax.FACTURX:
        return read_xml(content)
    unpacked = sandbox.run(factur_x.unpack, content)
    if unpacked.xml is None:
        raise Refusal("CPP-DEPOT-07")
    return read_hybrid(unpacked.xml, unpacked.container)


def _announced(container: Container | None) -> tuple[Finding, ...]:
    """A Factur-X without its XML is deposited as the PDF it is, and its sender told."""
    if container is None or not container.announces_invoice:
        return ()
    return (Finding(code=codes.ANNOUNCED_IN_VAIN, severity=Severity.WARNING),)


def _seen(candidates: Candidates) -> dict[str, dict[str, Any]]:
    return {
        FORM_FIELDS[name]: _sight(FORM_FIELDS[name], candidate)
        for name, candidate in candidates.fields.items()
        if name in FORM_FIELDS and (candidate.value or candidate.alternatives)
    }


def _told(candidates: Candidates) -> dict[str, dict[str, Any]]:
    """What is seen, and the recipient that only the directory could tell."""
    seen, by_name = _seen(candidates), recipient_by_name(candidates)
    return {**seen, "recipient_siret": by_name} if by_name else seen


def _sight(field: str, candidate: Candidate) -> dict[str, Any]:
    return {
        "value": form_text(field, candidate.value),
        "shown": candidate.shown,
        "sure": candidate.confidence >= SURE_FROM,
        "likely": candidate.confidence >= _LIKELY_FROM,
        "page": candidate.page,
        "box": list(candidate.box),
        "alternatives": [
            {"value": form_text(field, other.value), "shown": other.shown, "page": other.page, "box": list(other.box)}
            for other in candidate.alternatives[:4]
        ],
        **(
            {"learned": [candidate.place.side.value, candidate.place.anchor]} if isinstance(candidate, Recalled) else {}
        ),
    }


def form_text(field: str, value: str) -> str:
    """A canonical value (plain decimal, ISO day, wire code) as the form writes it; unreadable ones are left out."""
    if not value:
        return ""
    if field == "kind":
        return KINDS.get(value, Kind.CREDIT_NOTE if value == "381" else Kind.INVOICE)
    try:
        if field in _AMOUNTS:
            return as_typed(Decimal(value))
        if field in _DAYS:
            return as_typed(date.fromisoformat(value))
    except (InvalidOperation, ValueError):
        return ""
    return value


def _vat_rows(candidates: Candidates) -> tuple[dict[str, str], ...]:
    """All rows whole, or none: a row without its base would only ask the person for work."""
    if not all(row.base for row in candidates.vat_rows):
        return ()
    return tuple(
        {
            "rate": _rate(row.rate),
            "base": form_text("net_total", row.base or ""),
            "amount": form_text("vat_total", row.amount),
        }
        for row in candidates.vat_rows
    )


def _rate(text: str) -> str:
    return text.rstrip("0").rstrip(".").replace(".", ",") if "." in text else text


def told(signature: XmlSignature | None) -> dict[str, Any] | None:
    """What an invoice keeps of an XML signature: the same as of one in a PDF, and why it could not be told."""
    if signature is None:
        return None
    return {
        "signer": signature.signer,
        "signed_at": signature.signed_at.isoformat() if signature.signed_at else "",
        "intact": signature.intact,
        "whole": signature.whole,
        "trusted": False,
        "count": 1,
        "why": signature.why or ("expired" if signature.expired else ""),
    }


def _signature(report: SignatureReport) -> dict[str, Any]:
    return {
        "signer": report.signer,
        "signed_at": report.signed_at.isoformat() if report.signed_at else "",
        "intact": report.intact,
        "whole": report.whole_document,
        "trusted": report.trusted,
        "count": report.count,
    }


def _differences(reading: Reading, seen: Mapping[str, Mapping[str, Any]]) -> list[Finding]:
    """What the page prints otherwise than the XML says. Only sure sights count; the XML wins."""
    from_xml = texts_of(reading.invoice)
    found = []
    for field in _COMPARED:
        sight, value = seen.get(field), from_xml.get(field)
        if sight and _counts(field, sight) and value and not _same(field, sight["value"], value):
            found.append(
                Finding(
                    code="CPP-SAISIE-04",
                    where=field,
                    values={"printed": sight["shown"], "value": value},
                    severity=Severity.WARNING,
                )
            )
    return found


def _counts(field: str, sight: Mapping[str, Any]) -> bool:
    return bool(sight["value"] and (sight["sure"] or (field in _WEIGHTY and sight["likely"])))


def _same(field: str, printed: str, value: str) -> bool:
    if field in _AMOUNTS:
        left, right = money.parse(printed), money.parse(value)
        # A credit note prints either sign (domain-rules §10): only the size is compared.
        return left is not None and right is not None and abs(left) == abs(right)
    return printed.strip().upper() == value.strip().upper()
