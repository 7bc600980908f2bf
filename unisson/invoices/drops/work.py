"""What the files of all drops still need, done by any worker: sent, judged again, read, in that order."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db.models import F, Min, Q, QuerySet

from unisson.kernel.clock import Clock
from unisson.kernel.refusal import Unavailable

from ..lease import LEASE, MOST_ATTEMPTS, claim, free
from ..models import DropFile
from ..models.drop import JUDGED
from ..status import Status
from ..wake import wake
from . import reading, sending

BATCH, TOGETHER = 32, 4
"""Files in one turn, some seconds, then deliveries and letters have theirs; and files that are claimed at once."""
State = DropFile.State

_log = logging.getLogger(__name__)


def advance(*, clock: Clock, batch: int = BATCH) -> int:
    """Do the next `batch` things; returns how many were done. Safe to run twice and at once.

    Other workers are woken first, to take their share. Killed, nothing is lost: the lease runs out.
    """
    if sum(len(kind(clock())[:2]) for kind, _ in _JOBS) > 1:
        wake()
    done = tried = 0
    while tried < batch:
        files, job = _claim(clock(), most=min(TOGETHER, batch - tried))
        if not files:
            return done
        tried += len(files)
        done += sum(_attempt(file, job, clock=clock) for file in files)
    if done and any(kind(clock()).exists() for kind, _ in _JOBS):
        wake()
    return done


Job = Callable[..., None]


def to_send(at: datetime) -> QuerySet[DropFile]:
    """Asked for, and not sent yet."""
    return DropFile.objects.filter(free(at), state=State.TO_SEND).order_by("position", "pk")


def to_read(at: datetime) -> QuerySet[DropFile]:
    """Not read yet. By their place: a small drop does not wait for the end of a large one."""
    return DropFile.objects.filter(free(at), state=State.WAITING).order_by("position", "pk")


def to_judge(at: datetime) -> QuerySet[DropFile]:
    """Whose draft changed since it was judged, or is no draft any more, or whose scan is read."""
    changed = Q(judged_version=None) | ~Q(judged_version=F("draft__draft_version")) | ~Q(draft__status=Status.BROUILLON)
    judged = DropFile.objects.filter(free(at), state__in=JUDGED, draft__isnull=False)
    return judged.filter(changed | Q(state=State.SCANNED, draft__scan__ended_at__isnull=False)).order_by("pk")


def left(at: datetime) -> int:
    """How many wait, or are in a worker's hands."""
    at += LEASE
    return sum(kind(at).count() for kind in (to_send, to_judge, to_read))


def waits_since() -> datetime | None:
    """Since when the oldest of what waits to be read or sent does; each is taken up within seconds."""
    waiting = DropFile.objects.filter(state__in=(State.WAITING, State.TO_SEND))
    since: datetime | None = waiting.aggregate(at=Min("drop__touched_at"))["at"]
    return since


def failed() -> QuerySet[DropFile]:
    """Given up after a fault of ours, until the operator gives them another turn."""
    return DropFile.objects.filter(state=State.FAILED)


def retry_failed() -> int:
    """Have them read, or looked at, again; returns how many."""
    again = failed().filter(draft=None).update(state=State.WAITING, attempts=0, lease_until=None)
    return again + failed().update(state=State.FAULTY, judged_version=None, attempts=0, lease_until=None)


_JOBS: tuple[tuple[Callable[[datetime], QuerySet[DropFile]], Job], ...] = (
    (to_send, sending.send),
    (to_judge, reading.judge),
    (to_read, reading.read),
)
_SHOWN = ("drop__supplier", "drop__supplier_service", "added_by", "sender")


def _claim(at: datetime, *, most: int) -> tuple[list[DropFile], Job]:
    """The next files, which nobody else gets until their lease runs out, and what is to be done with each. What failed
    before goes alone: it may be what killed the worker of those that were claimed with it."""
    for kind, job in _JOBS:
        waiting = kind(at).select_related(*_SHOWN)
        files = claim(waiting.filter(attempts=0), most=most, at=at) or claim(waiting, most=1, at=at)
        if files:
            return files, job
    return [], reading.read


def _attempt(file: DropFile, job: Job, *, clock: Clock) -> bool:
    mine = DropFile.objects.filter(pk=file.pk, state=file.state)
    if file.attempts > MOST_ATTEMPTS:
        # Each time its worker died with it, and no exception was left to tell.
        mine.update(state=State.FAILED, lease_until=None, last_error=file.last_error or "killed")
        return True
    try:
        job(file, at=clock())
    except Unavailable as away:
        mine.update(attempts=F("attempts") - 1, last_error=away.code)
        return False
    except Exception as error:
        _log.exception("File %s of a drop failed; it is tried again", file.pk)
        mine.update(last_error=f"{type(error).__name__}: {error}"[:300])
        return False
    held = mine.filter(lease_until__isnull=False)
    if held.exists():
        held.update(lease_until=None)
    return True
