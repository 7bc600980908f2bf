"""Requests to be attached to a structure or to have one more of its spaces, and what its managers decide (domain-rules
§2.3–2.4). Acts at once. Of two managers who decide one request, the first did, and the second is told so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from unisson.accounts.models import User
from unisson.kernel.refusal import NotFound, Refusal
from unisson.kernel.texts import written

from . import acts, granting, locking, openings, rights
from .colleagues import managers_of, operators, tell, tell_all
from .granting import Right
from .models import Appointment, Demand, ManagerAct, Membership, Structure
from .spaces import Level, Space

SHOWN = 200
"""Requests on one page."""
PATIENCE = timedelta(days=3)
"""After which the managers of a request that nobody decided are told again."""
A_DAY = 20
"""Requests of one person in 24 hours: each of them sends letters."""
OURS = (Demand.Kind.ATTACHMENT, Demand.Kind.SPACES)
"""What managers decide; a succession is the operator's."""
_AGAIN = (Membership.State.REFUSED, Membership.State.DELETED)


@dataclass(frozen=True, kw_only=True)
class Decided:
    """How many requests this manager decided, and how many somebody else had decided meanwhile."""

    done: int
    missed: int


def ask(
    user: User, structure: Structure, *, wanted: Iterable[tuple[Space, Level]], word: str = "", at: datetime
) -> Demand:
    """Ask the managers of `structure` to be attached with the rights `wanted`; each of them gets a letter.

    Refusal CPP-RATTACHEMENT-01 when the person is attached already or has asked, -03 after too many requests in a day,
    CPP-DROITS-02 for a space that the structure cannot have.
    """
    word = written(word, field="mot", limit=500)
    whole: list[Right] = [(space, level, None) for space, level in wanted]
    with transaction.atomic():
        locking.hold([structure.pk])
        membership, made = Membership.objects.get_or_create(
            user=user, structure=structure, defaults={"state": Membership.State.PENDING, "since": at}
        )
        if not made and membership.state not in _AGAIN:
            raise Refusal("CPP-RATTACHEMENT-01", field="structure")
        membership.state, membership.since, membership.until = Membership.State.PENDING, at, None
        membership.save(update_fields=["state", "since", "until"])
        return _keep(Demand.Kind.ATTACHMENT, user, structure, whole, word=word, at=at)


def ask_spaces(user: User, membership_pk: int, wanted: Iterable[Right], *, word: str = "", at: datetime) -> Demand:
    """« Ajouter un abonnement »: ask for more spaces, or a higher level, at a structure where one is attached.

    NotFound for an attachment that is not the person's; Refusal CPP-DEMANDE-01 while a former request waits, -02 when
    there is nothing to ask that one has not, -03 and CPP-DROITS-02 as `ask`.
    """
    word = written(word, field="mot", limit=500)
    with transaction.atomic():
        mine = user.memberships.filter(state=Membership.State.VALID).select_related("structure")
        membership = locking.row(mine, membership_pk)
        if membership is None:
            raise NotFound
        waiting = user.demands.filter(structure=membership.structure, state=Demand.State.PENDING, kind__in=OURS)
        if waiting.exists():
            raise Refusal("CPP-DEMANDE-01", field="espace")
        new = _new(membership, wanted)
        return _keep(Demand.Kind.SPACES, user, membership.structure, new, word=word, at=at)


def take_spaces(user: User, membership_pk: int, wanted: Iterable[Right], *, at: datetime) -> Membership:
    """The principal manager asks nobody: what he wants is open and his at once.

    NotFound where he is not; Refusal CPP-DEMANDE-02 and CPP-DROITS-02 as `ask_spaces`.
    """
    with transaction.atomic():
        principal = {"state": Membership.State.VALID, "role": Membership.Role.PRINCIPAL}
        mine = user.memberships.filter(**principal).select_related("structure", "user")
        membership = locking.row(mine, membership_pk)
        if membership is None:
            raise NotFound
        new = _new(membership, wanted)
        _check_possible(membership.structure, new)
        for space in dict.fromkeys(one[0] for one in new):
            openings.open_one(user, membership.structure_id, space, at=at)
        granting.take(membership, new, at=at)
    return membership


