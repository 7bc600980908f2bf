"""« Raccordements API »: software that may call the API, by self-service, with its identifier and its secrets.

Who has the space at a structure asks; a manager's own request is valid at once, a colleague's waits for a manager. What
is revoked here ends at the next call: the tokens go with it.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application

from unisson.accounts.models import User
from unisson.accounts.technical import new_password
from unisson.kernel.refusal import NotFound, Refusal
from unisson.kernel.texts import one_line, written
from unisson.kernel.tokens import digest

from . import acts, locking, rights
from .colleagues import managers_of, tell, tell_all
from .models import Connection, ConnectionSecret, ManagerAct, Structure
from .spaces import Level, Space

MOST = 20
"""Connections of one structure that are not over."""
MOST_SECRETS = 3
"""In use at once for one connection."""
_LIVE = (Connection.State.SUBMITTED, Connection.State.VALID)


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A connection, with a secret in clear for the only time ("" while the request waits)."""

    connection: Connection
    secret: str = ""


def ask(actor: User, structure_pk: int, *, name: str, word: str = "", at: datetime) -> Issued:
    """Ask that a piece of software be let in. NotFound where `actor` has not the space; Refusal CPP-RACCORD-02 without
    a name, -03 above twenty, -08 for a name that one of the structure already has: the same request sent twice."""
    name, word = one_line(name)[:100], written(word, field="word", limit=500)
    if not name:
        raise Refusal("CPP-RACCORD-02", field="name")
    with transaction.atomic():
        structure = structure_for(actor, structure_pk)
        names = list(structure.connections.filter(state__in=_LIVE).values_list("name", flat=True))
        if name in names:
            raise Refusal("CPP-RACCORD-08", field="name", name=name)
        if len(names) >= MOST:
            raise Refusal("CPP-RACCORD-03", limit=MOST)
        manages = structure.pk in rights.managed_now(actor)
        issued = connect(structure, name=name, word=word, by=actor, valid=manages, at=at)
        _note(ManagerAct.What.CONNECTED, issued.connection, actor, at=at)
        if not manages:
            _ask_managers(issued.connection, at=at)
    return issued


def connect(
    structure: Structure, *, name: str, by: User, at: datetime, word: str = "", valid: bool = True, secret: str = ""
) -> Issued:
    """The connection and, where it is valid, its first secret; in the transaction of who may."""
    application = Application.objects.create(
        client_id=f"unisson-{secrets.token_hex(8)}",
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS,
        client_secret=secrets.token_hex(32),  # never told: the secrets are `ConnectionSecret`
        hash_client_secret=False,
        name=name,
    )
    connection = Connection.objects.create(
        structure=structure,
        application=application,
        name=name,
        word=word,
        state=Connection.State.VALID if valid else Connection.State.SUBMITTED,
        asked_by=by,
        asked_at=at,
        decided_at=at if valid else None,
    )
    return Issued(connection=connection, secret=_new_secret(connection, by=by, at=at, secret=secret) if valid else "")


def decide(actor: User, pk: int, *, accept: bool, reason: str = "", at: datetime) -> Connection:
    """A manager lets the software in, or not. NotFound for a connection elsewhere; CPP-RACCORD-04 when it was decided
    meanwhile. Whoever asked gets a letter, and makes the secret."""
    reason = written(reason, field="reason", limit=500)
    with transaction.atomic():
        connection = get(actor, pk, manage=True)
        if connection.state != Connection.State.SUBMITTED:
            raise Refusal("CPP-RACCORD-04", name=connection.name)
        connection.state = Connection.State.VALID if accept else Connection.State.REFUSED
        connection.decided_at, connection.reason = at, "" if accept else reason
        connection.save(update_fields=["state", "decided_at", "reason"])
        what = ManagerAct.What.CONNECTION_VALID if accept else ManagerAct.What.CONNECTION_REFUSED
        _note(what, connection, actor, at=at)
        values = {
            "structure": str(connection.structure),
            "name": connection.name,
            "by": actor.full_name,
            "accepted": accept,
            "comment": connection.reason,
        }
        tell(connection.asked_by, "connection-decided", values, key=f"connection-{connection.pk}-decided", at=at)
    return connection


def add_secret(actor: User, pk: int, *, seen: int | None = None, at: datetime) -> Issued:
    """One more secret, told once; those before stay good until they are revoked. CPP-RACCORD-05 above three in use, -06
    for a connection that is not valid, -09 when another was made since `seen`, the newest that was there (0 for none):
    a button pressed twice."""
    with transaction.atomic():
        connection = _valid(actor, pk)
        if seen is not None and newest(connection) != seen:
            raise Refusal("CPP-RACCORD-09")
        if connection.secrets.filter(ended_at=None).count() >= MOST_SECRETS:
            raise Refusal("CPP-RACCORD-05", limit=MOST_SECRETS)
        secret = _new_secret(connection, by=actor, at=at)
        _note(ManagerAct.What.SECRET_MADE, connection, actor, at=at)
    return Issued(connection=connection, secret=secret)


