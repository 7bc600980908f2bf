"""The e-mails about an account."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from unisson.kernel.clock import PARIS
from unisson.notices.letters import Letter, letter


@letter("password-reset")
def password_reset(values: Mapping[str, Any]) -> Letter:
    """To the connection address: the link that lets its reader choose a new password."""
    until = datetime.fromisoformat(values["until"]).astimezone(PARIS)
    return Letter(
        title=_("Choisissez un nouveau mot de passe"),
        paragraphs=(
            _("Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour ce compte."),
            _("Le lien ne sert qu’une fois, jusqu’au %(day)s à %(time)s.")
            % {"day": f"{until:%d/%m/%Y}", "time": f"{until:%H:%M}"},
            _("Si ce n’est pas vous, ne faites rien : votre mot de passe reste le même."),
        ),
        button=(
            _("Choisir mon mot de passe"),
            f"{settings.BASE_URL}/mot-de-passe/{values['person']}/{values['token']}/",
        ),
    )
