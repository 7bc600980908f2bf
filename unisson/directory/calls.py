"""« Derniers appels »: what software of a structure asked of the API, for whoever has its connections to look at.

Two hundred calls of each application and seven days, no more: a help to developers, no register of anything.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from unisson.accounts.models import User
from unisson.kernel.clock import Clock, machine_time
from unisson.kernel.refusal import NotFound

from . import rights
from .models import ApiCall, Connection, Membership
from .spaces import Space

KEPT = timedelta(days=7)
MOST = 200
"""Of one application."""
BATCH = 1000
PATIENCE = 50
"""Milliseconds that a call waits at most for what remembers it, while another process writes."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Noted:
    """A call, as its door tells it."""

    application_id: int
    at: datetime
    method: str
    path: str
    status: int
    code: int | None
    microseconds: int
    mark: str
    account: str = ""
    asked: str = ""
    answered: str = ""


_NAMES = tuple(Noted.__dataclass_fields__)
_INSERT = (
    f"INSERT INTO {ApiCall._meta.db_table} ({', '.join(_NAMES)}) "  # noqa: S608 - names of columns, no value
    f"VALUES ({', '.join(['%s'] * len(_NAMES))})"
)


def note(call: Noted) -> None:
    """Remember `call`. What cannot be written, or not at once, is forgotten: it never fails. In SQL, since it is done
    at each call."""
    values = {**vars(call), "at": connection.ops.adapt_datetimefield_value(call.at)}
    try:
        with _hastily(), _whatever_was_asked(), connection.cursor() as cursor:
            cursor.execute(_INSERT, [values[name] for name in _NAMES])
    except Exception as error:
        _log.warning("A call of the API is not remembered: %s", type(error).__name__)


@contextmanager
def _hastily() -> Iterator[None]:
    """On the embedded database: wait a moment at most for another writer, and not for the disk: the commit after this
    one takes it there."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    raw = connection.connection
    before = {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("busy_timeout", "synchronous")}
    raw.executescript(f"PRAGMA busy_timeout={PATIENCE}; PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        raw.executescript("; ".join(f"PRAGMA {name}={value}" for name, value in before.items()))


@contextmanager
def _whatever_was_asked() -> Iterator[None]:
    """Past what lets a GET only read: what is remembered of a call is not its doing."""
    watching, connection.execute_wrappers = connection.execute_wrappers, []
    try:
        yield
    finally:
        connection.execute_wrappers = watching


def connections_of(actor: User) -> QuerySet[Connection]:
    """The connections whose calls `actor` may look at: those of the structures where he has the space."""
    reached = rights.scope(actor, Space.CONNECTIONS).structures
    return Connection.objects.filter(structure__in=reached).select_related("structure", "application")


def calls_of(connections: Iterable[Connection], *, failed: bool | None = None) -> QuerySet[ApiCall]:
    """The last calls of these, the newest first; `failed`: only those that were refused, or only the others."""
    found = ApiCall.objects.filter(application__in=[one.application_id for one in connections])
    if failed is None:
        return found
    refused = Q(status__gte=400) | (Q(code__isnull=False) & ~Q(code=0))
    return found.filter(refused) if failed else found.exclude(refused)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A call as whoever looks may see it. `withheld`: it was made in the name of another structure, to which belongs
    what was asked and answered: that is left out."""

    call: ApiCall
    connection: Connection
    withheld: bool


def get(actor: User, pk: int) -> Seen:
    """A call of software of a structure where `actor` has the space « Raccordement ». NotFound for any other."""
    call = ApiCall.objects.filter(pk=pk).first()
    one = connections_of(actor).filter(application=call.application_id).first() if call else None
    if call is None or one is None:
        raise NotFound
    withheld = not _is_theirs(actor, call)
    if withheld:
        call.asked = call.answered = ""
    return Seen(call=call, connection=one, withheld=withheld)


def _is_theirs(actor: User, call: ApiCall) -> bool:
    """Whether its technical account is of a structure where `actor` has the space; nobody's call says nothing."""
    if not call.account:
        return True
    reached = rights.scope(actor, Space.CONNECTIONS).structures
    return Membership.objects.filter(user__email=call.account.lower(), structure__in=reached).exists()


def forget_over(*, clock: Clock, batch: int = BATCH) -> int:
    """Erase what is too old or too much; returns how many calls."""
    keys = list(over(at=clock()).values_list("pk", flat=True)[:batch])
    return ApiCall.objects.filter(pk__in=keys).delete()[0] if keys else 0


def over(*, at: datetime) -> QuerySet[ApiCall]:
    """The calls of more than a week ago, and those beyond two hundred of one application."""
    return ApiCall.objects.filter(Q(at__lte=machine_time(at) - KEPT) | Q(pk__in=_beyond()))


def _beyond() -> list[int]:
    """The keys of what is beyond the last two hundred, of applications that have more."""
    counted = ApiCall.objects.order_by().values("application").annotate(count=Count("pk")).filter(count__gt=MOST)
    many = list(counted.values_list("application", flat=True))
    if not many:
        return []
    place = Window(RowNumber(), partition_by="application", order_by="-pk")
    ranked = ApiCall.objects.filter(application__in=many).annotate(place=place).filter(place__gt=MOST)
    return list(ranked.order_by("pk").values_list("pk", flat=True)[:BATCH])
