"""The e-mails about a structure's identifier and activity."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from unisson.notices.letters import Letter, letter


@letter("structure-renumbered")
def structure_renumbered(values: Mapping[str, Any]) -> Letter:
    """To everybody attached, and who asked to be: another identifier, what goes on and what to do."""
    return Letter(
        title=_("%(former)s a changé d’identifiant") % values,
        paragraphs=(
            _("%(by)s l’a modifié. Vous avez les mêmes droits sous le nouveau.") % values,
            _("Les factures déjà déposées restent sous l’ancien : vous les suivez et les traitez comme avant."),
            _("Donnez le nouvel identifiant à vos clients et fournisseurs : l’ancien ne reçoit ni n’envoie plus."),
        ),
        quote=values["comment"],
        quoted=values["by"],
        facts=((_("Ancien identifiant"), values["former"]), (_("Nouvel identifiant"), values["present"])),
        button=(_("Voir mes rattachements"), f"{settings.BASE_URL}/mon-compte/rattachements/"),
    )


@letter("structure-activity")
def structure_activity(values: Mapping[str, Any]) -> Letter:
    """To everybody attached: the structure was closed, or opened again."""
    title = _("%(structure)s est de nouveau active") if values["active"] else _("%(structure)s est désactivée")
    said = (
        _("%(by)s l’a réactivée : elle envoie et reçoit de nouveau des factures.")
        if values["active"]
        else _(
            "%(by)s l’a désactivée : plus aucune facture n’en part ni n’y arrive. Celles en cours se suivent encore."
        )
    )
    return Letter(
        title=title % values,
        tone="ok" if values["active"] else "warn",
        paragraphs=(said % values,),
        quote=values["comment"],
        quoted=values["by"],
        button=(_("Voir mes rattachements"), f"{settings.BASE_URL}/mon-compte/rattachements/"),
    )
