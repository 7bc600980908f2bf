"""What the address of a list of received invoices asks: its criteria, the place in it, the invoice opened beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from unisson.accounts.models import User
from unisson.directory.models import Service, Structure
from unisson.directory.rights import people
from unisson.directory.spaces import Level, Space
from unisson.invoices.access import NOT_YET_THERE
from unisson.invoices.lists.criteria import MINE, NOBODY, Asked
from unisson.invoices.lists.inbox import OPEN
from unisson.invoices.lists.order import USUAL, Order, Place
from unisson.invoices.status import Status
from unisson.kernel.findings import Finding
from unisson.kernel.keys import key
from unisson.web import criteria

SORT = "tri"
_TEXTS = ("q", "service", "statut", "qui", "nouvelles", "messages")
CRITERIA = (*_TEXTS, "du", "au", *criteria.MORE)
UNDER_WAY, LATE = "EN_COURS", "EN_RETARD"
_CHOICES = 200
"""Services or colleagues in a list of choices; more would only weigh on the page."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A list as its address says it. `typed`: what stands in its fields; `criteria`: the part of the address that
    narrows and sorts it, "" for the usual list; `here`: the same with the place in it; `open`: the key of the invoice
    in the panel; `returning`: the way back, or the mandate, that the panel prepares; `more`: how many of « Plus de
    critères » are asked, in words; `faults`: by field, what is no day or no amount: it asks nothing."""

    asked: Asked
    order: Order
    typed: Mapping[str, str]
    criteria: str
    here: str
    after: Place | None
    before: Place | None
    open: int | None
    returning: Status | None
    more: str = ""
    faults: Mapping[str, Finding] = field(default_factory=dict)

    @property
    def narrowed(self) -> bool:
        """Whether anything but the order is asked."""
        return any(self.typed[name] for name in CRITERIA)

    @property
    def narrowing(self) -> str:
        """The part of the address that narrows it, without its order."""
        query = QueryDict(self.criteria, mutable=True)
        query.pop(SORT, None)
        return query.urlencode()

    def sorted_by(self, order: Order) -> str:
        """The query of the same list from its beginning, in another order."""
        query = QueryDict(self.criteria, mutable=True)
        query.pop(SORT, None)
        if order != USUAL:
            query[SORT] = str(order)
        return f"?{query.urlencode()}"

    def at(self, **place: Place) -> str:
        """The query of another page of the same list."""
        return "?" + "&".join(filter(None, (self.criteria, *(f"{name}={where}" for name, where in place.items()))))

    def opening(self, pk: int | None, preparing: Status | None = None) -> str:
        """The query of this page of the list, with an invoice in its panel or none, and what the panel prepares: at
        the number of a mandate."""
        place = "#mandat" if preparing is Status.MANDATEE else "#traiter"
        opened = f"ouvrir={pk}" if pk is not None else ""
        prepared = f"renvoyer={preparing}" if preparing else ""
        query = "&".join(part for part in (self.here, opened, prepared) if part)
        return f"?{query}{place if opened else ''}"


def listed(query: QueryDict) -> Listed:
    """What `query` asks; what makes no sense asks nothing."""
    kept = criteria.read(query, CRITERIA)
    order = Order.read(str(query.get(SORT, "")))
    if order != USUAL:
        kept[SORT] = str(order)
    here = kept.copy()
    for name in ("apres", "avant"):
        if place := Place.read(str(query.get(name, "")), order):
            here[name] = str(place)
    returning = query.get("renvoyer", "")
    return Listed(
        asked=_asked(kept),
        order=order,
        typed={SORT: str(order), **criteria.shown(kept, CRITERIA)},
        criteria=kept.urlencode(),
        here=here.urlencode(),
        after=Place.read(here.get("apres", ""), order),
        before=Place.read(here.get("avant", ""), order),
        open=key(query.get("ouvrir", "")),
        returning=Status(returning) if returning in Status.values else None,
        more=criteria.how_many(kept),
        faults=criteria.faults(kept),
    )


def _asked(kept: QueryDict) -> Asked:
    return Asked(
        text=kept.get("q", ""),
        service=key(kept.get("service", "")),
        statuses=_statuses(kept.get("statut", "") or (UNDER_WAY if kept.get("qui") else "")),
        hands=kept.get("qui", ""),
        new=bool(kept.get("nouvelles")),
        late=kept.get("statut") == LATE,
        unanswered=bool(kept.get("messages")),
        deposited=criteria.days(kept, "du", "au"),
        since=criteria.days(kept, "etat_du", "etat_au"),
        gross=criteria.amounts(kept, "ttc_min", "ttc_max"),
        further=criteria.further(kept),
    )


def _statuses(text: str) -> tuple[Status, ...]:
    if text in (UNDER_WAY, LATE):
        return OPEN
    return (Status(text),) if text in Status.values else ()


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What each list of choices offers, first what asks nothing."""

    services: Sequence[tuple[str, str]]
    statuses: Sequence[tuple[str, str]]
    hands: Sequence[tuple[str, str]]
    kinds: Sequence[tuple[str, str]] = ()
    frameworks: Sequence[tuple[str, str]] = ()


def choices(person: User, structure: Structure | None, *, to_do: bool) -> Choices:
    """The choices at `structure`, without which neither services nor colleagues are known: two queries at most."""
    services = Service.objects.filter(structure=structure).order_by("name") if structure else ()
    staff = _colleagues(structure, person) if structure else ()
    return Choices(
        services=[("", _("Tous les services")), *((str(one.pk), one.name) for one in services[:_CHOICES])],
        statuses=_to_do() if to_do else _all(),
        hands=[
            ("", _("Confiée ou non")),
            (MINE, _("À moi")),
            (NOBODY, _("À personne")),
            *((str(one.pk), one.full_name) for one in staff[:_CHOICES]),
        ],
        kinds=criteria.kinds(),
        frameworks=criteria.frameworks(),
    )


def _colleagues(structure: Structure, person: User) -> QuerySet[User]:
    staff = people(Space.RECEIVED, Level.WRITE, structure_id=structure.pk, any_service=True)
    return staff.exclude(pk=person.pk)


def _to_do() -> list[tuple[str, str]]:
    return [
        ("", _("À traiter")),
        (UNDER_WAY, _("Toutes, jusqu’au paiement")),
        (LATE, _("En retard de paiement")),
        *((one.value, str(one.label)) for one in Status if one in OPEN),
    ]


def _all() -> list[tuple[str, str]]:
    first = [("", _("Tous les états")), (LATE, _("En retard de paiement"))]
    return [*first, *((one.value, str(one.label)) for one in Status if one not in NOT_YET_THERE)]
