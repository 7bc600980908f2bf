"""What a person keeps of « Rechercher »: searches under a name, and the columns of the lists."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from unisson.accounts.models import User
from unisson.directory.spaces import Space
from unisson.kernel.refusal import NotFound, Refusal
from unisson.kernel.texts import one_line

from ..models import ColumnChoice, SavedSearch

MOST = 30
"""Searches of one person in one space: more would be a list to search in."""
_LONGEST = 60


def searches(person: User, space: Space) -> list[SavedSearch]:
    """By name."""
    return list(SavedSearch.objects.filter(person=person, space=space)[:MOST])


def save(person: User, space: Space, *, name: str, query: str, at: datetime) -> SavedSearch:
    """Keep a search. Refusal CPP-RECHERCHE-01 for a name that is none, -02 for one that is taken, -03 above `MOST`."""
    if SavedSearch.objects.filter(person=person, space=space).count() >= MOST:
        raise Refusal("CPP-RECHERCHE-03", field="nom", limit=MOST)
    kept = SavedSearch(person=person, space=space, query=query[:2000], saved_at=at)
    return _named(kept, name)


def rename(person: User, pk: int, name: str) -> SavedSearch:
    """NotFound for another's; refusals of `save`."""
    return _named(get(person, pk), name)


def delete(person: User, pk: int) -> SavedSearch:
    """NotFound for another's. What was deleted is returned."""
    kept = get(person, pk)
    SavedSearch.objects.filter(pk=kept.pk).delete()
    return kept


def get(person: User, pk: int) -> SavedSearch:
    """NotFound for another's."""
    kept = SavedSearch.objects.filter(person=person, pk=pk).first()
    if kept is None:
        raise NotFound
    return kept


def _named(kept: SavedSearch, name: str) -> SavedSearch:
    kept.name = one_line(name)
    if not kept.name or len(kept.name) > _LONGEST:
        raise Refusal("CPP-RECHERCHE-01", field="nom", limit=_LONGEST)
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as taken:
        raise Refusal("CPP-RECHERCHE-02", field="nom", name=kept.name) from taken
    return kept


def columns(person: User, space: Space) -> Sequence[str]:
    """The names of the columns that the person chose; none where they chose nothing."""
    chosen = ColumnChoice.objects.filter(person=person, space=space).first()
    return chosen.names if chosen else ()


def choose(person: User, space: Space, names: Sequence[str]) -> None:
    """Remember them; none: as everybody has them."""
    ColumnChoice.objects.update_or_create(person=person, space=space, defaults={"names": list(names)})
