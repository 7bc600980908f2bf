"""The e-mails about accounts asked for and about attachments."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from unisson.kernel.clock import PARIS
from unisson.notices.letters import Letter, letter

from .letters_people import asked_facts

_SPACES = "ESPACES"
"""`Demand.Kind.SPACES` as letters keep it."""


@letter("account-activation")
def account_activation(values: Mapping[str, Any]) -> Letter:
    """To the address that asked for an account: the link that makes it."""
    until = datetime.fromisoformat(values["until"]).astimezone(PARIS)
    moment = {"day": f"{until:%d/%m/%Y}", "time": f"{until:%H:%M}"}
    return Letter(
        reaches="typed",
        title=_("Activez votre compte"),
        paragraphs=(
            _("Suivez ce lien pour choisir votre mot de passe : votre compte est alors prêt."),
            _(
                "Il ne sert qu’une fois, jusqu’au %(day)s à %(time)s. Passé ce délai, la page de connexion en envoie un"
                " autre."
            )
            % moment,
            _("Si vous n’avez rien demandé, ne faites rien : aucun compte ne sera créé."),
        ),
        facts=((_("Structure"), values.get("structure") or _("votre structure")),),
        button=(_("Activer mon compte"), f"{settings.BASE_URL}/activation/{values['token']}/"),
    )


@letter("account-exists")
def account_exists(values: Mapping[str, Any]) -> Letter:
    """To an address that has an account already: nothing was created."""
    return Letter(
        reaches="typed",
        title=_("Vous avez déjà un compte"),
        paragraphs=(
            _("Quelqu’un, sans doute vous, a demandé la création d’un compte à cette adresse. Elle en a déjà un."),
            _("Connectez-vous. Si vous avez oublié votre mot de passe, la page de connexion en donne un nouveau."),
        ),
        button=(_("Se connecter"), f"{settings.BASE_URL}/connexion/"),
    )


@letter("attachment-asked")
def attachment_asked(values: Mapping[str, Any]) -> Letter:
    """To each manager of a structure: somebody asks to be attached, or for one more of its spaces."""
    title = (
        _("%(person)s demande un espace de plus à %(structure)s")
        if values["kind"] == _SPACES
        else _("%(person)s demande à être rattaché à %(structure)s")
    )
    subject = (
        _("Demande d’espace : %(person)s") if values["kind"] == _SPACES else _("Demande de rattachement : %(person)s")
    )
    return Letter(
        title=title % values,
        subject=subject % values,
        paragraphs=(_("Vous gérez cette structure : acceptez ou refusez cette demande. Elle prend effet aussitôt."),),
        quote=values["word"],
        quoted=values["person"],
        facts=asked_facts(values),
        button=(_("Traiter la demande"), f"{settings.BASE_URL}/gestionnaire/"),
    )


@letter("attachment-decided")
def attachment_decided(values: Mapping[str, Any]) -> Letter:
    """To whoever asked to be attached: what a manager decided."""
    accepted = values["accepted"]
    title = _decided_title(spaces=values["kind"] == _SPACES, accepted=accepted)
    said = (
        _("%(by)s a accepté votre demande. Vos espaces sont ouverts, sans vous reconnecter.")
        if accepted
        else _("%(by)s a refusé votre demande. Adressez-vous au gestionnaire de la structure.")
    )
    return Letter(
        title=title % values,
        tone="ok" if accepted else "bad",
        paragraphs=(said % values,),
        quote=values["comment"],
        quoted=values["by"],
        button=(_("Ouvrir Unisson"), f"{settings.BASE_URL}/"),
    )


def _decided_title(*, spaces: bool, accepted: bool) -> str:
    if spaces:
        return (
            _("Votre espace à %(structure)s est ouvert") if accepted else _("Votre espace à %(structure)s est refusé")
        )
    return _("Vous êtes rattaché à %(structure)s") if accepted else _("Votre rattachement à %(structure)s est refusé")
