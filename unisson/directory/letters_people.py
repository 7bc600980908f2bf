"""The e-mails about rights, roles, successions and appointments."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from unisson.notices.language import moment
from unisson.notices.letters import Letter, letter

from .spaces import Level, Space

Facts = tuple[tuple[str, str], ...]


@letter("attachment-reminder")
def attachment_reminder(values: Mapping[str, Any]) -> Letter:
    """To every manager: a request waits for three days."""
    return Letter(
        title=_("Une demande de %(person)s attend votre décision") % values,
        subject=_("Rappel : demande de %(person)s") % values,
        tone="warn",
        paragraphs=(_("Elle attend depuis le %(day)s. Acceptez-la ou refusez-la.") % {"day": _asked(values)},),
        quote=values["word"],
        quoted=values["person"],
        facts=asked_facts(values),
        button=(_("Traiter la demande"), f"{settings.BASE_URL}/gestionnaire/"),
    )


@letter("attachment-orphan")
def attachment_orphan(values: Mapping[str, Any]) -> Letter:
    """To the operators: a request waits at a structure that nobody manages."""
    return Letter(
        title=_("Une demande attend et personne ne gère %(structure)s") % values,
        subject=_("Structure sans gestionnaire : %(structure)s") % values,
        tone="warn",
        paragraphs=(
            _("Elle attend depuis le %(day)s. Nommez un gestionnaire : il la traitera.") % {"day": _asked(values)},
        ),
        facts=asked_facts(values),
        button=(_("Ouvrir la structure"), f"{settings.BASE_URL}/exploitant/structures/{values['structure_pk']}/"),
    )


@letter("attachment-proposed")
def attachment_proposed(values: Mapping[str, Any]) -> Letter:
    """To an address that a manager wants to attach: the same letter with an account and without."""
    until = datetime.fromisoformat(values["until"])
    return Letter(
        title=_("%(by)s vous propose d’être rattaché à %(structure)s") % values,
        subject=_("Proposition de rattachement : %(structure)s") % values,
        paragraphs=(
            _("Suivez ce lien pour accepter ou décliner, jusqu’au %(day)s.") % {"day": moment(until)},
            _("Sans compte à cette adresse, la page vous en ouvre un : il ne faut que choisir un mot de passe."),
            _("Si vous ne connaissez pas cette personne, ne faites rien : rien ne se passera."),
        ),
        quote=values["word"],
        quoted=values["by"],
        facts=(
            (_("Structure"), values["structure"]),
            (_("Espaces proposés"), _rights(values["rights"])),
        ),
        button=(_("Répondre"), f"{settings.BASE_URL}/rattachement/{values['token']}/"),
    )


@letter("attachment-proposal-ended")
def attachment_proposal_ended(values: Mapping[str, Any]) -> Letter:
    """To the manager who proposed an attachment: what its person answered."""
    accepted = values["accepted"]
    title = _("%(person)s est rattaché à %(structure)s") if accepted else _("%(person)s décline votre proposition")
    return Letter(
        title=title % values,
        tone="ok" if accepted else "info",
        paragraphs=(
            (
                _("Les espaces que vous avez choisis sont ouverts à cette personne.")
                if accepted
                else _("Rien n’a changé à %(structure)s.") % values
            ),
        ),
        facts=((_("Adresse de connexion"), values["address"]),),
        button=(_("Voir les utilisateurs"), f"{settings.BASE_URL}/gestionnaire/"),
    )


@letter("rights-changed")
def rights_changed(values: Mapping[str, Any]) -> Letter:
    """To a person whose rights a manager changed: what they are now."""
    return Letter(
        title=_("Vos droits à %(structure)s ont changé") % values,
        paragraphs=(_("%(by)s les a modifiés. Ils valent dès maintenant, sans vous reconnecter.") % values,),
        quote=values["comment"],
        quoted=values["by"],
        facts=((_("Vos droits"), _rights(values["rights"])),),
        button=(_("Voir mes rattachements"), f"{settings.BASE_URL}/mon-compte/rattachements/"),
    )


@letter("space-closed")
def space_closed(values: Mapping[str, Any]) -> Letter:
    """To whoever had a space that a manager closed on the structure."""
    named = {**values, "space": Space(values["space"]).label}
    silent = (
        (_("Les webhooks de la structure sont suspendus : plus rien ne part vers vos logiciels."),)
        if values.get("paused")
        else ()
    )
    return Letter(
        title=_("« %(space)s » est fermé à %(structure)s") % named,
        tone="warn",
        paragraphs=(
            _("%(by)s a fermé cet espace sur la structure : plus personne n’y a accès. Vos autres droits restent.")
            % named,
            *silent,
        ),
        button=(_("Voir mes rattachements"), f"{settings.BASE_URL}/mon-compte/rattachements/"),
    )


@letter("attachment-ended")
def attachment_ended(values: Mapping[str, Any]) -> Letter:
    """To a person whom a manager withdrew from a structure."""
    return Letter(
        title=_("Vous n’êtes plus rattaché à %(structure)s") % values,
        tone="warn",
        paragraphs=(_("%(by)s a mis fin à votre rattachement. Vous pouvez en demander un autre.") % values,),
        quote=values["comment"],
        quoted=values["by"],
        button=(_("Voir mes rattachements"), f"{settings.BASE_URL}/mon-compte/rattachements/"),
    )


@letter("colleague-left")
def colleague_left(values: Mapping[str, Any]) -> Letter:
    """To the managers: somebody left the structure by himself."""
    return Letter(
        title=_("%(person)s a quitté %(structure)s") % values,
        paragraphs=(_("Ses droits sur cette structure ont pris fin aussitôt."),),
        facts=((_("Adresse de connexion"), values["address"]),),
        button=(_("Voir les utilisateurs"), f"{settings.BASE_URL}/gestionnaire/"),
    )


@letter("handover-offered")
def handover_offered(values: Mapping[str, Any]) -> Letter:
    """To whom the principal role is offered."""
    return Letter(
        title=_("%(by)s vous propose d’être gestionnaire principal") % values,
        paragraphs=(_("Vous géreriez %(structure)s : rattachements, droits, espaces. Acceptez ou déclinez.") % values,),
        button=(_("Répondre"), f"{settings.BASE_URL}/mon-compte/rattachements/"),
    )


@letter("handover-ended")
def handover_ended(values: Mapping[str, Any]) -> Letter:
    """To who offered the principal role: what the other answered."""
    accepted = values["accepted"]
    title = _("%(by)s est le nouveau gestionnaire principal") if accepted else _("%(by)s décline votre proposition")
    said = (
        _("Le rôle est transmis pour %(structure)s. Vous en restez gestionnaire secondaire.")
        if accepted
        else _("Vous restez le gestionnaire principal de %(structure)s.")
    )
    return Letter(
        title=title % values,
        tone="ok" if accepted else "info",
        paragraphs=(said % values,),
        button=(_("Ouvrir Unisson"), f"{settings.BASE_URL}/"),
    )


@letter("succession-asked")
def succession_asked(values: Mapping[str, Any]) -> Letter:
    """To the operators: somebody asks to succeed a manager, with a document."""
    return Letter(
        title=_("%(person)s demande à gérer %(structure)s") % values,
        subject=_("Succession : %(structure)s") % values,
        paragraphs=(_("Lisez le justificatif, puis acceptez ou refusez."),),
        quote=values["word"],
        quoted=values["person"],
        facts=asked_facts(values),
        button=(_("Traiter la demande"), f"{settings.BASE_URL}/exploitant/successions/{values['pk']}/"),
    )


@letter("succession-announced")
def succession_announced(values: Mapping[str, Any]) -> Letter:
    """To those who manage a structure: somebody asks to take the place of its manager."""
    until = datetime.fromisoformat(values["until"])
    return Letter(
        title=_("%(person)s demande à gérer %(structure)s") % values,
        subject=_("On demande votre succession : %(structure)s") % values,
        tone="warn",
        paragraphs=(
            _("L’exploitant du portail en décide, sur justificatif, après le %(day)s.") % {"day": moment(until)},
            _("Si vous êtes toujours là, dites-le : la demande est alors refusée."),
        ),
        quote=values["word"],
        quoted=values["person"],
        facts=asked_facts(values),
        button=(_("Je suis toujours là"), f"{settings.BASE_URL}/gestionnaire/#successions"),
    )


@letter("succession-decided")
def succession_decided(values: Mapping[str, Any]) -> Letter:
    """To who asked to manage a structure, or was appointed."""
    accepted = values["accepted"]
    title = _("Vous gérez %(structure)s") if accepted else _("Vous ne gérez pas %(structure)s")
    said = (
        _("L’exploitant du portail vous a nommé gestionnaire principal. Vos droits valent dès maintenant.")
        if accepted
        else _("%(by)s gère toujours la structure et a refusé votre demande.") % values
        if values.get("by")
        else _("L’exploitant du portail a refusé votre demande.")
    )
    return Letter(
        title=title % values,
        tone="ok" if accepted else "bad",
        paragraphs=(said,),
        quote=values["comment"],
        quoted=_("l’exploitant du portail"),
        button=(_("Ouvrir Unisson"), f"{settings.BASE_URL}/"),
    )


@letter("manager-replaced")
def manager_replaced(values: Mapping[str, Any]) -> Letter:
    """To the former principal manager, whom the operator replaced."""
    return Letter(
        title=_("Vous n’êtes plus le gestionnaire principal de %(structure)s") % values,
        tone="warn",
        paragraphs=(
            _("L’exploitant du portail a nommé %(person)s à votre place, sur justificatif.") % values,
            _("Vous gardez vos autres droits. Si c’est une erreur, écrivez aussitôt à l’exploitant du portail."),
        ),
        button=(_("Ouvrir Unisson"), f"{settings.BASE_URL}/aide/"),
    )


@letter("appointment-proposed")
def appointment_proposed(values: Mapping[str, Any]) -> Letter:
    """To the other operators: an appointment waits for one of them."""
    one = f"{values['pk']}/" if "pk" in values else ""
    return Letter(
        title=_("Une nomination attend un second exploitant"),
        subject=_("Nomination à confirmer : %(structure)s") % values,
        paragraphs=(_("%(by)s propose %(person)s comme gestionnaire principal de %(structure)s.") % values,),
        quote=values["reason"],
        quoted=values["by"],
        facts=((_("Personne"), values["person"]), (_("Adresse de connexion"), values["address"])),
        button=(_("Confirmer ou écarter"), f"{settings.BASE_URL}/exploitant/nominations/{one}"),
    )


@letter("means-proposed")
def means_proposed(values: Mapping[str, Any]) -> Letter:
    """To the other operators: the removal of a second factor waits for one of them."""
    return Letter(
        title=_("Le retrait d’un second facteur attend un second exploitant"),
        subject=_("Second facteur à retirer : %(person)s") % values,
        paragraphs=(_("%(by)s demande de retirer le second facteur de %(person)s, qui a tout perdu.") % values,),
        quote=values["reason"],
        quoted=values["by"],
        button=(_("Confirmer ou écarter"), f"{settings.BASE_URL}/exploitant/utilisateurs/{values['pk']}/"),
    )


@letter("means-asked")
def means_asked(values: Mapping[str, Any]) -> Letter:
    """To the person whose second factor an operator asks to remove: there is time to say no."""
    return Letter(
        reaches="security",
        title=_("Le retrait de votre second facteur est demandé"),
        tone="warn",
        paragraphs=(
            _("Un exploitant du portail l’a demandé pour vous, un second en décide. Le mot de passe reste le même."),
            _("Si vous n’avez rien perdu, répondez-lui aussitôt : %(operator)s.") % {"operator": settings.OPERATOR}
            if settings.OPERATOR
            else _("Si vous n’avez rien perdu, écrivez aussitôt à l’exploitant du portail."),
        ),
    )


@letter("access-locked")
def access_locked(values: Mapping[str, Any]) -> Letter:
    """To a person whom an operator keeps out."""
    return Letter(
        reaches="security",
        title=_("Votre accès au portail est suspendu"),
        tone="warn",
        paragraphs=(
            _("L’exploitant du portail a verrouillé votre compte : vos sessions sont finies, et nul ne s’y connecte."),
            _("Rien n’en est effacé. Un nouveau mot de passe ne le déverrouille pas."),
            _("Pour savoir pourquoi, ou pour le faire déverrouiller, écrivez à l’exploitant du portail."),
        ),
    )


@letter("access-ended")
def access_ended(values: Mapping[str, Any]) -> Letter:
    """To a person whose access an operator ended."""
    return Letter(
        reaches="",
        title=_("Votre accès au portail est clos"),
        tone="warn",
        paragraphs=(
            _("L’exploitant du portail y a mis fin. Votre nom et vos adresses ont été effacés de ce compte."),
            _("Les factures et leurs historiques restent, sans votre nom, comme la loi l’exige."),
        ),
        quote=values["comment"],
        quoted=_("l’exploitant du portail"),
    )


def asked_facts(values: Mapping[str, Any]) -> Facts:
    """Who asks what, and where."""
    return (
        (_("Personne"), values["person"]),
        (_("Adresse de connexion"), values["address"]),
        (_("Structure"), values["structure"]),
        (_("Espaces demandés"), _rights(values["rights"])),
    )


def _rights(rights: Sequence[Sequence[str]]) -> str:
    """« Factures émises (Modification, TECH) », one after the other."""
    told = [_right(*one) for one in rights]
    return ", ".join(told) or "—"


def _right(space: str, level: str, service: str) -> str:
    where = f"{Level(level).label}, {service}" if service else str(Level(level).label)
    return f"{Space(space).label} ({where})"


def _asked(values: Mapping[str, Any]) -> str:
    return moment(datetime.fromisoformat(values["asked"]))
