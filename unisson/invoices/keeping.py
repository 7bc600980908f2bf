"""« Mes pièces jointes » beside invoices: what goes in is judged as an attachment is, and what is in is used."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from unisson.accounts.models import User
from unisson.files import library, store, uploads
from unisson.files.library import Keeping, ToKeep
from unisson.files.models import Piece
from unisson.kernel.refusal import NotFound, Refusal

from .access import get_draft
from .attachments import Joined, stored
from .models import Attachment
from .status import Status


@dataclass(frozen=True, kw_only=True)
class Use:
    """On how many invoices of theirs a person joined some bytes, and when last."""

    times: int
    last: datetime


def add(actor: User, files: Sequence[Joined], *, kind: str = "", at: datetime) -> list[Keeping]:
    """Keep `files` in the person's library: all or none. Without a `kind`, the name of each tells.

    Refusal CPP-PIECE-05 without a file, those of `attachments.join` about each file, those of `library.keep`.
    """
    if not files:
        raise Refusal("CPP-PIECE-05", field="attachments")
    documents = stored(files, at=at)
    wanted = [ToKeep(name=one.name, kept=one.kept, kind=kind) for one in documents]
    return library.keep(actor.pk, wanted, at=at)


def upload(actor: User, file: Joined, *, at: datetime) -> Piece:
    """Keep what software sends before an invoice names it (`files.uploads`). Refusals of `attachments.join` about the
    file."""
    document = stored([file], at=at)[0]
    return uploads.add(actor.pk, ToKeep(name=document.name, kept=document.kept), at=at)


def keep(actor: User, draft_id: int, key: str, *, at: datetime) -> Keeping:
    """« Garder dans mes pièces jointes »: an attachment of what one's structure sends, by its key as a page wrote it.

    NotFound when it is not there or not theirs, and the refusals of `library.keep`.
    """
    joined = Attachment.objects.filter(invoice=get_draft(actor, draft_id)).select_related("file")
    found = next((one for one in joined if str(one.pk) == key), None)
    if found is None:
        raise NotFound
    kept = store.Kept(file=found.file, known=True)
    return library.keep(actor.pk, [ToKeep(name=found.name, kept=kept)], at=at)[0]


def uses(actor: User, digests: Collection[str]) -> dict[str, Use]:
    """How the person used these bytes, wherever they joined them: one query. A deleted draft does not count."""
    joined = Attachment.objects.filter(added_by=actor, file__in=digests).exclude(invoice__status=Status.SUPPRIMEE)
    rows = joined.order_by().values_list("file").annotate(Count("invoice", distinct=True), Max("added_at"))
    return {digest: Use(times=times, last=last) for digest, times, last in rows}
