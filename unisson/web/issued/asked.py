"""What the address of « Rechercher » asks of the invoices that were sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from unisson.directory.models import Service, Structure
from unisson.invoices.lists.criteria import Asked
from unisson.invoices.lists.inbox import OPEN
from unisson.invoices.status import NEVER_SENT, Status
from unisson.kernel.findings import Finding
from unisson.kernel.keys import key
from unisson.web import criteria

CRITERIA = ("q", "service", "statut", "du", "au", *criteria.MORE)
LATE = "EN_RETARD"
_CHOICES = 200
"""Services in a list of choices; more would only weigh on the page."""


@dataclass(frozen=True, kw_only=True)
class Searched:
    """A search as its address says it. `typed`: what stands in its fields; `query`: the part of the address that
    narrows it; `more`: how many criteria of « Plus de critères » are asked, in words; `faults`: by field, what is no
    day or no amount: it asks nothing."""

    asked: Asked
    typed: Mapping[str, str]
    query: str
    more: str
    faults: Mapping[str, Finding] = field(default_factory=dict)


def searched(query: QueryDict, *, archived: bool = False) -> Searched:
    """What makes no sense asks nothing. `archived`: asked of the archive."""
    kept = criteria.read(query, CRITERIA)
    status = kept.get("statut", "")
    return Searched(
        asked=Asked(
            text=kept.get("q", ""),
            service=key(kept.get("service", "")),
            statuses=OPEN if status == LATE else (Status(status),) if status in Status.values else (),
            late=status == LATE,
            archived=archived,
            deposited=criteria.days(kept, "du", "au"),
            since=criteria.days(kept, "etat_du", "etat_au"),
            gross=criteria.amounts(kept, "ttc_min", "ttc_max"),
            further=criteria.further(kept),
        ),
        typed=criteria.shown(kept, CRITERIA),
        query=kept.urlencode(),
        more=criteria.how_many(kept),
        faults=criteria.faults(kept),
    )


def services(structure: Structure | None) -> Sequence[tuple[str, str]]:
    """The services of the structure in use, first what asks nothing; none without one. One query."""
    if structure is None:
        return ()
    theirs = Service.objects.filter(structure=structure).order_by("name")[:_CHOICES]
    return [("", _("Tous les services")), *((str(one.pk), one.name) for one in theirs)]


def statuses() -> Sequence[tuple[str, str]]:
    """What may be asked of an invoice that was sent, first what asks nothing."""
    known = ((one.value, str(one.label)) for one in Status if one not in NEVER_SENT)
    return [("", _("Tous les états")), (LATE, _("En retard de paiement")), *known]
