"""The contact address takes notices once its mailbox answered: until then they go to the address of the connection, and
nobody has notices sent to a stranger by typing his address."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing

from unisson.kernel.refusal import Refusal
from unisson.notices import outbox
from unisson.notices.models import Email

from .links import mark_of
from .models import User

LASTS = timedelta(days=7)
A_DAY = 5
"""Letters that one person has sent in 24 hours to addresses that nobody proved."""
_SALT = "unisson.accounts.contact"


def waits(user: User) -> bool:
    """Whether the contact address is still to be proven."""
    return user.notice_address != (user.contact_email or user.email)


def ask(user: User, *, at: datetime) -> None:
    """Write to the contact address, unless it is proven. Inside the transaction that kept it, with the account held;
    once an hour at most to one address. Refusal CPP-COMPTE-27 after too many in a day."""
    if not waits(user):
        return
    lately = {"key__startswith": f"contact-{user.pk}-", "created_at__gt": at - timedelta(days=1)}
    if Email.objects.filter(kind="contact-proof", **lately).count() >= A_DAY:
        raise Refusal("CPP-COMPTE-27", field="contact_email", limit=A_DAY)
    token = signing.dumps([user.pk, mark_of(user.contact_email, salt=_SALT)], salt=_SALT)
    values = {"token": token, "name": user.full_name, "until": (at + LASTS).isoformat()}
    letter = outbox.Draft(
        to=user.contact_email,
        kind="contact-proof",
        values=values,
        language=user.language,
        key=f"contact-{user.pk}-{at:%Y%m%d%H}",
    )
    outbox.queue([letter], at=at)


def meant(token: str) -> User:
    """Whose contact address the link proves. Refusal CPP-COMPTE-20 when it is over, replaced, or was never ours."""
    try:
        pk, mark = signing.loads(token, salt=_SALT, max_age=LASTS)
    except signing.BadSignature as error:
        raise Refusal("CPP-COMPTE-20") from error
    user = User.objects.filter(pk=pk, is_active=True).exclude(contact_email="").first()
    if user is None or mark_of(user.contact_email, salt=_SALT) != mark:
        raise Refusal("CPP-COMPTE-20")
    return user


def prove(token: str) -> User:
    """The mailbox answered: notices go there from now on; pressed twice, they do. Refusal as `meant`."""
    user = meant(token)
    User.objects.filter(pk=user.pk, contact_email=user.contact_email).update(proven_email=user.contact_email)
    return user


def link(token: str) -> str:
    """The address of the page that proves it."""
    return f"{settings.BASE_URL}/adresse/contact/{token}/"
