"""The criteria that software has beyond those of people: by key, to the letter, to the instant."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from unisson.directory.models import Structure
from unisson.directory.search import fold
from unisson.directory.spaces import Space

from ..admission import number_key
from ..status import Kind
from .further import OTHER, OWN_SERVICE

_OWN = {Space.ISSUED: "supplier", Space.RECEIVED: "recipient"}
_SIREN = 9
_MOST = 5000


@dataclass(frozen=True, kw_only=True)
class Moments:
    """Both ends included; None where it is open."""

    low: datetime | None = None
    high: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Party:
    """One of those looked for on the other side: by its key, its identifier, or the words of its name; some of its
    services only."""

    structure: int | None = None
    identifier: str = ""
    name: str = ""
    services: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Exact:
    """Empty ones ask nothing. `own`, `own_identifier`: one's own structure; `others`: any of these; `whole_company`:
    with every structure of the same SIREN; `number`: the whole number of the invoice; `account`: what it is paid to;
    `depositors`: who sent it; `treated`: its rejection was; `downloaded`: by its recipient or not."""

    own: int | None = None
    own_identifier: str = ""
    others: tuple[Party, ...] = ()
    whole_company: bool = False
    kinds: tuple[Kind, ...] = ()
    number: str = ""
    mode: str = ""
    account: int | None = None
    depositors: tuple[int, ...] = ()
    treated: bool = False
    downloaded: bool | None = None
    deposited: Moments = field(default_factory=Moments)
    since: Moments = field(default_factory=Moments)

    def __bool__(self) -> bool:
        return self != _NOTHING


_NOTHING = Exact()


def condition(exact: Exact, space: Space) -> Q:
    """Invoices that answer, seen from `space`. One query inside for each of the other side that is no mere key."""
    told = {
        _OWN[space]: exact.own,
        f"{_OWN[space]}__identifier": exact.own_identifier or None,
        "number_key": number_key(exact.number) if exact.number else None,
        "deposit_mode": exact.mode or None,
        "account": exact.account,
        "rejection_treated": exact.treated or None,
        "downloaded": exact.downloaded,
        "kind__in": exact.kinds or None,
        "depositor__in": exact.depositors or None,
        "deposited_at__gte": exact.deposited.low,
        "deposited_at__lte": exact.deposited.high,
        "status_since__gte": exact.since.low,
        "status_since__lte": exact.since.high,
    }
    met = Q(**{name: value for name, value in told.items() if value is not None})
    if exact.others:
        met &= _any_of(exact, space)
    return met


def _any_of(exact: Exact, space: Space) -> Q:
    met = Q(pk__in=[])
    for party in exact.others:
        this = Q()
        if party.structure or party.identifier or party.name:
            this &= Q(**{f"{OTHER[space]}__in": _keys(party, whole_company=exact.whole_company)})
        if party.services:
            this &= Q(**{f"{_their_service(space)}__in": party.services})
        met |= this
    return met


def _keys(party: Party, *, whole_company: bool) -> list[int]:
    """The structures meant: a list, so that an index is entered at each."""
    if party.structure and not (party.identifier or party.name or whole_company):
        return [party.structure]
    found = Structure.objects.all()
    if party.structure:
        found = found.filter(pk=party.structure)
    if party.identifier:
        found = found.filter(identifier=party.identifier)
    for word in fold(party.name).split():
        found = found.filter(searchable__contains=word)
    if not whole_company:
        return list(found.values_list("pk", flat=True)[:_MOST])
    same = Q(pk__in=[])
    for identifier in found.values_list("identifier", flat=True)[:_SAME]:
        same |= Q(identifier__startswith=identifier[:_SIREN])
    return list(Structure.objects.filter(same).values_list("pk", flat=True)[:_MOST])


_SAME = 100
"""Structures whose companies are looked for at once."""


def _their_service(space: Space) -> str:
    return OWN_SERVICE[Space.RECEIVED if space is Space.ISSUED else Space.ISSUED]
