"""Group download: a ZIP with one folder for each invoice, in parts of at most 120 Mo (domain-rules §1.4).

A folder holds the file as deposited, its readable version where it is a structured file, the attachments, the
certificate of deposit and the history. Nothing is compressed: a PDF hardly shrinks, and a part weighs what was said.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial

from django.db import transaction
from django.db.models import Prefetch, Sum

from unisson.accounts.models import User
from unisson.einvoice.reading import Syntax
from unisson.files import limits, store
from unisson.kernel.refusal import Refusal, Unavailable
from unisson.kernel.tables import csv_table
from unisson.kernel.words import sentence
from unisson.notices.language import reader_language
from unisson.pdf import sandbox
from unisson.pdf.embedded import find_invoice_xml

from . import chronicle, papers
from .access import Right, get_sent, visible
from .models import Attachment, Invoice, UserAction
from .register import traces

MOST = 1000
"""Invoices in one download; more would keep a person waiting for what he can ask for in several."""
_MADE_HERE = 200_000
"""Octets allowed for what the portal makes for an invoice: its readable version, its history, names."""
_AT_ONCE = 50
_UNSAFE = re.compile(r"[^\w .,()+-]+")
_OURS = ("certificat-de-depot.pdf", "version-lisible.pdf", "donnees-structurees.xml", "historique.csv")
"""Names in the folder of an invoice that its own file does not take."""
_LONGEST = 120
"""Octets of a name, its ending and its number apart: the systems hold 255, and a whole path in Windows 260."""
_ENDING = re.compile(r"(.+)(\.[0-9A-Za-z]{1,10})")
_DEVICES = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{one}{n}" for one in ("COM", "LPT") for n in range(1, 10))})
"""What Windows takes for something else than a file, whatever ending it has."""


class Paper(StrEnum):
    """What the folder of an invoice may hold. The value stands in addresses."""

    ORIGINAL = "original"
    READABLE = "lisible"
    STRUCTURED = "structuree"
    ATTACHMENTS = "pieces"
    CERTIFICATE = "certificat"
    HISTORY = "historique"


USUAL = frozenset(Paper) - {Paper.STRUCTURED}


@dataclass(frozen=True, kw_only=True)
class Part:
    """Invoices that travel in one ZIP. `weight`: octets, at most; beyond the limit only for one invoice alone."""

    number: int
    invoices: Sequence[Invoice]
    weight: int


def parts(actor: User, pks: Iterable[int]) -> list[Part]:
    """The sent invoices `pks`, shared out in their order. NotFound when one is not there or not theirs.

    Refusal CPP-DOSSIER-01 without any, CPP-DOSSIER-02 above `MOST`.
    """
    asked = set(pks)
    if not asked:
        raise Refusal("CPP-DOSSIER-01", field="facture")
    if len(asked) > MOST:
        raise Refusal("CPP-DOSSIER-02", field="facture", limit=MOST)
    return _shared_out(get_sent(actor, asked))


def note_downloads(actor: User, invoices: Sequence[Invoice], *, at: datetime) -> None:
    """Record TELECHARGEMENT_FACTURE for each; those of which the actor is a recipient are no longer « non
    téléchargées »."""
    with transaction.atomic():
        traces.note_actions(actor, [(one, UserAction.What.DOWNLOAD) for one in invoices], at=at)
        received = visible(actor, Right.READ_RECEIVED).filter(pk__in=[one.pk for one in invoices], downloaded=False)
        Invoice.objects.filter(pk__in=list(received.values_list("pk", flat=True))).update(downloaded=True)


def zipped(actor: User, invoices: Sequence[Invoice], papers: Collection[Paper] = USUAL) -> Iterator[bytes]:
    """The ZIP of `invoices` for `actor`, piece by piece: memory holds one document at a time. `papers`: of each."""
    return streamed(_documents(actor, invoices, papers))


Document = tuple[str, Callable[[], bytes]]
"""A name in an archive, and how to get its bytes when its turn comes."""


def streamed(documents: Iterable[Document]) -> Iterator[bytes]:
    """A ZIP as it is made."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:
        for name, content in documents:
            archive.writestr(name, content())
            yield pipe.taken()
    yield pipe.taken()


def _shared_out(invoices: Sequence[Invoice]) -> list[Part]:
    weights = _weights(invoices)
    shared: list[list[Invoice]] = []
    left = 0
    for invoice in invoices:
        weight = weights[invoice.pk]
        if not shared or weight > left:
            shared.append([])
            left = limits.DOSSIER
        shared[-1].append(invoice)
        left -= weight
    return [
        Part(number=number, invoices=group, weight=sum(weights[one.pk] for one in group))
        for number, group in enumerate(shared, start=1)
    ]


