"""A forgotten password: a link to the connection address, good for one use and for an hour (domain-rules §2.2)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.encoding import force_bytes, force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from unisson.kernel.clock import Clock
from unisson.kernel.refusal import Refusal
from unisson.notices import outbox

from . import acts, factors, federation, links, sessions, signin
from .models import AccountAct, LinkAsked, User

LASTS = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


def ask(address: str, *, at: datetime) -> datetime:
    """Write down that a link is asked for, and return until when a link sent now is good (`links`)."""
    links.ask(address, at=at)
    return at + LASTS


def send_asked(*, clock: Clock) -> int:
    """Queue the letters with the links that were asked for, one a minute to an address at most; how many requests are
    gone, known address or not. Safe to run twice and at once."""
    return links.answer_asked(_answer, activation=False, clock=clock)


def _answer(row: LinkAsked, at: datetime) -> None:
    user = User.objects.filter(email=row.address, is_active=True).first()
    if user is not None:
        person, token = _key(user)
        values = {"person": person, "token": token, "until": (at + LASTS).isoformat()}
        key = f"password-{user.pk}-{row.asked_at:%Y%m%d%H%M}"
        letter = outbox.Draft(to=user.email, kind="password-reset", values=values, language=user.language, key=key)
        outbox.queue([letter], at=at)


def link_to(user: User) -> str:
    """The same link for who is told by other means than a letter."""
    person, token = _key(user)
    return f"{settings.BASE_URL}/mot-de-passe/{person}/{token}/"


def _key(user: User) -> tuple[str, str]:
    return urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)


def person_of(person: str, token: str) -> User:
    """Whose link this is. Refusal CPP-COMPTE-04 when it was used, is too old or was never ours."""
    try:
        user = User.objects.filter(pk=int(force_str(urlsafe_base64_decode(person))), is_active=True).first()
    except ValueError as error:
        raise Refusal("CPP-COMPTE-04") from error
    if user is None or not default_token_generator.check_token(user, token):
        raise Refusal("CPP-COMPTE-04")
    return user


@transaction.atomic
def choose(user: User, password: str, *, token: str, at: datetime) -> None:
    """The new password of who came by the link, judged by `passwords`. It unlocks the account, and ends what somebody
    else may have left behind: sessions, the sites that sign in, a change of address that waits.

    The second factor stays: whoever reads the mailbox does not go round it. Refusal CPP-COMPTE-04 when the link was
    used since it was read.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if not user.is_active or not default_token_generator.check_token(user, token):
        raise Refusal("CPP-COMPTE-04")
    federation.clear(user, at=at)
    change(user, password, at=at)


@transaction.atomic
def change(user: User, password: str, *, at: datetime, keep: str = "") -> None:
    """Give `user` a new password, judged by `passwords`; unlock the account, forget a change of address that waits,
    and end every session but `keep`."""
    user.set_password(password)
    user.save(update_fields=["password"])
    user.address_changes.filter(confirmed_at=None).delete()
    signin.unlock(user)
    sessions.end_quietly(user, keep=keep)
    acts.note(user, AccountAct.What.PASSWORD_CHANGED, at=at, means=factors.names(user))
