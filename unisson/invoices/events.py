"""The events of the « Fil d’événements » that a person sees, and what each says."""

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from unisson.accounts.models import User
from unisson.directory.rights import scope
from unisson.directory.spaces import Space
from unisson.kernel import words
from unisson.kernel.keys import keys
from unisson.notices.language import reader_language
from unisson.notices.models import Event

from .access import Right, visible
from .status import Status

SPACES = (Space.ISSUED, Space.RECEIVED)
"""The spaces in which invoices happen."""


def seen_by(person: User, *, among: Iterable[Space] = SPACES) -> Q:
    """What `person` sees of these spaces, as a condition on events: no other is read."""
    seen = [Q(space=space) & scope(person, space).filter("structure", "service") for space in among]
    return reduce(or_, seen)


def elsewhere(person: User, events: Collection[Event]) -> set[int]:
    """The keys of those among `events` whose invoice `person` received once and sees no more: its supplier sent it to
    another recipient, or to another service. One query, none without received ones."""
    received = {event.pk: event.subject for event in events if event.space == Space.RECEIVED}
    if not received:
        return set()
    there = visible(person, Right.READ_RECEIVED).filter(pk__in=keys(list(received.values())))
    seen = {str(pk) for pk in there.values_list("pk", flat=True)}
    return {pk for pk, subject in received.items() if subject not in seen}


def status_of(event: Event) -> Status:
    """The status that the event speaks of; what says none is an arrival."""
    return Status(event.values.get("status", Status.MISE_A_DISPOSITION))


def sentence_of(event: Event) -> str:
    """What it says, in the reader's language."""
    values = {**event.values, "status": str(status_of(event).label)}
    return words.sentence(event.code, values, language=reader_language())
