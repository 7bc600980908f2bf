"""« Mon compte » as data: the memberships of a person, each with its grants."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from unisson.accounts import federation, sessions
from unisson.accounts.acts import SAID
from unisson.accounts.guessable import near
from unisson.accounts.models import AccountAct, User
from unisson.accounts.passwords import NotGuessable, TwelveOfThreeClasses, strength
from unisson.directory.models import Grant, Membership
from unisson.directory.spaces import Level, Space
from unisson.notices import preferences
from unisson.notices.preferences import What

from .browsers import in_words

ROLES: dict[str, str | Promise] = {
    Membership.Role.PRINCIPAL: _("Gestionnaire principal"),
    Membership.Role.SECONDARY: _("Gestionnaire secondaire"),
    Membership.Role.USER: _("Utilisateur"),
}
STATES: dict[str, tuple[str | Promise, str]] = {
    Membership.State.PENDING: (_("En cours de validation"), "warn"),
    Membership.State.VALID: (_("Validé"), "ok"),
    Membership.State.REFUSED: (_("Refusé"), "bad"),
    Membership.State.DISABLED: (_("Désactivé"), "mute"),
    Membership.State.DELETED: (_("Supprimé"), "mute"),
}
"""Label and tone of the states of a « rattachement »."""


@dataclass(frozen=True, kw_only=True)
class Right:
    """One « habilitation »: a space at a level, on the whole structure or on one service."""

    space: str | Promise
    level: str | Promise
    service: str


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """One « rattachement »."""

    structure: str
    active: bool
    verified: bool
    role: str | Promise
    state: str | Promise
    tone: str
    rights: Sequence[Right]


def memberships(person: User) -> list[Belonging]:
    """The structures of `person`, by name: two queries."""
    held = person.memberships.select_related("structure").order_by("structure__name", "pk")
    return [belonging(one) for one in held.prefetch_related("grants__service")]


@dataclass(frozen=True, kw_only=True)
class LetterChoice:
    """One line of « Mes courriels »."""

    name: str
    label: str | Promise
    detail: str | Promise
    chosen: bool


LETTERS: dict[What, tuple[str | Promise, str | Promise]] = {
    What.AT_ONCE: (_("À chaque événement"), _("Un courriel pour chaque étape d’une facture.")),
    What.DAILY: (
        _("Chaque jour, à 7 h"),
        _("Ce qui s’est passé, ce qui attend, les échéances proches. Rien les jours où rien ne se passe."),
    ),
    What.WEEKLY: (
        _("Chaque semaine, le lundi à 7 h"),
        _("Les mouvements de vos structures, en nombres et en montants par état."),
    ),
}
"""What one may choose to receive: label and detail."""


def letters(person: User) -> list[LetterChoice]:
    """« Mes courriels » of `person`: one query."""
    chosen = preferences.chosen(person.pk)
    return [
        LetterChoice(name=what.value, label=label, detail=detail, chosen=what in chosen)
        for what, (label, detail) in LETTERS.items()
    ]


def belonging(membership: Membership) -> Belonging:
    """One « rattachement » with its loaded grants."""
    state, tone = STATES[membership.state]
    return Belonging(
        structure=str(membership.structure),
        active=membership.structure.active,
        verified=membership.structure.verified,
        role=ROLES[membership.role],
        state=state,
        tone=tone,
        rights=[_right(grant) for grant in sorted(membership.grants.all(), key=lambda grant: (grant.space, grant.pk))],
    )


def _right(grant: Grant) -> Right:
    return Right(
        space=Space(grant.space).label,
        level=Level(grant.level).label,
        service=str(grant.service) if grant.service else "",
    )


@dataclass(frozen=True, kw_only=True)
class Done:
    """One line of « Derniers changements »."""

    at: datetime
    what: str | Promise
    detail: str
    by: str | Promise


def history(acts: Sequence[AccountAct]) -> list[Done]:
    """What was changed about how a person signs in."""
    operator = _("Exploitant du portail")
    return [Done(at=act.at, what=SAID[act.what], detail=_detail(act), by="" if act.by_id else operator) for act in acts]


def _detail(act: AccountAct) -> str:
    """What was kept of an act: a number says of what."""
    if not act.detail.isdigit():
        return act.detail
    count = int(act.detail)
    if act.what == AccountAct.What.CODE_USED:
        return ngettext("il en reste %(count)d", "il en reste %(count)d", count) % {"count": count}
    return ngettext("%(count)d navigateur", "%(count)d navigateurs", count) % {"count": count}


@dataclass(frozen=True, kw_only=True)
class Session:
    """One line of « Sessions »."""

    pk: int
    browser: str
    began: datetime
    seen: datetime
    here: bool


def open_sessions(person: User, *, key: str) -> list[Session]:
    """Where `person` is signed in, this browser among them: one query."""
    return [
        Session(
            pk=one.pk,
            browser=in_words(one.agent),
            began=one.began_at,
            seen=one.seen_at,
            here=one.session_key == key,
        )
        for one in sessions.under_way(person)
    ]


@dataclass(frozen=True, kw_only=True)
class Site:
    """One line of « Autres sites »."""

    pk: int
    name: str
    since: datetime


def linked_sites(person: User) -> list[Site]:
    """The other sites that sign `person` in: one query."""
    return [Site(pk=one.pk, name=site_name(one.issuer), since=one.since) for one in federation.held(person)]


def site_name(issuer: str) -> str:
    """What the operator calls a provider of identities; the address of one he has left since."""
    return settings.OIDC_NAME if issuer == settings.OIDC_ISSUER else issuer


def rule(person: User) -> dict[str, Any]:
    """What the pages where `person` chooses a password say of it; `near`: what the live strength has to know."""
    told = f"{TwelveOfThreeClasses().get_help_text()} {NotGuessable().get_help_text()}"
    return {"rule": told, "strength": strength(""), "near": " ".join(filter(None, near(person)))}


def drawing(uri: str) -> str:
    """The QR code of `uri` as an address of an image: dark on white, with the white margin that cameras need."""
    return segno.make(uri, error="m").svg_data_uri(scale=4, border=4, dark="#000", light="#fff")
