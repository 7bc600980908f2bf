"""« Fiche structure » as data: services and accounts as their lists show them, the history in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unisson.accounts.models import User
from unisson.directory import banking, fiche, servicing
from unisson.directory.models import BankAccount, Service, Structure, StructureChange
from unisson.directory.rights import managed
from unisson.directory.servicing import State
from unisson.web.designations import designation
from unisson.web.tags import short_day

from .fiche_forms import BUYERS

What = StructureChange.What
WHATS: Mapping[str, str | Promise] = {
    What.CREATED: gettext_lazy("Structure créée"),
    What.FACTS: gettext_lazy("Coordonnées modifiées"),
    What.PARAMETERS: gettext_lazy("Paramètres modifiés"),
    What.SERVICE_ADDED: gettext_lazy("Service ajouté"),
    What.SERVICE_CHANGED: gettext_lazy("Service modifié"),
    What.ACCOUNT_ADDED: gettext_lazy("Compte bancaire ajouté"),
    What.ACCOUNT_CHANGED: gettext_lazy("Compte bancaire modifié"),
    What.RENUMBERED: gettext_lazy("Identifiant modifié"),
    What.DEACTIVATED: gettext_lazy("Structure désactivée"),
    What.REACTIVATED: gettext_lazy("Structure réactivée"),
    What.REGISTER: gettext_lazy("Mise à jour depuis le registre des entreprises"),
}
LABELS: Mapping[str, str | Promise] = {
    "identifier": gettext_lazy("identifiant"),
    "kind": gettext_lazy("type d’identifiant"),
    "name": gettext_lazy("nom"),
    "address": gettext_lazy("adresse"),
    "postcode": gettext_lazy("code postal"),
    "town": gettext_lazy("ville"),
    "country": gettext_lazy("pays"),
    "contact_email": gettext_lazy("adresse de contact"),
    "phone": gettext_lazy("téléphone"),
    "vat_number": gettext_lazy("n° de TVA"),
    "trade_register": gettext_lazy("n° RCS"),
    "legal_category": gettext_lazy("catégorie juridique"),
    "masked": gettext_lazy("non diffusible"),
    "verified": gettext_lazy("vérifié"),
    "service_required": gettext_lazy("code service exigé"),
    "commitment_required": gettext_lazy("n° d’engagement exigé"),
    "service_or_commitment_required": gettext_lazy("l’un ou l’autre exigé"),
    "payment_not_reported": gettext_lazy("mise en paiement non remontée"),
    "works_owner": gettext_lazy("maîtrise d’ouvrage"),
    "works_owner_only": gettext_lazy("maîtrise d’ouvrage uniquement"),
    "buyer": gettext_lazy("nature de l’acheteur"),
    "code": gettext_lazy("code"),
    "description": gettext_lazy("description"),
    "valid_from": gettext_lazy("premier jour"),
    "valid_until": gettext_lazy("dernier jour"),
    "active": gettext_lazy("en service"),
    "label": gettext_lazy("libellé"),
    "iban": gettext_lazy("IBAN"),
    "bic": gettext_lazy("BIC"),
    "factor": gettext_lazy("affactureur"),
}
"""How the history names what it compares."""
_DAYS = frozenset({"valid_from", "valid_until"})
STATES: Mapping[State, tuple[str, str | Promise]] = {
    State.OPEN: ("ok", gettext_lazy("Ouvert")),
    State.FUTURE: ("info", gettext_lazy("À venir")),
    State.CLOSED: ("mute", gettext_lazy("Fermé")),
    State.OFF: ("mute", gettext_lazy("Désactivé")),
}


@dataclass(frozen=True, kw_only=True)
class ServiceRow:
    """A service as a list shows it. `until`: the last day, said where it is set."""

    service: Service
    tone: str
    state: str | Promise
    until: date | None
    people: int


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """An account; its number as far as the reader may see it."""

    account: BankAccount
    iban: str


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """One line of the history: what changed, each field before and after."""

    change: StructureChange
    what: str | Promise
    about: str
    by: str
    fields: Sequence[tuple[str | Promise, str, str]]


def hidden(actor: User, structure: Structure) -> bool:
    """Whether INSEE masks it and the reader is not one of its own: neither name nor place is shown then."""
    return structure.masked and structure.pk not in managed(actor)


def shown(actor: User, structure: Structure) -> dict[str, Any]:
    """What every page of a fiche says first."""
    unseen = hidden(actor, structure)
    return {
        "structure": structure,
        "hidden": unseen,
        "called": structure.to_strangers if unseen else str(structure),
        "title": designation(structure) if unseen else structure.name,
    }


def trail(actor: User, structure: Structure | None = None) -> list[tuple[str, str]]:
    """The way back, for a manager or an operator."""
    manages = structure is None or structure in fiche.managed_by(actor)
    top = (_("Activités du gestionnaire"), reverse("manager")) if manages else (_("Exploitation"), reverse("operator"))
    own = (
        []
        if structure is None
        else [(shown(actor, structure)["title"], reverse("manager-structure", args=[structure.pk]))]
    )
    return [top, *own]


def service_rows(found: Sequence[Service], *, on: date) -> list[ServiceRow]:
    """The services that `servicing.listed` found. No query."""
    states = [(one, servicing.state_of(one, on=on)) for one in found]
    return [
        ServiceRow(
            service=one,
            tone=STATES[state][0],
            state=STATES[state][1],
            until=one.valid_until,
            people=getattr(one, "people", 0),
        )
        for one, state in states
    ]


def account_rows(structure: Structure, actor: User) -> list[AccountRow]:
    """The accounts of `structure`, the number whole for who may change it."""
    whole = banking.may_write(actor, structure)
    return [
        AccountRow(account=one, iban=grouped(one.iban) if whole else banking.hidden(one.iban))
        for one in banking.listed(structure)
    ]


def grouped(iban: str) -> str:
    """By four, as people read it."""
    return "\u00a0".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def change_rows(found: Sequence[StructureChange], structure: Structure, actor: User) -> list[ChangeRow]:
    """The history in words. One query for the rights of `actor`, none for the rows."""
    whole, unseen = banking.may_write(actor, structure), fiche.IDENTITY if hidden(actor, structure) else ()
    return [
        ChangeRow(
            change=one,
            what=WHATS[one.what],
            about=" — ".join(filter(None, (str(one.service or ""), one.comment))),
            by=one.actor.full_name if one.actor else _("le portail"),
            fields=[
                (LABELS.get(name, name), _shown(name, one.before, whole=whole), _shown(name, one.after, whole=whole))
                for name in LABELS
                if (name in one.before or name in one.after) and name not in unseen
            ],
        )
        for one in found
    ]


def _shown(name: str, kept: Mapping[str, object], *, whole: bool) -> str:
    value = kept.get(name)
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if name == "iban":
        return grouped(str(value)) if whole else banking.hidden(str(value))
    if name == "buyer":
        return str(BUYERS.get(str(value), value))
    return short_day(date.fromisoformat(str(value))) if name in _DAYS else str(value)
