"""What a pass of the worker is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Min, QuerySet


@dataclass(frozen=True, kw_only=True)
class Step:
    """`do`: does some of it and says how much, safe to run twice; `left`: how much is still to do at a moment;
    `oldest`: since when the oldest of it waits, None where none does."""

    do: Callable[..., int]
    left: Callable[[datetime], int]
    oldest: Callable[[datetime], datetime | None]


def of(do: Callable[..., int], rows: Callable[[datetime], QuerySet[Any]], since: str | Callable[[], Any]) -> Step:
    """Work whose rows are to be done, or will be, `since` that column."""

    def oldest(at: datetime) -> datetime | None:
        first: datetime | None = rows(at).aggregate(at=Min(since if isinstance(since, str) else since()))["at"]
        return first

    return Step(do=do, left=lambda at: rows(at).count(), oldest=oldest)
