"""Creating an account by e-mail and identifier (seeds, chapter III; domain-rules §2.1).

What is asked waits as a row until the link of the letter is followed. Only then is there an account: the first one at a
private structure manages it; everybody else asks its managers. Nobody manages a public structure this way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from unisson.accounts import contact, links
from unisson.accounts.models import User
from unisson.kernel import tokens
from unisson.kernel.clock import Clock
from unisson.kernel.ports import Company
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices import outbox, preferences

from . import acts, agreements, creation, openings, rights
from .agreed_texts import IN_FORCE, Subject
from .companies.facts import FACTS
from .models import ManagerAct, SignUp, Structure
from .spaces import Space

AGAIN = timedelta(minutes=1)
"""Between two letters to one address, whoever asks."""
A_DAY = 5
"""Letters with a link that one address gets in 24 hours, whoever asks."""


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


def ask(new: NewAccount, *, at: datetime) -> datetime:
    """Keep what was asked and queue the letter with the link; returns until when a link sent now is good.

    Each asking is a row with a link of its own: whoever asks for somebody else's address changes nothing of what its
    owner asked before. An address that has an account already gets a letter that says so, and whoever asks, or manages
    the structure, sees the same.

    Refusal CPP-INSCRIPTION-04 when this address got a letter a moment ago, or enough for a day: nothing is kept, and no
    page says that it was.
    """
    with transaction.atomic():
        row, before = _row(new, at=at), _unused(new.address)
        if before is not None:
            if not _may_leave(before, at=at):
                raise Refusal("CPP-INSCRIPTION-04", address=row.address)
            row.letters, row.counted_from = before.letters, before.counted_from
        _send(row, at=at)
    return at + _lasts()


def ask_again(address: str, *, at: datetime) -> datetime:
    """« Renvoyer le lien »: written down, the worker sees whether there is one to send; until when a link sent now is
    good (`links`)."""
    links.ask(address, activation=True, at=at)
    return at + _lasts()


def send_asked(*, clock: Clock) -> int:
    """Send again what was asked for; how many requests are gone. Safe to run twice and at once."""
    return links.answer_asked(lambda row, at: send_again(row.address, at=at), activation=True, clock=clock)


def send_again(address: str, *, at: datetime) -> None:
    """Another link for the last account asked at `address`, whose former link ends; nothing to an address that asked
    none."""
    address = address.strip().lower()
    with transaction.atomic():
        row = _unused(address)
        if row is not None and _may_leave(row, at=at):
            row.asked_at, row.expires_at = at, at + _lasts()
            _send(row, at=at)
        elif row is None and User.objects.filter(email=address).exists():
            _tell_there_is_one(address, language="fr", at=at)


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
        if not _may_leave(row, at=at):
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
    row = SignUp.objects.filter(digest=tokens.digest(token)).first()
    if row and row.used_at:
        raise Refusal("CPP-INSCRIPTION-06", address=row.address)
    if row is None or row.expires_at <= at or User.objects.filter(email=row.address).exists():
        raise Refusal("CPP-INSCRIPTION-01")
    return row


def is_asking(row: SignUp) -> bool:
    """Whether its person asks the managers of a structure, rather than manage it."""
    return creation.is_taken(row.kind, row.identifier)


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
        contact.ask(user, at=at)
        preferences.choose(user.pk, preferences.BY_DEFAULT, at=at)
        SignUp.objects.filter(address=row.address, used_at=None).delete()  # asked more than once
        if row.terms_words:
            agreements.keep_terms(user, version=row.terms, words=row.terms_words, at=row.asked_at)
        _place(user, row, at=at)
    return user


def _unused(address: str) -> SignUp | None:
    """The one row of an address that waits for its link to be followed."""
    return SignUp.objects.select_for_update().filter(address=address, used_at=None).order_by("-pk").first()


def _place(user: User, row: SignUp, *, at: datetime) -> None:
    """The first at a private structure manages it; later ones, and all at a public one, ask."""
    facts = {name: row.company[name] for name in (*FACTS, "verified") if name in row.company}
    spaces = [Space(space) for space in row.spaces]
    creation.settle(user, kind=row.kind, identifier=row.identifier, facts=facts, spaces=spaces, at=at)


def _row(new: NewAccount, *, at: datetime) -> SignUp:
    kept = {name: getattr(new, name) for name in ("address", "first_name", "last_name", "contact_email", "phone")}
    terms = IN_FORCE[Subject.TERMS]
    return SignUp(
        **kept,
        language=new.language,
        kind=new.kind,
        identifier=new.identifier,
        company={**{name: getattr(new.company, name) for name in FACTS}, "verified": new.verified},
        spaces=[space.value for space in new.spaces if space in openings.BUILT],
        terms=terms.version,
        terms_words=terms.in_french(),
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
    token = tokens.new()
    row.digest = tokens.digest(token)
    row.save()
    if User.objects.filter(email=row.address).exists():
        _tell_there_is_one(row.address, language=row.language, at=at)
        return
    values = {"token": token, "until": row.expires_at.isoformat(), "structure": _known_structure(row)}
    letter = outbox.Draft(
        to=row.address,
        kind="account-activation",
        values=values,
        language=row.language,
        key=f"activation-{row.pk}-{at:%Y%m%d%H%M%S}",
    )
    outbox.queue([letter], at=at)


def _known_structure(row: SignUp) -> str:
    """What a register gave of the structure, "" for nothing: the letter goes to an address that may be a stranger's,
    and carries no words of who asked for it."""
    return f"{row.identifier} - {row.company['name']}" if row.company.get("verified") else ""


def _tell_there_is_one(address: str, *, language: str, at: datetime) -> None:
    key = f"account-exists-{at:%Y%m%d}"  # one a day: nobody is flooded by what a stranger types
    outbox.queue([outbox.Draft(to=address, kind="account-exists", values={}, language=language, key=key)], at=at)


def _lasts() -> timedelta:
    return timedelta(hours=settings.ACTIVATION_HOURS)
