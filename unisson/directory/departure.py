"""The end of an access: « Désactiver mon accès », by its person, « Clore l’accès », by an operator. One way for both.

Rights, requests and offers end, sessions end, the person is forgotten; invoices and histories stay (domain-rules §2.2).
"""

from datetime import datetime

from django.db import transaction

from unisson.accounts import closing
from unisson.accounts.models import User
from unisson.kernel.refusal import Refusal
from unisson.notices import outbox

from . import acts, colleagues, locking, requests
from .models import Demand, FactorsRemoval, Invitation, ManagerAct, Membership, SignUp, Structure
from .rights import MANAGERS


def managed_alone(person: User) -> list[Structure]:
    """The structures that nobody manages once `person` has left, by name: one query."""
    managing = Membership.objects.filter(role__in=MANAGERS, state=Membership.State.VALID, structure__active=True)
    others = managing.filter(user__is_active=True).exclude(user=person)
    alone = managing.filter(user=person).exclude(structure__in=others.values("structure"))
    return [one.structure for one in alone.select_related("structure").order_by("structure__name", "pk")]


def leave(user: User, *, understood: bool = False, at: datetime) -> None:
    """« Désactiver mon accès ». The password was asked before; twice, nothing more happens.

    Refusal CPP-COMPTE-21 for the only manager of a structure who does not say that he knows what follows.
    """
    with transaction.atomic():
        user = locking.hold_person(user)
        if closing.closed(user):
            return
        check_alone(user, understood=understood, code="CPP-COMPTE-21")
        farewell = outbox.Draft(
            to=user.email, kind="account-closed", values={}, language=user.language, key=f"closed-{user.pk}"
        )
        end(user, by=user, farewell=farewell, at=at)


def check_alone(user: User, *, understood: bool, code: str) -> None:
    """Refusal `code` for the only manager of a structure, unless what follows is `understood`. All that the person is
    attached to, or asked for, is held: of two managers who go at once, the second sees that he is the last."""
    held = user.memberships.exclude(state=Membership.State.DELETED).values_list("structure", flat=True)
    locking.hold([*held, *user.demands.filter(state=Demand.State.PENDING).values_list("structure", flat=True)])
    if not understood and managed_alone(user):
        raise Refusal(code, field="understood")


def end(user: User, *, by: User, reason: str = "", farewell: outbox.Draft, at: datetime) -> None:
    """End everything of `user`, in the transaction of who decided it, after `check_alone`."""
    for demand in user.demands.filter(state=Demand.State.PENDING):
        requests.close(demand, Demand.State.WITHDRAWN, by=by, answer=reason, at=at)
    held = user.memberships.exclude(state=Membership.State.DELETED)
    for membership in held.select_related("structure", "user"):
        _release(membership, by=by, at=at)
    for asked in (SignUp, Invitation):
        asked.objects.filter(address__in=closing.proven_addresses(user)).delete()
    FactorsRemoval.objects.filter(user=user).delete()
    closing.close(user, farewell=farewell, by_operator=by.pk != user.pk, at=at)


def _release(membership: Membership, *, by: User, at: datetime) -> None:
    structure, user, was_valid = membership.structure, membership.user, membership.state == Membership.State.VALID
    colleagues.release(membership, at=at)
    if not was_valid:
        return
    acts.record(ManagerAct.What.LEFT, structure=structure, actor=by, about=user, at=at)
    values = {"structure": str(structure), "person": user.full_name, "address": user.email}
    left = [one for one in colleagues.managers_of(structure) if one.pk != user.pk]
    key = f"left-{membership.pk}-{at.isoformat()}"
    colleagues.tell_all(left, "colleague-left", values, key=key, at=at)
