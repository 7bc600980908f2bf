"""Requests to be attached to a structure, and what its managers decide (domain-rules §2.3–2.4). Acts at once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from unisson.accounts.models import User
from unisson.kernel.refusal import NotFound, Refusal
from unisson.kernel.texts import written
from unisson.notices import outbox

from . import rights
from .models import Grant, ManagerAct, Membership, SpaceOpening, Structure
from .spaces import Level, Space

SHOWN = 200
"""Requests on one page."""


def ask(user: User, structure: Structure, *, wanted: Iterable[tuple[Space, Level]], at: datetime) -> Membership:
    """Ask the managers of `structure` to be attached with the rights `wanted`; each of them gets a letter.

    Refusal CPP-RATTACHEMENT-01 when the person is attached already or has asked.
    """
    with transaction.atomic():
        membership, made = Membership.objects.get_or_create(
            user=user, structure=structure, defaults={"state": Membership.State.PENDING, "since": at}
        )
        if not made:
            raise Refusal("CPP-RATTACHEMENT-01")
        grants = [Grant(membership=membership, space=space, level=level) for space, level in wanted]
        Grant.objects.bulk_create(grants)
        _tell_managers(membership, grants, at=at)
    return membership


def waiting(actor: User) -> QuerySet[Membership]:
    """The requests that `actor` may decide, the oldest first."""
    asked = Membership.objects.filter(state=Membership.State.PENDING, structure__in=rights.managed(actor))
    return asked.select_related("user", "structure").prefetch_related("grants").order_by("since", "pk")


def colleagues(actor: User, *, most: int = 200) -> list[Membership]:
    """The first `most` who are attached to the structures that `actor` manages, with their rights. Three queries."""
    attached = Membership.objects.filter(state=Membership.State.VALID, structure__in=rights.managed(actor))
    loaded = attached.select_related("user", "structure").prefetch_related("grants__service")
    return list(loaded.order_by("structure__name", "structure", "user__last_name", "pk")[:most])


def decide(actor: User, pks: Iterable[int], *, accept: bool, comment: str = "", at: datetime) -> int:
    """Accept or refuse requests; each person gets a letter. Returns how many were decided: what another manager decided
    meanwhile stays as it is. NotFound when one is of a structure that `actor` does not manage."""
    comment, asked = written(comment, field="commentaire", limit=500), set(pks)
    with transaction.atomic():
        found = Membership.objects.select_for_update(of=("self",)).filter(
            pk__in=asked, structure__in=rights.managed(actor)
        )
        memberships = list(found.select_related("user", "structure").order_by("pk"))
        if len(memberships) != len(asked):
            raise NotFound
        pending = [one for one in memberships if one.state == Membership.State.PENDING]
        for membership in pending:
            _settle(membership, actor, accept=accept, comment=comment, at=at)
    return len(pending)


def history(actor: User) -> QuerySet[ManagerAct]:
    """What the managers of these structures did, newest first."""
    done = ManagerAct.objects.filter(structure__in=rights.managed(actor))
    return done.select_related("actor", "about", "structure")


def _settle(membership: Membership, actor: User, *, accept: bool, comment: str, at: datetime) -> None:
    membership.state = Membership.State.VALID if accept else Membership.State.REFUSED
    membership.comment, membership.since = comment, at
    membership.save(update_fields=["state", "comment", "since"])
    if accept:
        asked = membership.grants.values_list("space", flat=True)
        openings = [SpaceOpening(structure=membership.structure, space=space) for space in asked]
        SpaceOpening.objects.bulk_create(openings, ignore_conflicts=True)
    what = ManagerAct.What.APPROVED if accept else ManagerAct.What.REFUSED
    about = membership.user
    ManagerAct.objects.create(
        structure=membership.structure, actor=actor, about=about, what=what, comment=comment, at=at
    )
    letter = outbox.Draft(
        to=about.notice_address,
        kind="attachment-decided",
        values={"structure": str(membership.structure), "accepted": accept, "comment": comment, "by": actor.full_name},
        language=about.language,
        key=f"decided-{membership.pk}-{at.isoformat()}",
    )
    outbox.queue([letter], at=at)


def _tell_managers(membership: Membership, grants: Iterable[Grant], *, at: datetime) -> None:
    structure, person = membership.structure, membership.user
    managers = User.objects.filter(
        is_active=True,
        memberships__structure=structure,
        memberships__state=Membership.State.VALID,
        memberships__role__in=rights.MANAGERS,
    )
    values = {
        "structure": str(structure),
        "person": person.full_name,
        "address": person.email,
        "spaces": [grant.space for grant in grants],
    }
    letters = [
        outbox.Draft(
            to=manager.notice_address,
            kind="attachment-asked",
            values=values,
            language=manager.language,
            key=f"asked-{membership.pk}-{manager.pk}",
        )
        for manager in managers
    ]
    outbox.queue(letters, at=at)
