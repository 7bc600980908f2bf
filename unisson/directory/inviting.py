"""« Rattacher une personne »: a manager proposes it to an address, and its person accepts (domain-rules §2.4).

Nobody is attached who did not want it, and no manager learns whether an address has an account: one letter, one wait
and one answer for all. Who has an account answers from « Mes rattachements »; who has none makes one from the link of
the letter, and is attached at that moment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from unisson.accounts.models import User
from unisson.kernel import tokens
from unisson.kernel.clock import Clock
from unisson.kernel.naming import Name
from unisson.kernel.refusal import NotFound, Refusal
from unisson.kernel.texts import written
from unisson.notices import outbox, preferences

from . import acts, agreements, granting, lineage, locking, openings, requests, rights
from .colleagues import tell
from .granting import Right
from .models import Demand, Invitation, ManagerAct, Membership, SignUp, Structure

LASTS = timedelta(days=7)
"""How long a proposal waits: a colleague may be on leave."""
A_DAY = 20
"""Proposals of one manager in 24 hours: each sends a letter to an address that nobody proved."""
AGAIN, LETTERS = timedelta(minutes=1), 5
"""Between two letters of one proposal, and how many it sends at most."""
TO_ONE = 3
"""Letters of one structure to one address in 24 hours, after which no other proposal follows."""
_OPEN = Invitation.State.OPEN


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """Whom a manager proposes to attach, and with which rights."""

    address: str
    first_name: str
    last_name: str
    wanted: Sequence[Right]
    word: str = ""


def invite(actor: User, structure_pk: int, new: Proposed, *, at: datetime) -> Invitation:
    """Propose it; the address gets a letter. Nothing here looks whether it has an account.

    NotFound for a structure that `actor` does not manage. Refusal CPP-PROPOSITION-01 for who is attached there, -02
    while a proposal waits, -03 after too many in a day, -06 after too many to that address; CPP-DEMANDE-04 without any
    space, CPP-DROITS-02 for what the structure has not; those of `lineage.check_open`.
    """
    word = written(new.word, field="mot", limit=500)
    with transaction.atomic():
        locking.hold([structure_pk])
        structure = Structure.objects.filter(pk=structure_pk, pk__in=rights.managed_now(actor)).first()
        if structure is None:
            raise NotFound
        _check(actor, structure, new, at=at)
        made = Invitation(
            structure=structure,
            by=actor,
            address=new.address,
            first_name=new.first_name,
            last_name=new.last_name,
            wanted=granting.as_values(new.wanted),
            word=word,
        )
        _send(made, at=at)
    return made


def resend(actor: User, pk: int, *, at: datetime) -> Invitation:
    """The same proposal with another link and a later end. NotFound for another structure's; CPP-PROPOSITION-04 once
    it ended, -05 too soon or too often; those of `lineage.check_open`."""
    with transaction.atomic():
        made = _of_manager(actor, pk)
        lineage.check_open(made.structure)
        if at - made.asked_at < AGAIN or made.letters >= LETTERS:
            raise Refusal("CPP-PROPOSITION-05", address=made.address, limit=LETTERS)
        made.by = actor
        _send(made, at=at)
    return made


def cancel(actor: User, pk: int, *, at: datetime) -> Invitation:
    """Take a proposal back; its link ends. Refusals of `resend`."""
    with transaction.atomic():
        made = _of_manager(actor, pk)
        _end(made, Invitation.State.CANCELLED, at=at)
        _record(ManagerAct.What.UNINVITED, made, actor, at=at)
    return made


def waiting_at(structures: Iterable[Structure]) -> QuerySet[Invitation]:
    """What these structures proposed and nobody answered, the oldest first; also what is over and may be sent again."""
    found = Invitation.objects.filter(structure__in=[one.pk for one in structures], state=_OPEN)
    return found.select_related("structure", "by").order_by("asked_at", "pk")


def proposed_to(user: User, *, at: datetime) -> QuerySet[Invitation]:
    """What waits for this person's answer."""
    mine = Invitation.objects.filter(address=user.email, state=_OPEN, expires_at__gt=at, structure__active=True)
    return mine.select_related("structure", "by").order_by("asked_at", "pk")


