"""How far a drop is, for its page: counts, what is ready, and the files with those that need somebody first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When

from unisson.accounts.models import User

from ..access import drops_of
from ..models import Drop, DropFile
from .certificates import printed

LATELY = 20
"""Drops listed: older ones are forgotten."""
State = DropFile.State
URGENCY: tuple[DropFile.State, ...] = (
    State.FAULTY,
    State.DOUBTFUL,
    State.TWIN,
    State.REFUSED,
    State.FAILED,
    State.SCANNED,
    State.WAITING,
    State.READY,
    State.TO_SEND,
    State.SENT,
)
"""The order in which files are listed: what somebody must look at, then what is under way, then what is done."""
_UNDER_WAY = (State.WAITING, State.SCANNED, State.TO_SEND)


@dataclass(frozen=True, kw_only=True)
class Overview:
    """`counts`: how many files are in each state; `sums`: currency → total of the ready ones; `printed`: certificates
    that can be downloaded; `stale`: drafts changed and not yet judged again."""

    counts: Mapping[str, int]
    sums: Mapping[str, Decimal]
    printed: int
    stale: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def read(self) -> int:
        return self.total - self.counts.get(State.WAITING, 0)

    @property
    def ready(self) -> int:
        return self.counts.get(State.READY, 0)

    @property
    def sent(self) -> int:
        return self.counts.get(State.SENT, 0)

    @property
    def under_way(self) -> bool:
        """Whether the worker still has something to do for it."""
        busy = any(self.counts.get(state) for state in _UNDER_WAY)
        return busy or bool(self.stale) or self.printed < self.sent


def overview(actor: User, drop: Drop) -> Overview:
    """Three queries."""
    counts = {row["state"]: row["n"] for row in drop.files.values("state").annotate(n=Count("pk")).order_by()}
    stale = drop.files.filter(judged_version=None, draft__isnull=False).exclude(state__in=(State.TO_SEND, State.SENT))
    ready = (
        drop.files.filter(state=State.READY).values("currency").annotate(sum=Sum("gross_total")).order_by("currency")
    )
    return Overview(
        counts=counts,
        sums={row["currency"]: row["sum"] or Decimal(0) for row in ready},
        printed=printed(actor, drop).count() if counts.get(State.SENT) else 0,
        stale=stale.count(),
    )


def files(drop: Drop, state: str = "") -> QuerySet[DropFile]:
    """The files of a drop, or those in one state, by `URGENCY`."""
    rank = Case(
        *(When(state=one, then=Value(place)) for place, one in enumerate(URGENCY)),
        default=Value(len(URGENCY)),
        output_field=IntegerField(),
    )
    found = drop.files.filter(state=state) if state in State.values else drop.files.all()
    return found.annotate(rank=rank).select_related("draft").order_by("rank", "position", "pk")


def ready(drop: Drop) -> Sequence[DropFile]:
    """What « Envoyer les prêtes » would send now."""
    return list(drop.files.filter(state=State.READY, judged_version__isnull=False).order_by("position", "pk"))


def lately(actor: User) -> Sequence[Drop]:
    """The last drops of whatever `actor` sends for, each with the number of its files and of those sent."""
    sent = Count("files", filter=Q(files__state=State.SENT))
    rows = drops_of(actor).annotate(number=Count("files"), sent=sent).select_related("supplier", "author")
    return list(rows.order_by("-opened_at", "-pk")[:LATELY])
