"""Who calls the API: an application by its token, and a technical account by login and password, in one query.

Both are read anew at each call, so that what was revoked or changed ends at once; a digest is compared, nothing slow is
computed (ADR 16).
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from oauth2_provider.models import AccessToken

from unisson.accounts import technical
from unisson.accounts.models import TechnicalKey, User

from . import rights
from .models import Membership


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A call: for whom it acts, by what software, and the structure of the account; 0 where it has none in use."""

    user: User
    application: int
    structure: int


def in_force(token: str) -> bool:
    """Whether some application has that token."""
    return bool(_tokens(token).exists())


def caller(*, token: str, login: str, password: str, at: datetime) -> Caller | None:
    """Who calls, with both proofs. None as soon as one of them is not good: which one is not said."""
    here = Membership.objects.filter(
        rights.in_force(), user=OuterRef("user"), state=Membership.State.VALID, structure__active=True
    )
    keys = TechnicalKey.objects.filter(user__email=login.strip().lower()).select_related("user")
    key = keys.annotate(
        application=Subquery(_tokens(token).values("application")[:1]),
        structure=Subquery(here.order_by("-pk").values("structure")[:1]),
    ).first()
    if key is None or key.application is None or not technical.proves(key, password, at=at):
        return None
    rights.remember_for_one_request(key.user)
    return Caller(user=key.user, application=key.application, structure=key.structure or 0)


def _tokens(token: str):  # type: ignore[no-untyped-def]  # the library has no types
    """Tokens live by the machine's clock, whatever a sandbox plays."""
    checksum = hashlib.sha256(token.encode()).hexdigest()
    return AccessToken.objects.filter(token_checksum=checksum, expires__gt=timezone.now(), application__isnull=False)
