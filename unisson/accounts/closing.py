"""The person goes, what they did stays (domain-rules §2.2, design §5).

The account remains under a pseudonym, since histories name it; nothing in it tells who it was, and nothing opens it.
Whoever ends an access goes through `directory.departure`, which ends the rights first.
"""

from datetime import datetime

from django.db import transaction

from unisson.files import library
from unisson.notices import outbox, preferences

from . import acts, forgetting, question, sessions, signin
from .models import AccountAct, User

NOBODY = "compte.invalid"
"""A domain that never is (RFC 2606): the outbox writes to no address there."""


@transaction.atomic
def close(user: User, *, farewell: outbox.Draft, by_operator: bool = False, at: datetime) -> None:
    """Close the account of `user`, whose row is locked, at once and for good; `farewell` is its last letter.

    The password was asked before, or an operator said why. Closed already, nothing changes.
    """
    if closed(user):
        return
    outbox.queue([farewell], at=at)
    signin.unlock_all(user)
    sessions.end_quietly(user)
    forgetting.leave(user, proven_addresses(user), at=at)
    _forget(user)
    preferences.choose(user.pk, [], at=at)
    library.forget(user.pk)
    acts.note(user, AccountAct.What.CLOSED, at=at, by_operator=by_operator, mailed=False)


def closed(user: User) -> bool:
    """Whether the access of this person ended for good."""
    return user.email.endswith(f"@{NOBODY}")


def proven_addresses(user: User) -> list[str]:
    """Every address the account has or had whose mailbox answered, as far as it is known. One that was only typed may
    be anybody's."""
    known = {user.email, user.proven_email}
    for change in user.address_changes.all():
        known |= {change.former, change.address if change.confirmed_at else ""}
    return sorted(known - {""})


def _forget(user: User) -> None:
    for kept in (user.factors, user.recovery_codes, user.address_changes, user.browsers, user.federated):
        kept.all().delete()
    user.acts.update(detail="")
    question.forget(user)
    user.first_name, user.last_name = "Ancien utilisateur", f"n°\u00a0{user.pk}"
    user.email, user.phone = f"ancien-{user.pk}@{NOBODY}", ""
    user.contact_email = user.proven_email = ""
    user.is_active = user.is_operator = user.is_superuser = False
    user.last_login = user.previous_login = None
    user.set_unusable_password()
    user.save()
