"""« Ma facture est-elle bien lisible ? »: what would be read of a PDF, and what would make it easier to read.

`examine` looks at the file, in the sandbox; `of_values` at what was read, wherever it was read.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

import pypdfium2
from pypdfium2 import raw

from unisson.kernel import money
from unisson.kernel.findings import Finding, Severity, Value
from unisson.kernel.sizes import MEGA, Octets

from . import advice, document, image, looks, scan
from .candidate import Candidate, Candidates
from .document import PdfDocument
from .extent import FIRST_PAGES
from .inspection import opened
from .labels import Field
from .scoring import SURE_FROM
from .words import Word, read_words

LARGEST, HEAVY_FROM = 10 * MEGA, 5 * MEGA
LONGEST_NUMBER = 20
"""Characters of an invoice number (domain-rules §4.3)."""
_NO_SECURITY = -1
_LIKELY_ENOUGH = 0.5

WANTED: tuple[tuple[Field, str, str], ...] = (
    (Field.NUMBER, "Facture n°", "Facture n° F-2026-118"),
    (Field.ISSUE_DATE, "Date de facture", "Date de facture : 29/10/2026"),
    (Field.SELLER_SIRET, "SIRET", "SIRET : 123 456 789 00012"),
    (Field.RECIPIENT_SIRET, "SIRET client", "SIRET client : 110 002 011 00044"),
    (Field.NET_TOTAL, "Total HT", "Total HT : 1 000,00 €"),
    (Field.VAT_TOTAL, "Total TVA", "Total TVA : 200,00 €"),
    (Field.GROSS_TOTAL, "Total TTC", "Total TTC : 1 200,00 €"),
)
"""What every invoice says: field, the words to write before it, and how it looks."""
IF_ASKED: tuple[tuple[Field, str, str], ...] = (
    (Field.COMMITMENT, "Engagement", "Engagement : 1300123456"),
    (Field.SERVICE_CODE, "Code service", "Code service : FAC-TECH"),
)
"""What only some recipients ask for."""
_WITHOUT_VAT = frozenset({Field.VAT_TOTAL})
_TOTALS = (Field.NET_TOTAL, Field.VAT_TOTAL, Field.GROSS_TOTAL)


@dataclass(frozen=True, kw_only=True)
class Legibility:
    """What a PDF is and says, and the advice on how it was made."""

    document: PdfDocument
    advice: tuple[Finding, ...]
    images: tuple[bytes, ...] = ()
    """The pages that are read, as PNG or JPEG, where they were asked for."""


def examine(content: bytes, *, draw: bool = False) -> Legibility:
    """Refusals of `inspection.opened`. Call it in the sandbox."""
    read = document.read(content)
    words = {page: list(group) for page, group in groupby(read_words(content), key=lambda word: word.page)}
    with opened(content) as pdf:
        found = [*_of_file(pdf, content, read)]
        for number in range(1, min(len(pdf), FIRST_PAGES) + 1):
            found += _of_page(pdf[number - 1], number, words.get(number, []), is_scan=number in read.scanned)
    pages = range(1, min(read.facts.pages, FIRST_PAGES) + 1)
    images = tuple(image.page_light(content, number) for number in pages) if draw else ()
    return Legibility(document=read, advice=tuple(found), images=images)


def of_values(found: Candidates, *, scanned: Collection[int] = ()) -> Iterator[Finding]:
    """What was not recognised, or not surely; what does not add up. A doubt about a `scanned` page is the image's."""
    yield from of_several(found)
    totals = tuple(_of_totals(found))
    exempt = found.value(Field.VAT_REGIME) == "EXONERATION"
    # Whose invoice it is, the portal knows from the person who deposits; why totals are in doubt, their sum tells.
    unasked = {Field.SELLER_SIRET, *(_TOTALS if totals else ())}
    for name, label, example in WANTED:
        if not (exempt and name in _WITHOUT_VAT):
            yield from _of_value(found.fields.get(name), label, example, asks=name not in unasked, scanned=scanned)
    for name, label, example in IF_ASKED:
        if name in found.fields:
            yield from _of_value(found.fields[name], label, example, asks=True, scanned=scanned)
    yield from _of_number(found.value(Field.NUMBER))
    yield from totals


