"""« Synthèse » of Factures émises as data: a page of what waits for the supplier, and the last ones that were sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from unisson.directory.models import Service
from unisson.directory.rights import scope
from unisson.directory.spaces import Level, Space
from unisson.invoices import motives
from unisson.invoices.access import Right
from unisson.invoices.lists import search as lists
from unisson.invoices.lists.criteria import Asked
from unisson.invoices.models import Invoice, StatusChange
from unisson.invoices.status import Status
from unisson.web.frame import chosen_service, chosen_structure, services_there
from unisson.web.rights import actor

from .rows import DraftRow, draft_rows

FIRST, WHOLE = 50, 200
"""Lines at first sight, and on each page of « Tout voir »."""


@dataclass(frozen=True, kw_only=True)
class Summary:
    """`reasons`: of what came back, by its key, the motif; `counts`: all that waits, by status; `mine`: the keys of
    what the person may answer; `services`: those of the structure in use, to choose from; `next`: the query of the
    following page."""

    drafts: Sequence[DraftRow]
    returned: Sequence[Invoice]
    reasons: Mapping[int, str]
    mine: frozenset[int]
    counts: Mapping[str, int]
    may_deposit: bool
    services: Sequence[Service]
    service: Service | None
    whole: bool
    begun: bool
    next: str
    latest: Sequence[Invoice]
    sent: int

    @property
    def shown(self) -> int:
        return len(self.drafts) + len(self.returned)

    @property
    def returned_rows(self) -> list[tuple[Invoice, str]]:
        """Each with why it came back, in words."""
        return [(row, motives.label(self.reasons.get(row.pk, ""))) for row in self.returned]

    @cached_property
    def rejections(self) -> list[Invoice]:
        """The rejected ones of this page that the person may treat."""
        return [row for row in self.returned if row.status == Status.REJETEE and row.pk in self.mine]

    @property
    def picks(self) -> set[int]:
        """What may be selected: all that was sent, to be downloaded or treated."""
        return {row.pk for row in self.returned}

    @property
    def draft_count(self) -> int:
        return self.counts.get(Status.BROUILLON, 0)

    @property
    def rejected_count(self) -> int:
        return self.counts.get(Status.REJETEE, 0)

    @property
    def returned_count(self) -> int:
        return self.waiting - self.draft_count

    @property
    def waiting(self) -> int:
        return sum(self.counts.values())

    @property
    def chosen(self) -> str:
        """The key of the service in use, as its list writes it."""
        return str(self.service.pk) if self.service else ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """« Service »: the choices of its list."""
        return [("", _("Tous les services")), *((str(one.pk), one.name) for one in self.services)]


def summary(request: HttpRequest) -> Summary:
    """The page that the address asks: the first lines, or with `tout` all of them, page by page."""
    person, whole = actor(request), "tout" in request.GET
    structure, service = chosen_structure(request, Space.ISSUED), chosen_service(request, Space.ISSUED)
    most, after = (WHOLE if whole else FIRST), request.GET.get("apres", "")
    rows = lists.issued_to_do(person, structure=structure, service=service, after=after, most=most + 1)
    writes, shown = scope(person, Space.ISSUED, Level.WRITE), rows[:most]
    returned = [row for row in shown if row.status != Status.BROUILLON]
    latest = lists.issued(person, Asked(service=service.pk if service else None), structure=structure)
    return Summary(
        drafts=draft_rows([row for row in shown if row.status == Status.BROUILLON], writes=writes),
        returned=returned,
        reasons=_reasons(returned),
        mine=frozenset(
            row.pk for row in shown if writes.covers(structure_id=row.supplier_id, service_id=row.supplier_service_id)
        ),
        counts=lists.counts(person, Right.READ_ISSUED, structure=structure, service=service),
        may_deposit=bool(writes),
        services=services_there(request, Space.ISSUED),
        service=service,
        whole=whole,
        begun=bool(after),
        next=f"?{urlencode({'tout': '1', 'apres': lists.place_to_do(shown[-1])})}" if len(rows) > most else "",
        latest=[] if whole else latest.rows[:5],
        sent=latest.total,
    )


def _reasons(returned: Sequence[Invoice]) -> dict[int, str]:
    """The motif with which each came to where it stands. One query."""
    rows = StatusChange.objects.filter(invoice__in=[row.pk for row in returned], target__in=motives.RETURNS)
    return dict(rows.order_by("sequence").values_list("invoice", "reason"))
