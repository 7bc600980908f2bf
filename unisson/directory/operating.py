"""What operators do to accounts and structures. Every act is traced: who, when, what, before and after."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from unisson.accounts import closing, standing
from unisson.accounts.models import User
from unisson.kernel.identifiers import STATE_SIRET
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices import outbox

from . import acts, creation, departure, openings, signup
from .companies.facts import told_by
from .creation import Identity
from .fiche import Parameters
from .identifiers import tidy
from .models import Membership, OperatorAct, SignUp, Structure
from .needs import contradiction
from .register import add_structure
from .search import fold
from .spaces import Space

What = OperatorAct.What
SHOWN = 50
"""Lines of one search."""


def people(text: str, *, most: int = SHOWN) -> list[User]:
    """Accounts whose name or address holds every word of `text`."""
    found = User.objects.all()
    for word in text.split():
        found = found.filter(Q(email__icontains=word) | Q(first_name__icontains=word) | Q(last_name__icontains=word))
    return list(found.order_by("last_name", "first_name", "pk")[:most])


def person(pk: int) -> User:
    """One account. NotFound for what is none."""
    found = User.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def sign_ups(text: str, *, most: int = SHOWN) -> list[SignUp]:
    """Accounts asked and not activated yet, whose name, address or number holds every word of `text`."""
    found = SignUp.objects.filter(used_at=None)
    for word in text.split():
        found = found.filter(
            Q(address__icontains=word)
            | Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(identifier__startswith=word)
        )
    return list(found.order_by("-asked_at", "-pk")[:most])


def lock(operator: User, pk: int, *, reason: str, at: datetime) -> User:
    """Keep a person out until somebody unlocks, and tell him. Refusal CPP-EXPLOITANT-01 for oneself, -02 without a
    reason, -03 when it is so already."""
    reason = acts.reason_of(reason)
    with transaction.atomic():
        user = standing.get(pk, by=operator)
        if not user.is_active:
            raise Refusal("CPP-EXPLOITANT-03", name=user.full_name)
        before = standing.of(user)
        standing.suspend(user)
        _note(What.LOCKED, operator, user, before=before, reason=reason, at=at)
        _tell_locked(user, at=at)
    return user


def unlock(operator: User, pk: int, *, reason: str, at: datetime) -> User:
    """Let a person in again, also one whom failed attempts keep out. Refusal as `lock`; CPP-EXPLOITANT-04 for an access
    that was ended."""
    reason = acts.reason_of(reason)
    with transaction.atomic():
        user = standing.get(pk, by=operator)
        if ended(user):
            raise Refusal("CPP-EXPLOITANT-04", name=user.full_name)
        if user.is_active and standing.resting(user, at=at) is None:
            raise Refusal("CPP-EXPLOITANT-03", name=user.full_name)
        before = standing.of(user)
        standing.restore(user)
        _note(What.UNLOCKED, operator, user, before=before, reason=reason, at=at)
    return user


def end(operator: User, pk: int, *, reason: str, understood: bool = False, at: datetime) -> User:
    """End the access of a person for good, as he does by himself (`departure`). A structure that he managed alone is
    left without a manager, and a succession is open to its people. Refusal as `lock`, -04 when it was ended already,
    -05 when he manages one alone and the operator does not say that he knows."""
    reason = acts.reason_of(reason)
    with transaction.atomic():
        user = standing.get(pk, by=operator)
        if ended(user):
            raise Refusal("CPP-EXPLOITANT-04", name=user.full_name)
        departure.check_alone(user, understood=understood, code="CPP-EXPLOITANT-05")
        held = user.memberships.exclude(state=Membership.State.DELETED).order_by("pk")
        before = {**standing.of(user), "attachments": [[one.structure_id, one.role, one.state] for one in held]}
        farewell = outbox.Draft(
            to=user.email,
            kind="access-ended",
            values={"comment": reason},
            language=user.language,
            key=f"closed-{user.pk}",
        )
        departure.end(user, by=operator, reason=reason, farewell=farewell, at=at)
        _note(What.ENDED, operator, user, before=before, reason=reason, at=at)
    return user


def ended(user: User) -> bool:
    """Whether the access of this person ended for good, by himself or by an operator."""
    return closing.closed(user)


def resend(operator: User, pk: int, *, at: datetime) -> SignUp:
    """Send the activation link again to an address that asked for an account. Refusals of `signup.resend`."""
    with transaction.atomic():
        row = signup.resend(pk, among=SignUp.objects.filter(used_at=None), at=at)
        acts.note(What.RESENT, actor=operator, after={"sign_up": row.pk}, at=at)
    return row


def structures(text: str) -> QuerySet[Structure]:
    """Structures, of every nature, that match every word of `text`; a number matches the start of an identifier."""
    number = "".join(text.split())
    if number.isdigit() and len(number) >= 3:
        return Structure.objects.filter(identifier__startswith=number).order_by("identifier", "pk")
    found = Structure.objects.all()
    for word in fold(text).split():
        found = found.filter(searchable__contains=word)
    return found.order_by("name", "pk")


def structure(pk: int) -> Structure:
    """One structure. NotFound for what is none."""
    found = Structure.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def people_of(structure: Structure) -> list[Membership]:
    """Who is attached, the managers first."""
    attached = structure.memberships.filter(state=Membership.State.VALID, user__is_technical=False)
    attached = attached.select_related("user")
    # « GESTIONNAIRE_… » comes before « UTILISATEUR ».
    return list(attached.order_by("role", "user__last_name", "pk")[:SHOWN])


def add_public(
    operator: User,
    *,
    siret: str,
    spaces: Iterable[Space],
    at: datetime,
    **typed: str | bool,
) -> Structure:
    """A new public structure, without any manager yet (domain-rules §3.2). `typed`: name and place, over which the
    register wins; where it says nothing they are asked about again later (`companies.checking`).

    Refusal CPP-STRUCTURE-01 when the portal has it already; those of `creation.identify` for a number that is no SIRET
    or whose establishment is closed; CPP-FICHE-04 for parameters that contradict each other, -09 without name or place.
    """
    siret = tidy(Structure.Kind.SIRET, siret)
    identity = creation.identify(Structure.Kind.SIRET, siret)
    if identity.structure is not None:
        raise Refusal("CPP-STRUCTURE-01", field="siret", number=siret)
    facts = _facts(siret, typed, identity)
    with transaction.atomic():
        made = _added(siret, [one for one in openings.BUILT if one in set(spaces)], facts)
        after = {"identifier": siret, "spaces": [one.value for one in openings.open_on(made)], **facts}
        acts.note(What.STRUCTURE_ADDED, actor=operator, structure=made, after=after, at=at)
    return made


def _facts(siret: str, typed: Mapping[str, str | bool], identity: Identity) -> dict[str, Any]:
    """What is typed, as the register corrects it."""
    facts: dict[str, Any] = {name: one.strip() if isinstance(one, str) else one for name, one in typed.items()}
    if siret == STATE_SIRET:
        facts |= {"service_required": True, "commitment_required": True}
    company = identity.company
    facts |= {**(told_by(company) if company else {}), "verified": company is not None and not company.masked}
    missing = next((name for name in ("name", "address", "town") if not facts.get(name)), None)
    if missing:
        raise Refusal("CPP-FICHE-09", field=missing)
    asked = Parameters(
        service_required=facts.get("service_required", False),
        commitment_required=facts.get("commitment_required", False),
        service_or_commitment_required=facts.get("service_or_commitment_required", False),
    )
    if code := contradiction(asked, identifier=siret, served=False):
        raise Refusal(code, field="service_or_commitment_required", name=facts["name"])
    return facts


def _added(siret: str, spaces: list[Space], facts: Mapping[str, Any]) -> Structure:
    public = Structure.Nature.PUBLIC
    try:
        with transaction.atomic():
            return add_structure(identifier=siret, nature=public, spaces=spaces, **facts)
    except IntegrityError as error:
        raise Refusal("CPP-STRUCTURE-01", field="siret", number=siret) from error


def _tell_locked(user: User, *, at: datetime) -> None:
    """The reason stays in the journal: it may name somebody else."""
    key = f"access-locked-{user.pk}-{at.isoformat()}"
    letter = outbox.Draft(to=user.email, kind="access-locked", values={}, language=user.language, key=key)
    outbox.queue([letter], at=at)


def _note(
    what: OperatorAct.What, operator: User, user: User, *, before: Mapping[str, object], reason: str, at: datetime
) -> None:
    acts.note(what, actor=operator, about=user, before=before, after=standing.of(user), comment=reason, at=at)