def answer(user: User, pk: int, *, accept: bool, at: datetime) -> Invitation:
    """Accept, attached from now on, or decline; the manager who proposed gets a letter. NotFound for another's;
    CPP-PROPOSITION-04 for one that no longer holds."""
    with transaction.atomic():
        made = locking.row(Invitation.objects.filter(address=user.email).select_related("structure", "by"), pk)
        if made is None:
            raise NotFound
        _answer(made, user if accept else None, at=at)
    return made


def follow(token: str, *, at: datetime) -> Invitation:
    """What the link of a letter stands for. Refusal CPP-PROPOSITION-04 when it no longer holds."""
    found = Invitation.objects.filter(digest=tokens.digest(token)).select_related("structure", "by").first()
    if found is None:
        raise Refusal("CPP-PROPOSITION-04")
    _check_holds(found, at=at)
    return found


def has_account(made: Invitation) -> bool:
    """Whether its person answers from an account: only for who followed the link, whose mailbox it is."""
    return User.objects.filter(email=made.address).exists()


def join(token: str, password: str, *, first_name: str, last_name: str, language: str, at: datetime) -> User:
    """Make the account of who has none, with a password that `passwords` judged and terms that were accepted, and
    attach it. Refusals of `follow`; CPP-INSCRIPTION-06 when the address has one by now."""
    with transaction.atomic():
        made = _held(token, at=at)
        if has_account(made):
            raise Refusal("CPP-INSCRIPTION-06", address=made.address)
        names = {"first_name": first_name, "last_name": last_name, "language": language}
        user = User.objects.create_user(made.address, password, **names)
        preferences.choose(user.pk, preferences.BY_DEFAULT, at=at)
        SignUp.objects.filter(address=made.address, used_at=None).delete()
        agreements.accept_terms(user, at=at)
        _answer(made, user, at=at)
    return user


def decline(token: str, *, at: datetime) -> Invitation:
    """Decline without an account. Refusals of `follow`."""
    with transaction.atomic():
        made = _held(token, at=at)
        _answer(made, None, at=at)
    return made


def forget_due(*, clock: Clock, batch: int = 500) -> int:
    """Delete what was typed for proposals that ended long ago; returns how many."""
    pks = list(over(at=clock()).values_list("pk", flat=True)[:batch])
    return over(at=clock()).filter(pk__in=pks).delete()[0] if pks else 0


def over(*, at: datetime) -> QuerySet[Invitation]:
    """The proposals that ended so long ago that nobody sends them again."""
    ended = at - kept()
    return Invitation.objects.filter(Q(ended_at__lt=ended) | Q(ended_at=None, expires_at__lt=ended))


def kept() -> timedelta:
    """How long a proposal is kept once it ended: as what was typed for an account."""
    return timedelta(days=settings.SIGN_UP_DAYS)


def _check(actor: User, structure: Structure, new: Proposed, *, at: datetime) -> None:
    lineage.check_open(structure, field="address")
    if not new.wanted:
        raise Refusal("CPP-DEMANDE-04", field="espace")
    granting.check(structure, new.wanted)
    if structure.memberships.filter(state=Membership.State.VALID, user__email=new.address).exists():
        raise Refusal("CPP-PROPOSITION-01", field="address", address=new.address)
    if structure.invitations.filter(state=_OPEN, address=new.address).exists():
        raise Refusal("CPP-PROPOSITION-02", field="address", address=new.address)
    _check_pace(actor, structure, new.address, at=at)


def _check_pace(actor: User, structure: Structure, address: str, *, at: datetime) -> None:
    lately = Invitation.objects.filter(asked_at__gt=at - timedelta(days=1))
    if lately.filter(by=actor).count() >= A_DAY:
        raise Refusal("CPP-PROPOSITION-03", limit=A_DAY)
    to_one = lately.filter(structure=structure, address=address)
    if sum(to_one.values_list("letters", flat=True)) >= TO_ONE:
        raise Refusal("CPP-PROPOSITION-06", field="address", address=address)


