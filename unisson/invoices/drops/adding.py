"""Opening a drop, putting files into it and taking them out. The bytes are on disk before anything is promised.

A file that comes again, after a closed browser or a cut line, is recognised by its content and its name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from unisson.accounts.models import User
from unisson.directory.models import Service, Structure
from unisson.directory.rights import scope
from unisson.directory.spaces import Level, Space
from unisson.files import limits, store
from unisson.kernel.findings import Finding, to_data
from unisson.kernel.refusal import Refusal, Unavailable

from .. import moved
from ..access import get_drop
from ..drafting import drafts
from ..models import Drop, DropFile
from ..models.drop import JUDGED
from ..status import Status
from ..wake import wake

MOST = 500
"""Files of one drop."""
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b")
"""How a zip and a tar.gz begin."""
State = DropFile.State


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A file as a door received it, not yet read into memory."""

    name: str
    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A file that is on disk, or that could not be kept and why."""

    name: str
    size: int
    kept: store.Kept | None = None
    trouble: Finding | None = None

    @property
    def digest(self) -> str:
        return self.kept.file.digest if self.kept else ""


@dataclass(frozen=True, kw_only=True)
class Added:
    """How many files are new in the drop, how many were there already, and how many found no room."""

    new: int = 0
    known: int = 0
    left_out: int = 0


def open_drop(
    actor: User, *, supplier: Structure, service: Service | None, framework: str, vat_regime: str = "", at: datetime
) -> Drop:
    """An empty drop. Refusal CPP-ACCES-02 where `actor` does not send, and what a closed structure says."""
    reach = scope(actor, Space.ISSUED, Level.WRITE)
    if not reach.covers(structure_id=supplier.pk, service_id=service.pk if service else None):
        raise Refusal("CPP-ACCES-02", field="supplier")
    if not supplier.active:
        raise moved.refused_supplier(supplier)
    return Drop.objects.create(
        author=actor,
        supplier=supplier,
        supplier_service=service,
        framework=framework,
        vat_regime=vat_regime,
        opened_at=at,
        touched_at=at,
    )


def add(actor: User, pk: int, brought: Iterable[Brought], *, at: datetime) -> Added:
    """Keep files in a drop, durably, and have them read. Each that cannot be kept stands in the list with its reason.

    Refusal CPP-DEPOTS-01 without any file; Unavailable when the storage does not answer.
    """
    get_drop(actor, pk)
    kept = [keep(one, at=at) for one in brought]
    if not kept:
        raise Refusal("CPP-DEPOTS-01", field="files")
    with transaction.atomic(durable=True):
        drop = get_drop(actor, pk, lock=True)
        added = put_in(drop, kept, by=actor, at=at)
        Drop.objects.filter(pk=pk).update(touched_at=at)
        wake()
    return added


def keep(one: Brought, *, at: datetime) -> Kept:
    """Put one file on disk, within its limit: that of an archive or that of an invoice."""
    name = limits.clean_name(one.name, limit=limits.INVOICE_NAME)
    try:
        limits.check_size(name, one.size, limit=limits.ARCHIVE)
        content = one.read()
        if not content.startswith(ARCHIVES):
            limits.check_size(name, len(content), limit=limits.INVOICE_FILE)
        kept = store.put(content, name=name, media_type=_media_type(content), at=at)
    except Unavailable:
        raise
    except Refusal as refusal:
        return Kept(name=name, size=one.size, trouble=Finding(code=refusal.code, values=refusal.values))
    return Kept(name=name, size=len(content), kept=kept)


def _media_type(content: bytes) -> str:
    if content.startswith(ARCHIVES):
        return "application/zip"
    return "application/xml" if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else "application/pdf"


def put_in(drop: Drop, kept: Sequence[Kept], *, by: User, at: datetime) -> Added:
    """Rows for what is on disk, in a transaction that locked the drop. The same content under another name is a twin,
    which nobody reads."""
    there = list(drop.files.exclude(file=None).order_by("position").values_list("file_id", "name"))
    known = {(digest, name) for digest, name in there}
    names = dict(reversed(there))
    counts = drop.files.aggregate(last=Max("position"))
    free, position = MOST - drop.files.count(), counts["last"] or 0
    rows: list[DropFile] = []
    left_out = again = 0
    for one in kept:
        if one.kept and (one.digest, one.name) in known:
            again += 1
            continue
        if len(rows) >= free:
            left_out += 1
            continue
        rows.append(_row(drop, one, position + len(rows) + 1, names, by=by, at=at))
        known.add((one.digest, one.name))
        names.setdefault(one.digest, one.name)
    _forget_troubles(drop, rows)
    store.record(*(one.kept for one in kept if one.kept))
    DropFile.objects.bulk_create(rows)
    return Added(new=len(rows), known=again, left_out=left_out)


def _row(drop: Drop, one: Kept, position: int, names: Mapping[str, str], *, by: User, at: datetime) -> DropFile:
    row = DropFile(drop=drop, position=position, name=one.name, size=one.size, added_by=by, added_at=at)
    if one.trouble:
        row.state, row.findings, row.points = State.REFUSED, [to_data(one.trouble)], 1
        return row
    row.file_id = one.digest
    if one.digest in names:
        row.state, row.points = State.TWIN, 1
        row.findings = [to_data(Finding(code="CPP-DEPOTS-03", values={"other": names[one.digest]}))]
    return row


def _forget_troubles(drop: Drop, rows: Sequence[DropFile]) -> None:
    """What could not be kept before and comes again under its name takes the place of what was said of it."""
    drop.files.filter(file=None, name__in=[row.name for row in rows]).delete()


def remove(actor: User, pk: int, files: Iterable[int], *, at: datetime) -> int:
    """« Retirer »: out of the drop, its draft with it; what is sent or leaving stays. Returns how many went."""
    with transaction.atomic():
        drop = get_drop(actor, pk, lock=True)
        going = drop.files.filter(pk__in=set(files)).exclude(state__in=(State.TO_SEND, State.SENT))
        rows = list(going.select_related("draft"))
        for row in rows:
            if row.draft and row.draft.status == Status.BROUILLON:
                drafts.delete(actor, row.draft.pk, at=at)
            take_out(row)
        Drop.objects.filter(pk=pk).update(touched_at=at)
        wake()
    return len(rows)


def take_out(row: DropFile) -> None:
    """Forget a file whose drop is locked: what was only the same as it is read or judged now."""
    row.delete()
    heir = DropFile.objects.filter(drop=row.drop_id, file=row.file_id, state=State.TWIN, draft=None)
    first = heir.exclude(file=None).order_by("position").first()
    if first:
        DropFile.objects.filter(pk=first.pk).update(state=State.WAITING, findings=[], points=0, attempts=0)
    judge_again(row.drop_id, row.number_key)


def judge_again(drop_id: int, number_key: str, *, but: int = 0) -> None:
    """Have the files of one number looked at again, `but` for one of that key: one of them came or went."""
    if number_key:
        of_it = DropFile.objects.filter(drop=drop_id, number_key=number_key, state__in=JUDGED)
        of_it.exclude(pk=but).update(judged_version=None)
