"""« Factures à traiter » as data: the list and the figures over it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.directory.rights import scope
from unisson.directory.spaces import Level, Space
from unisson.invoices.lists import inbox as lists
from unisson.invoices.lists.inbox import Headline
from unisson.invoices.lists.order import USUAL
from unisson.web.counted import so_many

from .asked import LATE, Choices, Listed, choices
from .page import Row, rows
from .panel import Panel, Said, panel_of
from .sorting import ORDERS, Head, heads


@dataclass(frozen=True, kw_only=True)
class Cockpit:
    """The page. `previous` and `next`: queries, or nothing; `last`: the number of the last line shown."""

    listed: Listed
    headline: Headline
    rows: Sequence[Row]
    stopped: Sequence[Row]
    first: int
    last: int
    previous: str
    next: str
    choices: Choices
    writes: bool
    panel: Panel | None
    service_in_use: int | None

    @property
    def lead(self) -> str:
        """How many wait, and how many of them press; nothing where the list says by itself that it is empty."""
        if not self.headline.waiting:
            return "" if self.listed.narrowed else _("Aucune facture n’attend.")
        told = [self._waiting % {"n": so_many(self.headline.waiting)}]
        if self.headline.late and not self.listed.asked.late:
            told.append(_("%(n)s en retard.") % {"n": so_many(self.headline.late)})
        if self.headline.tomorrow:
            told.append(_("%(n)s pour demain.") % {"n": so_many(self.headline.tomorrow)})
        return " ".join(told)

    @property
    def _waiting(self) -> str:
        if self.listed.narrowed:
            return ngettext(
                "%(n)s facture répond à ces critères.",
                "%(n)s factures répondent à ces critères.",
                self.headline.waiting,
            )
        if self.listed.order != USUAL:
            return ngettext("%(n)s facture.", "%(n)s factures.", self.headline.waiting)
        return ngettext(
            "%(n)s facture, les plus urgentes d’abord.",
            "%(n)s factures, les plus urgentes d’abord.",
            self.headline.waiting,
        )

    @property
    def beside(self) -> list[tuple[str, str]]:
        """What the usual list does not show and presses all the same: words, and the address of the list that does."""
        late, unanswered = self.headline.late_elsewhere, self.headline.unanswered
        told = []
        if late:
            words = ngettext(
                "%(n)s facture déjà prise en charge est en retard de paiement",
                "%(n)s factures déjà prises en charge sont en retard de paiement",
                late,
            )
            told.append((words % {"n": so_many(late)}, f"?statut={LATE}"))
        if unanswered:
            words = ngettext(
                "%(n)s facture a un message du fournisseur sans réponse",
                "%(n)s factures ont un message du fournisseur sans réponse",
                unanswered,
            )
            told.append((words % {"n": so_many(unanswered)}, f"{reverse('received:search')}?messages=1"))
        return told

    @property
    def keepable(self) -> bool:
        """Whether the service asked is not the one in use, which the next visit opens with."""
        known = dict(self.choices.services)
        in_use = self.service_in_use if str(self.service_in_use) in known else None
        return len(known) > 1 and self.listed.asked.service != in_use

    @property
    def stopped_title(self) -> str:
        """Over the suspended ones: how many they are, or that only the oldest are shown; do all clocks rest?"""
        number = len(self.stopped)
        if not all(row.stopped for row in self.stopped):
            return _("Suspendues : elles attendent le fournisseur")
        if number == lists.PAGE:
            return _("Délai arrêté : les %(n)s qui attendent le fournisseur depuis le plus longtemps") % {"n": number}
        return ngettext(
            "Délai arrêté : %(n)s facture attend une pièce du fournisseur",
            "Délai arrêté : %(n)s factures attendent une pièce du fournisseur",
            number,
        ) % {"n": number}

    @property
    def caption(self) -> str:
        return _("Factures reçues : %(order)s") % {"order": ORDERS[self.listed.order]}

    @property
    def heads(self) -> Mapping[str, Head]:
        return heads(self.listed)

    @property
    def orders(self) -> list[tuple[str, Promise]]:
        """The choices of the field that sorts."""
        return [(str(order), label) for order, label in ORDERS.items()]

    @property
    def keys(self) -> list[tuple[list[str], str]]:
        """The letters of the keyboard (ui README §6), as `unisson.js` reads them; those of the acts for who may."""
        moves = [(["J", "K"], _("changer de ligne")), (["X"], _("sélectionner")), ([_("Entrée")], _("ouvrir"))]
        acts = [
            (["P"], _("prendre en compte")),
            (["F"], _("service fait")),
            (["M"], _("mandatée")),
            (["C"], _("comptable")),
            (["R"], _("recycler")),
            (["S"], _("suspendre")),
        ]
        return [*moves, *(acts if self.writes else []), (["D"], _("télécharger")), ([_("Échap")], _("fermer"))]

    @property
    def gone(self) -> bool:
        """Whether the invoice that was to be opened is not among theirs, or not any more."""
        return self.listed.open is not None and self.panel is None

    @property
    def here_open(self) -> str:
        """The query of this page with the same invoice in its panel, and nothing prepared."""
        return self.listed.opening(self.listed.open)

    @property
    def several(self) -> bool:
        """Whether the list has more than this page."""
        return bool(self.previous or self.next)


def cockpit(person: User, listed: Listed, *, structure: Structure | None, said: Said, on: date) -> Cockpit:
    """The page of `person` on the day `on`: ten queries at most."""
    page = lists.inbox(
        person, listed.asked, order=listed.order, structure=structure, after=listed.after, before=listed.before
    )
    stopped = rows(page.stopped, on=on, opened=listed.open)
    shown = rows(page.rows, on=on, last_here=person.previous_login, opened=listed.open)
    return Cockpit(
        listed=listed,
        headline=page.headline,
        rows=shown,
        stopped=stopped,
        first=page.first,
        last=page.first + len(shown) - 1,
        previous=listed.at(avant=page.previous) if page.previous else "",
        next=listed.at(apres=page.next) if page.next else "",
        choices=choices(person, structure, to_do=True),
        writes=bool(scope(person, Space.RECEIVED, Level.WRITE)),
        service_in_use=person.service_in_use,
        panel=panel_of(person, listed, rows=[*shown, *stopped], said=said, on=on),
    )
