"""Who is attached to the structures that a person manages: fetched, listed, withdrawn. Leaving by oneself."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from unisson.accounts.models import User
from unisson.kernel.refusal import NotFound, Refusal
from unisson.kernel.texts import written
from unisson.notices import outbox

from . import acts, locking, rights
from .models import Demand, Handover, ManagerAct, Membership, Structure


def get_colleague(actor: User, pk: int, *, lock: bool = False) -> Membership:
    """A person attached to a structure that `actor` manages. NotFound for any other. `lock`: until the transaction
    ends; whether `actor` manages is then read anew, so that of two managers the second sees what the first did."""
    valid = Membership.objects.filter(state=Membership.State.VALID, user__is_technical=False)
    valid = valid.select_related("user", "structure")
    found = locking.row(valid, pk) if lock else valid.filter(pk=pk).first()
    if found is None or found.structure_id not in (rights.managed_now if lock else rights.managed)(actor):
        raise NotFound
    return found


def colleagues(actor: User, *, structure: int | None = None, text: str = "", most: int = 200) -> list[Membership]:
    """The first `most` who are attached to the structures that `actor` manages, with their rights. Three queries.

    `structure`: of one of them only; `text`: whose name or address holds it.
    """
    managed = rights.managed(actor)
    asked = Q(structure__in=managed if structure is None else managed & {structure})
    for word in text.split():
        asked &= (
            Q(user__last_name__icontains=word) | Q(user__first_name__icontains=word) | Q(user__email__icontains=word)
        )
    attached = Membership.objects.filter(asked, state=Membership.State.VALID, user__is_technical=False)
    loaded = attached.select_related("user", "structure").prefetch_related("grants__service")
    return list(loaded.order_by("structure__name", "structure", "user__last_name", "pk")[:most])


def withdraw(actor: User, pk: int, *, comment: str = "", at: datetime) -> Membership:
    """End the attachment of a colleague, at once; he gets a letter.

    Refusal CPP-RATTACHEMENT-04 for the principal manager, who hands his role over first; -05 for oneself, who leaves
    on « Mon compte »; -07 for a secondary manager, unless `actor` is the principal one, who names him.
    """
    comment = written(comment, field="commentaire", limit=500)
    with transaction.atomic():
        membership = get_colleague(actor, pk, lock=True)
        if membership.user_id == actor.pk:
            raise Refusal("CPP-RATTACHEMENT-05")
        if membership.role == Membership.Role.SECONDARY and not is_principal(actor, membership.structure):
            raise Refusal("CPP-RATTACHEMENT-07", name=membership.user.full_name)
        end(membership, at=at)
        acts.record(
            ManagerAct.What.WITHDRAWN,
            structure=membership.structure,
            actor=actor,
            about=membership.user,
            comment=comment,
            at=at,
        )
        values = {"structure": str(membership.structure), "by": actor.full_name, "comment": comment}
        tell(membership.user, "attachment-ended", values, key=f"ended-{membership.pk}-{at.isoformat()}", at=at)
    return membership


def leave(user: User, pk: int, *, at: datetime) -> Membership:
    """Leave a structure by oneself; its managers read it in their history and get a letter.

    NotFound for an attachment of somebody else; CPP-RATTACHEMENT-04 for the principal manager.
    """
    with transaction.atomic():
        mine = user.memberships.filter(state=Membership.State.VALID).select_related("structure", "user")
        membership = locking.row(mine, pk)
        if membership is None:
            raise NotFound
        end(membership, at=at)
        acts.record(ManagerAct.What.LEFT, structure=membership.structure, actor=user, about=user, at=at)
        values = {"structure": str(membership.structure), "person": user.full_name, "address": user.email}
        key = f"left-{membership.pk}-{at.isoformat()}"
        tell_all(managers_of(membership.structure), "colleague-left", values, key=key, at=at)
    return membership


def end(membership: Membership, *, at: datetime) -> None:
    """The attachment ends and its rights with it; what it asked and what it was offered end too. In a
    transaction that holds the row. Refusal CPP-RATTACHEMENT-04 for the principal manager."""
    if membership.role == Membership.Role.PRINCIPAL:
        raise Refusal("CPP-RATTACHEMENT-04", structure=str(membership.structure))
    release(membership, at=at)


def release(membership: Membership, *, at: datetime) -> None:
    """`end`, whatever the role: for a person who goes for good."""
    membership.state, membership.until = Membership.State.DELETED, at
    membership.role = Membership.Role.USER
    membership.save(update_fields=["state", "until", "role"])
    membership.grants.all().delete()
    asked = Demand.objects.filter(user=membership.user, structure=membership.structure, state=Demand.State.PENDING)
    asked.filter(kind=Demand.Kind.SPACES).update(state=Demand.State.WITHDRAWN, decided_at=at, remind_at=None)
    offers = Handover.objects.filter(structure=membership.structure)
    open_offers = offers.filter(Q(receiver=membership.user) | Q(giver=membership.user))
    open_offers.filter(state=Handover.State.OFFERED).update(state=Handover.State.CANCELLED, ended_at=at)


def is_principal(user: User, structure: Structure) -> bool:
    """Whether `user` is the principal manager there."""
    principal = {"role": Membership.Role.PRINCIPAL, "state": Membership.State.VALID}
    return user.memberships.filter(structure=structure, **principal).exists()


def managers_of(structure: Structure, *, suspended: bool = False) -> list[User]:
    """Who manages a structure now, the principal manager first.

    `suspended`: also whose access an operator took away: it may be given back, and ended for good it leaves no role.
    """
    now_managing = structure.memberships.filter(
        Q() if suspended else Q(user__is_active=True),
        rights.in_force(),
        state=Membership.State.VALID,
        role__in=rights.MANAGERS,
    )
    # « GESTIONNAIRE_PRINCIPAL » comes before « GESTIONNAIRE_SECONDAIRE ».
    return [one.user for one in now_managing.select_related("user").order_by("role", "pk")]


def operators() -> list[User]:
    """Who runs the portal."""
    return list(User.objects.filter(is_operator=True, is_active=True).order_by("pk"))


def tell(person: User, kind: str, values: Mapping[str, Any], *, key: str, at: datetime) -> None:
    """Queue one letter, inside the transaction of what it announces."""
    tell_all([person], kind, values, key=key, at=at)


def tell_all(people: Iterable[User], kind: str, values: Mapping[str, Any], *, key: str, at: datetime) -> None:
    """The same letter to each of `people`, in the language of each. A technical account has no mailbox."""
    drafts = [
        outbox.Draft(to=one.notice_address, kind=kind, values=values, language=one.language, key=key[:100])
        for one in people
        if not one.is_technical
    ]
    outbox.queue(drafts, at=at)