def _weights(invoices: Sequence[Invoice]) -> dict[int, int]:
    joined = Attachment.objects.filter(invoice__in=[one.pk for one in invoices])
    attached = dict(joined.values_list("invoice").annotate(size=Sum("file__size")).order_by())
    return {one.pk: one.file.size + _certificate_size(one) + attached.get(one.pk, 0) + _MADE_HERE for one in invoices}


def _certificate_size(invoice: Invoice) -> int:
    pdf = invoice.certificate.pdf
    return pdf.size if pdf else 0


def _documents(actor: User, invoices: Sequence[Invoice], papers: Collection[Paper]) -> Iterator[Document]:
    folders: set[str] = set()
    issued = visible(actor, Right.READ_ISSUED)
    for start in range(0, len(invoices), _AT_ONCE):
        batch = _with_all(invoices[start : start + _AT_ONCE])
        own = set(issued.filter(pk__in=[one.pk for one in batch]).values_list("pk", flat=True))
        for invoice in batch:
            folder = apart(safe(f"{invoice.number} {invoice.supplier.name}"), folders)
            yield from (
                (f"{folder}/{name}", content) for name, content in _of(invoice, papers, whole=invoice.pk in own)
            )


def _with_all(invoices: Sequence[Invoice]) -> list[Invoice]:
    attached = Prefetch("attachments", Attachment.objects.order_by("pk"))
    rows = Invoice.objects.filter(pk__in=[one.pk for one in invoices]).select_related("supplier", "certificate")
    loaded = rows.prefetch_related(attached, *chronicle.LOADED).in_bulk()
    return [loaded[one.pk] for one in invoices]


def _of(invoice: Invoice, papers: Collection[Paper], *, whole: bool) -> Iterator[Document]:
    if Paper.ORIGINAL in papers:
        yield apart(safe(invoice.file_name), set(_OURS)), partial(store.content_of, invoice.file_id)
    if Paper.READABLE in papers and Syntax(invoice.syntax).is_structured:
        yield from _readable(invoice)
    if Paper.STRUCTURED in papers:
        yield from _structured(invoice)
    if Paper.CERTIFICATE in papers and invoice.certificate.pdf_id:
        yield "certificat-de-depot.pdf", partial(store.content_of, invoice.certificate.pdf_id)
    if Paper.HISTORY in papers:
        yield "historique.csv", lambda: csv_table(chronicle.table(invoice, whole=whole))
    if Paper.ATTACHMENTS in papers:
        taken: set[str] = set()
        for one in invoice.attachments.all():
            yield f"pieces-jointes/{apart(safe(one.name), taken)}", partial(store.content_of, one.file_id)


def _structured(invoice: Invoice) -> Iterator[Document]:
    """The data for machines: the XML file, or the one inside a Factur-X; a plain PDF has none."""
    syntax = Syntax(invoice.syntax)
    if not syntax.is_structured:
        return
    xml: bytes | None = store.content_of(invoice.file_id)
    if syntax is Syntax.FACTURX and xml is not None:
        xml = sandbox.run(find_invoice_xml, xml)
    if xml is not None:
        yield "donnees-structurees.xml", partial(bytes, xml)


def _readable(invoice: Invoice) -> Iterator[Document]:
    """The readable version; where it cannot be made, why."""
    try:
        content = papers.readable_pdf(invoice)
    except Unavailable:
        raise
    except Refusal as refusal:
        said = sentence(refusal.code, refusal.values, language=reader_language())
        yield "version-lisible-impossible.txt", said.encode
    else:
        yield "version-lisible.pdf", lambda: content


def safe(name: str) -> str:
    """A name that every system can write, and that leads nowhere else."""
    bare = _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip(" .-")
    if bare.partition(".")[0].strip().upper() in _DEVICES:
        bare = f"_{bare}"
    stem, ending = (found[1], found[2]) if (found := _ENDING.fullmatch(bare)) else (bare, "")
    kept = stem.encode()[:_LONGEST].decode(errors="ignore").strip(" .-")
    return f"{kept}{ending}" or "sans-nom"


def apart(name: str, taken: set[str]) -> str:
    """`name`, or the same with a number where it is taken."""
    stem, dot, ending = name.rpartition(".")
    number, free = 1, name
    while free.lower() in taken:
        number += 1
        free = f"{stem} ({number}).{ending}" if dot else f"{name} ({number})"
    taken.add(free.lower())
    return free


class _Pipe(io.RawIOBase):
    """What was written and not yet sent. It cannot be rewound, so the ZIP writes sizes after each document."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._sent = 0

    def writable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]
        self._waiting.append(bytes(content))
        self._sent += len(content)
        return len(content)

    def tell(self) -> int:
        return self._sent

    def taken(self) -> bytes:
        waiting, self._waiting = b"".join(self._waiting), []
        return waiting