def withdraw(user: User, pk: int, *, at: datetime) -> Demand:
    """Take back a request that nobody decided yet. NotFound for another's; CPP-DEMANDE-03 when it was decided."""
    with transaction.atomic():
        demand = locking.row(user.demands.select_related("structure"), pk)
        if demand is None:
            raise NotFound
        if demand.state != Demand.State.PENDING:
            raise Refusal("CPP-DEMANDE-03")
        close(demand, Demand.State.WITHDRAWN, by=user, at=at)
        dismiss_appointments(demand, by=user, at=at)
        if demand.kind == Demand.Kind.ATTACHMENT:
            _settle_membership(demand, Membership.State.DELETED, at=at)
    return demand


def mine(user: User) -> QuerySet[Demand]:
    """« Historique de mes demandes », newest first."""
    return user.demands.select_related("structure", "decided_by").order_by("-asked_at", "-pk")


def waiting(actor: User) -> QuerySet[Demand]:
    """The requests that `actor` may decide, the oldest first."""
    asked = Demand.objects.filter(
        state=Demand.State.PENDING, kind__in=OURS, structure__in=rights.managed(actor), user__is_active=True
    )
    return asked.select_related("user", "structure").order_by("asked_at", "pk")


def brought_to(actor: User) -> QuerySet[Demand]:
    """`waiting`, and the successions that somebody asks at those structures, to which `actor` may object."""
    asked = Demand.objects.filter(
        state=Demand.State.PENDING, structure__in=rights.managed(actor), user__is_active=True
    ).exclude(kind=Demand.Kind.SUCCESSION, user=actor)
    return asked.select_related("user", "structure").order_by("asked_at", "pk")


def without_manager() -> QuerySet[Demand]:
    """The requests that nobody can decide: at a structure without any manager. The oldest first."""
    managing = Membership.objects.filter(
        rights.in_force(),
        structure=OuterRef("structure"),
        state=Membership.State.VALID,
        role__in=rights.MANAGERS,
        user__is_active=True,
    )
    asked = Demand.objects.filter(~Exists(managing), state=Demand.State.PENDING, kind__in=OURS, user__is_active=True)
    return asked.select_related("user", "structure").order_by("asked_at", "pk")


def decide(actor: User, pks: Iterable[int], *, accept: bool, comment: str = "", at: datetime) -> Decided:
    """Accept or refuse requests; each person gets a letter. What another manager decided meanwhile stays as it is and
    is counted as missed. NotFound when one is of a structure that `actor` does not manage; Refusal CPP-DEMANDE-05 for
    a refusal without a word of why."""
    comment, asked = written(comment, field="commentaire", limit=500), set(pks)
    if not accept and not comment:
        raise Refusal("CPP-DEMANDE-05", field="commentaire")
    with transaction.atomic():
        ours = Demand.objects.filter(kind__in=OURS, user__is_active=True).select_related("user", "structure")
        demands = locking.rows(ours, asked)
        if len(demands) != len(asked) or not {one.structure_id for one in demands} <= rights.managed_now(actor):
            raise NotFound
        pending = [one for one in demands if one.state == Demand.State.PENDING]
        for demand in pending:
            _settle(demand, actor, accept=accept, comment=comment, at=at)
    return Decided(done=len(pending), missed=len(demands) - len(pending))


def close(demand: Demand, state: Demand.State, *, by: User, answer: str = "", at: datetime) -> None:
    """A request is decided, in the transaction that holds its structure: nobody is reminded of it any more."""
    demand.state, demand.decided_by, demand.decided_at = state, by, at
    demand.answer, demand.remind_at = answer, None
    demand.save(update_fields=["state", "decided_by", "decided_at", "answer", "remind_at"])


def dismiss_appointments(demand: Demand, *, by: User, at: datetime) -> None:
    """What an operator proposed upon a request that ends otherwise ends with it."""
    proposed = demand.appointments.filter(state=Appointment.State.PROPOSED)
    proposed.update(state=Appointment.State.DISMISSED, decided_by=by, decided_at=at)


def check_pace(user: User, *, at: datetime) -> None:
    """Refusal CPP-RATTACHEMENT-03 for who asked too much in a day."""
    if user.demands.filter(asked_at__gt=at - timedelta(days=1)).count() >= A_DAY:
        raise Refusal("CPP-RATTACHEMENT-03", limit=A_DAY)


def tell_deciders(demand: Demand, kind: str, *, key: str, at: datetime) -> None:
    """A letter of that kind to each manager; where nobody manages, the operators are told so instead."""
    managers, values = managers_of(demand.structure), letter_values(demand)
    if managers:
        tell_all(managers, kind, values, key=key, at=at)
    else:
        values = {**values, "structure": demand.structure.to_strangers, "structure_pk": demand.structure_id}
        tell_all(operators(), "attachment-orphan", values, key=key, at=at)


