"""A dashboard as data: each figure with the address of the list that it counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from unisson.directory.spaces import Space
from unisson.invoices import motives
from unisson.invoices.board.overview import Board, Total
from unisson.invoices.board.portrait import STEPS
from unisson.invoices.board.quantiles import Spread
from unisson.invoices.status import Status
from unisson.web import charts
from unisson.web.counted import grouped
from unisson.web.criteria import EVERYTHING, PAYABLE
from unisson.web.follow.blocks import amount_in
from unisson.web.statuses import look
from unisson.web.tags import days, euros

from .period import Period, back

_S = Status
_BACK = (_S.SUSPENDUE, _S.A_RECYCLER, _S.REJETEE)
_UNDER_WAY = (_S.SERVICE_FAIT, _S.MANDATEE, _S.MISE_EN_PAIEMENT)
_REST = (_S.PRISE_EN_COMPTE_DESTINATAIRE, _S.MISE_A_DISPOSITION_COMPTABLE, _S.COMPTABILISEE)
_SHOWN: Mapping[Space, Sequence[tuple[str | Promise, Sequence[Status], Sequence[Status]]]] = {
    Space.ISSUED: (
        (gettext_lazy("Attendent une action de votre part"), _BACK, ()),
        (
            gettext_lazy("Chez vos clients publics"),
            (_S.MISE_A_DISPOSITION, *_UNDER_WAY),
            (_S.A_VALIDER_1, _S.DEPOSEE, _S.EN_COURS_ACHEMINEMENT, _S.COMPLETEE, *_REST),
        ),
    ),
    Space.RECEIVED: (
        (gettext_lazy("À traiter"), (_S.MISE_A_DISPOSITION, _S.COMPLETEE), (_S.A_VALIDER_1,)),
        (gettext_lazy("Prises en charge"), _UNDER_WAY, _REST),
        (gettext_lazy("Renvoyées au fournisseur"), _BACK, ()),
    ),
}
"""For each side, the heading of each group of statuses; those that always have their tile, those that have it when
there are any."""
_WAY = (
    *(_S.A_VALIDER_1, _S.DEPOSEE, _S.EN_COURS_ACHEMINEMENT, _S.MISE_A_DISPOSITION, _S.COMPLETEE),
    *(_S.PRISE_EN_COMPTE_DESTINATAIRE, _S.SERVICE_FAIT, _S.MANDATEE, _S.MISE_A_DISPOSITION_COMPTABLE),
    *(_S.COMPTABILISEE, _S.MISE_EN_PAIEMENT, *_BACK),
)
"""The tiles of a group follow an invoice on its way."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A tile."""

    label: str | Promise
    icon: str
    tone: str
    value: str
    detail: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a table: a name, a number that leads to its list, an amount in euros."""

    label: str
    count: int
    amount: str
    href: str = ""
    heading: str = ""


@dataclass(frozen=True, kw_only=True)
class Delay:
    """What a step took, or the payments of a month: the mean and the median in legal days, of `count` invoices. `href`:
    to those that were paid; no list tells who reached another step."""

    step: str | Promise
    mean: str
    median: str
    count: int
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Late:
    """What should have been paid."""

    count: int
    amount: str
    href: str
    interest: str
    fees: str
    known: bool
    others: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Page:
    """All that the page shows."""

    groups: Sequence[tuple[str | Promise, Sequence[Figure]]]
    months: charts.Chart | None
    months_twin: Sequence[Line]
    paid: charts.Chart | None
    paid_twin: Sequence[Delay]
    partners: Sequence[Line]
    delays: Sequence[Delay]
    returns: Sequence[Line]
    late: Late | None
    others: Sequence[Line]
    lead: str


class Links:
    """The addresses of lists: what is asked of all, and what of one."""

    def __init__(self, space: Space, period: Period) -> None:
        self.here = reverse("issued:search" if space is Space.ISSUED else "received:search")
        self.drafts = reverse("issued:summary")
        service = period.kept.get("service", "")
        self.service = {"service": service} if service else {}
        self.days = period.days

    def __call__(self, **asked: str) -> str:
        return f"{self.here}?{urlencode({**self.days, **self.service, 'base': EVERYTHING, **asked})}"

    def paid(self, first: date, last: date) -> str:
        """Of any deposit; a credit note is not paid."""
        asked = {"statut": Status.MISE_EN_PAIEMENT, "type": PAYABLE, "base": EVERYTHING, **self.service}
        return f"{self.here}?{urlencode({**asked, 'etat_du': first.isoformat(), 'etat_au': last.isoformat()})}"

    def late(self) -> str:
        """Of any month; nothing that is late is archived."""
        return f"{self.here}?{urlencode({'statut': 'EN_RETARD', **self.service})}"


def page(board: Board, space: Space, period: Period, *, on: date) -> Page:
    """`board` as the people of `space` read it."""
    links = Links(space, period)
    months = [month for month in board.months if month <= on] or list(board.months)
    return Page(
        groups=[(heading, list(_figures(board, always, then, links))) for heading, always, then in _SHOWN[space]],
        months=_amounts(board, months[-12:], on=on) if any(one.count for one in board.months.values()) else None,
        months_twin=[_month(month, board.months[month], links) for month in months],
        paid=_delays(board, months[-12:]) if any(one.count for one in board.paid.values()) else None,
        paid_twin=[
            _delay(date_format(month, "F Y"), one, links.paid(month, _last(month)))
            for month, one in board.paid.items()
            if one.count
        ],
        partners=[
            _line(one.name, one.total, links(tiers=one.identifier)) if one.identifier else _line("", one.total)
            for one in board.partners
        ],
        delays=[
            _delay(step.label, took, links.paid(period.first, period.last) if step is _S.MISE_EN_PAIEMENT else "")
            for step in STEPS
            if (took := board.steps.get(step))
        ],
        returns=list(_returns(board, links)),
        late=_late(board, links),
        others=[
            Line(
                label=currency,
                count=board.total.numbers[currency],
                amount=amount_in(amount, currency),
                href=links(devise=currency),
            )
            for currency, amount in board.total.others
        ],
        lead=_lead(board, space),
    )


def _lead(board: Board, space: Space) -> str:
    took = board.steps.get(Status.MISE_EN_PAIEMENT)
    values = {
        "count": grouped(board.total.count),
        "amount": euros(board.total.euros),
        "days": days(took.mean or 0) if took else "",
    }
    if board.total.count == 0:
        return _("Aucune facture déposée dans cette période.")
    if space is Space.ISSUED:
        said = _("%(count)s factures et avoirs envoyés, %(amount)s TTC.")
    else:
        said = _("%(count)s factures et avoirs reçus, %(amount)s TTC.")
    return (said + (" " + _("Paiement en %(days)s en moyenne.") if took else "")) % values


def _figures(board: Board, always: Iterable[Status], then: Iterable[Status], links: Links) -> Iterable[Figure]:
    if Status.A_RECYCLER in always and links.here == reverse("issued:search"):
        draft = look(Status.BROUILLON)
        yield Figure(
            label=draft.label,
            icon=draft.icon,
            tone=draft.tone,
            value=grouped(board.drafts.count),
            detail=_("non envoyés, de toute date"),
            href=links.drafts,
        )
    for status in sorted((*always, *(one for one in then if one in board.statuses)), key=_WAY.index):
        total, seen = board.statuses.get(status, Total()), look(status)
        yield Figure(
            label=seen.label,
            icon=seen.icon,
            tone=seen.tone if total.count else "mute",
            value=grouped(total.count),
            detail=" + ".join([euros(total.euros), *(amount_in(amount, one) for one, amount in total.others)]),
            href=links(statut=status),
        )


def _amounts(board: Board, months: Sequence[date], *, on: date) -> charts.Chart:
    values = [(_abbreviated(month), float(board.months[month].euros), _short(board, month)) for month in months]
    return charts.bars(values, grid=grid([value for _, value, _ in values]), now=months[-1] == on.replace(day=1))


def _abbreviated(month: date) -> str:
    return format_date(month, "LLL", locale=get_language())


def _short(board: Board, month: date) -> str:
    return in_thousands(float(board.months[month].euros) / 1000)


def in_thousands(thousands: float) -> str:
    """A number of thousands, short enough for a chart."""
    places = 0 if abs(thousands) >= 100 or thousands == int(thousands) else 1
    return str(number_format(round(thousands, places), places, force_grouping=True))


def grid(values: Sequence[float]) -> list[tuple[float, str]]:
    """Lines at round thousands of euros."""
    top = max([*values, 1000.0])
    step = 10.0 ** len(str(int(top / 4))) / 10
    step *= next(one for one in (1, 2, 5, 10) if step * one * 4 >= top)
    lines = [step * rank for rank in range(1, 5) if step * rank <= top * 1.1]
    return [(line, _("%(number)s k€") % {"number": in_thousands(line / 1000)}) for line in lines]


def _delays(board: Board, months: Sequence[date]) -> charts.Chart:
    known = [(month, board.paid[month].mean) for month in months]
    values = [(_abbreviated(month), float(mean), str(mean)) for month, mean in known if mean is not None]
    top = max(value for _, value, _ in values)
    step = 10 if top <= 60 else 30
    grid = [(float(line), _("%(days)s j") % {"days": line}) for line in range(step, int(top) + step, step)]
    return charts.curve(values, grid=grid[:8])


def _month(month: date, total: Total, links: Links) -> Line:
    asked = {"du": month.isoformat(), "au": _last(month).isoformat()}
    return _line(date_format(month, "F Y"), total, links(**asked))


def _last(month: date) -> date:
    return back(month, -1) - timedelta(days=1)


def _delay(step: str | Promise, took: Spread, href: str) -> Delay:
    return Delay(step=step, mean=_told(took.mean), median=_told(took.median), count=took.count, href=href)


def _line(label: str, total: Total, href: str = "", heading: str = "") -> Line:
    return Line(label=label, count=total.count, amount=euros(total.euros), href=href, heading=heading)


def _returns(board: Board, links: Links) -> Iterable[Line]:
    for status in _BACK:
        those = sorted(board.returns.get(status, {}).items(), key=lambda pair: (-pair[1].count, pair[0]))
        for motive, total in those:
            heading = str(Status(status).label)
            yield _line(motives.label(motive) or _("Sans motif"), total, links(motif=f"{status}:{motive}"), heading)


def _late(board: Board, links: Links) -> Late | None:
    late = board.late
    if not late.total.count:
        return None
    return Late(
        count=late.total.count,
        amount=euros(late.total.euros),
        href=links.late(),
        interest=euros(late.interest),
        fees=euros(late.fees),
        known=late.known,
        others=[amount_in(amount, currency) for currency, amount in late.total.others],
    )


def _told(number: int | None) -> str:
    return days(number) if number is not None else "—"
