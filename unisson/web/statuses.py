"""How each status looks: its label, its tone and its icon (the design system's table of statuses)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.invoices.status import Status


@dataclass(frozen=True)
class StatusLook:
    """What a badge shows for one status. `weight` is "draft" (dashed), "final" (full) or empty."""

    label: str | Promise
    tone: str
    icon: str
    weight: str = ""


LOOKS: dict[str, StatusLook] = {
    Status.BROUILLON: StatusLook(Status.BROUILLON.label, "warn", "draft", "draft"),
    Status.DEPOSEE: StatusLook(Status.DEPOSEE.label, "info", "sent"),
    Status.EN_COURS_ACHEMINEMENT: StatusLook(Status.EN_COURS_ACHEMINEMENT.label, "info", "route"),
    Status.MISE_A_DISPOSITION: StatusLook(Status.MISE_A_DISPOSITION.label, "accent", "inbox"),
    Status.A_RECYCLER: StatusLook(Status.A_RECYCLER.label, "warn", "recycle"),
    Status.SUSPENDUE: StatusLook(Status.SUSPENDUE.label, "warn", "pause"),
    Status.COMPLETEE: StatusLook(Status.COMPLETEE.label, "info", "refile"),
    Status.REJETEE: StatusLook(Status.REJETEE.label, "bad", "reject"),
    Status.PRISE_EN_COMPTE_DESTINATAIRE: StatusLook(Status.PRISE_EN_COMPTE_DESTINATAIRE.label, "accent", "hand"),
    Status.SERVICE_FAIT: StatusLook(Status.SERVICE_FAIT.label, "ok", "done"),
    Status.MANDATEE: StatusLook(Status.MANDATEE.label, "ok", "mandate"),
    Status.MISE_A_DISPOSITION_COMPTABLE: StatusLook(Status.MISE_A_DISPOSITION_COMPTABLE.label, "ok", "bank"),
    Status.COMPTABILISEE: StatusLook(Status.COMPTABILISEE.label, "ok", "ledger"),
    Status.MISE_EN_PAIEMENT: StatusLook(Status.MISE_EN_PAIEMENT.label, "ok", "paid", "final"),
    Status.ABANDONNEE: StatusLook(Status.ABANDONNEE.label, "mute", "archive"),
    Status.SUPPRIMEE: StatusLook(Status.SUPPRIMEE.label, "mute", "trash"),
    Status.NON_CONFORME: StatusLook(Status.NON_CONFORME.label, "bad", "shield"),
    Status.A_VALIDER_1: StatusLook(Status.A_VALIDER_1.label, "accent", "hourglass"),
    "A_VALIDER_2": StatusLook(_("Mise à disposition du second valideur"), "accent", "hourglass"),
    "VALIDEE_1": StatusLook(_("Validée par le premier valideur"), "ok", "validate"),
    "VALIDEE_2": StatusLook(_("Validée par le second valideur"), "ok", "validate"),
    "ABSENCE_VALIDATION_1_HORS_DELAI": StatusLook(_("Validation 1 hors délai"), "info", "clock"),
    "ABSENCE_VALIDATION_2_HORS_DELAI": StatusLook(_("Validation 2 hors délai"), "info", "clock"),
    "REFUSEE_1": StatusLook(_("Refusée par le premier valideur"), "bad", "reject"),
    "REFUSEE_2": StatusLook(_("Refusée par le second valideur"), "bad", "reject"),
    "ERREUR_FOURNISSEUR_SUR_VALIDEUR": StatusLook(
        _("Refusée par le premier valideur pour erreur d’acheminement"), "warn", "recycle"
    ),
    "ERREUR_COTRAITANT_SUR_VALIDEUR": StatusLook(
        _("Refusée par le second valideur pour erreur d’acheminement"), "warn", "recycle"
    ),
}
"""The statuses of the lifecycle, then those of the circuits of validation that are still to come."""


def look(code: str) -> StatusLook:
    """The look of `code`; an unknown code is shown as it is, muted, so that a new status never breaks a page."""
    return LOOKS.get(code) or StatusLook(code, "mute", "info")
