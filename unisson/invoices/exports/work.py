"""The worker's part of exports: one slice at a time, each kept before the next, so that no other work waits long.

Killed, it loses a slice: the lease runs out, and the next goes on from the place that was kept. Two at once keep one.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import override

from unisson.directory.rights import Scope, scope
from unisson.directory.spaces import Space
from unisson.kernel.clock import Clock
from unisson.kernel.refusal import Unavailable

from ..lease import MOST_ATTEMPTS, free
from ..models import Export, ExportFile
from ..wake import wake
from . import asking, parts, tables
from .slices import Slice

LEASE = timedelta(minutes=10)
"""The longest slice is the workbook that is put together at the end."""
_MAKERS = {Export.Kind.CSV: tables.slice_of, Export.Kind.XLSX: tables.slice_of, Export.Kind.ZIP: parts.slice_of}
_log = logging.getLogger(__name__)


def make_pending(*, clock: Clock, batch: int = 1) -> int:
    """The next slice of the exports that got on least; returns how many. Safe to run twice and at once."""
    made = sum(_attempt(pk, clock=clock) for pk in _due(clock()).values_list("pk", flat=True)[:batch])
    if made and _due(clock()).exists():
        wake()
    return made


def pending() -> QuerySet[Export]:
    """Those in the making."""
    return Export.objects.filter(state=Export.State.PENDING)


def over(*, at: datetime) -> QuerySet[Export]:
    """Those that were kept long enough."""
    return Export.objects.filter(ended_at__lt=at - asking.KEPT)


def forget_over(*, clock: Clock, batch: int = 50) -> int:
    """Take them away with their files."""
    old = list(over(at=clock())[:batch])
    for export in old:
        asking.forget(export)
    return len(old)


def _due(at: datetime) -> QuerySet[Export]:
    return pending().filter(free(at)).order_by("slices", "asked_at", "pk")


def _attempt(pk: int, *, clock: Clock) -> bool:
    lease = clock() + LEASE
    if not _due(clock()).filter(pk=pk).update(lease_until=lease, attempts=F("attempts") + 1):
        return False
    export = Export.objects.select_related("person", "structure").get(pk=pk)
    if export.attempts > MOST_ATTEMPTS:
        return _fail(export, "killed", clock=clock)
    try:
        with override(export.language):
            return _go_on(export, lease, clock=clock)
    except Unavailable as away:
        pending().filter(pk=pk).update(attempts=F("attempts") - 1, last_error=away.code)
    except Exception as error:
        _log.exception("Export %s failed; it is tried again", pk)
        told = f"{type(error).__name__}: {error}"[:300]
        if export.attempts >= MOST_ATTEMPTS:
            return _fail(export, told, clock=clock)
        pending().filter(pk=pk).update(lease_until=clock(), last_error=told)
    return False


def _go_on(export: Export, lease: datetime, *, clock: Clock) -> bool:
    reach = scope(export.person, Space(export.space))
    if not reach:
        return _fail(export, "no right", clock=clock)
    made = _MAKERS[Export.Kind(export.kind)](export)
    try:
        kept = _keep(export, made, reach, lease, clock=clock)
    except BaseException:
        _drop(made.paths)
        raise
    _drop(made.superseded if kept else made.paths)
    return kept


@transaction.atomic
def _keep(export: Export, made: Slice, reach: Scope, lease: datetime, *, clock: Clock) -> bool:
    """The slice with its place, unless another worker took the export over meanwhile."""
    mine = pending().filter(pk=export.pk, lease_until=lease)
    told = {"reach": _together(export, reach), "done": export.done + made.count, "slices": export.slices + 1}
    if made.last:
        told |= {"state": Export.State.READY, "ended_at": clock(), "done": export.done + made.count}
    if not mine.update(place=made.place, attempts=0, lease_until=None, last_error="", **told):
        return False
    ExportFile.objects.filter(export=export, path__in=made.superseded).delete()
    ExportFile.objects.bulk_create(made.files)
    return True


def _together(export: Export, reach: Scope) -> dict[str, list[int]]:
    """All that was reached by one slice or another."""
    now = asking.reach_of(reach)
    return {name: sorted({*keys, *export.reach.get(name, ())}) for name, keys in now.items()}


def _fail(export: Export, why: str, *, clock: Clock) -> bool:
    """What was made of it is of no use to anybody, and may be what filled the disk."""
    told = {"state": Export.State.FAILED, "ended_at": clock(), "lease_until": None, "last_error": why}
    failed = bool(pending().filter(pk=export.pk).update(**told))
    if failed:
        paths = list(export.files.values_list("path", flat=True))
        export.files.all().delete()
        _drop(paths)
    return failed


def _drop(paths: Iterator[str] | list[str]) -> None:
    for path in paths:
        default_storage.delete(path)
