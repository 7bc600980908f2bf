"""What was done by managers and by operators: written here, read here, never changed (`append_only`).

Whom an act names it names by key: a person who goes is then found in no history.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from unisson.accounts.models import User
from unisson.kernel.refusal import Refusal
from unisson.kernel.texts import written

from . import rights
from .models import Invitation, ManagerAct, OperatorAct, SignUp, Structure

ASKED: Mapping[str, type[SignUp] | type[Invitation]] = {"sign_up": SignUp, "invitation": Invitation}
PEOPLE = ("source", "manager")
NAMED = (*PEOPLE, *ASKED)
"""The fields of the JSON columns that hold a key: of a person, or of an account or attachment with an address."""


def reason_of(text: str, *, required: bool = True) -> str:
    """Why an operator acts, as it is kept. Refusal CPP-EXPLOITANT-02 without a word where one is `required`."""
    reason = written(text, field="motif", limit=500)
    if required and not reason:
        raise Refusal("CPP-EXPLOITANT-02", field="motif")
    return reason


def record(
    what: ManagerAct.What,
    *,
    structure: Structure,
    actor: User,
    about: User,
    at: datetime,
    comment: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """One line of the history of a structure, inside the transaction of what it tells."""
    ManagerAct.objects.create(
        structure=structure,
        actor=actor,
        about=about,
        what=what,
        comment=comment,
        detail=dict(detail) if detail is not None else None,
        at=at,
    )


def history(actor: User) -> QuerySet[ManagerAct]:
    """What was done at the structures that `actor` manages, newest first."""
    done = ManagerAct.objects.filter(structure__in=rights.managed(actor))
    return done.select_related("actor", "about", "structure")


def note(
    what: OperatorAct.What,
    *,
    actor: User,
    at: datetime,
    about: User | None = None,
    structure: Structure | None = None,
    subject: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    comment: str = "",
) -> None:
    """One line of what the operators did, inside the transaction of what it tells."""
    OperatorAct.objects.create(
        actor=actor,
        what=what,
        about=about,
        structure=structure,
        subject=subject[:254],
        before=dict(before or {}),
        after=dict(after or {}),
        comment=comment,
        at=at,
    )


def journal(*, about: User | None = None, structure: Structure | None = None) -> QuerySet[OperatorAct]:
    """What the operators did, newest first: all of it, or on one person, or at one structure."""
    asked = Q()
    if about is not None:
        asked &= Q(about=about)
    if structure is not None:
        asked &= Q(structure=structure)
    return OperatorAct.objects.filter(asked).select_related("actor", "about", "structure")


def names(kept: Iterable[Mapping[str, Any] | None]) -> dict[tuple[str, int], str]:
    """How those are called today whom the JSON columns of acts name by field and key; what was asked or proposed, while
    it is kept, by its address. One query for each kind there is."""
    found = {(field, pk) for one in kept for field, pk in (one or {}).items() if field in NAMED}
    people = User.objects.in_bulk([pk for field, pk in found if field not in ASKED]) if found else {}
    named: dict[tuple[str, int], str] = {
        (field, pk): people[pk].full_name for field, pk in found if field not in ASKED and pk in people
    }
    for name, model in ASKED.items():
        if asked := [pk for field, pk in found if field == name]:
            rows = model._default_manager.filter(pk__in=asked).values_list("pk", "address")
            named |= {(name, pk): address for pk, address in rows}
    return named
