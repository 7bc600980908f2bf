"""« Exporter »: one line for each right of each person, at the structures that somebody manages."""

from django.utils.translation import gettext as _

from unisson.accounts.models import User
from unisson.directory.colleagues import colleagues
from unisson.directory.models import Grant, Membership
from unisson.directory.spaces import Level, Space
from unisson.web.account.page import ROLES
from unisson.web.tags import short_day

MOST = 100_000


def table(actor: User) -> list[tuple[object, ...]]:
    """The names of the columns, then the lines: a person without any right has one too."""
    lines: list[tuple[object, ...]] = [
        (
            _("Type d’identifiant"),
            _("Identifiant"),
            _("Désignation"),
            _("Nom"),
            _("Prénom"),
            _("Adresse de connexion"),
            _("Rôle"),
            _("Rattaché depuis"),
            _("Dernière connexion"),
            _("Espace"),
            _("Niveau"),
            _("Code service"),
            _("Service"),
        )
    ]
    for one in colleagues(actor, most=MOST):
        grants = sorted(one.grants.all(), key=lambda grant: (grant.space, grant.pk))
        lines.extend((*_who(one), *_what(grant)) for grant in grants)
        if not grants:
            lines.append((*_who(one), "", "", "", ""))
    return lines


def _who(one: Membership) -> tuple[object, ...]:
    structure, person = one.structure, one.user
    return (
        structure.kind,
        structure.identifier,
        structure.name,
        person.last_name,
        person.first_name,
        person.email,
        ROLES[one.role],
        short_day(one.since),
        short_day(person.last_login) if person.last_login else "",
    )


def _what(grant: Grant) -> tuple[object, ...]:
    service = grant.service
    return (
        Space(grant.space).label,
        Level(grant.level).label,
        service.code if service else "",
        service.name if service else "",
    )
