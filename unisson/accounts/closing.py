"""« Désactiver mon accès »: the person goes, what they did stays (domain-rules §2.2, design §5).

The account remains under a pseudonym, since histories name it; nothing in it tells who it was, and nothing opens it.
"""

from datetime import datetime

from django.db import transaction

from unisson.files import library
from unisson.notices import outbox, preferences

from . import acts, sessions, signin
from .models import AccountAct, User

NOBODY = "invalid"
"""The domain that never is (RFC 2606): the outbox writes to no address there."""


@transaction.atomic
def close(user: User, *, at: datetime) -> None:
    """Close the account of `user`, at once and for good. The password was asked before."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if not user.is_active:
        return
    farewell = outbox.Draft(
        to=user.email, kind="account-closed", values={}, language=user.language, key=f"closed-{user.pk}"
    )
    outbox.queue([farewell], at=at)
    signin.unlock(user)
    sessions.end_quietly(user)
    _forget(user)
    preferences.choose(user.pk, [], at=at)
    library.forget(user.pk)
    acts.note(user, AccountAct.What.CLOSED, at=at, mailed=False)


def _forget(user: User) -> None:
    for kept in (user.factors, user.recovery_codes, user.address_changes, user.browsers, user.federated):
        kept.all().delete()
    user.acts.update(detail="")
    if hasattr(user, "secret_question"):
        user.secret_question.delete()
    user.first_name, user.last_name = "Ancien utilisateur", f"n°\u00a0{user.pk}"
    user.email, user.contact_email, user.phone = f"ancien-{user.pk}@compte.{NOBODY}", "", ""
    user.is_active = user.is_operator = user.is_superuser = False
    user.last_login = user.previous_login = None
    user.set_unusable_password()
    user.save()
