"""The principal manager hands his role over to a colleague, who accepts (domain-rules §2.3). One at any time."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from unisson.accounts.models import User
from unisson.kernel.refusal import NotFound, Refusal

from . import acts, locking
from .colleagues import get_colleague, tell
from .models import Handover, ManagerAct, Membership, Structure


def offer(actor: User, pk: int, *, at: datetime) -> Handover:
    """Offer the principal role to a colleague (the key of an attachment); he gets a letter and decides.

    Refusal CPP-ROLE-01 for who is not the principal manager of that structure, or offers it to himself; -02 while an
    offer waits.
    """
    with transaction.atomic():
        colleague = get_colleague(actor, pk, lock=True)
        if colleague.user_id == actor.pk or not _is_principal(actor, colleague.structure):
            raise Refusal("CPP-ROLE-01")
        made = _made(actor, colleague, at=at)
        acts.record(ManagerAct.What.OFFERED, structure=colleague.structure, actor=actor, about=colleague.user, at=at)
        values = {"structure": str(colleague.structure), "by": actor.full_name}
        tell(colleague.user, "handover-offered", values, key=f"handover-{made.pk}", at=at)
    return made


def answer(user: User, pk: int, *, accept: bool, at: datetime) -> Handover:
    """Take the role or decline it; who offered it gets a letter. Taken, the former principal manager stays a secondary
    one. NotFound for an offer to somebody else; Refusal CPP-ROLE-03 for one that is no longer good.
    """
    with transaction.atomic():
        made = _open(Handover.objects.filter(receiver=user), pk)
        if accept:
            _pass_on(made, at=at)
        made.state, made.ended_at = Handover.State.TAKEN if accept else Handover.State.DECLINED, at
        made.save(update_fields=["state", "ended_at"])
        what = ManagerAct.What.TAKEN if accept else ManagerAct.What.DECLINED
        acts.record(what, structure=made.structure, actor=user, about=made.giver, at=at)
        values = {"structure": str(made.structure), "by": user.full_name, "accepted": accept}
        tell(made.giver, "handover-ended", values, key=f"handover-ended-{made.pk}", at=at)
    return made


def cancel(actor: User, pk: int, *, at: datetime) -> Handover:
    """Take an offer back. NotFound for somebody else's; Refusal CPP-ROLE-03 when it ended already."""
    with transaction.atomic():
        made = _open(Handover.objects.filter(giver=actor), pk)
        made.state, made.ended_at = Handover.State.CANCELLED, at
        made.save(update_fields=["state", "ended_at"])
        acts.record(ManagerAct.What.CANCELLED, structure=made.structure, actor=actor, about=made.receiver, at=at)
    return made


def offered_to(user: User) -> QuerySet[Handover]:
    """The roles that wait for this person's answer."""
    return Handover.objects.filter(receiver=user, state=Handover.State.OFFERED).select_related("structure", "giver")


def offered_by(user: User) -> QuerySet[Handover]:
    """The roles that this person offered and nobody took yet."""
    return Handover.objects.filter(giver=user, state=Handover.State.OFFERED).select_related("structure", "receiver")


def make_principal(structure: Structure, person: User, *, former: Membership.Role, at: datetime) -> User | None:
    """`person` becomes the principal manager, attached if he was not; the one before him, returned, takes the role
    `former`. In a transaction that holds the structure."""
    rows = list(structure.memberships.select_related("user").order_by("pk"))
    before = next((one for one in rows if _is_the_principal(one)), None)
    if before is not None and before.user_id == person.pk:
        return None
    if before is not None:
        before.role = former
        before.save(update_fields=["role"])
    mine = next((one for one in rows if one.user_id == person.pk), None)
    if mine is None:
        mine = Membership(user=person, structure=structure, since=at)
    if mine.state != Membership.State.VALID:
        mine.since = at
    mine.role, mine.state, mine.until = Membership.Role.PRINCIPAL, Membership.State.VALID, None
    mine.save()
    open_offers = structure.handovers.filter(state=Handover.State.OFFERED)
    open_offers.update(state=Handover.State.CANCELLED, ended_at=at)
    return before.user if before is not None else None


def _made(actor: User, colleague: Membership, *, at: datetime) -> Handover:
    try:
        with transaction.atomic():
            return Handover.objects.create(
                structure=colleague.structure, giver=actor, receiver=colleague.user, offered_at=at
            )
    except IntegrityError as error:
        raise Refusal("CPP-ROLE-02") from error


def _open(mine: QuerySet[Handover], pk: int) -> Handover:
    made = locking.row(mine.select_related("structure", "giver", "receiver"), pk)
    if made is None:
        raise NotFound
    if made.state != Handover.State.OFFERED:
        raise Refusal("CPP-ROLE-03")
    return made


def _pass_on(made: Handover, *, at: datetime) -> None:
    """Only from who is still the principal manager, to who is still attached."""
    attached = made.structure.memberships.filter(user=made.receiver, state=Membership.State.VALID)
    if not _is_principal(made.giver, made.structure) or not attached.exists():
        raise Refusal("CPP-ROLE-03")
    make_principal(made.structure, made.receiver, former=Membership.Role.SECONDARY, at=at)


def _is_principal(user: User, structure: Structure) -> bool:
    return any(map(_is_the_principal, user.memberships.filter(structure=structure)))


def _is_the_principal(membership: Membership) -> bool:
    return membership.role == Membership.Role.PRINCIPAL and membership.state == Membership.State.VALID
