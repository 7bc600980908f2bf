"""Technical accounts of a structure: made, renewed, given rights and closed by its managers, usable at once.

The account is a member of the structure like a person (`rights`), so that nothing else needs to know of machines.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from unisson.accounts import technical
from unisson.accounts.models import TechnicalKey, User
from unisson.accounts.technical import Told
from unisson.kernel.clock import Clock
from unisson.kernel.refusal import NotFound, Refusal

from . import acts, granting, locking, openings, register, rights
from .colleagues import managers_of, tell_all
from .models import ManagerAct, Membership, Structure
from .spaces import Level, Space

MOST = 20
"""Technical accounts in use at one structure."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """One technical account as its page shows it."""

    membership: Membership
    login: str
    made_at: datetime
    """When its password was."""
    expires_at: datetime
    former_until: datetime | None
    closed_at: datetime | None
    rights: Sequence[granting.Right]

    @property
    def mark(self) -> str:
        """Which password whoever renews it saw."""
        return self.made_at.isoformat()


def open_account(
    actor: User, structure_pk: int, wanted: Iterable[granting.Right], *, seen: int | None = None, at: datetime
) -> Told:
    """An account of the structure, good at once. NotFound for one that `actor` does not manage; Refusal CPP-RACCORD-01
    above twenty in use, -10 when there are more than the `seen` ever opened: a form sent twice; CPP-DROITS-02 for
    rights that the structure has not."""
    with transaction.atomic():
        structure = _managed(actor, structure_pk)
        if seen is not None and ever(structure) != seen:
            raise Refusal("CPP-RACCORD-10")
        if _in_use(structure).count() >= MOST:
            raise Refusal("CPP-RACCORD-01", limit=MOST)
        wanted = list(wanted)
        granting.check(structure, wanted)
        told = make(structure, wanted, at=at)
        _note(ManagerAct.What.MACHINE_MADE, structure, actor, told.user, at=at)
    return told


def make(structure: Structure, wanted: Iterable[granting.Right], *, at: datetime, password: str = "") -> Told:
    """The account and its rights, in the transaction of who may. Its number is the SIRET, while that is free."""
    number = structure.identifier
    if len(number) != 14 or not number.isdigit() or _taken(number):
        number = f"{secrets.randbelow(10**14):014d}"
    told = technical.create(number, name=number, at=at, password=password)
    membership = register.attach(told.user, structure, at=at)
    granting.add(membership, wanted)
    return told


def all_rights(structure: Structure) -> list[granting.Right]:
    """Every space open on the structure, to change it: what a connector needs unless its manager says otherwise."""
    return [(space, Level.WRITE, None) for space in openings.open_on(structure) if space is not Space.CONNECTIONS]


def ever(structure: Structure) -> int:
    """How many accounts were opened for the structure, closed since or not."""
    return structure.memberships.filter(user__is_technical=True).count()


def renew(actor: User, pk: int, *, seen: str | None = None, at: datetime) -> Told:
    """Another password for the account, told once. Refusals of `_get`; CPP-RACCORD-11 when it was renewed since its
    mark `seen`: a button pressed twice."""
    with transaction.atomic():
        membership = _get(actor, pk)
        if seen is not None and _account(membership).mark != seen:
            raise Refusal("CPP-RACCORD-11")
        told = technical.renew(membership.user, at=at)
        _note(ManagerAct.What.MACHINE_RENEWED, membership.structure, actor, membership.user, at=at)
    return told


def close(actor: User, pk: int, *, at: datetime) -> Membership:
    """The account ends at its next call, for good. Refusals of `_get`."""
    with transaction.atomic():
        membership = _get(actor, pk)
        technical.close(membership.user, at=at)
        membership.state, membership.until = Membership.State.DISABLED, at
        membership.save(update_fields=["state", "until"])
        _note(ManagerAct.What.MACHINE_CLOSED, membership.structure, actor, membership.user, at=at)
    return membership


def entitle(
    actor: User, pk: int, wanted: Iterable[granting.Right], *, seen: str | None = None, at: datetime
) -> Membership:
    """Give the account these rights and no others, in force at its next call. CPP-DROITS-01 when somebody changed them
    since `granting.mark` said `seen`, -02 for what the structure has not; refusals of `_get`."""
    with transaction.atomic():
        membership, wanted = _get(actor, pk), list(wanted)
        if seen is not None and granting.mark(membership) != seen:
            raise Refusal("CPP-DROITS-01", field="droits", name=technical.login_of(membership.user))
        granting.check(membership.structure, wanted)
        before = granting.as_values(granting.held(membership))
        granting.replace(membership, wanted)
        after = granting.as_values(granting.held(membership))
        if before != after:
            what = ManagerAct.What.RIGHTS
            detail = {"before": before, "after": after}
            acts.record(what, structure=membership.structure, actor=actor, about=membership.user, detail=detail, at=at)
    return membership


def accounts_of(structures: Iterable[int]) -> list[Account]:
    """The technical accounts of these structures, those in use first. Two queries."""
    found = _machines().filter(structure__in=set(structures)).prefetch_related("grants")
    return [_account(one) for one in found.order_by("-user__is_active", "-pk")[:200]]


def get_account(actor: User, pk: int) -> Account:
    """One of them, in use or closed, to be read. NotFound for one of a structure that `actor` does not manage."""
    found = _machines().filter(pk=pk, structure__in=rights.managed(actor)).first()
    if found is None:
        raise NotFound
    return _account(found)


def expiry(structure: Structure) -> datetime | None:
    """When the first password of its accounts in use ends. None where it has no account."""
    keys = TechnicalKey.objects.filter(closed_at=None, user__memberships__in=_in_use(structure))
    return keys.order_by("expires_at").values_list("expires_at", flat=True).first()


def ending(actor: User, *, at: datetime) -> QuerySet[TechnicalKey]:
    """The passwords that end within a month, or did, of accounts in use at the structures that `actor` manages."""
    theirs = Membership.objects.filter(structure__in=rights.managed(actor), state=Membership.State.VALID)
    soon = TechnicalKey.objects.filter(closed_at=None, expires_at__lte=at + technical.WARNED[0])
    return soon.filter(user__in=theirs.values("user"))


def warn_due(*, clock: Clock, batch: int = 50) -> int:
    """Tell managers of passwords that end soon; returns how many were told of. Safe to run twice and at once."""
    told = 0
    while told < batch and _warn_one(at=clock()):
        told += 1
    return told


def to_warn(*, at: datetime) -> QuerySet[TechnicalKey]:
    """The passwords whose end is to be told."""
    return TechnicalKey.objects.filter(warn_at__lte=at)


@transaction.atomic
def _warn_one(*, at: datetime) -> bool:
    due = to_warn(at=at).select_for_update(skip_locked=True, of=("self",))
    key = due.select_related("user").order_by("warn_at", "pk").first()
    if key is None:
        return False
    told_of, key.warn_at = key.warn_at, technical.next_warning(key.expires_at, at=at)
    key.save(update_fields=["warn_at"])
    if key.closed_at is None:
        _tell(key, of=told_of, at=at)
    return True


def _tell(key: TechnicalKey, *, of: datetime | None, at: datetime) -> None:
    for membership in key.user.memberships.filter(state=Membership.State.VALID).select_related("structure"):
        structure = membership.structure
        values = {
            "structure": str(structure),
            "login": technical.login_of(key.user),
            "until": key.expires_at.isoformat(),
        }
        mark = f"technical-{key.pk}-{structure.pk}-{of.isoformat() if of else ''}"
        tell_all(managers_of(structure), "technical-password", values, key=mark, at=at)


def _managed(actor: User, structure_pk: int) -> Structure:
    locking.hold([structure_pk])
    structure = Structure.objects.filter(pk=structure_pk, pk__in=rights.managed_now(actor)).first()
    if structure is None:
        raise NotFound
    return structure


def _get(actor: User, pk: int) -> Membership:
    """The membership of an account in use, held. NotFound for one of a structure that `actor` does not manage."""
    machines = Membership.objects.filter(state=Membership.State.VALID, user__is_technical=True)
    found = locking.row(machines.select_related("user", "structure"), pk)
    if found is None or found.structure_id not in rights.managed_now(actor):
        raise NotFound
    return found


def _machines() -> QuerySet[Membership]:
    found = Membership.objects.filter(user__is_technical=True)
    return found.select_related("user__technical_key", "structure")


def _in_use(structure: Structure) -> QuerySet[Membership]:
    return structure.memberships.filter(state=Membership.State.VALID, user__is_technical=True)


def _taken(number: str) -> bool:
    return User.objects.filter(email=f"tech_1_{number}@{technical.DOMAIN}").exists()


def _account(membership: Membership) -> Account:
    key = membership.user.technical_key
    return Account(
        membership=membership,
        login=technical.login_of(membership.user),
        made_at=key.made_at,
        expires_at=key.expires_at,
        former_until=key.former_until,
        closed_at=key.closed_at,
        rights=granting.held(membership),
    )


def _note(what: ManagerAct.What, structure: Structure, actor: User, about: User, *, at: datetime) -> None:
    acts.record(what, structure=structure, actor=actor, about=about, at=at)
