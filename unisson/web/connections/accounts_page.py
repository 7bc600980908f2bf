"""The technical accounts as data: when their password ends, in plain words, and what they may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unisson.accounts import technical as identity
from unisson.accounts.models import User
from unisson.directory import granting, openings, rights, technical
from unisson.directory.models import Structure
from unisson.kernel.clock import legal_day, now
from unisson.web.account.attachments import MOST_LISTED
from unisson.web.account.demands import services
from unisson.web.account.demands import shown as shown_right
from unisson.web.account.page import Right
from unisson.web.manager.page import LEVELS, Place, places


@dataclass(frozen=True, kw_only=True)
class Account:
    """A technical account as a list and its page show it."""

    pk: int
    login: str
    structure: Structure
    state: str
    """« En service », « Expire dans 12 jours »…; `tone`, `icon`: how it looks."""
    tone: str
    icon: str
    made_at: datetime
    expires_at: datetime
    former_until: datetime | None
    """When the password before ends, while it is still good."""
    closed_at: datetime | None
    expired: bool
    mark: str

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


def shown(account: technical.Account) -> Account:
    """In words, as it stands now."""
    at = now()
    state, tone, icon = _state(account, at=at)
    still = account.former_until and account.closed_at is None and account.former_until > at
    return Account(
        pk=account.membership.pk,
        login=account.login,
        structure=account.membership.structure,
        state=state,
        tone=tone,
        icon=icon,
        made_at=account.made_at,
        expires_at=account.expires_at,
        former_until=account.former_until if still else None,
        closed_at=account.closed_at,
        expired=account.expires_at <= at,
        mark=account.mark,
    )


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """One line of the list."""

    account: Account
    rights: Sequence[Right]


def rows(structures: Sequence[int]) -> list[AccountRow]:
    """The accounts of these structures, which whoever looks must manage. Three queries."""
    found = technical.accounts_of(structures)
    named = services(right[2] for one in found for right in one.rights)
    return [AccountRow(account=shown(one), rights=[shown_right(right, named) for right in one.rights]) for one in found]


def managed_by(person: User) -> list[Structure]:
    """The structures whose technical accounts `person` manages, by name."""
    return list(Structure.objects.filter(pk__in=rights.managed(person)).order_by("name", "pk"))


@dataclass(frozen=True, kw_only=True)
class RightsForm:
    """The rights to choose: a line for each space and service, and what is needed to add one more."""

    places: Sequence[Place]
    spaces: Sequence[tuple[str, str | Promise]]
    levels: Sequence[tuple[str, str | Promise]]
    services: Sequence[tuple[str, str]]
    has_services: bool


def rights_form(structure: Structure, held: Sequence[granting.Right], posted: Mapping[str, str]) -> RightsForm:
    """What `held` says, or what was just typed. Four queries."""
    listed = list(structure.services.filter(active=True).values_list("code", "name")[: MOST_LISTED + 1])
    return RightsForm(
        places=places(structure, held, posted),
        spaces=[(one.value, one.label) for one in openings.open_on(structure)],
        levels=LEVELS,
        services=[(code, f"{code} - {name}") for code, name in listed] if len(listed) <= MOST_LISTED else [],
        has_services=bool(listed),
    )


def _state(account: technical.Account, *, at: datetime) -> tuple[str, str, str]:
    if account.closed_at is not None:
        return _("Fermé"), "mute", "lock"
    left = (legal_day(account.expires_at) - legal_day(at)).days
    if account.expires_at <= at:
        return _("Mot de passe expiré"), "bad", "clock"
    if account.expires_at - at > identity.WARNED[0]:
        return _("En service"), "ok", "ok"
    if left < 1:
        return _("Expire aujourd’hui"), "bad", "clock"
    return ngettext("Expire dans %(n)s jour", "Expire dans %(n)s jours", left) % {"n": left}, "warn", "clock"
