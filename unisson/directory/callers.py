"""Who calls the API: an application by its token, and a technical account by login and password, in one query.

Both are read anew at each call, so that what was revoked or changed ends at once; a digest is compared, nothing slow is
computed (ADR 17). Written in SQL: to have it composed anew at each call costs several times what the database does.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection
from django.utils import timezone
from oauth2_provider.models import AccessToken

from unisson.accounts.models import TechnicalKey, User
from unisson.kernel.tokens import digest

from . import rights
from .composed import Statement, composed, marked_keys
from .models import Membership, Structure

_PERSON = ("id", "email", "first_name", "last_name", "language", "is_active", "is_operator", "is_technical")
"""Columns that a call knows, in the order of the model: `from_db` goes by it."""
_ASKED = f"""
    SELECT {", ".join(f"person.{name}" for name in _PERSON)},
        CASE WHEN secret.expires_at > %s THEN secret.digest ELSE '' END,
        CASE WHEN secret.former_until > %s THEN secret.former ELSE '' END,
        (SELECT token.application_id FROM {AccessToken._meta.db_table} token
            WHERE token.token_checksum = %s AND token.expires > %s),
        (SELECT MAX(member.structure_id) FROM {Membership._meta.db_table} member
            JOIN {Structure._meta.db_table} place ON place.id = member.structure_id
            WHERE member.user_id = person.id AND member.state = %s AND place.active
                AND (member.until IS NULL OR member.until > %s))
    FROM {TechnicalKey._meta.db_table} secret
    JOIN {User._meta.db_table} person ON person.id = secret.user_id
    WHERE person.email = %s AND person.is_active AND secret.closed_at IS NULL
"""  # noqa: S608 - names of tables and columns, no value


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A call: for whom it acts, by what software, and the structure of the account; 0 where it has none in use."""

    user: User
    application: int
    structure: int


def application_of(token: str) -> int | None:
    """The key of the application that has that token; None for a token of none."""
    found = AccessToken.objects.filter(token_checksum=_checksum(token), expires__gt=timezone.now())
    key: int | None = found.values_list("application_id", flat=True).first()
    return key


def in_force(token: str) -> bool:
    """Whether some application has that token."""
    return application_of(token) is not None


def caller(*, token: str, login: str, password: str, at: datetime) -> Caller | None:
    """Who calls, with both proofs. None as soon as one of them is not good: which one is not said. Rights are read once
    for the call, when somebody asks for them."""
    # Tokens live by the machine's clock, whatever a sandbox plays.
    moment, true = (connection.ops.adapt_datetimefield_value(one) for one in (at, timezone.now()))
    asked = [moment, moment, _checksum(token), true, Membership.State.VALID.value, moment, login.strip().lower()]
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, asked)
        row: tuple[Any, ...] | None = cursor.fetchone()
    if row is None:
        return None
    *person, present, former, application, structure = row
    if application is None or not _is_one_of(digest(password), present, former):
        return None
    user = User.from_db(connection.alias, _PERSON, person)
    rights.remember_when_asked(user)
    return Caller(user=user, application=application, structure=structure or 0)


def structure_of(caller: Caller) -> Structure:
    """That of the account. DoesNotExist where it has none in use."""
    rows = _structure().rows([caller.structure])
    if not rows:
        raise Structure.DoesNotExist
    return Structure.from_db(connection.alias, _columns(), rows[0])


@cache
def _structure() -> Statement:
    """Each deposit asks for it."""
    (pk,) = marked_keys(1)
    return composed(Structure.objects.filter(pk=pk).values_list(*_columns()))


def _columns() -> list[str]:
    return [field.attname for field in Structure._meta.concrete_fields]


def _is_one_of(told: str, *kept: str) -> bool:
    return sum(hmac.compare_digest(told, one) for one in kept) > 0


def _checksum(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
