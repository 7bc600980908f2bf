"""A file of the directory between its report and its import: kept with the database for a day, and gone with either.

Two pages share it, so that what is imported is what was examined, to the byte.
"""

import io
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from unisson.accounts.models import User
from unisson.kernel.clock import Clock
from unisson.kernel.refusal import Refusal

from . import importing
from .importing import Report
from .models import ExaminedFile

KEPT = timedelta(days=1)


def keep(name: str, content: bytes, *, at: datetime) -> ExaminedFile:
    """Keep a file that has no fault."""
    return ExaminedFile.objects.create(name=name[:200], content=content, at=at)


def get(pk: int, *, at: datetime, lock: bool = False) -> ExaminedFile:
    """Refusal CPP-ANNUAIRE-30 for one that was imported already, or too long ago."""
    found = ExaminedFile.objects.filter(pk=pk, at__gt=at - KEPT)
    kept = (found.select_for_update(of=("self",)) if lock else found).first()
    if kept is None:
        raise Refusal("CPP-ANNUAIRE-30", field="fichier")
    return kept


def bring(pk: int, *, seen: str, actor: User, at: datetime) -> Report:
    """Import it, once, if it would do what was `seen`. Refusal as `get`; and those of `importing.apply`, after which it
    is still there."""
    with transaction.atomic():
        kept = get(pk, at=at, lock=True)
        report = importing.apply(io.BytesIO(kept.content), actor=actor, name=kept.name, seen=seen, at=at)
        kept.delete()
    return report


def forget_old(*, clock: Clock) -> int:
    """Erase what nobody imported; returns how many files."""
    return over(at=clock()).delete()[0]


def over(*, at: datetime) -> QuerySet[ExaminedFile]:
    """The files that can no longer be imported."""
    return ExaminedFile.objects.filter(at__lte=at - KEPT)
