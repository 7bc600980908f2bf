"""What waits for a person beside invoices: to decide as a manager or as an operator, to answer, to read. Counted in one
query, for the tabs and for « À faire »."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, IntegerField, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from unisson.accounts.models import User

from . import appointing, connecting, handover, inviting, lost_means, requests, succession, technical
from .models import Demand

READ_WITHIN = timedelta(days=7)
"""How long a refusal is shown among what waits."""


@dataclass(frozen=True, kw_only=True)
class Attention:
    """How many of each. `requests`, `successions`, `connections`, `passwords` (of technical accounts, that end soon or
    did): of the structures that the person manages; `roles`, `proposals`: offered to him; `pending`, `refused`: what he
    asked; the last four are the operators'."""

    requests: int = 0
    successions: int = 0
    connections: int = 0
    passwords: int = 0
    roles: int = 0
    proposals: int = 0
    refused: int = 0
    pending: int = 0
    decisions: int = 0
    appointments: int = 0
    orphans: int = 0
    means: int = 0

    @property
    def managing(self) -> int:
        """For the tab of who manages."""
        return self.requests + self.successions

    @property
    def connecting(self) -> int:
        """For the tab of « Raccordement EDI et API »."""
        return self.connections + self.passwords

    @property
    def own(self) -> int:
        """For the tab of « Mon compte »: what one answers or reads."""
        return self.roles + self.proposals + self.refused

    @property
    def operating(self) -> int:
        """For the tab of who runs the portal."""
        return self.decisions + self.appointments + self.orphans + self.means

    @property
    def total(self) -> int:
        """All of it."""
        return self.managing + self.connecting + self.own + self.pending + self.operating


def of(user: User, *, at: datetime) -> Attention:
    """What waits for `user`: one query, and the rights."""
    waiting: dict[str, QuerySet[Any]] = {
        "requests": requests.waiting(user),
        "successions": succession.announced_to(user),
        "connections": connecting.waiting(user),
        "passwords": technical.ending(user, at=at),
        "roles": handover.offered_to(user),
        "proposals": inviting.proposed_to(user, at=at),
        "refused": refused(user, at=at),
        "pending": user.demands.filter(state=Demand.State.PENDING),
    }
    if user.is_operator:
        others = ~Q(proposed_by=user) & ~Q(person=user)
        waiting["decisions"] = succession.waiting().exclude(user=user)
        waiting["appointments"] = appointing.waiting().filter(others)
        waiting["orphans"] = requests.without_manager()
        waiting["means"] = lost_means.waiting(at=at).exclude(asked_by=user).exclude(user=user)
    counts = User.objects.filter(pk=user.pk).values_list(*map(_number, waiting.values())).get()
    return Attention(**dict(zip(waiting, counts, strict=True)))


def remembered(user: User, *, at: datetime) -> Attention:
    """`of`, read once for an object that lives as long as one request (see `rights.remember_for_one_request`)."""
    if not hasattr(user, "attention"):
        user.attention = of(user, at=at)  # type: ignore[attr-defined]
    found: Attention = user.attention  # type: ignore[attr-defined]
    return found


def refused(user: User, *, at: datetime) -> QuerySet[Demand]:
    """What was refused lately, with a word of why, and not asked again since."""
    again = user.demands.filter(state=Demand.State.PENDING).values("structure")
    lately = user.demands.filter(state=Demand.State.REFUSED, decided_at__gt=at - READ_WITHIN)
    return lately.exclude(structure__in=again)


def _number(rows: QuerySet[Any]) -> Coalesce:
    one = rows.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(one, output_field=IntegerField()), 0)
