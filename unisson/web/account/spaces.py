"""The eight spaces of the sign-up, in the order and with the words of the original (seeds, chapter III step 3)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.directory.openings import possible
from unisson.directory.spaces import Space

DESCRIPTIONS: dict[Space, str | Promise] = {
    Space.FUEL: _("Réservé au dépôt des demandes de remboursement TIC"),
    Space.COMMITMENTS: _("Visualisation des commandes de l’Etat"),
    Space.VALIDATION: _("Réservé à la validation des sous-traitants et cotraitants"),
    Space.WORKS: _("Réservé au dépôt de factures de travaux (fournisseurs, MOE, MDA)"),
    Space.ISSUED: _(
        "Réservé au dépôt et à la visualisation des factures émises à destination des structures publiques"
    ),
    Space.RECEIVED: _("Réservé à la réception et au traitement des factures adressées à une structure publique"),
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


def space_rows(*, public: bool) -> list[SpaceRow]:
    """The seeds' eight, « Factures émises » OUI and the others NON. A public structure has « Factures reçues » too,
    which is then the one that is OUI."""
    advised, offered = (Space.RECEIVED if public else Space.ISSUED), possible(public=public)
    return [
        SpaceRow(
            code=space.value,
            label=space.label,
            description=description,
            on=space is advised,
            coming=space not in offered,
        )
        for space, description in DESCRIPTIONS.items()
        if public or space is not Space.RECEIVED
    ]
