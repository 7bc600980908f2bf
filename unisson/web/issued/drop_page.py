"""The pages of « Déposer plusieurs factures » as data."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from unisson.directory.rights import structures
from unisson.directory.spaces import Level, Space
from unisson.files.limits import ARCHIVE, DOSSIER, INVOICE_FILE, MEGA
from unisson.invoices.drops import adding, overview
from unisson.invoices.drops.forgetting import KEPT
from unisson.invoices.models import Drop, DropFile
from unisson.invoices.status import VatRegime
from unisson.kernel.refusal import Refusal
from unisson.web.controls import Option
from unisson.web.rights import actor

from .deposit_page import services_of, supplier_in_use, trail
from .drop_rows import FileRow
from .forms import small
from .frameworks import framework_options

ROWS = 50
"""Files on a page: it stays light."""
ACCEPTED = ".pdf,.xml,.zip,.tgz,.gz,application/pdf,text/xml,application/xml,application/zip"
State = DropFile.State


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What is said before anything is chosen, in Mo and in files."""

    files: int = adding.MOST
    each: int = INVOICE_FILE // MEGA
    archive: int = ARCHIVE // MEGA
    at_once: int = DOSSIER // MEGA
    days: int = KEPT.days
    accepted: str = ACCEPTED


@dataclass(frozen=True, kw_only=True)
class NewDrop:
    """The page that opens a drop, with those already there."""

    suppliers: Sequence[tuple[str, str]]
    supplier: str
    services: Sequence[tuple[str, str]]
    service: str
    frameworks: Sequence[Option]
    framework: str
    regimes: Sequence[tuple[str, str]]
    regime: str
    drops: Sequence[Drop]
    refusal: Refusal | None = None
    limits: Limits = Limits()

    @property
    def trail(self) -> list[tuple[str, str]]:
        return [*trail()[1:], (_("Dépôt factures"), reverse("issued:deposit"))]


def new_drop(request: HttpRequest, refusal: Refusal | None = None) -> NewDrop:
    """The page, keeping what was chosen when a refusal brings it back."""
    person, posted = actor(request), request.POST
    theirs = [one for one in structures(person, Space.ISSUED, Level.WRITE) if one.active]
    regimes = [(regime.value, str(regime.label)) for regime in VatRegime]
    return NewDrop(
        suppliers=[(str(one.pk), str(one)) for one in theirs],
        supplier=posted.get("supplier") or supplier_in_use(request, theirs),
        services=services_of(person, theirs),
        service=posted.get("service", ""),
        frameworks=framework_options(posted.get("framework", "A1")),
        framework=posted.get("framework", "A1"),
        regimes=[("", _("Celui que dit chaque facture")), *regimes],
        regime=posted.get("vat_regime", ""),
        drops=overview.lately(person),
        refusal=refusal,
    )


@dataclass(frozen=True, kw_only=True)
class Point:
    """One line of the panel: how many are in a state, and the list of them."""

    state: str
    href: str
    label: str


_STATES: Mapping[str, Any] = {
    State.FAULTY: ngettext_lazy("%(n)s à corriger", "%(n)s à corriger", "n"),
    State.REFUSED: ngettext_lazy("%(n)s refusé", "%(n)s refusés", "n"),
    State.FAILED: ngettext_lazy("%(n)s en panne", "%(n)s en panne", "n"),
    State.DOUBTFUL: ngettext_lazy("%(n)s à vérifier", "%(n)s à vérifier", "n"),
    State.TWIN: ngettext_lazy("%(n)s doublon", "%(n)s doublons", "n"),
    State.WAITING: ngettext_lazy("%(n)s en attente de lecture", "%(n)s en attente de lecture", "n"),
    State.SCANNED: ngettext_lazy("%(n)s scan en cours de lecture", "%(n)s scans en cours de lecture", "n"),
    State.READY: ngettext_lazy("%(n)s prête à envoyer", "%(n)s prêtes à envoyer", "n"),
    State.TO_SEND: ngettext_lazy("%(n)s en cours d’envoi", "%(n)s en cours d’envoi", "n"),
    State.SENT: ngettext_lazy("%(n)s envoyée", "%(n)s envoyées", "n"),
}
_POINTS: Sequence[tuple[DropFile.State, str]] = (
    (State.FAULTY, "todo"),
    (State.REFUSED, "todo"),
    (State.FAILED, "todo"),
    (State.DOUBTFUL, "doubt"),
    (State.TWIN, "doubt"),
    (State.WAITING, "off"),
    (State.SCANNED, "off"),
    (State.READY, "done"),
    (State.TO_SEND, "off"),
    (State.SENT, "done"),
)


