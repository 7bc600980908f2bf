"""Creating an account by e-mail and identifier (seeds, chapter III; domain-rules §2.1).

What is asked waits as a row until the link of the letter is followed. Only then is there an account: the first one at a
private structure manages it; everybody else asks its managers. Nobody manages a public structure this way.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from unisson.accounts.models import User
from unisson.kernel.identifiers import compact
from unisson.kernel.ports import Company, ports
from unisson.kernel.refusal import Refusal
from unisson.notices import outbox, preferences

from . import agreements, requests
from .agreed_texts import IN_FORCE, Subject
from .identifiers import fits
from .models import Membership, SignUp, SpaceOpening, Structure
from .register import add_structure, attach
from .spaces import Level, Space

AGAIN = timedelta(minutes=1)
"""Between two letters to one address, whoever asks."""
OPEN_TO_ALL = (Space.ISSUED,)
"""Spaces that are built and that a private structure may open by itself; « Factures reçues » is for public ones."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """A structure as it is known before the account: by the portal, by the register of companies, or by nobody yet."""

    structure: Structure | None
    company: Company | None

    @property
    def first(self) -> bool:
        """Whether the next who comes manages it."""
        return self.structure is None or _is_free(self.structure)


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

    Refusal CPP-INSCRIPTION-02 when it is not written as its kind is and nobody knows it, -03 when its establishment is
    closed.
    """
    structure = Structure.objects.filter(kind=kind, identifier=identifier, active=True).first()
    company = _in_register(identifier) if kind == Structure.Kind.SIRET and structure is None else None
    if structure is None and company is None and not fits(kind, identifier):
        raise Refusal("CPP-INSCRIPTION-02", field="identifier")
    if company and not company.active:
        raise Refusal("CPP-INSCRIPTION-03", field="identifier", name=company.name)
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
        elif row is not None and at - row.asked_at >= AGAIN:
            row.asked_at, row.expires_at = at, at + _lasts()
            _send(row, at=at)
    return at + _lasts()


def waiting(token: str, *, at: datetime) -> SignUp:
    """What the link stands for. Refusal CPP-INSCRIPTION-01 when it was used, is too old or was never ours."""
    row = SignUp.objects.filter(digest=_digest(token), used_at=None, expires_at__gt=at).first()
    if row is None or User.objects.filter(email=row.address).exists():
        raise Refusal("CPP-INSCRIPTION-01")
    return row


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
    if before is None or at - before.asked_at >= AGAIN:
        _send(row, at=at)
    else:
        row.asked_at, row.expires_at = before.asked_at, before.expires_at
        row.save()


def _place(user: User, row: SignUp, *, at: datetime) -> None:
    """The first at a private structure manages it; later ones, and all at a public one, ask."""
    structure = _structure(row)
    rights = [(space, Level.WRITE) for space in map(Space, row.spaces)]
    if not _is_free(structure):
        requests.ask(user, structure, wanted=rights, at=at)
        return
    attach(user, structure, at=at, role=Membership.Role.PRINCIPAL, rights=rights)
    openings = [SpaceOpening(structure=structure, space=space) for space, _level in rights]
    SpaceOpening.objects.bulk_create(openings, ignore_conflicts=True)


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
    facts = {name: row.company.get(name, "") for name in ("address", "postcode", "town", "country")}
    return add_structure(
        identifier=row.identifier,
        name=row.company["name"],
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
        company={**asdict(new.company), "verified": new.verified},
        spaces=[space.value for space in new.spaces if space in OPEN_TO_ALL],
        terms=IN_FORCE[Subject.TERMS].version,
        asked_at=at,
        expires_at=at + _lasts(),
    )


def _send(row: SignUp, *, at: datetime) -> None:
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
    key = f"account-exists-{at:%Y%m%d%H}"  # one an hour: nobody is flooded by what a stranger types
    outbox.queue([outbox.Draft(to=address, kind="account-exists", values={}, language=language, key=key)], at=at)


def _lasts() -> timedelta:
    return timedelta(hours=settings.ACTIVATION_HOURS)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
