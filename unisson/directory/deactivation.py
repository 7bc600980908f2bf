"""Closing a structure, and opening it again: nothing new is sent by it or to it, and all that it has stays.

Its people go on reading and treating the invoices that are under way. Managers do it for a private structure, the
operator for all. One whose identifier changed is never opened again: its successor is.
"""

from datetime import datetime

from django.db import transaction

from unisson.accounts.models import User
from unisson.kernel.refusal import Refusal

from . import lineage, stewards
from .colleagues import tell_all
from .companies.facts import called
from .company_register import look_up
from .models import Membership, Structure, StructureChange
from .stewards import Steward

What = StructureChange.What


def managers_may(structure: Structure) -> bool:
    """Whether its managers close it and open it again by themselves."""
    return not structure.is_public


def deactivate(by: Steward, pk: int, *, at: datetime) -> Structure:
    """Close it; its people get a letter.

    NotFound for a structure that is not theirs. Refusal CPP-ACTIVITE-01 where only the operator may, -02 when it is
    closed already; CPP-EXPLOITANT-02 for an operator who does not say why.
    """
    by = stewards.reasoned(by)
    with transaction.atomic():
        structure = _locked(by, pk)
        if not structure.active:
            raise Refusal("CPP-ACTIVITE-02", name=structure.name)
        _turn(structure, What.DEACTIVATED, by=by, at=at)
    return structure


def reactivate(by: Steward, pk: int, *, at: datetime) -> Structure:
    """Open it again; its people get a letter.

    Refusals of `deactivate`; CPP-ACTIVITE-03 when it is open already, -04 when its identifier changed since,
    CPP-INSCRIPTION-03 when the register says that its establishment is closed.
    """
    by = stewards.reasoned(by)
    _check_not_closed(stewards.structure_of(by, pk))
    with transaction.atomic():
        structure = _locked(by, pk)
        later = lineage.successor(structure)
        if later is not None:
            raise Refusal("CPP-ACTIVITE-04", name=structure.name, number=later.identifier)
        if structure.active:
            raise Refusal("CPP-ACTIVITE-03", name=structure.name)
        _turn(structure, What.REACTIVATED, by=by, at=at)
    return structure


def _locked(by: Steward, pk: int) -> Structure:
    structure = stewards.structure_of(by, pk, lock=True)
    if not by.as_operator and not managers_may(structure):
        raise Refusal("CPP-ACTIVITE-01", name=structure.name)
    return structure


def _check_not_closed(structure: Structure) -> None:
    looked = look_up(structure.kind, structure.identifier)
    if looked.company and looked.closed:
        raise Refusal("CPP-INSCRIPTION-03", name=called(looked.company, siret=structure.identifier))


def _turn(structure: Structure, what: StructureChange.What, *, by: Steward, at: datetime) -> None:
    structure.active = what is What.REACTIVATED
    structure.save(update_fields=["active"])
    stewards.note(
        what, structure, by=by, before={"active": not structure.active}, after={"active": structure.active}, at=at
    )
    tell(structure, by=by.person, reason=by.reason, at=at)


def tell(structure: Structure, *, by: User, reason: str = "", at: datetime) -> None:
    """A letter to its people, but to who acted: it is closed, or open again. In the transaction that did it."""
    attached = structure.memberships.filter(state=Membership.State.VALID, user__is_active=True).exclude(user=by)
    values = {"structure": str(structure), "by": by.full_name, "comment": reason, "active": structure.active}
    people = [one.user for one in attached.select_related("user").order_by("pk")]
    tell_all(people, "structure-activity", values, key=f"activity-{structure.pk}-{at.isoformat()}", at=at)
