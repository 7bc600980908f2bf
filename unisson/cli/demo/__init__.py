"""The demonstration: a year in the life of the portal, lived through the same activities as any other year.

Nothing is written behind the code's back: files are deposited, drafts typed and sent, invoices delivered and treated,
each at an instant of the past. Loading again changes nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from unisson.accounts.models import User
from unisson.directory import ready, register
from unisson.directory.models import Structure
from unisson.invoices import keeping
from unisson.invoices.attachments import Joined
from unisson.invoices.letters import recap
from unisson.invoices.models import Flow
from unisson.kernel.clock import legal_day, now, stopped
from unisson.kernel.ports import ports
from unisson.notices import feed, outbox, preferences
from unisson.notices.preferences import What

from . import files, machines
from .people import PASSWORD, PEOPLE, PONT_SAINT_ESPRIT, STRUCTURES, Person, StructureRow
from .stories import NEWS, NOT_DELIVERED, STORIES, Story
from .telling import Telling

_OPENED = timedelta(days=370)
_RECAPS = timedelta(days=8)
"""Since when people receive recaps: at the loading one of each sort is due, for the mailbox."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """An address to sign in with, its password, and who it is."""

    address: str
    password: str
    who: str


ACCOUNTS = tuple(Account(address=person.address, password=PASSWORD, who=person.who) for person in PEOPLE)


def accounts() -> str:
    """The accounts to try the portal with, as text."""
    width = max(len(account.address) for account in ACCOUNTS)
    lines = (f"  {account.address:<{width}}  {account.who}" for account in ACCOUNTS)
    return "\n".join((f"Comptes d’essai, mot de passe « {PASSWORD} » :", *lines, ""))


def load(*, at: datetime | None = None) -> None:
    """Write what is not there yet of the demonstration, as seen from `at` (now by default)."""
    today = at or now()
    if not Structure.objects.filter(identifier=PONT_SAINT_ESPRIT).exists():
        _load_directory(today)
    told = set(Flow.objects.filter(stated="").values_list("file_name", flat=True))
    with _nothing_leaves():
        for telling in (Telling(story, rank=rank, today=today) for rank, story in _in_order()):
            if telling.file_name not in told:
                telling.tell()
        machines.tell(at=today - machines.AGO)
        recap.tell_due(clock=stopped(today))
        outbox.send_pending(clock=stopped(today))
    if settings.SANDBOX:
        ready.credentials(at=today)
    if not feed.all_news()[:1]:
        for row in NEWS:
            moment = today - timedelta(days=row.days)
            feed.publish(title=row.title, body=row.body, title_en=row.title_en, body_en=row.body_en, at=moment)


def _in_order() -> list[tuple[int, Story]]:
    """As time went by; those that nobody delivers any more come last."""
    ranked = list(enumerate(STORIES, start=1))
    late = [pair for fate in NOT_DELIVERED for pair in ranked if pair[1].fate is fate]
    return [pair for pair in ranked if pair not in late] + late


@contextmanager
def _nothing_leaves() -> Iterator[None]:
    """Letters of the past are kept as sent and go nowhere, whatever mail server is set."""
    mailer, ports.mailer = ports.mailer, None
    try:
        yield
    finally:
        ports.mailer = mailer


@transaction.atomic
def _load_directory(today: datetime) -> None:
    for row in STRUCTURES:
        _add_structure(row, today=today)
    hashed = make_password(PASSWORD)  # once: a hash is slow on purpose
    for person in PEOPLE:
        user = _add_person(person, hashed=hashed, at=today - _OPENED)
        preferences.choose(user.pk, {What.DAILY, What.WEEKLY}, at=today - _RECAPS)
        kept = [Joined(name=name, content=files.note(name, user.full_name)) for name in person.pieces]
        if kept:
            keeping.add(user, kept, at=today - _RECAPS)


def _add_structure(row: StructureRow, *, today: datetime) -> None:
    structure = register.add_structure(
        identifier=row.identifier,
        name=row.name,
        nature=Structure.Nature.PUBLIC if row.public else Structure.Nature.PRIVATE,
        spaces=row.spaces,
        address=row.street,
        postcode=row.postcode,
        town=row.town,
        contact_email=row.email,
        **row.facts,
    )
    for service in row.services:
        ended = legal_day(today) - timedelta(days=service.ended) if service.ended else None
        register.add_service(
            structure,
            code=service.code,
            name=service.name,
            active=service.active,
            valid_until=ended,
            commitment_required=service.commitment_required,
            contact_email=service.email,
        )
    if row.iban:
        register.add_account(structure, label="Compte courant", iban=row.iban)


def _add_person(person: Person, *, hashed: str, at: datetime) -> User:
    user = User.objects.create_user(person.address, first_name=person.first_name, last_name=person.last_name)
    user.password, user.is_operator = hashed, person.is_operator
    user.save(update_fields=["password", "is_operator"])
    for place in person.places:
        structure = Structure.objects.get(identifier=place.structure)
        service = structure.services.get(code=place.service) if place.service else None
        register.attach(user, structure, at=at, role=place.role, rights=place.rights, service=service)
    return user
