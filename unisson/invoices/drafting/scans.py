"""Scans that people deposited, read by the worker while they look at the form: each fills its draft once.

A page takes seconds, so a sweep reads one scan and lets the other work have its turn.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from unisson.files import store
from unisson.kernel.clock import Clock
from unisson.kernel.refusal import Refusal, Unavailable

from ..access import lock_drafted
from ..lease import MOST_ATTEMPTS, free
from ..models import Invoice, ScanReading
from ..status import Channel, Status
from ..wake import wake
from . import drafts, landmarks, reading
from .awaiting import sender_of
from .reading import FileRead
from .typed import VAT_NAMES

LEASE = timedelta(minutes=2)
"""Three pages of 20 s, and the words' values 10 s, with the grace of each job."""

_log = logging.getLogger(__name__)


def ask(draft: Invoice, read: FileRead, *, at: datetime) -> None:
    """Have the scanned pages of a new draft read, where the machine can and a person waits. In its transaction."""
    if read.scanned and draft.flow.channel == Channel.PORTAL and reading.reads_scans():
        ScanReading.objects.create(invoice=draft, pages=list(read.scanned), asked_at=at)
        wake()


def of(draft: Invoice) -> ScanReading | None:
    """The reading of a draft's scanned pages, if it was asked for."""
    return ScanReading.objects.filter(invoice=draft).first()


def read_pending(*, clock: Clock, batch: int = 1) -> int:
    """Read the oldest scans that wait; returns how many were ended. Safe to run twice and at once.

    Killed, it loses nothing: the lease runs out, and another begins again.
    """
    ended = sum(_attempt(pk, clock=clock) for pk in _due(clock()).values_list("pk", flat=True)[:batch])
    if ended and _due(clock()).exists():
        wake()
    return ended


def _due(at: datetime) -> QuerySet[ScanReading]:
    return ScanReading.objects.filter(free(at), ended_at=None).order_by("asked_at", "pk")


def _attempt(pk: int, *, clock: Clock) -> bool:
    at = clock()
    claimed = _due(at).filter(pk=pk).update(lease_until=at + LEASE, attempts=F("attempts") + 1, pages_done=0)
    if not claimed:
        return False
    scan = ScanReading.objects.select_related("invoice__supplier", "invoice__awaits__structure").get(pk=pk)
    if scan.attempts > MOST_ATTEMPTS:
        # Each time its worker died with it, and no exception was left to tell.
        return _end(scan, clock=clock, last_error="killed")
    try:
        _read(scan, clock=clock)
    except Unavailable as away:
        ScanReading.objects.filter(pk=pk).update(attempts=F("attempts") - 1, last_error=away.code)
        return False
    except Exception as error:
        _log.exception("Scan %s failed; it is tried again", pk)
        told = {"last_error": f"{type(error).__name__}: {error}"[:300]}
        if scan.attempts >= MOST_ATTEMPTS:
            return _end(scan, clock=clock, **told)
        ScanReading.objects.filter(pk=pk).update(**told)
        return False
    return True


def _read(scan: ScanReading, *, clock: Clock) -> None:
    draft = scan.invoice
    if draft.status != Status.BROUILLON:
        _end(scan, clock=clock)
        return

    def tell(done: int) -> None:
        ScanReading.objects.filter(pk=scan.pk).update(pages_done=done)

    content, known = store.content_of(draft.file_id), landmarks.known(draft.supplier_id)
    try:
        read = reading.read_scan(
            content, scan.pages, own_sirets=(sender_of(draft).identifier,), learned=known, told=tell
        )
    except Refusal as refusal:
        _end(scan, clock=clock, last_error=refusal.code)
        return
    with transaction.atomic():
        locked = lock_drafted(draft.pk)
        still_open = ScanReading.objects.filter(pk=scan.pk, ended_at=None).exists()
        found = _take(locked, read) if locked and still_open else 0
        _end(scan, clock=clock, found=found)


def _take(draft: Invoice, read: FileRead) -> int:
    """Put in what the scan says where nobody typed anything; how many fields.

    What was read stands among the values to choose from, also where something else is typed.
    """
    typed: dict[str, str] = draft.draft["typed"]
    found, rows = drafts.texts_read(read), VAT_NAMES
    by_hand = any(typed.get(name) for name in rows)
    open_names = {name for name in found if drafts.is_untouched(name, typed.get(name, ""))}
    filled = {name: found[name] for name in open_names - (rows if by_hand else set())}
    draft.draft = {
        **draft.draft,
        "typed": {**typed, **filled},
        "read": {
            **draft.draft.get("read", {}),
            **{name: _at_hand(sight) if name in found else dict(sight) for name, sight in read.seen.items()},
        },
        "scan": {"version": draft.draft_version, "names": sorted(filled)},
    }
    draft.draft_version += 1
    draft.save(update_fields=["draft", "draft_version"])
    return len(filled)


def _at_hand(sight: Mapping[str, Any]) -> dict[str, Any]:
    """A sight that offers its own value too: the form shows it where the field holds another."""
    own = {name: sight[name] for name in ("value", "shown", "page", "box")}
    return {**sight, "alternatives": [own, *sight["alternatives"]]}


def _end(scan: ScanReading, *, clock: Clock, **told: str | int) -> bool:
    """Once: whoever comes second changes nothing."""
    open_one = ScanReading.objects.filter(pk=scan.pk, ended_at=None)
    return bool(open_one.update(ended_at=clock(), lease_until=None, **told))
