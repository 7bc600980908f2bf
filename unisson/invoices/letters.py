"""The e-mails about invoices: what each kind says, in the language of its reader."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unisson.kernel import money
from unisson.notices.language import reader_language
from unisson.notices.letters import Letter, letter

from . import motives
from .chronicle import MESSAGES
from .models import Message
from .status import Status

_TONES = {
    Status.MISE_EN_PAIEMENT: "ok",
    Status.SERVICE_FAIT: "ok",
    Status.REJETEE: "bad",
    Status.SUSPENDUE: "warn",
    Status.A_RECYCLER: "warn",
}
_ADVANCED: str | Promise = gettext_lazy("%(recipient)s a fait avancer votre facture n° %(number)s.")
_RETURNED: dict[Status, str | Promise] = {
    Status.REJETEE: gettext_lazy(
        "%(recipient)s a rejeté votre facture n° %(number)s. Le rejet est définitif : refaites-la sous un autre numéro."
    ),
    Status.SUSPENDUE: gettext_lazy(
        "%(recipient)s a suspendu votre facture n° %(number)s : il manque une pièce."
        " Une première suspension arrête le délai de paiement."
    ),
    Status.A_RECYCLER: gettext_lazy(
        "%(recipient)s vous demande de recycler votre facture n° %(number)s : le destinataire, le service ou"
        " l’engagement est erroné. Le numéro reste le même."
    ),
}
"""What came back, and what to do (domain-rules §5.2)."""
_SAID: dict[str, str | Promise] = {
    Message.What.QUESTION: gettext_lazy("%(name)s vous écrit au sujet de la facture n° %(number)s."),
    Message.What.CONTEST: gettext_lazy("%(name)s conteste le rejet de la facture n° %(number)s."),
    Message.What.REJECTION_ASKED: gettext_lazy(
        "%(name)s a envoyé la facture n° %(number)s par erreur et vous demande de la rejeter."
    ),
}


@letter("invoice-available")
def invoice_available(values: Mapping[str, Any]) -> Letter:
    """To the recipient: an invoice waits. The date of this e-mail starts the payment period (domain-rules §5.6)."""
    return Letter(
        title=_("Facture n° %(number)s de %(supplier)s à traiter") % values,
        state=_("Mise à disposition"),
        tone="accent",
        paragraphs=(
            _("%(supplier)s a déposé une facture que %(recipient)s peut traiter dès maintenant.") % values,
            _("Le délai de paiement court à partir de ce courriel."),
        ),
        button=(_("Ouvrir la facture"), f"{settings.BASE_URL}/factures-recues/{values['invoice']}/"),
        facts=_facts(values),
    )


@letter("status-changed")
def status_changed(values: Mapping[str, Any]) -> Letter:
    """To the supplier: the recipient took the invoice one step on, or back to its supplier with a motif."""
    status = Status(values["status"])
    return Letter(
        title=_("Facture n° %(number)s : %(status)s") % {"number": values["number"], "status": status.label},
        state=str(status.label),
        tone=_TONES.get(status, "accent"),
        paragraphs=(str(_RETURNED.get(status, _ADVANCED)) % values,),
        quote=values.get("comment", ""),
        button=(_("Suivre la facture"), f"{settings.BASE_URL}/factures-emises/{values['invoice']}/"),
        facts=_facts(values),
    )


@letter("invoice-completed")
def invoice_completed(values: Mapping[str, Any]) -> Letter:
    """To the recipient: the documents it asked for are there, and a new payment period runs (domain-rules §5.6)."""
    return Letter(
        title=_("Facture n° %(number)s de %(supplier)s : complétée") % values,
        state=str(Status.COMPLETEE.label),
        tone="accent",
        paragraphs=(
            _("%(supplier)s a complété la facture n° %(number)s que vous aviez suspendue.") % values,
            _("Si la suspension avait arrêté le délai de paiement, un nouveau s’ouvre aujourd’hui."),
        ),
        quote=values.get("comment", ""),
        button=(_("Ouvrir la facture"), f"{settings.BASE_URL}/factures-recues/{values['invoice']}/"),
        facts=_facts(values),
    )


@letter("message-written")
def message_written(values: Mapping[str, Any]) -> Letter:
    """To the other side of an invoice: a question, an answer, a contested rejection, a rejection asked for."""
    page = "factures-recues" if values["to"] == "recipient" else "factures-emises"
    return Letter(
        title=_("Facture n° %(number)s : %(name)s vous écrit") % values,
        state=str(MESSAGES[values["what"]]),
        tone="warn" if values["what"] != Message.What.QUESTION else "accent",
        paragraphs=(str(_SAID[values["what"]]) % values,),
        quote=values["comment"],
        button=(_("Lire et répondre"), f"{settings.BASE_URL}/{page}/{values['invoice']}/#echanges"),
        facts=_facts(values),
    )


@letter("invoice-handed")
def invoice_handed(values: Mapping[str, Any]) -> Letter:
    """To a colleague inside the recipient's structure: the invoice is now in his hands."""
    return Letter(
        title=_("Facture n° %(number)s de %(supplier)s : elle vous est confiée") % values,
        state=_("Confiée"),
        tone="accent",
        paragraphs=(_("%(by)s vous a confié la facture n° %(number)s de %(supplier)s.") % values,),
        quote=values.get("comment", ""),
        button=(_("Ouvrir la facture"), f"{settings.BASE_URL}/factures-recues/{values['invoice']}/"),
        facts=_facts(values),
    )


def _facts(values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    optional = (("service", _("Service")), ("reason", _("Motif")))
    due = money.show(Decimal(values["due"]), language=reader_language())
    facts = [(_("Numéro"), values["number"]), (_("Net à payer"), f"{due}\u00a0{values['currency']}")]
    told = {**values, "reason": motives.label(values.get("reason", ""))}
    facts += [(label, told[name]) for name, label in optional if told.get(name)]
    return tuple(facts)
