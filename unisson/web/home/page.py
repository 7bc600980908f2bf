"""« Accueil connecté » as data: what waits for the person, three figures, what happened, news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from unisson.accounts.models import User
from unisson.directory import attention, awaiting
from unisson.directory.rights import scope
from unisson.directory.spaces import Level, Space
from unisson.invoices.access import Right
from unisson.invoices.board.figures import Figures, figures
from unisson.invoices.events import seen_by
from unisson.invoices.lists import search
from unisson.invoices.models import Invoice
from unisson.invoices.status import Status
from unisson.kernel import money
from unisson.kernel.clock import legal_day
from unisson.notices import feed
from unisson.notices.language import reader_language
from unisson.notices.models import News
from unisson.web.tags import day, days, euros

from .happened import Happened, happened
from .todo import Todo, of_people, prepared

ROWS = 4
"""Lines of « À faire » (ui README §4)."""

WHY: dict[str, str | Promise] = {
    Status.REJETEE: gettext_lazy("Le rejet est définitif : refaites-la sous un autre numéro."),
    Status.SUSPENDUE: gettext_lazy("Il manque une pièce. Une première suspension arrête le délai de paiement."),
    Status.A_RECYCLER: gettext_lazy("Le destinataire, le service ou l’engagement est erroné. Le numéro reste le même."),
}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One of the three figures."""

    label: str
    icon: str
    tone: str
    value: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class Headline:
    """One piece of « Actualités », in the language of the page."""

    title: str
    body: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Home:
    """The page. `waiting` counts all that waits; of invoices, `todo` shows the costliest."""

    waiting: int
    todo: Sequence[Todo]
    open_count: int
    figures: Sequence[Figure]
    happened: Sequence[Happened]
    news: Sequence[Headline]
    may_deposit: bool
    follows_flows: bool = False
    prepares_for: str = ""
    """The structure whose answer a person awaits who may send nowhere yet; "" for others."""


def build(person: User, *, at: datetime) -> Home:
    """Ten queries at most. Numbers are counted, never the length of a list that is cut."""
    today = legal_day(at)
    returned, drafts = _issued(person)
    receives = bool(scope(person, Space.RECEIVED))
    received = search.received_to_do(person, most=1) if receives else []
    arrived = search.waiting(person, Right.READ_RECEIVED) if received else 0
    mine = search.counts(person, Right.READ_ISSUED) if returned or drafts else {}
    # A public body may also issue, but it comes here for what it receives; a supplier receives nothing.
    right = Right.READ_RECEIVED if receives else Right.READ_ISSUED
    counted = figures(person, right, on=today)
    todo = [*_arrived(received, count=arrived, on=today), *map(_returned, returned)]
    may_deposit = bool(scope(person, Space.ISSUED, Level.WRITE))
    asked = [] if may_deposit else awaiting.asked(person, Space.ISSUED)
    last = _drafts(drafts, count=mine.get(Status.BROUILLON, 0), on=today, may_deposit=may_deposit)
    own, waits = prepared(person), attention.remembered(person, at=at)
    last += own[:ROWS]
    return Home(
        waiting=arrived + sum(mine.get(status, 0) for status in search.TO_DO_ISSUED) + len(own) + waits.total,
        todo=[*todo[: max(ROWS - len(last), 0)], *last, *of_people(waits)],
        open_count=counted.open_count,
        figures=_figures(counted, right, on=today) if counted.open_count or counted.paid_count else [],
        happened=happened(person, feed.latest(seen_by(person))),
        news=[_headline(one) for one in feed.news(at=at)],
        may_deposit=may_deposit,
        follows_flows=bool(scope(person, Space.FLOWS)),
        prepares_for=asked[0].structure.name if asked else "",
    )


def _issued(person: User) -> tuple[list[Invoice], list[Invoice]]:
    """What came back to the supplier, the costliest first, and the drafts."""
    if not scope(person, Space.ISSUED):
        return [], []
    waiting = search.issued_to_do(person)
    returned = [invoice for invoice in waiting if invoice.status != Status.BROUILLON]
    returned.sort(key=lambda invoice: invoice.gross_total or money.ZERO, reverse=True)
    return returned, [invoice for invoice in waiting if invoice.status == Status.BROUILLON]


def _returned(invoice: Invoice) -> Todo:
    values = {
        "number": invoice.number,
        "recipient": invoice.recipient.name if invoice.recipient else "",
        "amount": euros(invoice.shown_gross),
    }
    return Todo(
        status=invoice.status,
        title=_("Facture n° %(number)s, %(recipient)s, %(amount)s") % values,
        detail=WHY[invoice.status],
        action=_("Lire le motif"),
        href=reverse("issued:invoice", args=[invoice.pk]),
    )


def _drafts(drafts: Sequence[Invoice], *, count: int, on: date, may_deposit: bool) -> list[Todo]:
    if not drafts:
        return []
    waited = (on - min(legal_day(draft.created_at) for draft in drafts)).days
    return [
        Todo(
            status=Status.BROUILLON,
            title=ngettext("%(count)d brouillon", "%(count)d brouillons", count) % {"count": count},
            detail=_("Pas encore envoyé, personne ne l’a reçu. Le plus ancien attend depuis %(days)s.")
            % {"days": days(waited)},
            action=_("Reprendre") if may_deposit else _("Voir"),
            href=reverse("issued:summary"),
        )
    ]


def _arrived(received: Sequence[Invoice], *, count: int, on: date) -> list[Todo]:
    if not received:
        return []
    first = received[0].pay_by
    late = first is not None and first < on
    pressing = (
        _("La plus pressée devait être payée au plus tard le %(day)s.")
        if late
        else _("La plus pressée est à payer au plus tard le %(day)s.")
    )
    return [
        Todo(
            status=Status.MISE_A_DISPOSITION,
            title=ngettext("%(count)d facture reçue à traiter", "%(count)d factures reçues à traiter", count)
            % {"count": count},
            detail=pressing % {"day": day(first)},
            action=_("Traiter"),
            href=reverse("received:summary"),
        )
    ]


def _figures(counted: Figures, right: Right, *, on: date) -> list[Figure]:
    mine = right is Right.READ_ISSUED
    return [
        Figure(
            label=_("Chez vos clients publics") if mine else _("Reçues, pas encore payées"),
            icon="inbox",
            tone="accent",
            value=str(counted.open_count),
            detail=_("%(amount)s TTC") % {"amount": euros(counted.open_amount)},
        ),
        Figure(
            label=_("Prochain paiement attendu") if mine else _("Prochaine échéance légale"),
            icon="calendar",
            tone="bad" if counted.due and counted.due < on else "ok",
            value=day(counted.due) if counted.due else _("Aucun"),
            detail=_late(counted.due, on=on),
        ),
        Figure(
            label=_("Payées en %(year)s") % {"year": on.year},
            icon="paid",
            tone="ok",
            value=str(counted.paid_count),
            detail=_("en %(days)s en moyenne") % {"days": days(counted.paid_days)}
            if counted.paid_days is not None
            else _("aucune pour l’instant"),
        ),
    ]


def _headline(news: News) -> Headline:
    english = reader_language() == "en"
    return Headline(
        title=(english and news.title_en) or news.title,
        body=(english and news.body_en) or news.body,
        at=news.published_at,
    )


def _late(due: date | None, *, on: date) -> str:
    if due is None or due >= on:
        return _("au plus tard, selon le délai légal")
    days = (on - due).days
    return ngettext("en retard de %(days)s jour", "en retard de %(days)s jours", days) % {"days": days}
