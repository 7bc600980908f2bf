"""The figures of a dashboard and of a forecast as tables to keep: a line each, what it is about first."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from unisson.directory.spaces import Space
from unisson.invoices import motives
from unisson.invoices.board.forecast import Apart, Forecast
from unisson.invoices.board.overview import Board, Total
from unisson.invoices.board.portrait import STEPS
from unisson.invoices.board.quantiles import Spread
from unisson.invoices.status import Status
from unisson.web.sheets import Row

_About = str | Promise


def of_board(board: Board, space: Space) -> Iterator[Row]:
    """What the page says, figure by figure; a month in which nothing happened is told too."""
    count, amount = _("Factures"), _("Montant TTC en euros")
    yield [_("Tableau"), _("Ligne"), count, amount, _("Moyenne en jours"), _("Médiane en jours")]
    yield from (
        _counted(_("États"), Status(status).label, board.statuses[status])
        for status in Status.values
        if status in board.statuses
    )
    for month, total in board.months.items():
        yield _counted(_("Montants par mois"), date_format(month, "F Y"), total)
    for month, took in board.paid.items():
        yield _timed(_("Délai de paiement par mois"), date_format(month, "F Y"), took)
    for step in STEPS:
        if step in board.steps:
            yield _timed(_("Délais de traitement"), step.label, board.steps[step])
    others = _("Principaux destinataires") if space is Space.ISSUED else _("Principaux fournisseurs")
    for one in board.partners:
        yield _counted(others, one.name or _("Tous les autres"), one.total)
    for status, those in board.returns.items():
        for motive, total in those.items():
            yield _counted(Status(status).label, motives.label(motive) or _("Sans motif"), total)
    yield _counted(_("En retard de paiement aujourd’hui"), _("de toute période"), board.late.total)


def of_forecast(found: Forecast) -> Iterator[Row]:
    """Its weeks, then what is in none."""
    least, most = _("Reçu à la fin, au moins"), _("Reçu à la fin, au plus")
    yield [_("Semaine du"), _("Factures"), _("Attendu en euros"), least, most]
    for week in found.weeks:
        yield [week.monday, week.count, week.amount, week.least, week.most]
    yield _apart(_("Plus tard"), found.further)
    yield _apart(_("Au-delà des délais habituels"), found.beyond)
    yield _apart(_("Paiement jamais annoncé"), found.silent)
    yield _apart(_("Total"), found.total)


def _counted(about: _About, line: _About, total: Total) -> Row:
    return [about, line, total.count, total.euros, "", ""]


def _timed(about: _About, line: _About, took: Spread) -> Row:
    return [about, line, took.count, "", took.mean, took.median]


def _apart(line: str, those: Apart) -> Row:
    return [line, those.count, those.amount, "", ""]
