"""The e-mails about an account."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from unisson.kernel.clock import PARIS
from unisson.notices.letters import Letter, letter

from . import contact
from .acts import SAID, UNDONE_WITHIN
from .models import AccountAct


@letter("password-reset")
def password_reset(values: Mapping[str, Any]) -> Letter:
    """To the connection address: the link that lets its reader choose a new password."""
    return Letter(
        reaches="security",
        title=_("Choisissez un nouveau mot de passe"),
        paragraphs=(
            _("Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour ce compte."),
            _until(values["until"]),
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
    if means := values.get("means"):
        facts.append((_("Moyens du second facteur"), ", ".join(means)))
    if token := values.get("token"):
        return _undoable(str(SAID[values["what"]]), tuple(facts), token=token, at=at)
    return Letter(
        reaches="security",
        title=str(SAID[values["what"]]),
        paragraphs=(
            _changed(values["what"]),
            _("Si c’est vous, ou une personne qui partage cette adresse avec vous, il n’y a rien à faire."),
            _("Sinon, choisissez aussitôt un nouveau mot de passe, puis regardez « Sécurité » dans « Mon compte »."),
        ),
        facts=tuple(facts),
        button=(_("Choisir un nouveau mot de passe"), f"{settings.BASE_URL}/mot-de-passe/"),
    )


def _changed(what: str) -> str:
    if what == AccountAct.What.DATA_CHANGED:
        return _("Le nom, l’adresse de contact ou le téléphone de ce compte ont changé.")
    return _("La façon de se connecter à ce compte a changé.")


def _undoable(title: str, facts: tuple[tuple[str, str], ...], *, token: str, at: datetime) -> Letter:
    """Something was added: the letter leads to where it is taken away."""
    return Letter(
        reaches="security",
        title=title,
        paragraphs=(
            _("Si c’est vous, ou une personne qui partage cette adresse avec vous, il n’y a rien à faire."),
            _("Ce n’était pas vous ? Le lien ci-dessous montre ce qui a été ajouté depuis, et le retire."),
            _until((at + UNDONE_WITHIN).isoformat()),
        ),
        facts=facts,
        button=(_("Ce n’était pas moi"), f"{settings.BASE_URL}/pas-moi/{token}/"),
    )


@letter("account-locked")
def account_locked(values: Mapping[str, Any]) -> Letter:
    """To the connection address: too many failed attempts."""
    until = datetime.fromisoformat(values["until"]).astimezone(PARIS)
    return Letter(
        reaches="security",
        title=_("Votre compte est verrouillé jusqu’à %(time)s") % {"time": f"{until:%H:%M}"},
        tone="warn",
        paragraphs=(*_wrong(second=values.get("second", False)), _("Ce courriel ne part qu’une fois par jour.")),
        button=(_("Choisir un nouveau mot de passe"), f"{settings.BASE_URL}/mot-de-passe/"),
    )


def _wrong(*, second: bool) -> tuple[str, ...]:
    """What was wrong, and what to do about it. Wrong codes come after the right password, or by a linked site."""
    if second:
        return (
            _("Cinq codes faux ont été tapés au second facteur de ce compte, après le bon mot de passe."),
            _("C’était vous ? Attendez cette heure : un nouveau mot de passe n’y change rien."),
            _(
                "Ce n’était pas vous ? Personne n’est entré, mais quelqu’un connaît votre mot de passe, lit vos"
                " courriels ou entre par un autre site lié : changez aussitôt ces mots de passe."
            ),
        )
    return (
        _("Cinq mots de passe faux ont été tapés pour se connecter à ce compte."),
        _("C’était vous ? Attendez cette heure, ou choisissez un nouveau mot de passe, qui déverrouille aussitôt."),
        _(
            "Ce n’était pas vous ? Personne n’est entré par là. Choisissez un nouveau mot de passe si l’ancien a pu"
            " être vu, et un second facteur dans « Sécurité » si vous n’en avez pas."
        ),
    )


@letter("contact-proof")
def contact_proof(values: Mapping[str, Any]) -> Letter:
    """To a contact address: the link that lets it take notices."""
    return Letter(
        reaches="typed",
        title=_("Confirmez votre adresse de contact"),
        paragraphs=(
            _("%(name)s a donné cette adresse pour recevoir les courriels d’Unisson.") % {"name": values["name"]},
            _until(values["until"]),
            _("Si ce n’est pas vous, ne faites rien : aucun autre courriel n’y partira."),
        ),
        button=(_("Confirmer cette adresse"), contact.link(values["token"])),
    )


@letter("address-new")
def address_new(values: Mapping[str, Any]) -> Letter:
    """To the new connection address: the link that confirms it."""
    return Letter(
        reaches="typed",
        title=_("Confirmez votre nouvelle adresse de connexion"),
        paragraphs=(
            _("%(name)s a demandé à se connecter désormais avec cette adresse.") % {"name": values["name"]},
            _until(values["until"]),
            _("Si ce n’est pas vous, ne faites rien : sans confirmation, rien ne change."),
        ),
        button=(_("Confirmer cette adresse"), f"{settings.BASE_URL}/adresse/{values['token']}/"),
    )


@letter("address-taken")
def address_taken(values: Mapping[str, Any]) -> Letter:
    """To an address that has an account, which somebody wanted for theirs."""
    return Letter(
        reaches="typed",
        title=_("Cette adresse a déjà un compte"),
        paragraphs=(
            _("Quelqu’un, vous peut-être, a demandé à donner cette adresse à un autre compte."),
            _("C’est impossible tant que celui-ci existe. Rien n’a changé."),
        ),
    )


@letter("address-leaving")
def address_leaving(values: Mapping[str, Any]) -> Letter:
    """To the old connection address: what was asked, and the way back."""
    return Letter(
        reaches="security",
        title=_("Changement de votre adresse de connexion"),
        paragraphs=(
            _("L’adresse %(address)s remplacera celle-ci dès qu’elle sera confirmée.") % {"address": values["address"]},
            _("Si c’est vous, il n’y a rien à faire."),
            _("Sinon, gardez celle-ci : le lien ci-dessous annule le changement, même confirmé."),
            _until(values["until"]),
        ),
        button=(_("Garder cette adresse"), f"{settings.BASE_URL}/adresse/retour/{values['token']}/"),
    )


@letter("account-closed")
def account_closed(values: Mapping[str, Any]) -> Letter:
    """To the address of an account that its person closed: the last letter."""
    return Letter(
        reaches="",
        title=_("Votre accès est désactivé"),
        paragraphs=(
            _("Votre nom et vos adresses ont été effacés de ce compte, qui ne s’ouvre plus."),
            _("Les factures et leurs historiques restent, sans votre nom, comme la loi l’exige."),
            _("Si ce n’est pas vous, écrivez à l’exploitant du portail."),
        ),
    )


def _until(instant: str) -> str:
    until = datetime.fromisoformat(instant).astimezone(PARIS)
    return _("Le lien ne sert qu’une fois, jusqu’au %(day)s à %(time)s.") % {
        "day": f"{until:%d/%m/%Y}",
        "time": f"{until:%H:%M}",
    }
