"""« Paiement estimé »: when an invoice will probably be paid, said to be an estimate and why."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unisson.invoices.board.forecast import Estimate, Ground, estimated
from unisson.invoices.models import Invoice
from unisson.web.tags import day


@dataclass(frozen=True, kw_only=True)
class Expected:
    """`when`: the date with its range, in words, or that none is told; `why`: what it stands on."""

    when: str
    why: str


def expected(invoice: Invoice, *, on: date) -> Expected | None:
    """Of an invoice that waits for its payment, told to its supplier. Two queries at most."""
    found = estimated(invoice, on=on)
    return _told(found) if found else None


def _told(found: Estimate) -> Expected:
    if found.ground is Ground.SILENT:
        why = _("Ce destinataire n’annonce pas ses paiements sur le portail : le vôtre n’y sera pas visible.")
        return Expected(when=_("Aucune date"), why=why)
    if found.ground is Ground.BEYOND:
        return Expected(
            when=_("Aucune date"), why=_("Elle attend déjà plus longtemps que d’habitude chez ce destinataire.")
        )
    values = {"middle": day(found.middle), "early": day(found.early), "late": day(found.late)}
    if found.ground is Ground.LEGAL:
        why = _("Limite légale : trop peu de paiements de ce destinataire sont connus pour estimer mieux.")
        return Expected(when=_("Le %(middle)s au plus tard") % values, why=why)
    why = ngettext(
        "Estimation et non promesse, d’après %(count)d paiement de ce destinataire depuis douze mois.",
        "Estimation et non promesse, d’après %(count)d paiements de ce destinataire depuis douze mois : six factures"
        " sur dix sont payées entre ces deux dates.",
        found.payments,
    )
    if found.early == found.late:
        return Expected(when=_("Vers le %(middle)s") % values, why=why % {"count": found.payments})
    when = _("Vers le %(middle)s, entre le %(early)s et le %(late)s") % values
    return Expected(when=when, why=why % {"count": found.payments})