def end_secret(actor: User, pk: int, secret_pk: int, *, at: datetime) -> Connection:
    """That secret is good no more, nor any token: software asks for another with a secret that still is."""
    with transaction.atomic():
        connection = _valid(actor, pk)
        if not connection.secrets.filter(pk=secret_pk, ended_at=None).update(ended_at=at):
            raise NotFound
        AccessToken.objects.filter(application=connection.application_id).delete()
        _note(ManagerAct.What.SECRET_ENDED, connection, actor, at=at)
    return connection


def disconnect(actor: User, pk: int, *, at: datetime) -> Connection:
    """The software is let in no more, at once and for good. CPP-RACCORD-06 for one that was not."""
    with transaction.atomic():
        connection = _valid(actor, pk)
        connection.state, connection.decided_at = Connection.State.DISABLED, at
        connection.save(update_fields=["state", "decided_at"])
        connection.secrets.filter(ended_at=None).update(ended_at=at)
        AccessToken.objects.filter(application=connection.application_id).delete()
        _note(ManagerAct.What.CONNECTION_ENDED, connection, actor, at=at)
    return connection


def hand_down(former: Structure, present: Structure) -> None:
    """The software of a structure goes on with the one it lives on as, under the same identifiers and secrets; a
    request waits there. What is over stays. In the transaction that makes the change, `former` held."""
    former.connections.filter(state__in=_LIVE).update(structure=present)


def structure_for(actor: User, structure_pk: int) -> Structure:
    """A structure whose software `actor` may connect, held. NotFound for any other."""
    locking.hold([structure_pk])
    reached = rights.scope(actor, Space.CONNECTIONS, Level.WRITE).structures
    structure = Structure.objects.filter(pk=structure_pk, pk__in=reached).first()
    if structure is None:
        raise NotFound
    return structure


def get(actor: User, pk: int, *, manage: bool = False, level: Level = Level.WRITE) -> Connection:
    """A connection where `actor` has the space at `level` or which he manages (`manage`: that alone counts); held when
    it may be changed. NotFound for any other."""
    found = Connection.objects.select_related("structure", "application", "asked_by")
    one = found.filter(pk=pk).first() if level is Level.READ else locking.row(found, pk)
    managed = rights.managed_now(actor)
    reached = managed if manage else managed | rights.scope(actor, Space.CONNECTIONS, level).structures
    if one is None or one.structure_id not in reached:
        raise NotFound
    return one


def may_change(actor: User, structure: int) -> bool:
    """Whether `actor` makes and revokes secrets there: managers always can, were the space closed meanwhile."""
    return structure in rights.managed(actor) | rights.scope(actor, Space.CONNECTIONS, Level.WRITE).structures


def newest(connection: Connection) -> int:
    """The key of the last secret that was made; 0 for none. No query where its secrets are loaded."""
    return max((one.pk for one in connection.secrets.all()), default=0)


def connections_of(actor: User) -> QuerySet[Connection]:
    """Those of the structures where `actor` has the space or which he manages, newest first."""
    reached = rights.managed(actor) | rights.scope(actor, Space.CONNECTIONS).structures
    found = Connection.objects.filter(structure__in=reached).select_related("structure", "application", "asked_by")
    return found.prefetch_related("secrets")


def waiting(actor: User) -> QuerySet[Connection]:
    """The requests that `actor` has to decide, as a manager."""
    return Connection.objects.filter(structure__in=rights.managed(actor), state=Connection.State.SUBMITTED)


def proven(client_id: str, secret: str) -> Application | None:
    """The application that identifier and secret belong to, while its connection is valid. Two queries at most."""
    told = digest(secret)
    found = ConnectionSecret.objects.filter(
        connection__application__client_id=client_id, connection__state=Connection.State.VALID, ended_at=None
    )
    matching = [one for one in found.select_related("connection__application") if _same(told, one.digest)]
    return matching[0].connection.application if matching else None


def application_named(client_id: str) -> int | None:
    """The key of the application that calls itself so, proven or not."""
    found = Application.objects.filter(client_id=client_id).first()
    return found.pk if found else None


def forget_tokens(application: Application) -> None:
    """Delete the tokens of an application that are over: when it asks for another, so that none are left to sweep."""
    AccessToken.objects.filter(application=application, expires__lt=timezone.now()).delete()


def _same(told: str, kept: str) -> bool:
    return hmac.compare_digest(told, kept)


def _new_secret(connection: Connection, *, by: User, at: datetime, secret: str = "") -> str:
    secret = secret or new_password()
    ConnectionSecret.objects.create(
        connection=connection, digest=digest(secret), tail=secret[-4:], made_by=by, made_at=at
    )
    return secret


def _valid(actor: User, pk: int) -> Connection:
    connection = get(actor, pk)
    if connection.state != Connection.State.VALID:
        raise Refusal("CPP-RACCORD-06", name=connection.name)
    return connection


def _ask_managers(connection: Connection, *, at: datetime) -> None:
    values = {"structure": str(connection.structure), "name": connection.name, "word": connection.word}
    values["person"] = connection.asked_by.full_name
    managers = managers_of(connection.structure)
    tell_all(managers, "connection-asked", values, key=f"connection-{connection.pk}-asked", at=at)


def _note(what: ManagerAct.What, connection: Connection, actor: User, *, at: datetime) -> None:
    detail = {"connection": connection.name}
    acts.record(what, structure=connection.structure, actor=actor, about=actor, detail=detail, at=at)
