"""Requests as data, for who asked, for who decides, for the operator: what was asked, its state, its answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unisson.directory import granting
from unisson.directory.colleagues import managers_of
from unisson.directory.granting import Right
from unisson.directory.models import Demand, Invitation, Service
from unisson.directory.spaces import Level

from .page import Right as ShownRight

KINDS: dict[str, str | Promise] = {
    Demand.Kind.ATTACHMENT: _("Rattachement"),
    Demand.Kind.SPACES: _("Espace de plus"),
    Demand.Kind.SUCCESSION: _("Succession du gestionnaire"),
}
STATES: dict[str, tuple[str | Promise, str]] = {
    Demand.State.PENDING: (_("En cours de validation"), "warn"),
    Demand.State.ACCEPTED: (_("Acceptée"), "ok"),
    Demand.State.REFUSED: (_("Refusée"), "bad"),
    Demand.State.WITHDRAWN: (_("Retirée"), "mute"),
}
"""Label and tone of each state of a request."""


@dataclass(frozen=True, kw_only=True)
class DemandRow:
    """One request. `answered_by`: who decided, "" while nobody did."""

    pk: int
    kind: str | Promise
    person: str
    address: str
    structure: str
    structure_pk: int
    verified: bool
    rights: Sequence[ShownRight]
    word: str
    asked_at: datetime
    state: str | Promise
    tone: str
    pending: bool
    answer: str
    answered_by: str
    answered_at: datetime | None


def demand_rows(demands: Iterable[Demand], *, asker: bool = False) -> list[DemandRow]:
    """The rows of `demands`, loaded with person, structure and who decided: one query for the services named. For the
    `asker` a masked structure has no name until it accepted."""
    listed = [(one, granting.from_values(one.wanted)) for one in demands]
    named = services({right[2] for _one, rights in listed for right in rights})
    return [_row(one, [shown(right, named) for right in rights], asker=asker) for one, rights in listed]


def proposals(found: Iterable[Invitation]) -> list[tuple[Invitation, list[ShownRight]]]:
    """What managers propose, with its rights in words: one query for the services named."""
    listed = [(one, granting.from_values(one.wanted)) for one in found]
    named = services({right[2] for _one, rights in listed for right in rights})
    return [(one, [shown(right, named) for right in rights]) for one, rights in listed]


def sent_to(demand: Demand) -> str:
    """Who has a request that was just made."""
    told = (
        gettext("Demande envoyée aux gestionnaires de %(structure)s.")
        if managers_of(demand.structure)
        else gettext("Personne ne gère %(structure)s : votre demande est envoyée à l’exploitant du portail.")
    )
    return told % {"structure": demand.structure.to_strangers}


def services(pks: Iterable[int | None]) -> dict[int, str]:
    """How to name these services. No query for none."""
    wanted = {pk for pk in pks if pk}
    return {one.pk: str(one) for one in Service.objects.filter(pk__in=wanted)} if wanted else {}


def shown(right: Right, named: dict[int, str]) -> ShownRight:
    """One right in words."""
    space, level, service = right
    return ShownRight(space=space.label, level=Level(level).label, service=named.get(service, "—") if service else "")


def _row(one: Demand, rights: Sequence[ShownRight], *, asker: bool) -> DemandRow:
    stranger = asker and one.state != Demand.State.ACCEPTED
    state, tone = STATES[one.state]
    return DemandRow(
        pk=one.pk,
        kind=KINDS[one.kind],
        person=one.user.full_name,
        address=one.user.email,
        structure=one.structure.to_strangers if stranger else str(one.structure),
        structure_pk=one.structure_id,
        verified=one.structure.verified,
        rights=rights,
        word=one.word,
        asked_at=one.asked_at,
        state=state,
        tone=tone,
        pending=one.state == Demand.State.PENDING,
        answer=one.answer,
        answered_by=one.decided_by.full_name if one.decided_by_id and one.decided_by else "",
        answered_at=one.decided_at,
    )
