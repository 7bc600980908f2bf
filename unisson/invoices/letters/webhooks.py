"""The e-mail about a webhook that the portal stopped."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from unisson.notices.letters import Letter, letter

WEBHOOKS = "/raccordement/webhooks/"


@letter("webhook-disabled")
def webhook_disabled(values: Mapping[str, Any]) -> Letter:
    """To who may mend it: nothing is posted there any more."""
    why = (
        _("Votre programme a répondu 410 : il n’attend plus rien à cette adresse.")
        if values["gone"]
        else _("Rien n’y est arrivé depuis cinq jours.")
    )
    return Letter(
        title=_("Le webhook « %(webhook)s » est arrêté") % values,
        tone="warn",
        paragraphs=(why, _("Les événements de la suite ne sont pas gardés pour lui.")),
        steps=(
            _("Lisez dans son journal ce que votre programme a répondu."),
            _("Réparez, puis choisissez « Reprendre »."),
            _("Rejouez ce qui a échoué."),
        ),
        facts=((_("Structure"), values["structure"]),),
        button=(_("Voir le webhook"), f"{settings.BASE_URL}{WEBHOOKS}{values['key']}/"),
    )
