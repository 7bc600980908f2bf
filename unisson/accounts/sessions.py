"""Where somebody is signed in, and the end of a session from afar: at its next click it is nobody's."""

from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from unisson.kernel.clock import Clock
from unisson.kernel.refusal import NotFound

from . import acts
from .models import AccountAct, Browser, User


def seen(user: User, *, key: str, agent: str, began: datetime, at: datetime) -> None:
    """Write that the session `key` was used; a new one takes along the rows of those that are over."""
    if user.browsers.filter(session_key=key).update(seen_at=at):
        return
    row = Browser(user=user, session_key=key, agent=agent[:300], began_at=began, seen_at=at)
    Browser.objects.bulk_create([row], ignore_conflicts=True)
    user.browsers.exclude(session_key__in=Session.objects.values("session_key")).delete()


def under_way(user: User) -> list[Browser]:
    """The sessions of `user` that a click would continue, the last used first."""
    return list(_alive(user).order_by("-seen_at", "-pk"))


def get(user: User, pk: int) -> Browser:
    """One of the sessions of `user`."""
    found = _alive(user).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def end(user: User, pk: int, *, at: datetime) -> int:
    """End one session. The password was asked before."""
    return _end(user, user.browsers.filter(pk=pk), at=at)


def end_others(user: User, *, keep: str, at: datetime) -> int:
    """End every session of `user` but `keep` (a session key, "" for none); how many there were."""
    return _end(user, user.browsers.exclude(session_key=keep), at=at)


def end_quietly(user: User, *, keep: str = "") -> None:
    """The same where another act tells it: a new password, a second factor, a closed account."""
    _delete(user.browsers.exclude(session_key=keep))


def over() -> QuerySet[Session]:
    """Sessions that no click continues: of people who closed their browser, and of visitors."""
    return Session.objects.filter(expire_date__lt=timezone.now())


def forget_over(*, clock: Clock, batch: int = 500) -> int:
    """Delete what is `over`; returns how many. Sessions go by the machine's time, not by `clock`."""
    return over().filter(pk__in=list(over().values_list("pk", flat=True)[:batch])).delete()[0]


def _alive(user: User) -> QuerySet[Browser]:
    # The machine's time, as Django counts sessions, whatever a sandbox plays.
    alive = Session.objects.filter(expire_date__gt=timezone.now())
    return user.browsers.filter(session_key__in=alive.values("session_key"))


def _end(user: User, rows: QuerySet[Browser], *, at: datetime) -> int:
    with transaction.atomic():
        count = _delete(rows)
        if count:
            acts.note(user, AccountAct.What.SESSIONS_ENDED, at=at, detail=str(count))
    return count


def _delete(rows: QuerySet[Browser]) -> int:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    keys = list(rows.values_list("session_key", flat=True))
    for key in keys:
        store(key).delete()
    rows.filter(session_key__in=keys).delete()
    return len(keys)