def of_unread(pages: Iterable[int], *, tried: bool) -> Iterator[Finding]:
    """Scanned pages that were not read, though it was `tried`, or because this machine cannot."""
    code = advice.UNREAD_IN_TIME if tried else advice.UNREAD_PAGE
    return (Finding(code=code, values={"page": page}, severity=Severity.WARNING) for page in pages)


def is_good(found: Sequence[Finding]) -> bool:
    """Whether nothing of the advice stands in the way of reading: the rest is taste."""
    return all(finding.severity is Severity.INFORMATION for finding in found)


def _of_file(pdf: pypdfium2.PdfDocument, content: bytes, read: PdfDocument) -> Iterator[Finding]:
    if raw.FPDF_GetSecurityHandlerRevision(pdf) != _NO_SECURITY:
        yield Finding(code=advice.PROTECTED, severity=Severity.WARNING)
    if len(content) > HEAVY_FROM:
        yield Finding(
            code=advice.HEAVY,
            values={"size": Octets(len(content)), "limit": Octets(LARGEST)},
            severity=Severity.INFORMATION,
        )
    if read.facts.javascript:
        yield Finding(code=advice.SCRIPT, severity=Severity.WARNING)
    if read.xml is not None:
        yield Finding(code=advice.STRUCTURED, severity=Severity.INFORMATION)
    if read.facts.pages > FIRST_PAGES:
        yield Finding(
            code=advice.LONG,
            values={"pages": read.facts.pages, "limit": FIRST_PAGES},
            severity=Severity.INFORMATION,
        )


def _of_page(page: pypdfium2.PdfPage, number: int, words: Sequence[Word], *, is_scan: bool) -> Iterator[Finding]:
    if min(page.get_size()) < 1:
        return
    if is_scan:
        yield Finding(code=advice.SCANNED, values={"page": number}, severity=Severity.WARNING)
        return
    _, lost = scan.legible_characters(page)
    if lost:
        yield Finding(code=advice.UNMAPPED, values={"page": number, "count": lost}, severity=Severity.WARNING)
    yield from looks.faults(page, number, words)


def _of_value(
    seen: Candidate | None, label: str, example: str, *, asks: bool, scanned: Collection[int]
) -> Iterator[Finding]:
    if seen is None or not (seen.value or seen.alternatives):
        yield Finding(code=advice.MISSING, values={"label": label, "example": example}, severity=Severity.WARNING)
        return
    shown = seen if seen.value else seen.alternatives[0]
    if asks and seen.confidence < SURE_FROM and shown.page not in scanned:
        yield Finding(
            code=advice.DOUBTFUL,
            values={"page": shown.page, "shown": shown.shown, "label": label, "example": example},
            severity=Severity.INFORMATION if seen.value else Severity.WARNING,
        )


def of_several(found: Candidates) -> Iterator[Finding]:
    """That the file seems to hold two invoices."""
    if found.several:
        first, other = found.several
        values: dict[str, Value] = {
            "first": first.shown,
            "page": first.page,
            "other": other.shown,
            "further": other.page,
        }
        yield Finding(code=advice.SEVERAL, values=values, severity=Severity.WARNING)


def _of_number(number: str) -> Iterator[Finding]:
    if len(number) > LONGEST_NUMBER:
        values: dict[str, Value] = {"number": number, "length": len(number), "limit": LONGEST_NUMBER}
        yield Finding(code=advice.NUMBER_TOO_LONG, values=values, severity=Severity.WARNING)


def _of_totals(found: Candidates) -> Iterator[Finding]:
    net, vat, gross, discount = (money.parse(_seen(found, name)) for name in (*_TOTALS, Field.DISCOUNT))
    if net is None or vat is None or gross is None:
        return
    # A credit note prints either sign.
    total = abs(net) + abs(vat)
    if abs(gross) not in (total, total - abs(discount or Decimal(0))):
        yield Finding(
            code=advice.NOT_ADDING_UP, values={"net": net, "vat": vat, "gross": gross}, severity=Severity.WARNING
        )


def _seen(found: Candidates, name: Field) -> str:
    """The value, or the likeliest one where none is sure."""
    candidate = found.fields.get(name)
    if candidate is None:
        return ""
    likeliest = next((one.value for one in candidate.alternatives[:1] if one.confidence >= _LIKELY_ENOUGH), "")
    return candidate.value or likeliest
