"""The pages of « Suivi des flux » as data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.files.unpack import MOST
from unisson.invoices.access import Right, get_several
from unisson.invoices.flows import following, report
from unisson.invoices.flows.following import Asked
from unisson.invoices.flows.report import Line, Report
from unisson.invoices.flows.syntaxes import SYNTAXES
from unisson.invoices.models import Flow
from unisson.kernel.findings import Finding
from unisson.kernel.keys import key
from unisson.web import criteria

State = Flow.State
LINES = 50
CRITERIA = ("q", "etat", "syntaxe", "du", "au")


@dataclass(frozen=True)
class Look:
    """How a state is shown."""

    label: str | Promise
    tone: str
    icon: str
    weight: str = ""


LOOKS: Mapping[str, Look] = {
    State.RECEIVED: Look(State.RECEIVED.label, "info", "hourglass"),
    State.UNDERWAY: Look(State.UNDERWAY.label, "info", "route"),
    State.INTEGRATED: Look(State.INTEGRATED.label, "ok", "done", "final"),
    State.PARTIAL: Look(State.PARTIAL.label, "warn", "pause", "final"),
    State.REJECTED: Look(State.REJECTED.label, "bad", "reject", "final"),
    State.INADMISSIBLE: Look(State.INADMISSIBLE.label, "bad", "shield", "final"),
    State.FAILED: Look(State.FAILED.label, "bad", "clock", "final"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A flow in a list."""

    flow: Flow
    look: Look
    content: str
    """« 12 factures, dont 2 rejetées »."""
    syntax: str


@dataclass(frozen=True, kw_only=True)
class Searched:
    """A search as its address says it."""

    asked: Asked
    typed: Mapping[str, str]
    query: str
    faults: Mapping[str, Finding] = field(default_factory=dict)


def searched(query: QueryDict) -> Searched:
    """What makes no sense asks nothing."""
    kept = criteria.read(query, CRITERIA)
    received = criteria.days(kept, "du", "au")
    low, high = received.low, received.high
    return Searched(
        asked=Asked(
            number=kept.get("q", ""),
            state=kept.get("etat", ""),
            stated=kept.get("syntaxe", ""),
            low=low,  # type: ignore[arg-type]
            high=high,  # type: ignore[arg-type]
        ),
        typed=criteria.shown(kept, CRITERIA),
        query=kept.urlencode(),
        faults=criteria.faults(kept),
    )


def rows(reports: Iterable[Report]) -> list[Row]:
    return [
        Row(flow=one.flow, look=LOOKS[one.flow.state], content=_content(one), syntax=syntax_of(one.flow))
        for one in reports
    ]


def syntax_of(flow: Flow) -> str:
    return SYNTAXES[flow.stated].label


def _content(one: Report) -> str:
    if not one.flow.is_archive:
        return _("1 facture") if one.flow.state != State.INADMISSIBLE else ""
    if not one.total:
        return _("archive")
    whole = ngettext("%(n)s facture", "%(n)s factures", one.total) % {"n": one.total}
    if not one.turned_down:
        return whole
    refused = ngettext("%(n)s refusée", "%(n)s refusées", one.turned_down) % {"n": one.turned_down}
    return _("%(all)s, dont %(refused)s") % {"all": whole, "refused": refused}


def choices() -> dict[str, Sequence[tuple[str, str | Promise]]]:
    """What can be chosen in the fields of « Recherche » and of « Déposer flux »."""
    syntaxes = [(code, f"{one.label} ({code})") for code, one in SYNTAXES.items()]
    return {
        "states": [("", _("Tous")), *((state, LOOKS[state].label) for state in following.STATES)],
        "syntaxes": [("", _("Toutes")), *syntaxes],
        "open_syntaxes": [(code, text) for code, text in syntaxes if SYNTAXES[code].kinds],
    }


@dataclass(frozen=True, kw_only=True)
class FlowPage:
    """One flow and a page of its lines."""

    row: Row
    report: Report
    lines: Sequence[tuple[Line, Look]]
    readable: frozenset[int]
    """Keys of the invoices that the person may open."""
    only: bool
    previous: str
    next: str
    label: str


def flow_page(person: User, flow: Flow, query: QueryDict) -> FlowPage:
    """Six queries. `query`: « refusees » narrows the lines, « page » is which one of them."""
    made, only = report.of(flow), "refusees" in query
    start = min(max((key(query.get("page", "")) or 1) - 1, 0) * LINES, MOST)
    found = list(report.lines(flow, turned_down=only)[start : start + LINES + 1]) if _has_lines(made) else []
    lines = [report.line_of(one) for one in found[:LINES]]
    keys = [line.key for line in lines if line.key]
    return FlowPage(
        row=rows([made])[0],
        report=made,
        lines=[(line, LOOKS[line.flow.state]) for line in lines],
        readable=frozenset(one.pk for one in get_several(person, keys, Right.READ_ISSUED)) if keys else frozenset(),
        only=only,
        previous=_turn(query, start // LINES) if start else "",
        next=_turn(query, start // LINES + 2) if len(found) > LINES else "",
        label=_("Lignes %(low)s à %(high)s") % {"low": start + 1, "high": start + len(lines)} if lines else "",
    )


def _has_lines(made: Report) -> bool:
    return made.flow.is_archive or not made.technical


def _turn(query: QueryDict, page: int) -> str:
    turned = query.copy()
    turned["page"] = str(page)
    return f"?{turned.urlencode()}"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """How many flows are in a state, with the way to their list."""

    look: Look
    count: int
    href: str


def figures(person: User, structure: Structure | None) -> list[Figure]:
    """« Tableau de bord »: one query."""
    return [
        Figure(look=LOOKS[state], count=count, href=f"{reverse('flows:search')}?etat={state}")
        for state, count in following.totals(person, structure=structure)
    ]