@dataclass(frozen=True, kw_only=True)
class DropPage:
    """A drop, how far it is, and one page of its files. `state`: the only one that is listed, if one is."""

    drop: Drop
    now: overview.Overview
    rows: Sequence[FileRow]
    state: str
    page: int
    pages: int
    limits: Limits = Limits()

    @property
    def trail(self) -> list[tuple[str, str]]:
        several = (_("Plusieurs factures"), reverse("issued:drops"))
        return [*trail()[1:], (_("Dépôt factures"), reverse("issued:deposit")), several]

    @property
    def title(self) -> str:
        return ngettext("%(n)s fichier", "%(n)s fichiers", self.now.total) % {"n": self.now.total}

    @property
    def listed(self) -> str:
        """Which state is listed, in words."""
        return _so_many(self.state, self.now.counts.get(self.state, 0)) if self.state else ""

    @property
    def ready_title(self) -> str:
        if self.now.ready:
            return ngettext("%(n)s facture prête", "%(n)s factures prêtes", self.now.ready) % {"n": self.now.ready}
        if self.now.sent and self.now.sent == self.now.total:
            return _("Tout est envoyé")
        return _("Aucune facture prête")

    @property
    def tone(self) -> str:
        return "ok" if self.now.ready or (self.now.sent and self.now.sent == self.now.total) else "info"

    @property
    def points(self) -> list[Point]:
        counts = self.now.counts
        return [
            Point(state=look, href=f"?etat={state.value}#fic", label=_so_many(state, counts[state]))
            for state, look in _POINTS
            if counts.get(state)
        ]

    @property
    def sums(self) -> list[tuple[str, Decimal]]:
        return list(self.now.sums.items())

    @property
    def refused(self) -> int:
        return self.now.counts.get(State.REFUSED, 0)

    @property
    def send_label(self) -> str:
        return ngettext("Envoyer la prête", "Envoyer les %(n)s prêtes", self.now.ready) % {"n": self.now.ready}

    @property
    def lines(self) -> str:
        """« Fichiers 51 à 100 »."""
        first = (self.page - 1) * ROWS + 1
        return _("Fichiers %(first)s à %(last)s") % {"first": first, "last": first + len(self.rows) - 1}

    @property
    def here(self) -> str:
        """The same page again, for who has no script."""
        return reverse("issued:drop", args=[self.drop.pk]) + self._at(self.page)

    @property
    def previous(self) -> str:
        return self._at(self.page - 1) if self.page > 1 else ""

    @property
    def next(self) -> str:
        return self._at(self.page + 1) if self.page < self.pages else ""

    @property
    def poll(self) -> str:
        """Where the page asks how far it is, while the worker has something to do."""
        if not self.now.under_way:
            return ""
        return f"{reverse('issued:drop-state', args=[self.drop.pk])}{self._at(self.page)}&vu={self.mark}"

    @cached_property
    def mark(self) -> str:
        """Changes with whatever the page shows."""
        rows = [(row.file.pk, row.file.state, row.file.points, row.file.number) for row in self.rows]
        shown = (sorted(self.now.counts.items()), self.now.printed, self.now.stale, rows)
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]

    def _at(self, page: int) -> str:
        return "?" + urlencode({"etat": self.state, "page": str(page)})


def _so_many(state: str, count: int) -> str:
    return str(_STATES[state] % {"n": count})


def drop_page(request: HttpRequest, drop: Drop) -> DropPage:
    """One page of a drop, and of one state where the address asks so."""
    state = request.GET.get("etat", "")
    state = state if state in State.values else ""
    found = overview.files(drop, state)
    now = overview.overview(actor(request), drop)
    count = now.counts.get(state, 0) if state else now.total
    pages = max(1, -(-count // ROWS))
    page = min(max(1, small(request.GET.get("page", ""), 1)), pages)
    rows = [FileRow(file=file) for file in found[(page - 1) * ROWS : page * ROWS]]
    return DropPage(drop=drop, now=now, rows=rows, state=state, page=page, pages=pages)
