"""The principal manager of a public structure: one operator proposes, on evidence, and another one confirms."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from unisson.accounts.models import User
from unisson.files import store
from unisson.kernel.refusal import NotFound, Refusal
from unisson.kernel.texts import written

from . import acts, evidence, granting, handover, locking, openings, requests
from .colleagues import managers_of, operators, tell, tell_all
from .evidence import Document
from .models import Appointment, Demand, ManagerAct, Membership, OperatorAct, Structure
from .spaces import Level


def propose(
    operator: User,
    structure: Structure,
    person: User,
    *,
    reason: str,
    document: Document | None = None,
    demand: Demand | None = None,
    at: datetime,
) -> Appointment:
    """Propose `person`, on a document, or on that of the `demand` of a succession; the other operators get a letter.

    Refusal CPP-NOMINATION-01 without a reason, -02 while another proposal waits there, -03 for oneself, -04 for who is
    the principal manager already, -05 for a closed account, -06 for a private structure that has managers;
    CPP-SUCCESSION-08 without a document, and those of `evidence.keep`.
    """
    reason = written(reason, field="motif", limit=500)
    _check(operator, structure, person, reason=reason, succeeds=demand is not None)
    if document is None and demand is None:
        raise Refusal("CPP-SUCCESSION-08", field="document")
    kept = evidence.keep(document.content, name=document.name, at=at) if document else None
    with transaction.atomic():
        locking.hold([structure.pk])
        _check(operator, structure, person, reason=reason, succeeds=demand is not None)
        made = Appointment(structure=structure, person=person, demand=demand, reason=reason)
        if document and kept:
            store.record(kept)
            made.document, made.document_name = kept.file, evidence.fitting_name(document.name, kept.file.media_type)
        _save(made, operator, at=at)
        acts.note(OperatorAct.What.PROPOSED, actor=operator, about=person, structure=structure, comment=reason, at=at)
        _ask_the_others(made, at=at)
    return made


def waiting() -> QuerySet[Appointment]:
    """What waits for a second operator, the oldest first."""
    made = Appointment.objects.filter(state=Appointment.State.PROPOSED)
    return made.select_related("structure", "person", "proposed_by", "demand").order_by("proposed_at", "pk")


def get(pk: int) -> Appointment:
    """One that waits. NotFound for any other."""
    found = waiting().select_related("document", "demand__document").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def document_name(made: Appointment) -> str:
    """The name of its document, its own or that of the succession; "" for one that was proposed without."""
    return made.demand.document_name if made.demand else made.document_name


def read_document(operator: User, pk: int, *, at: datetime) -> tuple[bytes, str]:
    """Its own document and its name; that it was read is written in the journal. NotFound for none."""
    made = get(pk)
    kept = made.document_id, made.document_name
    return evidence.read(operator, *kept, about=made.person, structure=made.structure, at=at)


def was_read(made: Appointment, *, by: User) -> bool:
    """Whether this operator read the document on which it was proposed, where there is one."""
    if not document_name(made):
        return True
    since = made.demand.asked_at if made.demand else made.proposed_at
    return evidence.was_read(by=by, about=made.person, structure_pk=made.structure_id, since=since)


def confirm(operator: User, pk: int, *, at: datetime) -> Appointment:
    """The second operator: the person manages the structure from now on, and everybody concerned gets a letter.

    NotFound for what is none; Refusal CPP-NOMINATION-07 when it was decided meanwhile, -08 for who proposed it, or is
    proposed; CPP-SUCCESSION-09 with the document unread.
    """
    with transaction.atomic():
        made = _open(pk)
        if operator.pk in (made.proposed_by_id, made.person_id):
            raise Refusal("CPP-NOMINATION-08")
        if not made.person.is_active:
            raise Refusal("CPP-NOMINATION-05")
        if not was_read(made, by=operator):
            raise Refusal("CPP-SUCCESSION-09")
        _close(made, Appointment.State.CONFIRMED, by=operator, at=at)
        if made.demand is not None:
            if made.demand.state != Demand.State.PENDING:
                raise Refusal("CPP-NOMINATION-07")
            requests.close(made.demand, Demand.State.ACCEPTED, by=operator, answer=made.reason, at=at)
        install(made.structure, made.person, by=operator, what=OperatorAct.What.CONFIRMED, reason=made.reason, at=at)
    return made


def dismiss(operator: User, pk: int, *, reason: str, at: datetime) -> Appointment:
    """Put a proposal aside: whoever proposed it may too. A succession behind it is refused, and its person told.

    Refusal CPP-NOMINATION-01 without a reason, -07 when it was decided meanwhile.
    """
    reason = written(reason, field="motif", limit=500)
    if not reason:
        raise Refusal("CPP-NOMINATION-01", field="motif")
    with transaction.atomic():
        made = _open(pk)
        _close(made, Appointment.State.DISMISSED, by=operator, at=at)
        acts.note(
            OperatorAct.What.DISMISSED,
            actor=operator,
            about=made.person,
            structure=made.structure,
            comment=reason,
            at=at,
        )
        if made.demand is not None:
            refuse_succession(made.demand, operator, answer=reason, at=at)
    return made


def refuse_succession(demand: Demand, operator: User, *, answer: str, at: datetime) -> None:
    """The request, whose row is held, ends without effect; who asked gets a letter."""
    requests.close(demand, Demand.State.REFUSED, by=operator, answer=answer, at=at)
    acts.note(
        OperatorAct.What.SUCCESSION_REFUSED,
        actor=operator,
        about=demand.user,
        structure=demand.structure,
        comment=answer,
        at=at,
    )
    values = {"structure": demand.structure.to_strangers, "accepted": False, "comment": answer}
    tell(demand.user, "succession-decided", values, key=f"succession-decided-{demand.pk}", at=at)


def install(structure: Structure, person: User, *, by: User, what: OperatorAct.What, reason: str, at: datetime) -> None:
    """`person` becomes the principal manager, in the transaction of the decision, which holds the structure. Traced at
    the structure and among the operators' acts; told to the person and to the manager before, who stays an ordinary
    user."""
    former = handover.make_principal(structure, person, former=Membership.Role.USER, at=at)
    acts.record(ManagerAct.What.APPOINTED, structure=structure, actor=by, about=person, comment=reason, at=at)
    acts.note(
        what,
        actor=by,
        about=person,
        structure=structure,
        before={"manager": former.pk} if former else {},
        after={"manager": person.pk},
        comment=reason,
        at=at,
    )
    pending = {"kind": Demand.Kind.ATTACHMENT, "state": Demand.State.PENDING}
    for demand in structure.demands.filter(user=person, **pending):
        requests.close(demand, Demand.State.ACCEPTED, by=by, at=at)
        requests.give(demand, at=at)
    _equip(structure, person)
    key = f"installed-{structure.pk}-{at.isoformat()}"
    values = {"structure": str(structure), "person": person.full_name, "accepted": True, "comment": reason}
    tell(person, "succession-decided", values, key=key, at=at)
    if former is not None:
        tell(former, "manager-replaced", values, key=key, at=at)


def _equip(structure: Structure, person: User) -> None:
    """Who manages and was given nothing has all that is open on the structure: he could give it to himself."""
    membership = structure.memberships.get(user=person)
    if not membership.grants.exists():
        granting.add(membership, [(space, Level.WRITE, None) for space in openings.open_on(structure)])


def may_propose(structure: Structure) -> bool:
    """Whether operators name its manager without being asked: of a public one, and of one that nobody manages."""
    return structure.is_public or not managers_of(structure)


def _check(operator: User, structure: Structure, person: User, *, reason: str, succeeds: bool) -> None:
    principal = {"role": Membership.Role.PRINCIPAL, "state": Membership.State.VALID}
    faults = {
        "CPP-NOMINATION-01": not reason,
        "CPP-NOMINATION-03": person.pk == operator.pk,
        "CPP-NOMINATION-04": structure.memberships.filter(user=person, **principal).exists(),
        "CPP-NOMINATION-05": not person.is_active,
        "CPP-NOMINATION-06": not (succeeds or may_propose(structure)),
    }
    for code, holds in faults.items():
        if holds:
            raise Refusal(code, field="motif" if code == "CPP-NOMINATION-01" else "adresse")


def _save(made: Appointment, operator: User, *, at: datetime) -> None:
    made.proposed_by, made.proposed_at = operator, at
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise Refusal("CPP-NOMINATION-02") from error


def _open(pk: int) -> Appointment:
    rows = Appointment.objects.select_related("structure", "person", "demand__user", "demand__structure")
    made = locking.row(rows, pk)
    if made is None:
        raise NotFound
    if made.state != Appointment.State.PROPOSED:
        raise Refusal("CPP-NOMINATION-07")
    return made


def _ask_the_others(made: Appointment, *, at: datetime) -> None:
    values = {
        "structure": made.structure.to_strangers,
        "person": made.person.full_name,
        "address": made.person.email,
        "by": made.proposed_by.full_name,
        "reason": made.reason,
        "pk": made.pk,
    }
    others = [one for one in operators() if one.pk != made.proposed_by_id]
    tell_all(others, "appointment-proposed", values, key=f"appointment-{made.pk}", at=at)


def _close(made: Appointment, state: Appointment.State, *, by: User, at: datetime) -> None:
    made.state, made.decided_by, made.decided_at = state, by, at
    made.save(update_fields=["state", "decided_by", "decided_at"])
