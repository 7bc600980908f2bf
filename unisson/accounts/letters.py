"""The e-mails about an account."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from unisson.kernel.clock import PARIS
from unisson.notices.letters import Letter, letter

from .acts import SAID
from .models import AccountAct


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


@letter("account-changed")
def account_changed(values: Mapping[str, Any]) -> Letter:
    """To the connection address: how its account signs in was changed."""
    at = datetime.fromisoformat(values["at"]).astimezone(PARIS)
    facts = [(_("Quand"), f"{at:%d/%m/%Y} {at:%H:%M}")]
    if values["what"] == AccountAct.What.CODE_USED:
        facts.append((_("Codes de secours restants"), values["detail"]))
    elif values["detail"]:
        facts.append((_("Détail"), values["detail"]))
    return Letter(
        title=str(SAID[values["what"]]),
        paragraphs=(
            _("La façon de se connecter à ce compte a changé."),
            _("Si c’est vous, ou une personne qui partage cette adresse avec vous, il n’y a rien à faire."),
            _("Sinon, choisissez aussitôt un nouveau mot de passe, puis regardez « Sécurité » dans « Mon compte »."),
        ),
        facts=tuple(facts),
        button=(_("Choisir un nouveau mot de passe"), f"{settings.BASE_URL}/mot-de-passe/"),
    )
