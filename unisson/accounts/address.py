"""Changing the connection address: confirmed from the new mailbox, and taken back from the old one for a week.

Whoever asks learns nothing of the new address: where it has an account already, its owner alone is told.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from unisson.kernel import tokens
from unisson.kernel.refusal import Refusal
from unisson.notices import outbox

from . import acts, factors, reset, sessions, undoing
from .models import AccountAct, AddressChange, User

LASTS = timedelta(hours=24)
"""How long the link to the new address is good."""
BACK = timedelta(days=7)
"""How long the old address can take the change back."""
AGAIN = timedelta(minutes=1)
"""Between two requests of one person: each sends a letter to an address they typed."""


def ask(user: User, address: str, *, at: datetime) -> None:
    """Write to the new address, and to the old one. The password was asked before; nothing changes yet.

    Refusal CPP-COMPTE-18 for the address one has, -19 for two requests in a minute.
    """
    address = address.strip().lower()
    if address == user.email:
        raise Refusal("CPP-COMPTE-18", field="address")
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        if user.address_changes.filter(asked_at__gt=at - AGAIN).exists():
            raise Refusal("CPP-COMPTE-19", field="address")
        user.address_changes.filter(confirmed_at=None).delete()
        token, back = tokens.new(), tokens.new()
        change = AddressChange.objects.create(
            user=user,
            former=user.email,
            address=address,
            digest=tokens.digest(token),
            back=tokens.digest(back),
            asked_at=at,
        )
        acts.note(user, AccountAct.What.ADDRESS_ASKED, at=at, detail=address, mailed=False)
        _write(change, token=token, back=back, at=at)


def asked(token: str, *, at: datetime) -> AddressChange:
    """What the link to the new address stands for. Refusal CPP-COMPTE-20 when it is over or was never ours."""
    found = AddressChange.objects.select_related("user").filter(
        digest=tokens.digest(token), confirmed_at=None, undone_at=None, asked_at__gt=at - LASTS, user__is_active=True
    )
    change = found.first()
    if change is None or change.user.email != change.former:
        raise Refusal("CPP-COMPTE-20")
    return change


def confirm(token: str, *, at: datetime) -> User:
    """The new mailbox answered: from now on one signs in with it, everywhere anew. Refusal as `asked`."""
    try:
        with transaction.atomic():
            _lock(asked(token, at=at))
            change = asked(token, at=at)  # again: pressed twice, or taken back meanwhile, it is over
            change.confirmed_at = at
            change.save(update_fields=["confirmed_at"])
            _move(change.user, change.address)
            acts.note(change.user, AccountAct.What.ADDRESS_CHANGED, at=at, detail=f"{change.former} → {change.address}")
    except IntegrityError as error:
        raise Refusal("CPP-COMPTE-20") from error  # an account was made at this address meanwhile
    return change.user


def to_undo(token: str, *, at: datetime) -> AddressChange:
    """What the way back stands for. Refusal CPP-COMPTE-20 when it is over or was never ours, or when the address of
    the account comes from elsewhere."""
    found = AddressChange.objects.select_related("user").filter(
        back=tokens.digest(token), undone_at=None, asked_at__gt=at - BACK, user__is_active=True
    )
    change = found.first()
    if change is None or change.user.email != _leads_to(change):
        raise Refusal("CPP-COMPTE-20")
    return change


def undo(token: str, *, at: datetime) -> str:
    """The old mailbox takes the change back: its address is the one again, every session ends, and the password that
    asked for the change is no longer good; nor is any other way back or forth that was asked since, nor any other site,
    nor what was added since to sign in with (`undoing`).

    The link to choose another password; refusal as `to_undo`.
    """
    try:
        with transaction.atomic():
            _lock(to_undo(token, at=at))
            change = to_undo(token, at=at)
            user = change.user
            since = Q(asked_at__gte=change.asked_at) | Q(confirmed_at=None)
            user.address_changes.filter(since, undone_at=None).update(undone_at=at)
            undoing.take_away(user, since=change.asked_at, at=at)
            _move(user, change.former)
            acts.note(user, AccountAct.What.ADDRESS_RESTORED, at=at, detail=change.former, means=factors.names(user))
    except IntegrityError as error:
        raise Refusal("CPP-COMPTE-20") from error
    return reset.link_to(user)


def _lock(change: AddressChange) -> None:
    """One after the other for one account: what is read next stands until the end of the transaction."""
    User.objects.select_for_update(of=("self",)).get(pk=change.user_id)


def _leads_to(change: AddressChange) -> str:
    """The address of the account while `change` stands: its own, or where others led from there; the former one as long
    as nobody confirmed it."""
    if change.confirmed_at is None:
        return change.former
    since = AddressChange.objects.filter(user_id=change.user_id, undone_at=None, confirmed_at__gte=change.confirmed_at)
    last = since.order_by("-confirmed_at", "-pk").first()
    return last.address if last else change.address


def _move(user: User, address: str) -> None:
    user.email = address
    user.save(update_fields=["email"])
    sessions.end_quietly(user)


def _write(change: AddressChange, *, token: str, back: str, at: datetime) -> None:
    user, key = change.user, f"address-{change.pk}"
    taken = User.objects.filter(email=change.address).exists()
    until = (at + LASTS).isoformat()
    new = outbox.Draft(
        to=change.address,
        kind="address-taken" if taken else "address-new",
        values={} if taken else {"token": token, "until": until, "name": user.full_name},
        language=user.language,
        key=key,
    )
    old = outbox.Draft(
        to=change.former,
        kind="address-leaving",
        values={"address": change.address, "token": back, "until": (at + BACK).isoformat()},
        language=user.language,
        key=key,
    )
    outbox.queue([new, old], at=at)
