"""One order of locks wherever the people of a structure change: a person, then structures by key, then their rows.

Whoever changes who may do what at a structure holds its row first. Two who do opposite things at once then wait for one
another, and the second sees what the first did: neither waits for a row that the other holds.
"""

from collections.abc import Collection, Iterable
from typing import TypeVar

from django.db.models import Model, QuerySet

from unisson.accounts.models import User

from .models import Structure

RowT = TypeVar("RowT", bound=Model)


def hold(structures: Iterable[int]) -> None:
    """Hold these structures, by key, until the transaction ends. Rows that only name them may still be written."""
    rows = Structure.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=set(structures))
    list(rows.order_by("pk").values_list("pk"))


def hold_person(person: User) -> User:
    """Hold the account of a person, before any structure; returns it as it is now."""
    return User.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)


def rows(among: QuerySet[RowT], pks: Collection[int]) -> list[RowT]:
    """Those of `among` that have these keys, held after the structures they hang on, in the order of their keys.

    A row that is carried over meanwhile to the successor of its structure, which has a later key, is waited for there.
    """
    asked, held = among.filter(pk__in=pks), set[int]()
    while missing := set(asked.order_by().values_list("structure", flat=True)) - held:
        hold(missing)
        held |= missing
    return list(asked.select_for_update(of=("self",)).order_by("pk"))


def row(among: QuerySet[RowT], pk: int) -> RowT | None:
    """The same for one row; None when `among` has it not."""
    return next(iter(rows(among, [pk])), None)
