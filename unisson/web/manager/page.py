"""« Activités du gestionnaire » as data: what waits, who is attached, one colleague and his rights, the history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.accounts.models import User
from unisson.directory import acts as journal
from unisson.directory import granting, handover, openings, rights
from unisson.directory.colleagues import colleagues, is_principal
from unisson.directory.granting import Right
from unisson.directory.models import ManagerAct, Membership, Structure
from unisson.directory.spaces import Level, Space
from unisson.kernel.keys import key
from unisson.kernel.refusal import Refusal
from unisson.web.account.attachments import MOST_LISTED, service_named
from unisson.web.account.demands import services, shown
from unisson.web.account.page import ROLES
from unisson.web.account.page import Right as ShownRight

LEVELS: tuple[tuple[str, str | Promise], ...] = (
    ("", _("Aucun")),
    (Level.READ.value, Level.READ.label),
    (Level.WRITE.value, Level.WRITE.label),
)
_PREFIX = "niveau-"

What = ManagerAct.What
WHATS: Mapping[str, str | Promise] = {
    What.APPROVED: _("Rattachement accepté"),
    What.REFUSED: _("Rattachement refusé"),
    What.SPACES_APPROVED: _("Espace accordé"),
    What.SPACES_REFUSED: _("Espace refusé"),
    What.RIGHTS: _("Droits modifiés"),
    What.COPIED: _("Droits copiés d’un collègue"),
    What.WITHDRAWN: _("Rattachement retiré"),
    What.LEFT: _("Départ"),
    What.RESENT: _("Lien d’activation renvoyé"),
    What.INVITED: _("Rattachement proposé"),
    What.UNINVITED: _("Proposition de rattachement annulée"),
    What.JOINED: _("Rattachement accepté, proposé par"),
    What.PASSED: _("Rattachement décliné, proposé par"),
    What.OPENED: _("Espace ouvert sur la structure"),
    What.CLOSED: _("Espace fermé sur la structure"),
    What.OFFERED: _("Rôle de gestionnaire principal proposé"),
    What.CANCELLED: _("Proposition du rôle annulée"),
    What.TAKEN: _("Rôle de gestionnaire principal accepté, à la suite de"),
    What.DECLINED: _("Rôle de gestionnaire principal décliné, proposé par"),
    What.APPOINTED: _("Nommé gestionnaire principal par l’exploitant"),
    What.OBJECTED: _("Succession refusée, demandée par"),
    What.MACHINE_MADE: _("Compte technique créé"),
    What.MACHINE_RENEWED: _("Mot de passe du compte technique renouvelé"),
    What.MACHINE_CLOSED: _("Compte technique fermé"),
    What.CONNECTED: _("Raccordement API demandé"),
    What.CONNECTION_VALID: _("Raccordement API validé"),
    What.CONNECTION_REFUSED: _("Raccordement API refusé"),
    What.CONNECTION_ENDED: _("Raccordement API révoqué"),
    What.SECRET_MADE: _("Secret d’un raccordement API créé"),
    What.SECRET_ENDED: _("Secret d’un raccordement API révoqué"),
    What.WEBHOOK_ADDED: _("Webhook ajouté"),
    What.WEBHOOK_CHANGED: _("Webhook modifié"),
    What.WEBHOOK_PAUSED: _("Webhook suspendu"),
    What.WEBHOOK_RESUMED: _("Webhook repris"),
    What.WEBHOOK_REMOVED: _("Webhook supprimé"),
    What.WEBHOOK_SECRET: _("Secret d’un webhook renouvelé"),
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """One line of the form of rights: a space on the whole structure or on one service, and its level."""

    name: str
    space: str | Promise
    service: str
    level: str


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """The page of one person at one structure."""

    membership: Membership
    role: str | Promise
    mark: str
    places: Sequence[Place]
    spaces: Sequence[tuple[str, str | Promise]]
    held: Sequence[tuple[str, str | Promise]]
    """The spaces that the person has, somewhere."""
    services: Sequence[tuple[str, str]]
    """Codes and names to choose from; none where there are too many, or no service at all."""
    has_services: bool
    models: Sequence[tuple[str, str]]
    own: bool
    is_principal: bool
    is_secondary: bool
    by_principal: bool
    """Whether who looks is the principal manager there."""
    changes: bool
    """Whether who looks may change the rights; `ends`: the attachment."""
    ends: bool
    offered: bool


@dataclass(frozen=True, kw_only=True)
class ActRow:
    """One line of the history. `detail`: what the person had after it, and what was said. Whose account or attachment
    was asked goes by the address, whether it has an account or not."""

    act: ManagerAct
    by: str
    what: str | Promise
    person: str
    detail: str


def colleague(actor: User, membership: Membership, *, posted: Mapping[str, str]) -> Colleague:
    """What the page of `membership` shows to one of its managers; `posted`: what he just typed stays."""
    structure, held = membership.structure, granting.held(membership)
    listed = list(structure.services.filter(active=True).values_list("code", "name")[: MOST_LISTED + 1])
    others = colleagues(actor, structure=structure.pk)
    own, principal = membership.user_id == actor.pk, membership.role == Membership.Role.PRINCIPAL
    secondary, by_principal = membership.role == Membership.Role.SECONDARY, is_principal(actor, structure)
    return Colleague(
        membership=membership,
        role=ROLES[membership.role],
        mark=granting.mark(membership),
        places=places(structure, held, posted),
        spaces=[(space.value, space.label) for space in openings.open_on(structure)],
        held=[(space.value, space.label) for space in dict.fromkeys(one[0] for one in held)],
        services=[(code, f"{code} - {name}") for code, name in listed] if len(listed) <= MOST_LISTED else [],
        has_services=bool(listed),
        models=[(str(one.pk), one.user.full_name) for one in others if one.pk != membership.pk],
        own=own,
        is_principal=principal,
        is_secondary=secondary,
        by_principal=by_principal,
        changes=own or not principal,
        ends=not own and not principal and (by_principal or not secondary),
        offered=handover.offered_by(actor).filter(structure=structure).exists(),
    )


def changes(found: granting.Copying) -> Mapping[str, Sequence[ShownRight]]:
    """What a copy of rights changes, in words: one query for the services named."""
    sides = {"after": found.after, "lost": found.lost, "gained": found.gained}
    named = services(right[2] for rights_of in sides.values() for right in rights_of)
    return {side: [shown(right, named) for right in rights_of] for side, rights_of in sides.items()}


def wanted(posted: Mapping[str, str], structure: Structure) -> list[Right]:
    """The rights that the form of a colleague posted. Refusal CPP-DROITS-02 for what the form cannot have held."""
    found = [_posted(name, level) for name, level in posted.items() if name.startswith(_PREFIX) and level]
    if posted.get("espace") and posted.get("niveau"):
        found.append(
            (_space(posted["espace"]), _level(posted["niveau"]), service_named(posted.get("service", ""), structure))
        )
    # The line added wins over the line it names again.
    return list({(space, service): (space, level, service) for space, level, service in found}.values())


def history_rows(acts: Sequence[ManagerAct]) -> list[ActRow]:
    """The lines of a history: a query for the services, another for the people and one for the addresses named."""
    after = {one.pk: _after(one) for one in acts}
    named = services(right[2] for rights_then in after.values() for right in rights_then)
    names = journal.names(one.detail for one in acts)
    return [_row(one, [shown(right, named) for right in after[one.pk]], names) for one in acts]


def structures_of(actor: User) -> list[Structure]:
    """The structures that `actor` manages, by name."""
    return list(Structure.objects.filter(pk__in=rights.managed(actor)).order_by("name", "pk"))


def spaces_of(structures: Sequence[Structure]) -> list[tuple[Structure, Sequence[tuple[Space, str]]]]:
    """The spaces of each structure and what may be done with each: "open", "close", or "" where it stays open. One
    query."""
    opened: dict[int, set[Any]] = {one.pk: set() for one in structures}
    for row in openings.opened(structures):
        opened[row.structure_id].add(row.space)
    return [
        (one, [(space, _may(one, space, opened[one.pk])) for space in openings.possible(public=one.is_public)])
        for one in structures
    ]


def _may(structure: Structure, space: Space, opened: set[Any]) -> str:
    if space not in opened:
        return "open"
    return "" if openings.stays_open(structure, space) else "close"


def _after(act: ManagerAct) -> list[Right]:
    """The rights that a person had after an act; a role stands among them under a name that is no space."""
    rows = (act.detail or {}).get("after", [])
    return granting.from_values(one for one in rows if one[0] in Space.values)


def _row(act: ManagerAct, rights_then: Sequence[ShownRight], names: Mapping[tuple[str, int], str]) -> ActRow:
    asked = [names.get(one, "—") for one in (act.detail or {}).items() if one[0] in journal.ASKED]
    by: str = act.actor.full_name
    person: str = act.about.full_name
    if asked:
        by, person = (asked[0], person) if act.what == What.PASSED else (by, asked[0])
    return ActRow(act=act, by=by, what=WHATS[act.what], person=person, detail=_told(act, rights_then, names))


def _told(act: ManagerAct, rights_then: Sequence[ShownRight], names: Mapping[tuple[str, int], str]) -> str:
    texts = [f"{one.space} ({one.level}{', ' + one.service if one.service else ''})" for one in rights_then]
    kept = act.detail or {}
    opened = str(Space(kept["space"]).label) if "space" in kept else ""
    named = [names[one] for one in kept.items() if one[0] in journal.PEOPLE and one in names]
    return " — ".join(
        filter(None, [", ".join(texts), opened, kept.get("connection"), kept.get("webhook"), *named, act.comment])
    )


def places(structure: Structure, held: Sequence[Right], posted: Mapping[str, str]) -> list[Place]:
    """Every open space on the whole structure, then the services that the person has."""
    levels = {(space, service): level for space, level, service in held}
    opened = openings.open_on(structure)
    named = services(service for _space, service in levels)
    spots = [(space, None) for space in opened] + [spot for spot in levels if spot[1] and spot[0] in opened]
    return [
        Place(
            name=(name := f"{_PREFIX}{space.value}-{service or 0}"),
            space=space.label,
            service=named.get(service, "") if service else "",
            level=posted.get(name, levels[space, service].value if (space, service) in levels else ""),
        )
        for space, service in spots
    ]


def _posted(name: str, level: str) -> Right:
    space, _dash, service = name.removeprefix(_PREFIX).rpartition("-")
    pk = key(service)
    if pk is None:
        raise Refusal("CPP-DROITS-02", field="droits")
    return _space(space), _level(level), pk or None


def _space(text: str) -> Space:
    if text not in Space.values:
        raise Refusal("CPP-DROITS-02", field="droits")
    return Space(text)


def _level(text: str) -> Level:
    if text not in Level.values:
        raise Refusal("CPP-DROITS-02", field="droits")
    return Level(text)
