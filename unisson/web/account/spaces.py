"""The eight spaces of the sign-up, in the order and with the words of the original (seeds, chapter III step 3)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.directory.signup import OPEN_TO_ALL
from unisson.directory.spaces import Space

DESCRIPTIONS: dict[Space, str | Promise] = {
    Space.FUEL: _("Réservé au dépôt des demandes de remboursement TIC"),
    Space.COMMITMENTS: _("Visualisation des commandes de l’Etat"),
    Space.VALIDATION: _("Réservé à la validation des sous-traitants et cotraitants"),
    Space.WORKS: _("Réservé au dépôt de factures de travaux (fournisseurs, MOE, MDA)"),
    Space.ISSUED: _(
        "Réservé au dépôt et à la visualisation des factures émises à destination des structures publiques"
    ),
    Space.JUSTICE: _("Réservé au dépôt de mémoires de frais de justice"),
    Space.CONNECTIONS: _(
        "Permet de demander et de suivre le raccordement de vos structures pour l’utilisation des modes EDI et API"
    ),
    Space.FLOWS: _("Réservé aux structures raccordées émettant des flux EDI"),
}


@dataclass(frozen=True, kw_only=True)
class SpaceRow:
    """One line of « Choix des espaces ». `coming`: not built yet, it cannot be chosen."""

    code: str
    label: str | Promise
    description: str | Promise
    on: bool
    coming: bool


def space_rows() -> list[SpaceRow]:
    """« Factures émises » is OUI, the others NON."""
    return [
        SpaceRow(
            code=space.value,
            label=space.label,
            description=description,
            on=space is Space.ISSUED,
            coming=space not in OPEN_TO_ALL,
        )
        for space, description in DESCRIPTIONS.items()
    ]
