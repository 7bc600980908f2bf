"""How each status looks: its official French label, its tone and its icon (the design system's status table)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class StatusLook:
    """What a badge shows for one status. `weight` is "draft" (dashed), "final" (full) or empty."""

    label: str | Promise
    tone: str
    icon: str
    weight: str = ""


LOOKS: dict[str, StatusLook] = {
    "BROUILLON": StatusLook(_("Brouillon"), "warn", "draft", "draft"),
    "DEPOSEE": StatusLook(_("Déposée"), "info", "sent"),
    "EN_COURS_ACHEMINEMENT": StatusLook(_("En cours d’acheminement vers le destinataire"), "info", "route"),
    "MISE_A_DISPOSITION": StatusLook(_("Mise à disposition du destinataire"), "accent", "inbox"),
    "A_RECYCLER": StatusLook(_("À recycler"), "warn", "recycle"),
    "SUSPENDUE": StatusLook(_("Suspendue"), "warn", "pause"),
    "COMPLETEE": StatusLook(_("Complétée"), "info", "refile"),
    "REJETEE": StatusLook(_("Rejetée"), "bad", "reject"),
    "PRISE_EN_COMPTE_DESTINATAIRE": StatusLook(_("Prise en compte par le destinataire"), "accent", "hand"),
    "SERVICE_FAIT": StatusLook(_("Service fait"), "ok", "done"),
    "MANDATEE": StatusLook(_("Mandatée"), "ok", "mandate"),
    "MISE_A_DISPOSITION_COMPTABLE": StatusLook(_("Mise à disposition du comptable"), "ok", "bank"),
    "COMPTABILISEE": StatusLook(_("Comptabilisée"), "ok", "ledger"),
    "MISE_EN_PAIEMENT": StatusLook(_("Mise en paiement"), "ok", "paid", "final"),
    "ABANDONNEE": StatusLook(_("Abandonnée"), "mute", "archive"),
    "SUPPRIMEE": StatusLook(_("Supprimée"), "mute", "trash"),
    "NON_CONFORME": StatusLook(_("Non conforme – non intégrée"), "bad", "shield"),
    "A_VALIDER_1": StatusLook(_("Mise à disposition du premier valideur"), "accent", "hourglass"),
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
"""The codes of the lifecycle. A code that is not here gets its own text, muted: `look()`."""


def look(code: str) -> StatusLook:
    """The look of `code`; an unknown code is shown as it is, muted, so that a new status never breaks a page."""
    return LOOKS.get(code) or StatusLook(code, "mute", "info")
