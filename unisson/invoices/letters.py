"""The e-mails about invoices: what each kind says, in the language of its reader."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unisson.kernel import money
from unisson.notices.letters import Letter, letter

from .status import Status

_TONES = {Status.MISE_EN_PAIEMENT: "ok", Status.SERVICE_FAIT: "ok", Status.REJETEE: "bad", Status.SUSPENDUE: "warn"}


@letter("invoice-available")
def invoice_available(values: Mapping[str, Any]) -> Letter:
    """To the recipient: an invoice waits. The date of this e-mail starts the payment period (domain-rules §5.6)."""
    return Letter(
        title=_("Facture n° %(number)s de %(supplier)s à traiter") % values,
        state=_("Mise à disposition"),
        tone="accent",
        paragraphs=(
            _("%(supplier)s a déposé une facture à l’attention de %(recipient)s.") % values,
            _("Le délai de paiement court à partir de ce courriel."),
        ),
        button=(_("Ouvrir la facture"), f"{settings.BASE_URL}/factures-recues/{values['invoice']}/"),
        facts=_facts(values),
    )


@letter("status-changed")
def status_changed(values: Mapping[str, Any]) -> Letter:
    """To the supplier: the recipient took the invoice one step on."""
    label = Status(values["status"]).label
    return Letter(
        title=_("Facture n° %(number)s : %(status)s") % {"number": values["number"], "status": label},
        state=str(label),
        tone=_TONES.get(Status(values["status"]), "accent"),
        paragraphs=(_("%(recipient)s a fait avancer votre facture n° %(number)s.") % values,),
        quote=values.get("comment", ""),
        button=(_("Suivre la facture"), f"{settings.BASE_URL}/factures-emises/{values['invoice']}/"),
        facts=_facts(values),
    )


def _facts(values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    language = "en" if (get_language() or "fr").startswith("en") else "fr"
    due = money.show(Decimal(values["due"]), language=language)
    facts = [(_("Numéro"), values["number"]), (_("Net à payer"), f"{due}\u00a0{values['currency']}")]
    if values.get("service"):
        facts.append((_("Service"), values["service"]))
    return tuple(facts)
