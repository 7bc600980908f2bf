"""The principal manager of a public structure: one operator proposes, on evidence, and another one confirms."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from unisson.accounts.models import User
from unisson.kernel.refusal import NotFound, Refusal
from unisson.kernel.texts import written

from . import acts, granting, handover, locking, openings, requests
from .colleagues import tell, tell_all
from .models import Appointment, Demand, ManagerAct, Membership, OperatorAct, Structure
from .spaces import Level


def propose(
    operator: User, structure: Structure, person: User, *, reason: str, demand: Demand | None = None, at: datetime
) -> Appointment:
    """Propose `person`; the other operators get a letter.

    Refusal CPP-NOMINATION-01 without a reason, -02 while another proposal waits there, -03 for oneself, -04 for who is
    the principal manager already, -05 for a closed account, -06 for a private structure.
    """
    reason = written(reason, field="motif", limit=500)
    with transaction.atomic():
        locking.hold([structure.pk])
        _check(operator, structure, person, reason=reason, succeeds=demand is not None)
        made = _made(operator, structure, person, reason=reason, demand=demand, at=at)
        acts.note(OperatorAct.What.PROPOSED, actor=operator, about=person, structure=structure, comment=reason, at=at)
        others = User.objects.filter(is_operator=True, is_active=True).exclude(pk=operator.pk)
        values = {
            "structure": str(structure),
            "person": person.full_name,
            "address": person.email,
            "by": operator.full_name,
            "reason": reason,
        }
        tell_all(others, "appointment-proposed", values, key=f"appointment-{made.pk}", at=at)
    return made


def waiting() -> QuerySet[Appointment]:
    """What waits for a second operator, the oldest first."""
    made = Appointment.objects.filter(state=Appointment.State.PROPOSED)
    return made.select_related("structure", "person", "proposed_by", "demand").order_by("proposed_at", "pk")


def confirm(operator: User, pk: int, *, at: datetime) -> Appointment:
    """The second operator: the person manages the structure from now on, and everybody concerned gets a letter.

    NotFound for what is none; Refusal CPP-NOMINATION-07 when it was decided meanwhile, -08 for who proposed it, or is
    proposed.
    """
    with transaction.atomic():
        made = _open(pk)
        if operator.pk in (made.proposed_by_id, made.person_id):
            raise Refusal("CPP-NOMINATION-08")
        if not made.person.is_active:
            raise Refusal("CPP-NOMINATION-05")
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
    values = {"structure": str(demand.structure), "accepted": False, "comment": answer}
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


def _check(operator: User, structure: Structure, person: User, *, reason: str, succeeds: bool) -> None:
    principal = {"role": Membership.Role.PRINCIPAL, "state": Membership.State.VALID}
    faults = {
        "CPP-NOMINATION-01": not reason,
        "CPP-NOMINATION-03": person.pk == operator.pk,
        "CPP-NOMINATION-04": structure.memberships.filter(user=person, **principal).exists(),
        "CPP-NOMINATION-05": not person.is_active,
        "CPP-NOMINATION-06": not (structure.is_public or succeeds),
    }
    for code, holds in faults.items():
        if holds:
            raise Refusal(code, field="motif" if code == "CPP-NOMINATION-01" else "adresse")


def _made(
    operator: User, structure: Structure, person: User, *, reason: str, demand: Demand | None, at: datetime
) -> Appointment:
    try:
        with transaction.atomic():
            return Appointment.objects.create(
                structure=structure, person=person, demand=demand, reason=reason, proposed_by=operator, proposed_at=at
            )
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


def _close(made: Appointment, state: Appointment.State, *, by: User, at: datetime) -> None:
    made.state, made.decided_by, made.decided_at = state, by, at
    made.save(update_fields=["state", "decided_by", "decided_at"])
