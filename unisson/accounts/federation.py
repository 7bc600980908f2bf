"""Signing in by another site (OpenID Connect). It opens an account that is there; it makes none, and no manager.

Whoever the site recognises is bound to an account once: by the address, if the site says that it checked it, else by
the password of the account. From then on the site's own name for them decides, whatever address it tells.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from unisson.kernel.ports import Identified
from unisson.kernel.refusal import NotFound

from . import acts, signin
from .models import AccountAct, FederatedIdentity, User


def is_known(told: Identified) -> bool:
    """Whether `known` would find an account: nothing is written."""
    bound = FederatedIdentity.objects.filter(issuer=told.issuer, subject=told.subject).first()
    if bound is not None:
        return User.objects.filter(pk=bound.user_id, is_active=True).exists()
    return told.verified and User.objects.filter(email=told.address, is_active=True).exists()


def known(told: Identified, *, at: datetime) -> User | None:
    """The account of whom the site recognised, bound now if the site checked its address; None if it must be shown."""
    bound = FederatedIdentity.objects.select_related("user").filter(issuer=told.issuer, subject=told.subject).first()
    if bound is not None:
        return bound.user if bound.user.is_active else None
    user = User.objects.filter(email=told.address, is_active=True).first() if told.verified else None
    if user is not None:
        _bind(user, told, at=at)
    return user


def confirm(told: Identified, *, password: str, at: datetime) -> User:
    """Bind the account at the address the site told, once its password was typed. Refusals of `signin.check`."""
    user = signin.check(address=told.address, password=password, at=at)
    _bind(user, told, at=at)
    return user


def held(user: User) -> list[FederatedIdentity]:
    """By which other sites `user` may sign in, the oldest first."""
    return list(user.federated.order_by("since", "pk"))


def get(user: User, pk: int) -> FederatedIdentity:
    """One of those of `user`."""
    found = user.federated.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def remove(user: User, pk: int, *, at: datetime) -> None:
    """Whom that site recognises signs in by it no more, before the password binds it anew. It was asked before."""
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        _unbind(get(user, pk), at=at)


def clear(user: User, *, at: datetime) -> None:
    """Each of them, for who takes back an account whose password somebody else may have had: who knew it may have
    bound himself. Inside the transaction of the new password, with the row of `user` locked."""
    for identity in held(user):
        _unbind(identity, at=at)


def _unbind(identity: FederatedIdentity, *, at: datetime) -> None:
    identity.delete()
    acts.note(identity.user, AccountAct.What.IDENTITY_REMOVED, at=at, detail=identity.issuer)


def _bind(user: User, told: Identified, *, at: datetime) -> None:
    try:
        with transaction.atomic():
            FederatedIdentity.objects.create(user=user, issuer=told.issuer, subject=told.subject, since=at)
            acts.note(user, AccountAct.What.IDENTITY_BOUND, at=at, detail=told.issuer)
    except IntegrityError:
        return  # twice at once: the other one bound it
