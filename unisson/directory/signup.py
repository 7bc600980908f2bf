"""Creating an account by e-mail and identifier (seeds, chapter III; domain-rules §2.1).

What is asked waits as a row until the link of the letter is followed. Only then is there an account: the first one at a
private structure manages it; everybody else asks its managers. Nobody manages a public structure this way.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from unisson.accounts.models import User
from unisson.kernel.identifiers import compact, show_siret
from unisson.kernel.ports import Company, ports
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices import outbox, preferences

from . import acts, agreements, openings, requests, rights
from .agreed_texts import IN_FORCE, Subject
from .companies.facts import FACTS, PLACE, called
from .identifiers import fits, miswritten
from .models import ManagerAct, Membership, SignUp, Structure
from .register import add_structure, attach
from .spaces import Level, Space

AGAIN = timedelta(minutes=1)
"""Between two letters to one address, whoever asks."""
A_DAY = 5
"""Letters with a link that one address gets in 24 hours, whoever asks."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """A structure as it is known before the account: by the portal, by the register of companies, or by nobody yet."""

    structure: Structure | None
    company: Company | None

    @property
    def first(self) -> bool:
        """Whether the next who comes manages it."""
        return self.structure is None or _is_free(self.structure)

    @property
    def shown(self) -> dict[str, str]:
        """Name and place, as whoever typed the identifier may see them: of who is masked its number only, and nothing
        while a person has to type them."""
        known = self.structure or self.company
        if known is None or (known.masked and self.structure is None):
            return {}
        if known.masked:
            return {**dict.fromkeys(PLACE, ""), "name": show_siret(self.structure.identifier)}  # type: ignore[union-attr]
        return {name: getattr(known, name) for name in PLACE}


@dataclass(frozen=True, kw_only=True)
class NewAccount:
    """All that the pages of the creation asked. `verified`: a register gave the company."""

    address: str
    first_name: str
    last_name: str
    contact_email: str = ""
    phone: str = ""
    language: str = "fr"
    kind: str
    identifier: str
    company: Company
    verified: bool
    spaces: Sequence[Space]


def identify(kind: str, identifier: str) -> Identity:
    """What is known of an identifier.

    Refusal CPP-INSCRIPTION-02 when it is not written as its kind is and nobody knows it, -05 for a SIRET whose key is
    false, -03 when its establishment is closed.
    """
    structure = Structure.objects.filter(kind=kind, identifier=identifier, active=True).first()
    company = _in_register(identifier) if kind == Structure.Kind.SIRET and structure is None else None
    if structure is None and company is None and not fits(kind, identifier):
        raise miswritten(kind, identifier)
    if company and not company.active:
        raise Refusal("CPP-INSCRIPTION-03", field="identifier", name=called(company, siret=identifier))
    return Identity(structure=structure, company=company)


def ask(new: NewAccount, *, at: datetime) -> datetime:
    """Keep what was asked and queue the letter with the link; returns until when a link sent now is good.

    An address that has an account already gets a letter that says so, and whoever asks sees the same page.
    """
    with transaction.atomic():
        if User.objects.filter(email=new.address).exists():
            _tell_there_is_one(new.address, language=new.language, at=at)
        else:
            _keep(_row(new, at=at), _unused(new.address), at=at)
    return at + _lasts()


def send_again(address: str, *, at: datetime) -> datetime:
    """« Renvoyer le lien »: another link for the last account asked at `address`, whose former link ends. Answers alike
    for an address that asked none."""
    address = address.strip().lower()
    with transaction.atomic():
        row = _unused(address)
        if User.objects.filter(email=address).exists():
            _tell_there_is_one(address, language="fr", at=at)
        elif row is not None and _may_leave(row, at=at):
            row.asked_at, row.expires_at = at, at + _lasts()
            _send(row, at=at)
    return at + _lasts()


def waiting_at(structures: Iterable[Structure]) -> QuerySet[SignUp]:
    """The accounts asked for these structures whose link nobody followed yet, oldest first."""
    named = [Q(kind=one.kind, identifier=one.identifier) for one in structures]
    return SignUp.objects.filter(reduce(or_, named, Q(pk=None)), used_at=None).order_by("asked_at", "pk")


def resend(pk: int, *, among: QuerySet[SignUp], at: datetime) -> SignUp:
    """Another link to one of `among`, whose former link ends. NotFound for another; CPP-INSCRIPTION-04 when this
    address got one a moment ago, or enough for a day."""
    with transaction.atomic():
        row = among.select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None:
            raise NotFound
        if User.objects.filter(email=row.address).exists() or not _may_leave(row, at=at):
            raise Refusal("CPP-INSCRIPTION-04", address=row.address)
        row.asked_at, row.expires_at = at, at + _lasts()
        _send(row, at=at)
    return row


def resend_as_manager(actor: User, pk: int, *, at: datetime) -> SignUp:
    """A manager sends the link again to who asked for an account at one of his structures. Refusals of `resend`."""
    structures = {(one.kind, one.identifier): one for one in Structure.objects.filter(pk__in=rights.managed(actor))}
    with transaction.atomic():
        row = resend(pk, among=waiting_at(structures.values()), at=at)
        acts.record(
            ManagerAct.What.RESENT,
            structure=structures[row.kind, row.identifier],
            actor=actor,
            about=actor,
            detail={"sign_up": row.pk},
            at=at,
        )
    return row


def waiting(token: str, *, at: datetime) -> SignUp:
    """What the link stands for. Refusal CPP-INSCRIPTION-06 when it made its account, -01 when it is too old, another
    took its place or it was never ours."""
    row = SignUp.objects.filter(digest=_digest(token)).first()
    if row and row.used_at:
        raise Refusal("CPP-INSCRIPTION-06", address=row.address)
    if row is None or row.expires_at <= at or User.objects.filter(email=row.address).exists():
        raise Refusal("CPP-INSCRIPTION-01")
    return row


def is_asking(row: SignUp) -> bool:
    """Whether its person asks the managers of a structure, rather than manage it."""
    known = Structure.objects.filter(kind=row.kind, identifier=row.identifier).first()
    return known is not None and not _is_free(known)


def activate(token: str, password: str, *, at: datetime) -> User:
    """Make the account, with a password that `passwords` judged, and its place at the structure.

    Refusal as `waiting`.
    """
    with transaction.atomic():
        row = waiting(token, at=at)
        if not SignUp.objects.filter(pk=row.pk, used_at=None).update(used_at=at):
            raise Refusal("CPP-INSCRIPTION-01")  # pressed twice: the other one made it
        user = User.objects.create_user(
            row.address,
            password,
            first_name=row.first_name,
            last_name=row.last_name,
            contact_email=row.contact_email,
            phone=row.phone,
            language=row.language,
        )
        preferences.choose(user.pk, preferences.BY_DEFAULT, at=at)
        agreements.accept_terms(user, at=row.asked_at)
        _place(user, row, at=at)
    return user


def _unused(address: str) -> SignUp | None:
    """The one row of an address that waits for its link to be followed."""
    return SignUp.objects.select_for_update().filter(address=address, used_at=None).order_by("-pk").first()


def _keep(row: SignUp, before: SignUp | None, *, at: datetime) -> None:
    """In the place of what was asked `before`, whose link stays good while no other may leave."""
    if before is not None:
        row.pk, row.digest = before.pk, before.digest
        row.letters, row.counted_from = before.letters, before.counted_from
    if before is None or _may_leave(before, at=at):
        _send(row, at=at)
    else:
        row.asked_at, row.expires_at = before.asked_at, before.expires_at
        row.save()


def _place(user: User, row: SignUp, *, at: datetime) -> None:
    """The first at a private structure manages it; later ones, and all at a public one, ask."""
    structure = _structure(row)
    possible = openings.possible(public=structure.is_public)
    wanted = [(space, Level.WRITE) for space in map(Space, row.spaces) if space in possible]
    if not _is_free(structure):
        requests.ask(user, structure, wanted=wanted, at=at)
        return
    attach(user, structure, at=at, role=Membership.Role.PRINCIPAL, rights=wanted)
    openings.open_spaces(structure, [space for space, _level in wanted])


def _is_free(structure: Structure) -> bool:
    """Private, and nobody ever asked to be attached to it."""
    return not structure.is_public and not structure.memberships.exists()


def _structure(row: SignUp) -> Structure:
    """Locked: of two who come first, one is first."""
    known = Structure.objects.select_for_update().filter(kind=row.kind, identifier=row.identifier)
    found = known.first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return _made(row)
    except IntegrityError:
        return known.get()  # another one made it meanwhile


def _made(row: SignUp) -> Structure:
    facts = {name: row.company[name] for name in FACTS if name in row.company}
    return add_structure(
        identifier=row.identifier,
        nature=Structure.Nature.PRIVATE,
        kind=row.kind,
        verified=row.company["verified"],
        **facts,
    )


def _in_register(siret: str) -> Company | None:
    try:
        return ports.companies.find(compact(siret))
    except OSError:
        return None  # what is typed then is « non vérifié »


def _row(new: NewAccount, *, at: datetime) -> SignUp:
    kept = {name: getattr(new, name) for name in ("address", "first_name", "last_name", "contact_email", "phone")}
    return SignUp(
        **kept,
        language=new.language,
        kind=new.kind,
        identifier=new.identifier,
        company={**{name: getattr(new.company, name) for name in FACTS}, "verified": new.verified},
        spaces=[space.value for space in new.spaces if space in openings.BUILT],
        terms=IN_FORCE[Subject.TERMS].version,
        asked_at=at,
        expires_at=at + _lasts(),
    )


def _may_leave(row: SignUp, *, at: datetime) -> bool:
    """Whether this address may get one more letter: not a minute after the last, and so many in 24 hours."""
    return at - row.asked_at >= AGAIN and (row.letters < A_DAY or _is_new_day(row, at=at))


def _is_new_day(row: SignUp, *, at: datetime) -> bool:
    return row.counted_from is None or at - row.counted_from >= timedelta(days=1)


def _send(row: SignUp, *, at: datetime) -> None:
    if _is_new_day(row, at=at):
        row.letters, row.counted_from = 0, at
    row.letters += 1
    token = secrets.token_urlsafe(32)
    row.digest = _digest(token)
    row.save()
    values = {"token": token, "until": row.expires_at.isoformat(), "name": row.first_name}
    letter = outbox.Draft(
        to=row.address,
        kind="account-activation",
        values=values,
        language=row.language,
        key=f"activation-{row.pk}-{at:%Y%m%d%H%M%S}",
    )
    outbox.queue([letter], at=at)


def _tell_there_is_one(address: str, *, language: str, at: datetime) -> None:
    key = f"account-exists-{at:%Y%m%d}"  # one a day: nobody is flooded by what a stranger types
    outbox.queue([outbox.Draft(to=address, kind="account-exists", values={}, language=language, key=key)], at=at)


def _lasts() -> timedelta:
    return timedelta(hours=settings.ACTIVATION_HOURS)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
