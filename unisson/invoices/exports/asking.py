"""Asking for an export, following it, having its file: one's own only."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db.models import QuerySet

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.directory.rights import Scope, scope
from unisson.directory.spaces import Space
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.language import reader_language

from .. import bundle
from ..access import Right, get_several
from ..lists import search
from ..models import Export, ExportFile, Invoice
from ..wake import wake
from .request import Wish, to_data

KEPT = timedelta(days=7)
AT_ONCE = 3
"""Files that a person may have in the making."""
INVOICES = 5000
"""In one group download; a table has no limit."""
_FOLDER = "exports"
_PIECE = 1 << 16
_READ = {Space.ISSUED: Right.READ_ISSUED, Space.RECEIVED: Right.READ_RECEIVED}


def ask(person: User, wish: Wish, kind: str, space: Space, *, structure: Structure | None, at: datetime) -> Export:
    """Have the file made. Refusal CPP-EXPORT-02 when `AT_ONCE` are in the making, -03 when nothing answers, -04 for
    more than `INVOICES` in a group download."""
    if Export.objects.filter(person=person, state=Export.State.PENDING).count() >= AT_ONCE:
        raise Refusal("CPP-EXPORT-02", limit=AT_ONCE)
    total = meant(person, wish, space, structure=structure).order_by().count()
    if not total:
        raise Refusal("CPP-EXPORT-03")
    if kind == Export.Kind.ZIP and total > INVOICES:
        raise Refusal("CPP-EXPORT-04", limit=INVOICES)
    export = Export.objects.create(
        person=person,
        space=space,
        structure=structure,
        kind=kind,
        asked=to_data(wish),
        language=reader_language(),
        asked_at=at,
        total=total,
    )
    wake()
    return export


def meant(person: User, wish: Wish, space: Space, *, structure: Structure | None) -> QuerySet[Invoice]:
    """The invoices that the person may read now and that are asked for."""
    found = search.answering(person, wish.asked, space, structure=structure)
    return found.filter(pk__in=wish.keys) if wish.keys else found


def own(person: User, space: Space) -> list[Export]:
    """Those of a space, the newest first."""
    return list(Export.objects.filter(person=person, space=space).order_by("-asked_at", "-pk")[:50])


def get(person: User, pk: int) -> Export:
    """NotFound for another's, and for one whose space the person lost."""
    export = Export.objects.filter(person=person, pk=pk).select_related("structure").first()
    if export is None or not scope(person, Space(export.space)):
        raise NotFound
    return export


def file_of(person: User, pk: int, number: int) -> ExportFile:
    """A file that is ready. NotFound as `get`; Refusal CPP-EXPORT-05 once the person reaches less than it holds."""
    export = get(person, pk)
    file = ExportFile.objects.filter(export=export, number=number, export__state=Export.State.READY).first()
    if file is None or not default_storage.exists(file.path):
        raise NotFound
    if not _covers(scope(person, Space(export.space)), export.reach):
        raise Refusal("CPP-EXPORT-05")
    return file


def note_download(person: User, file: ExportFile, *, at: datetime) -> None:
    """Record TELECHARGEMENT_FACTURE of each invoice in a part of a group download."""
    right = _READ[Space(file.export.space)]
    bundle.note_downloads(person, get_several(person, file.invoices, right), at=at)


def pieces(file: ExportFile) -> Iterator[bytes]:
    """Its bytes, bit by bit."""
    with default_storage.open(file.path) as content:
        while piece := content.read(_PIECE):
            yield piece


def give_up(person: User, pk: int) -> None:
    """Take an export away, ready or not. NotFound as `get`."""
    forget(get(person, pk))


def forget(export: Export) -> None:
    """The row goes first: whoever makes it then finds none."""
    folder = folder_of(export)
    export.delete()
    _empty(folder)


def forget_lost() -> int:
    """Take away what stands in folders without a row, and returns of how many: whoever made it, or took it away, was
    killed at it."""
    folders, _files = _listed(_FOLDER)
    kept = {folder_of(export) for export in Export.objects.only("pk")}
    lost = {f"{_FOLDER}/{name}" for name in folders} - kept
    for folder in lost:
        _empty(folder)
    return len(lost)


def _empty(folder: str) -> None:
    for name in _listed(folder)[1]:
        default_storage.delete(f"{folder}/{name}")
    with suppress(OSError):  # a worker puts its slice there just now, and takes it away itself
        default_storage.delete(folder)


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """Its folders and its files; none where it is not there."""
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def folder_of(export: Export) -> str:
    return f"{_FOLDER}/{export.pk}"


def reach_of(reach: Scope) -> dict[str, list[int]]:
    """A scope as the row keeps it."""
    return {"structures": sorted(reach.structures), "services": sorted(reach.services)}


def _covers(reach: Scope, kept: dict[str, list[int]]) -> bool:
    return reach.structures.issuperset(kept.get("structures", ())) and reach.services.issuperset(
        kept.get("services", ())
    )
