"""Creating a private structure (domain-rules §3.2): with an account, or by somebody who has one. The first to come
manages it, whoever follows asks its managers; nobody comes to manage a public one this way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from unisson.accounts.models import User
from unisson.kernel.identifiers import show_siret
from unisson.kernel.ports import Company
from unisson.kernel.refusal import Refusal

from . import changes, lineage, locking, openings, requests
from .colleagues import managers_of
from .companies.facts import PLACE, called, told_by
from .company_register import look_up
from .identifiers import fits, miswritten, tidy
from .models import Demand, Membership, Structure, StructureChange
from .register import add_structure, attach
from .spaces import Level, Space

A_DAY = 20
"""Structures that one person creates in 24 hours: each takes an identifier."""
MORE = ("contact_email", "phone", "vat_number", "trade_register")
"""What its creator may add."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What is known of an identifier: by the portal, by the register of companies, or by nobody yet. `silent`: the
    register did not answer."""

    structure: Structure | None
    company: Company | None
    silent: bool = False

    @property
    def first(self) -> bool:
        """Whether the next who comes manages it."""
        return self.structure is None or _is_free(self.structure)

    @property
    def shown(self) -> dict[str, str]:
        """Name and place, as whoever typed the identifier may see them: of a masked structure its number only; of a
        masked company, and of one that nobody knows, nothing: they are typed."""
        if self.structure is not None and self.structure.masked:
            return {**dict.fromkeys(PLACE, ""), "name": show_siret(self.structure.identifier)}
        known = self.structure or self.company
        return {} if known is None or known.masked else {name: getattr(known, name) for name in PLACE}

    @property
    def masked(self) -> bool:
        """The register has it, and hides its name and place: who creates its structure says them."""
        return self.company is not None and self.company.masked


@dataclass(frozen=True, kw_only=True)
class Settled:
    """Where somebody came to stand. `demand`: what waits for the managers; None for who manages it himself."""

    structure: Structure
    demand: Demand | None


def identify(kind: str, identifier: str) -> Identity:
    """What is known of a tidy identifier.

    Refusal CPP-INSCRIPTION-02 when it is not written as its kind is and nobody knows it, -05 for a SIRET whose key is
    false, -03 when its establishment is closed, -07 when its structure was deactivated here, -08 when another
    identifier took its place.
    """
    structure = Structure.objects.filter(kind=kind, identifier=identifier).first()
    if structure is not None:
        lineage.check_open(structure)
        return Identity(structure=structure, company=None)
    looked = look_up(kind, identifier)
    if looked.company is None and not fits(kind, identifier):
        raise miswritten(kind, identifier)
    if looked.company and looked.closed:
        raise Refusal("CPP-INSCRIPTION-03", field="identifier", name=called(looked.company, siret=identifier))
    return Identity(structure=None, company=looked.company, silent=looked.silent)


def is_taken(kind: str, identifier: str) -> bool:
    """Whether who comes to that identifier asks its managers, rather than manage it."""
    known = Structure.objects.filter(kind=kind, identifier=identifier).first()
    return known is not None and not _is_free(lineage.successor(known) or known)


def is_managed(kind: str, identifier: str) -> bool:
    """Whether somebody manages the structure of that identifier now, and decides of who asks to come."""
    known = Structure.objects.filter(kind=kind, identifier=identifier).first()
    return known is not None and bool(managers_of(lineage.successor(known) or known))


def create(actor: User, *, kind: str, identifier: str, typed: Mapping[str, str], at: datetime) -> Settled:
    """One more structure for `actor`, with the spaces of its kind, in force at once; or a request to its managers.

    `typed`: name and address, over which the register wins, and what of `MORE` is known. Refusals of `identify` and of
    `requests.ask`; CPP-CREATION-01 after too many in a day, -02 for a public structure.
    """
    identifier = tidy(kind, identifier)
    identity = identify(kind, identifier)
    if identity.structure is not None and identity.structure.is_public:
        raise Refusal("CPP-CREATION-02", field="numero", name=identity.structure.called)
    company = identity.company
    facts: dict[str, Any] = {name: typed.get(name, "") for name in (*PLACE, *MORE)}
    facts |= {**(told_by(company) if company else {}), "verified": company is not None and not company.masked}
    with transaction.atomic():
        # Two at once of one person wait for one another: the pace is counted under the lock.
        locking.hold_person(actor)
        _check_pace(actor, at=at)
        spaces = openings.possible(public=False)
        return settle(actor, kind=kind, identifier=identifier, facts=facts, spaces=spaces, at=at)


def settle(
    user: User, *, kind: str, identifier: str, facts: Mapping[str, Any], spaces: Iterable[Space], at: datetime
) -> Settled:
    """The place of `user` at the structure of that identifier, made with `facts` if nobody made it. The first at a
    private one manages it, with `spaces` opened; later ones, and all at a public one, ask. In a transaction."""
    structure = _structure(user, kind, identifier, facts, at=at)
    possible = openings.possible(public=structure.is_public)
    wanted = [(space, Level.WRITE) for space in spaces if space in possible]
    if not _is_free(structure):
        return Settled(structure=structure, demand=requests.ask(user, structure, wanted=wanted, at=at))
    attach(user, structure, at=at, role=Membership.Role.PRINCIPAL, rights=wanted)
    openings.open_spaces(structure, [space for space, _level in wanted])
    return Settled(structure=structure, demand=None)


def _check_pace(user: User, *, at: datetime) -> None:
    lately = {"actor": user, "what": StructureChange.What.CREATED, "at__gt": at - timedelta(days=1)}
    if StructureChange.objects.filter(**lately).count() >= A_DAY:
        raise Refusal("CPP-CREATION-01", limit=A_DAY)


def _is_free(structure: Structure) -> bool:
    """Private, and nobody ever asked to be attached to it."""
    return not structure.is_public and not structure.memberships.exists()


def _structure(user: User, kind: str, identifier: str, facts: Mapping[str, Any], *, at: datetime) -> Structure:
    """Locked: of two who come first, one is first. Where the identifier changed meanwhile, its successor."""
    found = _locked(kind=kind, identifier=identifier)
    if found is None:
        try:
            with transaction.atomic():
                return _made(user, kind, identifier, facts, at=at)
        except IntegrityError:
            found = Structure.objects.select_for_update(of=("self",)).get(kind=kind, identifier=identifier)
    later = lineage.successor(found)
    return Structure.objects.select_for_update(of=("self",)).get(pk=later.pk) if later else found


def _locked(*, kind: str, identifier: str) -> Structure | None:
    return Structure.objects.select_for_update(of=("self",)).filter(kind=kind, identifier=identifier).first()


def _made(user: User, kind: str, identifier: str, facts: Mapping[str, Any], *, at: datetime) -> Structure:
    private = Structure.Nature.PRIVATE
    made = add_structure(identifier=identifier, nature=private, kind=kind, **facts)
    after = changes.facts(made, ("kind", "identifier", *facts))
    changes.record(StructureChange.What.CREATED, made, actor=user, before={}, after=after, at=at)
    return made
