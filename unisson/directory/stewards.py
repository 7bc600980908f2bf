"""Who decides of a structure's identity and fiche: its managers, and the operators, who say why. Every act is kept in
its history, an operator's among the operators' acts too."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from unisson.accounts.models import User
from unisson.kernel.refusal import NotFound

from . import acts, awaiting, changes, locking, rights
from .models import OperatorAct, Service, Structure, StructureChange

What = StructureChange.What
_OPERATORS = {
    What.RENUMBERED: OperatorAct.What.RENUMBERED,
    What.DEACTIVATED: OperatorAct.What.DEACTIVATED,
    What.REACTIVATED: OperatorAct.What.REACTIVATED,
    What.REGISTER: OperatorAct.What.REGISTER_TAKEN,
}
"""What the operators' journal calls a change; the others are of the fiche."""


@dataclass(frozen=True, kw_only=True)
class Steward:
    """A person who acts as a manager, or as an operator; `reason`, as typed: joined to the letters and the history."""

    person: User
    as_operator: bool = False
    reason: str = ""


def structure_of(by: Steward, pk: int, *, lock: bool = False) -> Structure:
    """A structure that a manager manages, any one for an operator. NotFound for others. `lock`: until the transaction
    ends; whether the person may is then read anew."""
    # Without the rights remembered at the beginning of the request.
    person = User.objects.get(pk=by.person.pk) if lock else by.person
    if lock:
        locking.hold([pk])
    rows = Structure.objects.select_related("became")
    if not by.as_operator:
        rows = rows.filter(pk__in=rights.managed(person))
    elif not person.is_operator:
        raise NotFound
    found = rows.filter(pk=pk).first()
    if found is None or awaiting.is_nobody(found):
        raise NotFound
    return found


def reasoned(by: Steward) -> Steward:
    """With its reason as it is kept. Refusal CPP-EXPLOITANT-02 for an operator who gives none."""
    return replace(by, reason=acts.reason_of(by.reason, required=by.as_operator))


def keeper(actor: User, structure: Structure, reason: str) -> Steward:
    """`actor` as one of the managers of `structure`; else as an operator. Refusal of `reasoned`."""
    return reasoned(Steward(person=actor, as_operator=structure.pk not in rights.managed(actor), reason=reason))


def note(
    what: StructureChange.What,
    structure: Structure,
    *,
    by: Steward,
    before: Mapping[str, object],
    after: Mapping[str, object],
    service: Service | None = None,
    account: str = "",
    at: datetime,
) -> None:
    """Keep an act, in its transaction; nothing where nothing differs. `account`: how a bank account is called."""
    comment = " — ".join(filter(None, (account, by.reason)))
    done = changes.record(
        what, structure, actor=by.person, before=before, after=after, service=service, comment=comment[:500], at=at
    )
    if by.as_operator and done:
        acts.note(
            _OPERATORS.get(what, OperatorAct.What.FICHE_CHANGED),
            actor=by.person,
            structure=structure,
            subject=str(service) if service else account,
            before=done.before,
            after=done.after,
            comment=by.reason,
            at=at,
        )
