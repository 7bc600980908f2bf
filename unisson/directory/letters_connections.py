"""The e-mails about technical accounts and about software that asks to be let in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from unisson.kernel.clock import PARIS
from unisson.notices.letters import Letter, letter

ACCOUNTS = "/raccordement/comptes-techniques/"
CONNECTIONS = "/raccordement/"


@letter("technical-password")
def technical_password(values: Mapping[str, Any]) -> Letter:
    """To each manager: a machine's password ends soon, and its software with it."""
    until = datetime.fromisoformat(values["until"]).astimezone(PARIS)
    return Letter(
        title=_("Le mot de passe d’un compte technique expire bientôt"),
        tone="warn",
        paragraphs=(
            _("Le %(day)s, le logiciel qui s’en sert ne pourra plus déposer ni suivre de factures.")
            % {"day": f"{until:%d/%m/%Y}"},
            _("Renouvelez-le : l’ancien et le nouveau restent valables ensemble 7 jours."),
        ),
        facts=((_("Structure"), values["structure"]), (_("Compte technique"), values["login"])),
        button=(_("Renouveler le mot de passe"), f"{settings.BASE_URL}{ACCOUNTS}"),
    )


@letter("connection-asked")
def connection_asked(values: Mapping[str, Any]) -> Letter:
    """To each manager: a colleague asks that software be let in."""
    return Letter(
        title=_("%(person)s demande le raccordement de « %(name)s »") % values,
        paragraphs=(_("Validez ou refusez cette demande : le logiciel pourra alors appeler l’API."),),
        quote=values["word"],
        quoted=values["person"],
        facts=((_("Structure"), values["structure"]),),
        button=(_("Voir les raccordements"), f"{settings.BASE_URL}{CONNECTIONS}"),
    )


@letter("connection-decided")
def connection_decided(values: Mapping[str, Any]) -> Letter:
    """To who asked: the software is let in, or not."""
    title = (
        _("Le raccordement de « %(name)s » est validé")
        if values["accepted"]
        else _("Le raccordement de « %(name)s » est refusé")
    )
    said = (
        _("Créez son secret, puis donnez l’identifiant et le secret à ce logiciel.")
        if values["accepted"]
        else _("Voyez avec le gestionnaire ce qui manque, puis demandez-le de nouveau.")
    )
    return Letter(
        title=title % values,
        tone="ok" if values["accepted"] else "warn",
        paragraphs=(said,),
        quote=values["comment"],
        quoted=values["by"],
        facts=((_("Structure"), values["structure"]),),
        button=(_("Voir les raccordements"), f"{settings.BASE_URL}{CONNECTIONS}"),
    )
