"""Events as lines of the « Fil d’événements », each with the page of its invoice, and the page that holds them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from unisson.accounts.models import User
from unisson.directory.rights import spaces, structures
from unisson.directory.spaces import Space
from unisson.invoices.events import SPACES, elsewhere, seen_by, sentence_of, status_of
from unisson.notices import feed
from unisson.notices.models import Event
from unisson.web.statuses import StatusLook, look

INVOICE_PAGES = {Space.ISSUED: "issued:invoice", Space.RECEIVED: "received:invoice"}
"""The page of an invoice, by the side it is seen from."""


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One line of the « Fil d’événements ». `href`: "" where the invoice is no longer with who reads."""

    look: StatusLook
    sentence: str
    href: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Feed:
    """The whole feed, a page at a time. `spaces` and `structures`: the choices (value, label), none where there is
    nothing to choose; `space`, `structure`: what was chosen."""

    rows: Sequence[Happened]
    next: str
    spaces: Sequence[tuple[str, str | Promise]]
    space: str
    structures: Sequence[tuple[str, str]]
    structure: str


def happened(person: User, events: Sequence[Event]) -> list[Happened]:
    """The lines of `events`. One query at most."""
    gone = elsewhere(person, events)
    return [_happened(event, gone=event.pk in gone) for event in events]


def _happened(event: Event, *, gone: bool) -> Happened:
    return Happened(
        look=look(status_of(event)),
        sentence=sentence_of(event),
        href="" if gone else reverse(INVOICE_PAGES[Space(event.space)], args=[event.subject]),
        at=event.at,
    )


def whole_feed(person: User, asked: QueryDict) -> Feed:
    """The page that `asked` names: `espace`, `structure`, and `apres` to go on. Four queries and the rights."""
    mine = [space for space in SPACES if space in spaces(person)]
    chosen = [space for space in mine if space == asked.get("espace")]
    theirs = {str(one.pk): one.name for space in mine for one in structures(person, space)}
    structure = asked.get("structure", "") if asked.get("structure") in theirs else ""
    seen = seen_by(person, among=chosen or SPACES)
    if structure:
        seen &= feed.of_structure(int(structure))
    rows, further = feed.page(seen, after=asked.get("apres", ""))
    return Feed(
        rows=happened(person, rows),
        next=further,
        spaces=[("", _("Tous")), *((space.value, space.label) for space in mine)] if len(mine) > 1 else [],
        space=chosen[0].value if chosen else "",
        structures=[("", _("Toutes")), *theirs.items()] if len(theirs) > 1 else [],
        structure=structure,
    )
