"""The manager is gone and handed nothing over: who follows asks the operator, with a document that proves it.

Those who manage are told as soon as it is asked, and object with one press; nothing is decided before they had the
time to. The operator decides, the document read; a second one confirms (`appointing`) for a public structure, and where
a manager came by lately. Whoever managed is told where the role changes.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from unisson.accounts.models import User
from unisson.files import store
from unisson.kernel.clock import legal_day
from unisson.kernel.refusal import NotFound, Refusal
from unisson.kernel.texts import written

from . import acts, appointing, evidence, locking, requests, rights
from .colleagues import managers_of, operators, tell_all
from .evidence import Document
from .models import Appointment, Demand, ManagerAct, Membership, OperatorAct, Structure

WORDS = 20
"""Characters that a reason has at least: the operator must be able to judge."""
LATELY = timedelta(days=90)
"""A manager who signed in since is there: one operator alone does not replace him."""


def ask(user: User, structure: Structure, *, reason: str, document: Document, at: datetime) -> Demand:
    """Ask to become the principal manager of `structure`; the operators get a letter.

    Refusal CPP-SUCCESSION-01 for a reason too short, -03 while the same request waits, -04 for who is the principal
    manager already, CPP-RATTACHEMENT-03, and those of `evidence.keep`.
    """
    reason = written(reason, field="motif", limit=500)
    if len(reason) < WORDS:
        raise Refusal("CPP-SUCCESSION-01", field="motif", least=WORDS)
    _check_may_ask(user, structure, at=at)
    kept = evidence.keep(document.content, name=document.name, at=at)
    with transaction.atomic():
        locking.hold([structure.pk])
        _check_may_ask(user, structure, at=at)
        store.record(kept)
        demand = Demand.objects.create(
            kind=Demand.Kind.SUCCESSION,
            user=user,
            structure=structure,
            word=reason,
            asked_at=at,
            document=kept.file,
            document_name=evidence.fitting_name(document.name, kept.file.media_type),
        )
        values = {**requests.letter_values(demand), "pk": demand.pk}
        tell_all(operators(), "succession-asked", values, key=f"succession-{demand.pk}", at=at)
        told = {**values, "until": (at + requests.PATIENCE).isoformat()}
        others = [one for one in in_place(structure) if one.pk != user.pk]
        tell_all(others, "succession-announced", told, key=f"succession-told-{demand.pk}", at=at)
    return demand


def announced_to(manager: User) -> QuerySet[Demand]:
    """The successions that somebody asked at the structures that this person manages."""
    return waiting().filter(structure__in=rights.managed(manager)).exclude(user=manager)


def object_to(manager: User, pk: int, *, at: datetime) -> Demand:
    """« Je suis toujours là »: a manager ends the request; whoever asked gets a letter. NotFound for a structure that
    the person does not manage; CPP-SUCCESSION-11 when it was decided."""
    with transaction.atomic():
        demand = get(pk, lock=True)
        if demand.structure_id not in rights.managed_now(manager) or demand.user_id == manager.pk:
            raise NotFound
        if demand.state != Demand.State.PENDING:
            raise Refusal("CPP-SUCCESSION-11")
        requests.dismiss_appointments(demand, by=manager, at=at)
        requests.close(demand, Demand.State.REFUSED, by=manager, at=at)
        acts.record(ManagerAct.What.OBJECTED, structure=demand.structure, actor=manager, about=demand.user, at=at)
        values = {"structure": demand.structure.to_strangers, "accepted": False, "comment": "", "by": manager.full_name}
        tell_all([demand.user], "succession-decided", values, key=f"succession-decided-{demand.pk}", at=at)
    return demand


def waiting() -> QuerySet[Demand]:
    """What operators have to decide, the oldest first."""
    asked = Demand.objects.filter(kind=Demand.Kind.SUCCESSION, state=Demand.State.PENDING)
    return asked.select_related("user", "structure").order_by("asked_at", "pk")


def get(pk: int, *, lock: bool = False) -> Demand:
    """One request, for an operator. NotFound for what is none."""
    asked = Demand.objects.filter(kind=Demand.Kind.SUCCESSION)
    among = asked.select_related("user", "structure", "decided_by", "document")
    found = locking.row(among, pk) if lock else among.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def decide(operator: User, pk: int, *, accept: bool, answer: str, at: datetime) -> Demand:
    """Accept or refuse. Accepted for a public structure, or against a manager who came by lately, it is a proposal that
    another operator confirms.

    Refusal CPP-SUCCESSION-05 when it was decided meanwhile, -06 without a word of why, -07 for one's own request; to
    accept, -09 with the document unread, -10 while the managers may object, CPP-NOMINATION-05 for a closed account;
    CPP-NOMINATION-02 while another appointment waits there.
    """
    answer = written(answer, field="reponse", limit=500)
    if not answer:
        raise Refusal("CPP-SUCCESSION-06", field="reponse")
    with transaction.atomic():
        demand = get(pk, lock=True)
        _check_open(demand, operator)
        if accept:
            _check_ripe(demand, operator, at=at)
            _accept(demand, operator, answer=answer, at=at)
        else:
            appointing.refuse_succession(demand, operator, answer=answer, at=at)
    return demand


def in_place(structure: Structure) -> list[User]:
    """Whom a succession would replace. Locked or not: an operator who locks a manager does not decide alone thereby."""
    return managers_of(structure, suspended=True)


def needs_two(demand: Demand, *, at: datetime) -> bool:
    """Whether a second operator confirms."""
    there = [one for one in in_place(demand.structure) if one.last_login and at - one.last_login <= LATELY]
    return demand.structure.is_public or bool(there)


def _check_open(demand: Demand, operator: User) -> None:
    if demand.state != Demand.State.PENDING:
        raise Refusal("CPP-SUCCESSION-05")
    if demand.user_id == operator.pk:
        raise Refusal("CPP-SUCCESSION-07")
    if demand.appointments.filter(state=Appointment.State.PROPOSED).exists():
        raise Refusal("CPP-NOMINATION-02")


def _check_ripe(demand: Demand, operator: User, *, at: datetime) -> None:
    if not demand.user.is_active:
        raise Refusal("CPP-NOMINATION-05")
    if not was_read(demand, by=operator):
        raise Refusal("CPP-SUCCESSION-09")
    until = demand.asked_at + requests.PATIENCE
    if at < until and in_place(demand.structure):
        raise Refusal("CPP-SUCCESSION-10", name=demand.structure.name, day=legal_day(until))


def _accept(demand: Demand, operator: User, *, answer: str, at: datetime) -> None:
    if needs_two(demand, at=at):
        appointing.propose(operator, demand.structure, demand.user, reason=answer, demand=demand, at=at)
        return
    requests.close(demand, Demand.State.ACCEPTED, by=operator, answer=answer, at=at)
    appointing.install(
        demand.structure,
        demand.user,
        by=operator,
        what=OperatorAct.What.SUCCESSION_ACCEPTED,
        reason=answer,
        at=at,
    )


def _check_may_ask(user: User, structure: Structure, *, at: datetime) -> None:
    requests.check_pace(user, at=at)
    if user.demands.filter(structure=structure, kind=Demand.Kind.SUCCESSION, state=Demand.State.PENDING).exists():
        raise Refusal("CPP-SUCCESSION-03", field="numero")
    principal = {"role": Membership.Role.PRINCIPAL, "state": Membership.State.VALID}
    if user.memberships.filter(structure=structure, **principal).exists():
        raise Refusal("CPP-SUCCESSION-04", field="numero")


def read_document(operator: User, pk: int, *, at: datetime) -> tuple[bytes, str]:
    """The document of a request and its name; that it was read is written in the journal. NotFound for none."""
    demand = get(pk)
    kept = demand.document_id, demand.document_name
    return evidence.read(operator, *kept, about=demand.user, structure=demand.structure, at=at)


def was_read(demand: Demand, *, by: User) -> bool:
    """Whether this operator read the document of a request."""
    return evidence.was_read(by=by, about=demand.user, structure_pk=demand.structure_id, since=demand.asked_at)


def decided() -> QuerySet[Demand]:
    """What was decided or taken back, the newest first."""
    done = Demand.objects.filter(kind=Demand.Kind.SUCCESSION).exclude(state=Demand.State.PENDING)
    return done.select_related("user", "structure", "decided_by").order_by("-decided_at", "-pk")
