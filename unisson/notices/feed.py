"""The « Fil d'événements »: what happened to my structures, newest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from unisson.kernel.refusal import NotFound

from .models import Event, News


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One event to record: whose feed, in which space, a declared code (`kernel.words`) and its values."""

    structure_id: int
    service_id: int | None
    space: str
    code: str
    values: Mapping[str, Any]
    subject: str = ""


def record(happenings: Iterable[Happening], *, at: datetime) -> None:
    """Write the rows, inside the transaction of what happened."""
    Event.objects.bulk_create(
        [
            Event(
                structure_id=one.structure_id,
                service_id=one.service_id,
                space=one.space,
                code=one.code,
                values=dict(one.values),
                subject=one.subject,
                at=at,
            )
            for one in happenings
        ]
    )


def latest(seen: Q, *, count: int = 12) -> list[Event]:
    """The `count` newest events among those that `seen` lets through."""
    return list(Event.objects.filter(seen).order_by("-at", "-pk")[:count])


def page(seen: Q, *, after: str = "", count: int = 25) -> tuple[list[Event], str]:
    """`count` events older than the one of key `after`, newest first, and the key to go on with, "" at the end."""
    found = Event.objects.filter(seen)
    if after.isdecimal():
        last = Event.objects.filter(pk=int(after)).values_list("at", "pk").first()
        if last:
            found = found.filter(Q(at__lt=last[0]) | Q(at=last[0], pk__lt=last[1]))
    rows = list(found.order_by("-at", "-pk")[: count + 1])
    return rows[:count], str(rows[count - 1].pk) if len(rows) > count else ""


def of_structure(structure_id: int) -> Q:
    """What happened to one structure or to its services."""
    return Q(structure=structure_id)


def between(seen: Q, *, since: datetime, until: datetime, most: int) -> tuple[list[Event], int]:
    """The first `most` events after `since`, up to `until`, in their order, and how many there were in all."""
    found = Event.objects.filter(seen, at__gt=since, at__lte=until)
    return list(found.order_by("at", "pk")[:most]), found.count()


def news(*, at: datetime, count: int = 3) -> list[News]:
    """The newest words of the operator, among those to show at that instant."""
    shown = News.objects.filter(Q(until=None) | Q(until__gt=at), published_at__lte=at, withdrawn_at=None)
    return list(shown[:count])


def all_news() -> QuerySet[News]:
    """Every piece, shown or not, the newest first: for who writes them."""
    return News.objects.all()


def publish(
    *, title: str, body: str, title_en: str = "", body_en: str = "", at: datetime, until: datetime | None = None
) -> News:
    """Put a piece of news on everybody's home page, from `at` and until `until`."""
    return News.objects.create(title=title, body=body, title_en=title_en, body_en=body_en, published_at=at, until=until)


def get_news(pk: int) -> News:
    """One piece of news, locked in the transaction of who changes it. NotFound for what is none."""
    found = News.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def rewrite(piece: News, **words: Any) -> None:
    """Say it otherwise, or show it at other times."""
    for name, value in words.items():
        setattr(piece, name, value)
    piece.save(update_fields=list(words))
