"""The secret address of a person's calendar of payment limits: a calendar program reads there without signing in.

The database keeps what tells the secret again, so the address is shown once. One a person: a new one ends the former.
"""

from datetime import datetime

from unisson.kernel import tokens

from .models import CalendarAddress


def renew(user_id: int, *, at: datetime) -> str:
    """A new secret; the former opens nothing from now on."""
    token = tokens.new()
    values = {"digest": tokens.digest(token), "made_at": at}
    CalendarAddress.objects.update_or_create(user_id=user_id, defaults=values)
    return token


def revoke(user_id: int) -> None:
    """The address opens nothing any more; pressed twice, it is gone."""
    CalendarAddress.objects.filter(user=user_id).delete()


def held(user_id: int) -> CalendarAddress | None:
    """The address of a person, without its secret."""
    return CalendarAddress.objects.filter(user=user_id).first()


def whose(token: str) -> int | None:
    """The person whose calendar the secret opens."""
    return CalendarAddress.objects.filter(digest=tokens.digest(token)).values_list("user_id", flat=True).first()
