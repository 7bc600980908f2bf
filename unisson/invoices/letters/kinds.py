"""The e-mails about invoices: what each kind says, in the language of its reader."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unisson.notices.letters import Letter, letter

from ..chronicle import MESSAGES
from ..models import Message
from ..motives import RETURNS
from ..status import Status
from .facts import issued_page, received_facts, received_page, sent_facts
from .returned import came_back

_TONES = {
    Status.MISE_EN_PAIEMENT: "ok",
    Status.SERVICE_FAIT: "ok",
}
_SAID: dict[str, str | Promise] = {
    Message.What.QUESTION: gettext_lazy("%(name)s vous écrit au sujet de la facture n° %(number)s."),
    Message.What.CONTEST: gettext_lazy("%(name)s conteste le rejet de la facture n° %(number)s."),
    Message.What.REJECTION_ASKED: gettext_lazy(
        "%(name)s a envoyé la facture n° %(number)s par erreur et vous demande de la rejeter."
    ),
}


_ABOUT: dict[str, str | Promise] = {
    Message.What.QUESTION: gettext_lazy("Facture n° %(number)s : %(name)s vous écrit"),
    Message.What.CONTEST: gettext_lazy("Facture n° %(number)s : %(name)s conteste le rejet"),
    Message.What.REJECTION_ASKED: gettext_lazy("Facture n° %(number)s : %(name)s vous demande de la rejeter"),
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
        button=(_("Ouvrir la facture"), received_page(values)),
        facts=received_facts(values),
    )


@letter("status-changed")
def status_changed(values: Mapping[str, Any]) -> Letter:
    """To the supplier: the recipient took the invoice one step on, or back to its supplier with a motif."""
    status = Status(values["status"])
    if status in RETURNS:
        return came_back(values, status)
    return Letter(
        title=_("Facture n° %(number)s : %(status)s") % {"number": values["number"], "status": status.label},
        state=str(status.label),
        tone=_TONES.get(status, "accent"),
        paragraphs=(_("%(recipient)s a fait avancer votre facture n° %(number)s.") % values,),
        quote=values.get("comment", ""),
        button=(_("Suivre la facture"), issued_page(values)),
        facts=sent_facts(values, since=_("Depuis le")),
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
        button=(_("Ouvrir la facture"), received_page(values)),
        facts=received_facts(values),
    )


@letter("message-written")
def message_written(values: Mapping[str, Any]) -> Letter:
    """To the other side of an invoice: a question, an answer, a contested rejection, a rejection asked for."""
    page = received_page if values["to"] == "recipient" else issued_page
    return Letter(
        title=str(_ABOUT[values["what"]]) % values,
        state=str(MESSAGES[values["what"]]),
        tone="warn" if values["what"] != Message.What.QUESTION else "accent",
        paragraphs=(str(_SAID[values["what"]]) % values,),
        quote=values["comment"],
        button=(_("Lire et répondre"), f"{page(values)}#echanges"),
        facts=received_facts(values),
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
        button=(_("Ouvrir la facture"), received_page(values)),
        facts=received_facts(values),
    )