def letter_values(demand: Demand) -> Mapping[str, Any]:
    """What a letter to the managers says of a request."""
    return {
        "kind": demand.kind,
        "structure": str(demand.structure),
        "person": demand.user.full_name,
        "address": demand.user.email,
        "rights": granting.in_codes(demand.structure, granting.from_values(demand.wanted)),
        "word": demand.word,
        "asked": demand.asked_at.isoformat(),
    }


def _keep(
    kind: Demand.Kind, user: User, structure: Structure, wanted: list[Right], *, word: str, at: datetime
) -> Demand:
    check_pace(user, at=at)
    _check_possible(structure, wanted)
    demand = Demand.objects.create(
        kind=kind,
        user=user,
        structure=structure,
        wanted=granting.as_values(wanted),
        word=word,
        asked_at=at,
        remind_at=at + PATIENCE,
    )
    tell_deciders(demand, "attachment-asked", key=f"asked-{demand.pk}", at=at)
    return demand


def _check_possible(structure: Structure, wanted: list[Right]) -> None:
    possible = openings.possible(public=structure.is_public)
    services = set(structure.services.values_list("pk", flat=True))
    if not all(space in possible and (at is None or at in services) for space, _level, at in wanted):
        raise Refusal("CPP-DROITS-02", field="espace")


def _new(membership: Membership, wanted: Iterable[Right]) -> list[Right]:
    new = [one for one in wanted if not _has(granting.held(membership), one)]
    if not new:
        raise Refusal("CPP-DEMANDE-02", field="espace")
    return new


def _has(held: list[Right], one: Right) -> bool:
    """Whether a right adds nothing to those held: on the whole structure, or on that service, at that level."""
    space, level, service = one
    return any(
        space is theirs and at in (None, service) and level in (Level.READ, their_level)
        for theirs, their_level, at in held
    )


def _settle(demand: Demand, actor: User, *, accept: bool, comment: str, at: datetime) -> None:
    close(demand, Demand.State.ACCEPTED if accept else Demand.State.REFUSED, by=actor, answer=comment, at=at)
    given = give(demand, at=at) if accept else []
    if demand.kind == Demand.Kind.ATTACHMENT and not accept:
        _settle_membership(demand, Membership.State.REFUSED, at=at)
    acts.record(
        _ACTS[Demand.Kind(demand.kind), accept],
        structure=demand.structure,
        actor=actor,
        about=demand.user,
        comment=comment,
        detail={"before": [], "after": granting.as_values(given)},
        at=at,
    )
    values = {
        "kind": demand.kind,
        "structure": str(demand.structure) if accept else demand.structure.to_strangers,
        "accepted": accept,
        "comment": comment,
        "by": actor.full_name,
    }
    tell(demand.user, "attachment-decided", values, key=f"decided-{demand.pk}", at=at)


def give(demand: Demand, *, at: datetime) -> list[Right]:
    """The rights that were asked, as far as the structure may still have them; its spaces open with them."""
    wanted = granting.from_values(demand.wanted)
    opened = openings.open_spaces(demand.structure, {space for space, _level, _service in wanted})
    services = set(demand.structure.services.values_list("pk", flat=True))
    given = [one for one in wanted if one[0] in opened and (one[2] is None or one[2] in services)]
    membership = (
        _settle_membership(demand, Membership.State.VALID, at=at)
        if demand.kind == Demand.Kind.ATTACHMENT
        else _valid(demand)
    )
    if membership is not None:
        granting.add(membership, given)
    return given


def _settle_membership(demand: Demand, state: Membership.State, *, at: datetime) -> Membership:
    membership = Membership.objects.get(user=demand.user, structure=demand.structure)
    membership.state, membership.since = state, at
    membership.save(update_fields=["state", "since"])
    return membership


def _valid(demand: Demand) -> Membership | None:
    """The attachment that asked for more spaces, unless it ended meanwhile."""
    mine = demand.user.memberships.filter(structure=demand.structure, state=Membership.State.VALID)
    return mine.first()


_ACTS = {
    (Demand.Kind.ATTACHMENT, True): ManagerAct.What.APPROVED,
    (Demand.Kind.ATTACHMENT, False): ManagerAct.What.REFUSED,
    (Demand.Kind.SPACES, True): ManagerAct.What.SPACES_APPROVED,
    (Demand.Kind.SPACES, False): ManagerAct.What.SPACES_REFUSED,
}
