"""« Ce n’était pas vous ? »: what was added to an account goes again, at the word of the mailbox that was told of it.

It gives back how the account was signed in to before: what is older stays, whoever reads the mailbox. The reasons are
in docs/security.md.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from unisson.kernel.refusal import Refusal

from . import acts, factors, federation, question, reset, sessions
from .models import AccountAct, Factor, User


@dataclass(frozen=True, kw_only=True)
class Added:
    """What came since `act`: means of the second factor, recovery codes, the secret question."""

    act: AccountAct
    factors: list[Factor]
    codes: bool
    question: bool


def found(token: str, *, at: datetime) -> Added:
    """What the link of a letter would take away. Refusal CPP-COMPTE-20 when it is over, or was never ours."""
    act = acts.meant(token, at=at)
    if act is None:
        raise Refusal("CPP-COMPTE-20")
    return Added(
        act=act,
        factors=list(act.user.factors.filter(added_at__gte=act.at).order_by("added_at", "pk")),
        codes=_made_codes(act.user, since=act.at),
        question=question.changed(act.user, since=act.at),
    )


def undo(token: str, *, at: datetime) -> str:
    """Take it away; sessions and other sites end, and the password that allowed it is no longer good.

    The link to choose another one; refusal as `found`.
    """
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=found(token, at=at).act.user_id)
        act = found(token, at=at).act  # again: pressed twice, it is over
        user = act.user
        names = take_away(user, since=act.at, at=at)
        user.address_changes.filter(confirmed_at=None).delete()
        sessions.end_quietly(user)
        acts.note(user, AccountAct.What.ADDITIONS_UNDONE, at=at, detail=", ".join(names))
    return reset.link_to(user)


def take_away(user: User, *, since: datetime, at: datetime) -> list[str]:
    """What was added since then, with every other site and the password; the names of the means that went. Inside the
    transaction that holds the row of `user`."""
    added = user.factors.filter(added_at__gte=since)
    names = list(added.order_by("added_at", "pk").values_list("name", flat=True))
    added.delete()
    if _made_codes(user, since=since) or not factors.has(user):
        user.recovery_codes.all().delete()
    question.restore(user, since=since)
    federation.clear(user, at=at)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    return names


def _made_codes(user: User, *, since: datetime) -> bool:
    return user.acts.filter(what=AccountAct.What.CODES_MADE, at__gte=since).exists()
