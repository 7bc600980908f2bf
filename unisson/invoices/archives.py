"""« Archives »: what came to its end long ago leaves the lists of every day, and is only read and kept.

Domain-rules §5.7. Nothing is moved: an archived invoice keeps its row, its files and its address. Whether it is whole
is looked at when it is archived, and every year again.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Case, DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value, When

from unisson.kernel.clock import Clock, legal_day

from . import certificate
from .models import ArchiveCheck, DepositCertificate, Invoice, Message
from .payment import ORDERED
from .status import AT_REST, Status

YEARS = 10
"""How long it is kept for consultation, from its deposit."""
EVERY = timedelta(days=365)
"""Between two looks at the same invoice."""
SOON = timedelta(days=1)
_OVER = (
    Q(status=Status.MISE_EN_PAIEMENT)
    | Q(status=Status.REJETEE, rejection_treated=True)
    | Q(status__in=ORDERED, payment_unreported=True)
)
"""At its end, and nothing waits for anybody."""

_log = logging.getLogger(__name__)


def archive_due(*, clock: Clock, batch: int = 50) -> int:
    """Archive what ended long enough ago, and look whether it is whole; returns how many. Safe to run at once."""
    return sum(_archive(pk, at=clock()) for pk in due(at=clock()).values_list("pk", flat=True)[:batch])


def check_due(*, clock: Clock, batch: int = 50) -> int:
    """Look again at what was not looked at for a year; returns how many."""
    pks = list(to_check(at=clock()).order_by("checked_at").values_list("pk", flat=True)[:batch])
    for pk in pks:
        check(pk, at=clock())
    return len(pks)


def due(*, at: datetime) -> QuerySet[Invoice]:
    """What is to be archived: at its end for `ARCHIVE_AFTER_DAYS`, with no message that waits for an answer."""
    ended = at - after()
    waiting = Message.objects.filter(invoice=OuterRef("pk"), read_at=None)
    found = Invoice.objects.filter(_OVER, status__in=AT_REST, archived_at=None, status_since__lte=ended)
    # What is not printed yet would be taken for lost.
    found = found.filter(certificate__pdf__isnull=False)
    return found.filter(~Exists(waiting)).order_by("status_since")


def after() -> timedelta:
    """How long after its end an invoice is archived."""
    return timedelta(days=settings.ARCHIVE_AFTER_DAYS)


def to_check(*, at: datetime) -> QuerySet[ArchiveCheck]:
    """What was not looked at for a year; sooner what was not whole, which somebody may have mended."""
    wait = Case(When(sound=False, then=Value(SOON)), default=Value(EVERY))
    checks = ArchiveCheck.objects.annotate(again_at=ExpressionWrapper(F("checked_at") + wait, DateTimeField()))
    return checks.filter(Q(checked_at__lte=at - EVERY) | Q(sound=False, checked_at__lte=at - SOON))


def unsound() -> QuerySet[ArchiveCheck]:
    """Archived invoices of which something is lost or altered: for the operator, who has `unisson audit` for more."""
    return ArchiveCheck.objects.filter(sound=False)


def check(pk: int, *, at: datetime) -> bool:
    """Look at all that is kept of an archived invoice, and keep what was found: whether it is whole."""
    kept = DepositCertificate.objects.filter(invoice=pk).select_related(*certificate.PARTIES).first()
    sound = kept is not None and certificate.is_whole(kept)
    ArchiveCheck.objects.update_or_create(invoice_id=pk, defaults={"checked_at": at, "sound": sound})
    if not sound:
        _log.error("Of the archived invoice %s, something is lost or altered", pk)
    return sound


@dataclass(frozen=True, kw_only=True)
class Kept:
    """An archived invoice: until when it is kept, and whether it was whole when it was last looked at."""

    until: date
    checked_at: datetime
    sound: bool


def kept(invoice: Invoice) -> Kept | None:
    """None for what is not archived, which costs no query."""
    if invoice.archived_at is None or invoice.deposited_at is None:
        return None
    last = ArchiveCheck.objects.get(invoice=invoice)
    return Kept(until=_ten_years_after(legal_day(invoice.deposited_at)), checked_at=last.checked_at, sound=last.sound)


def _ten_years_after(day: date) -> date:
    # Ten years after a 29 February there is none.
    same = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year + YEARS, day=same)


def _archive(pk: int, *, at: datetime) -> bool:
    with transaction.atomic():
        if not due(at=at).filter(pk=pk).update(archived_at=at):
            return False
        check(pk, at=at)
    return True