def _send(made: Invitation, *, at: datetime) -> None:
    """The letter with a link of its own, in the language of who proposes: that of the other may be nobody's to know."""
    token = tokens.new()
    made.asked_at, made.expires_at, made.digest = at, at + LASTS, tokens.digest(token)
    made.letters += 1
    made.save()
    values = {
        "token": token,
        "until": made.expires_at.isoformat(),
        "structure": str(made.structure),
        "by": made.by.full_name,
        "word": made.word,
        "rights": granting.in_codes(made.structure, granting.from_values(made.wanted)),
    }
    letter = outbox.Draft(
        to=made.address,
        kind="attachment-proposed",
        values=values,
        language=made.by.language,
        key=f"invitation-{made.pk}-{made.letters}",
    )
    outbox.queue([letter], at=at)
    _record(ManagerAct.What.INVITED, made, made.by, at=at)


def _record(what: ManagerAct.What, made: Invitation, actor: User, *, at: datetime) -> None:
    acts.record(what, structure=made.structure, actor=actor, about=actor, detail={"invitation": made.pk}, at=at)


def _of_manager(actor: User, pk: int) -> Invitation:
    made = locking.row(Invitation.objects.select_related("structure", "by"), pk)
    if made is None or made.structure_id not in rights.managed_now(actor):
        raise NotFound
    if made.state != _OPEN:
        raise Refusal("CPP-PROPOSITION-04")
    return made


def _held(token: str, *, at: datetime) -> Invitation:
    made = locking.row(Invitation.objects.select_related("structure", "by"), follow(token, at=at).pk)
    if made is None:
        raise Refusal("CPP-PROPOSITION-04")
    return made


def _check_holds(made: Invitation, *, at: datetime) -> None:
    """Of somebody who manages the structure no longer, nothing is left to accept: another manager sends it again.
    Nor of a structure that is closed (`lineage.check_open`)."""
    lineage.check_open(made.structure)
    if made.state != _OPEN or made.expires_at <= at or made.structure_id not in rights.managed_now(made.by):
        raise Refusal("CPP-PROPOSITION-04")


def _answer(made: Invitation, user: User | None, *, at: datetime) -> None:
    """`user` accepts; None: its person declines."""
    _check_holds(made, at=at)
    _end(made, Invitation.State.DECLINED if user is None else Invitation.State.ACCEPTED, at=at)
    if user is None:
        # In the name of who proposed: whether the address has an account is nobody's to know.
        _record(ManagerAct.What.PASSED, made, made.by, at=at)
    else:
        _attach(made, user, at=at)
    values = {
        "structure": str(made.structure),
        "accepted": user is not None,
        "person": Name(f"{made.first_name} {made.last_name}", of=user.pk if user else None),
        "address": made.address,
    }
    tell(made.by, "attachment-proposal-ended", values, key=f"invitation-ended-{made.pk}", at=at)


def _end(made: Invitation, state: Invitation.State, *, at: datetime) -> None:
    made.state, made.ended_at = state, at
    made.save(update_fields=["state", "ended_at"])


def _attach(made: Invitation, user: User, *, at: datetime) -> None:
    """With what was proposed, as far as the structure still has it; a request of that person is answered by it."""
    structure = made.structure
    place = Membership.objects.filter(user=user, structure=structure).first()
    place = place or Membership(user=user, structure=structure)
    if place.state != Membership.State.VALID or place.pk is None:
        place.state, place.since, place.until = Membership.State.VALID, at, None
        place.save()
    pending = {"kind": Demand.Kind.ATTACHMENT, "state": Demand.State.PENDING}
    for demand in user.demands.filter(structure=structure, **pending):
        requests.close(demand, Demand.State.ACCEPTED, by=made.by, at=at)
    opened, services = openings.open_on(structure), set(structure.services.values_list("pk", flat=True))
    wanted = granting.from_values(made.wanted)
    given = [one for one in wanted if one[0] in opened and (one[2] is None or one[2] in services)]
    granting.add(place, given)
    detail = {"before": [], "after": granting.as_values(given)}
    acts.record(ManagerAct.What.JOINED, structure=structure, actor=user, about=made.by, detail=detail, at=at)
