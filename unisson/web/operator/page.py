"""« Exploitation » as data: the journal in words, what waits, the settings in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unisson.directory import acts as journal
from unisson.directory import appointing, requests, succession
from unisson.directory.agreed_texts import IN_FORCE, Subject
from unisson.directory.models import OperatorAct
from unisson.web.manager.fiche_page import LABELS

What = OperatorAct.What
WHATS: Mapping[str, str | Promise] = {
    What.LOCKED: gettext_lazy("Compte verrouillé"),
    What.UNLOCKED: gettext_lazy("Compte déverrouillé"),
    What.RESENT: gettext_lazy("Lien d’activation renvoyé"),
    What.ENDED: gettext_lazy("Accès clos"),
    What.MEANS_ASKED: gettext_lazy("Retrait du second facteur demandé"),
    What.MEANS_REMOVED: gettext_lazy("Second facteur retiré"),
    What.MEANS_KEPT: gettext_lazy("Second facteur gardé"),
    What.STRUCTURE_ADDED: gettext_lazy("Structure publique créée"),
    What.RENUMBERED: gettext_lazy("Identifiant modifié"),
    What.DEACTIVATED: gettext_lazy("Structure désactivée"),
    What.REACTIVATED: gettext_lazy("Structure réactivée"),
    What.REGISTER_TAKEN: gettext_lazy("Fiche mise à jour depuis le répertoire"),
    What.FICHE_CHANGED: gettext_lazy("Fiche modifiée"),
    What.IMPORTED: gettext_lazy("Annuaire importé"),
    What.PROPOSED: gettext_lazy("Nomination proposée"),
    What.CONFIRMED: gettext_lazy("Nomination confirmée"),
    What.DISMISSED: gettext_lazy("Nomination écartée"),
    What.SUCCESSION_ACCEPTED: gettext_lazy("Succession acceptée"),
    What.SUCCESSION_REFUSED: gettext_lazy("Succession refusée"),
    What.DOCUMENT_READ: gettext_lazy("Justificatif lu"),
    What.NEWS_PUBLISHED: gettext_lazy("Actualité créée"),
    What.NEWS_CHANGED: gettext_lazy("Actualité modifiée"),
    What.NEWS_WITHDRAWN: gettext_lazy("Actualité retirée"),
}
_FACTS: Mapping[str, str | Promise] = {
    **LABELS,
    "active": gettext_lazy("actif"),
    "locked_until": gettext_lazy("essais bloqués jusqu’à"),
    "means": gettext_lazy("moyens du second facteur"),
    "attachments": gettext_lazy("rattachements"),
    "kind": gettext_lazy("type d’identifiant"),
    "identifier": gettext_lazy("identifiant"),
    "verified": gettext_lazy("vérifié"),
    "country": gettext_lazy("pays"),
    "name": gettext_lazy("désignation"),
    "spaces": gettext_lazy("espaces"),
    "manager": gettext_lazy("gestionnaire principal"),
    "sign_up": gettext_lazy("compte demandé"),
    "title": gettext_lazy("titre"),
    "body": gettext_lazy("texte"),
    "title_en": gettext_lazy("titre anglais"),
    "body_en": gettext_lazy("texte anglais"),
    "since": gettext_lazy("visible depuis"),
    "until": gettext_lazy("jusqu’à"),
    "lines": gettext_lazy("lignes"),
    "added": gettext_lazy("structures créées"),
    "changed": gettext_lazy("structures modifiées"),
    "services_added": gettext_lazy("services créés"),
    "services_changed": gettext_lazy("services modifiés"),
    "address": gettext_lazy("adresse"),
    "postcode": gettext_lazy("code postal"),
    "town": gettext_lazy("ville"),
    "contact_email": gettext_lazy("adresse de contact"),
    "service_required": gettext_lazy("code service exigé"),
    "commitment_required": gettext_lazy("n° d’engagement exigé"),
    "service_or_commitment_required": gettext_lazy("l’un ou l’autre exigé"),
}
"""How the journal names what it compares."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One act: `about` says on whom or what; `before` and `after` only what differs."""

    act: OperatorAct
    what: str | Promise
    about: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One parameter in force."""

    label: str
    value: str


def lines(acts: Sequence[OperatorAct]) -> list[Line]:
    """The journal in words: a query for the people, another for the accounts asked that it names."""
    names = journal.names(kept for one in acts for kept in (one.before, one.after))
    return [
        Line(
            act=one,
            what=WHATS[one.what],
            about=" — ".join(
                filter(None, (_who(one), one.structure.to_strangers if one.structure else "", one.subject))
            ),
            before=_told(_named(one.before, names), other=_named(one.after, names)),
            after=_told(_named(one.after, names), other=_named(one.before, names)),
        )
        for one in acts
    ]


def waiting() -> dict[str, int]:
    """What waits for an operator: three counts."""
    return {
        "successions": succession.waiting().count(),
        "appointments": appointing.waiting().count(),
        "orphans": requests.without_manager().count(),
    }


def trail() -> list[tuple[str, str]]:
    """The way back."""
    return [(_("Exploitation"), reverse("operator"))]


def parameters() -> list[Setting]:
    """The settings in force that an operator asks about. Secrets are only said to be there or not."""
    there, absent = _("oui"), _("non")
    found = {
        _("Adresse du portail"): settings.BASE_URL,
        _("Exploitant affiché"): settings.OPERATOR,
        _("Démonstration"): there if settings.DEMO else absent,
        _("Bac à sable"): there if settings.SANDBOX else absent,
        _("HTTPS exigé"): there if settings.SECURE_SSL_REDIRECT else absent,
        _("Base de données"): connection.vendor,
        _("Stockage des fichiers"): settings.STORAGES["default"]["BACKEND"].rpartition(".")[2],
        _("Serveur de courriel réglé"): there if settings.EMAIL_URL else absent,
        _("Expéditeur des courriels"): settings.EMAIL_FROM,
        _("Antivirus réglé"): there if settings.CLAMD else absent,
        _("Sceau : clé fournie"): there if settings.SEAL_PKCS12 else absent,
        _("Mesures protégées par un jeton"): there if settings.METRICS_TOKEN else absent,
        _("Session sans activité"): _("%(count)s minutes") % {"count": settings.SESSION_COOKIE_AGE // 60},
        _("Lien d’activation"): _("%(count)s heures") % {"count": settings.ACTIVATION_HOURS},
        _("Lien de nouveau mot de passe"): _("%(count)s minutes") % {"count": settings.PASSWORD_RESET_TIMEOUT // 60},
        _("Conditions d’utilisation en vigueur"): IN_FORCE[Subject.TERMS].version,
        _("Règles françaises bloquantes"): there if settings.FR_RULES_BLOCK else absent,
    }
    return [Setting(label=label, value=str(value)) for label, value in found.items()]


def _who(act: OperatorAct) -> str:
    return f"{act.about.full_name} ({act.about.email})" if act.about else ""


def _named(kept: Mapping[str, object], names: Mapping[tuple[str, int], str]) -> dict[str, object]:
    """With names in the place of keys; one of whom nothing is kept any more has a dash."""
    return {
        field: names.get((field, value), "—") if field in journal.NAMED and isinstance(value, int) else value
        for field, value in kept.items()
    }


def _told(kept: Mapping[str, object], *, other: Mapping[str, object]) -> str:
    """What differs from the other side, by name."""
    differing = {name: value for name, value in kept.items() if other.get(name) != value and value not in ("", [])}
    return ", ".join(f"{_FACTS.get(name, name)} : {_shown(value)}" for name, value in differing.items())


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    return str(len(value)) if isinstance(value, list) and value and isinstance(value[0], list) else _flat(value)


def _flat(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
