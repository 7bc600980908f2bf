"""Pièces jointes of a draft: joined and taken away (domain-rules §4.7)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from unisson.accounts.models import User
from unisson.einvoice.detect import FileKind, detect
from unisson.files import library, limits, store
from unisson.kernel.refusal import Refusal
from unisson.pdf import codes, inspection, sandbox

from .access import get_draft
from .drafting.drafts import check_open
from .models import Attachment, Invoice

# A browser's guess is never used: these are always given back as downloads.
_MEDIA_TYPE = "application/octet-stream"
_LONGEST_DESIGNATION = 100


@dataclass(frozen=True, kw_only=True)
class Joined:
    """A file to join, as a door received it."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file to join whose bytes are on disk."""

    name: str
    kept: store.Kept
    designation: str = ""


def join(actor: User, draft_id: int, files: Sequence[Joined], *, pieces: Collection[int] = (), at: datetime) -> Invoice:
    """Join `files`, and the `pieces` of the person's library that it does not have, to a draft: all or none.

    Refusal: CPP-FICHIER-01 to -08 (size, name, virus, room, dossier), CPP-PJ-01 name taken, CPP-PJ-02 password,
    CPP-PIECE-04 when a piece is not in the library any more.
    """
    put = stored(files, at=at)
    with transaction.atomic():
        invoice = get_draft(actor, draft_id, lock=True)
        check_open(invoice)
        there = set(Attachment.objects.filter(invoice=invoice).values_list("file", flat=True))
        lacking = [one for one in from_library(actor, pieces) if one.kept.file.digest not in there]
        add(invoice, [*put, *lacking], by=actor, at=at)
        _changed(invoice)
    return invoice


def stored(files: Sequence[Joined], *, at: datetime) -> list[Document]:
    """The bytes of `files` on disk, each checked by itself: before the transaction, since it is slow."""
    for file in files:
        _check(file)
    return [
        Document(name=file.name, kept=store.put(file.content, name=file.name, media_type=_MEDIA_TYPE, at=at))
        for file in files
    ]


def from_library(actor: User, pieces: Collection[int]) -> list[Document]:
    """Pieces of the person's library: they were checked when they came in. A mapping says what each is called beside
    its name. Refusal CPP-PIECE-04."""
    chosen = library.chosen(actor.pk, pieces) if pieces else []
    called = pieces if isinstance(pieces, Mapping) else {}
    return [
        Document(
            name=piece.name,
            kept=store.Kept(file=piece.file, known=True),
            designation=called.get(piece.pk, "")[:_LONGEST_DESIGNATION],
        )
        for piece in chosen
    ]


def add(invoice: Invoice, documents: Sequence[Document], *, by: User, at: datetime) -> list[Attachment]:
    """The rows of `documents`, on a locked invoice. Refusals of `join` about the whole dossier and the names."""
    _check_together(invoice, documents)
    store.record(*(document.kept for document in documents))
    return [
        Attachment.objects.create(
            invoice=invoice,
            file=one.kept.file,
            name=one.name,
            designation=one.designation,
            added_at=at,
            added_by=by,
        )
        for one in documents
    ]


def remove(actor: User, draft_id: int, key: str) -> Invoice:
    """Take an attachment away from a draft, by its key as a page wrote it; one already gone is no fault."""
    with transaction.atomic():
        invoice = get_draft(actor, draft_id, lock=True)
        check_open(invoice)
        mine = Attachment.objects.filter(invoice=invoice)
        mine.filter(pk__in=[one.pk for one in mine if str(one.pk) == key]).delete()
        _changed(invoice)
    return invoice


def _check_together(invoice: Invoice, documents: Sequence[Document]) -> None:
    """The weight of the whole dossier, and one name for each document."""
    present = Attachment.objects.filter(invoice=invoice)
    weight = (present.aggregate(total=Sum("file__size"))["total"] or 0) + invoice.file.size
    limits.check_dossier(weight + sum(document.kept.file.size for document in documents))
    taken = set(present.values_list("name", flat=True))
    for document in documents:
        if document.name in taken:
            raise Refusal("CPP-PJ-01", field="attachments", name=document.name)
        taken.add(document.name)


def _changed(invoice: Invoice) -> None:
    """Whoever already looks at « Confirmation d'envoi » must look again: the dossier is another."""
    invoice.draft_version += 1
    invoice.save(update_fields=["draft_version"])


def _check(file: Joined) -> None:
    limits.check_size(file.name, len(file.content), limit=limits.ATTACHMENT)
    limits.check_attachment_name(file.name)
    if detect(file.content) is FileKind.PDF:
        _check_pdf(file)


def _check_pdf(file: Joined) -> None:
    """A PDF nobody could open is refused by the same reader as an invoice."""
    try:
        sandbox.run(inspection.inspect, file.content)
    except Refusal as refusal:
        if refusal.code == codes.PASSWORD:
            raise Refusal("CPP-PJ-02", field="attachments", name=file.name) from refusal
        raise
