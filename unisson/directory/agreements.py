"""Who agreed to what, when, and to which words: the terms of use by each person, the mandate by a structure's manager.

Each agreement is kept as a sealed PDF, which the worker makes from the row.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from unisson.accounts.models import User
from unisson.files import store
from unisson.kernel.canonical import digest
from unisson.kernel.clock import Clock
from unisson.kernel.ports import ports
from unisson.kernel.refusal import NotFound

from . import rights
from .agreed_texts import IN_FORCE, Subject
from .models import Agreement, Structure

_RETRY = timedelta(minutes=15)
_log = logging.getLogger(__name__)


def accept_terms(person: User, *, at: datetime) -> Agreement:
    """The terms of use in force, accepted by `person` at `at`."""
    return _write(person, Subject.TERMS, structure=None, at=at)


def keep_terms(person: User, *, version: str, words: Mapping[str, object], at: datetime) -> Agreement:
    """The terms of use that `person` accepted at `at`, before there was an account: these words, in force or not."""
    return _keep(person, Subject.TERMS, version=version, words=words, structure=None, at=at)


def sign_mandate(actor: User, structure_id: int, *, at: datetime) -> Agreement:
    """« Mandat de facturation », by a manager of a private structure; signed already, the one in force is returned.

    NotFound for any other structure.
    """
    with transaction.atomic():
        structure = mandated(actor, structure_id, lock=True)
        return mandate_of(structure) or _write(actor, Subject.MANDATE, structure=structure, at=at)


def end_mandate(actor: User, structure_id: int, *, at: datetime) -> None:
    """Nothing more is typed in the name of the structure. NotFound as `mandated`; ended twice is no fault."""
    with transaction.atomic():
        structure = mandated(actor, structure_id, lock=True)
        Agreement.objects.filter(structure=structure, subject=Subject.MANDATE, ended_at=None).update(
            ended_at=at, ended_by=actor
        )


def mandate_of(structure: Structure) -> Agreement | None:
    """The mandate in force: what « Saisir facture » asks for (domain-rules §3.5)."""
    return Agreement.objects.filter(structure=structure, subject=Subject.MANDATE, ended_at=None).first()


def of_person(person: User) -> QuerySet[Agreement]:
    """What `person` agreed to himself, newest first."""
    return Agreement.objects.filter(person=person, subject=Subject.TERMS).order_by("-at", "-pk")


def mandates(actor: User) -> list[tuple[Structure, Agreement | None]]:
    """The private structures that `actor` manages, by name, each with its mandate in force. Two queries."""
    structures = list(_managed(actor))
    found = Agreement.objects.filter(structure__in=structures, subject=Subject.MANDATE, ended_at=None)
    by_structure = {one.structure_id: one for one in found}
    return [(structure, by_structure.get(structure.pk)) for structure in structures]


def get(actor: User, pk: int) -> Agreement:
    """One's own agreement, or one of a structure that one manages. NotFound for any other."""
    mine = Q(person=actor) | Q(structure__in=rights.managed(actor))
    found = Agreement.objects.filter(mine, pk=pk).first()
    if found is None:
        raise NotFound
    return found


def print_pending(*, clock: Clock, batch: int = 20) -> int:
    """Make the PDFs still missing, oldest first; returns how many. Run twice or at once, one PDF wins for ever."""
    due = Q(next_try_at=None) | Q(next_try_at__lte=clock())
    waiting = Agreement.objects.filter(due, pdf=None).select_related("person", "structure").order_by("pk")[:batch]
    return sum(_attempt(agreement, clock=clock) for agreement in waiting)


def mandated(actor: User, structure_id: int, *, lock: bool = False) -> Structure:
    """The private structure for which `actor` may sign; locked, of two who sign at once one signs. NotFound for any
    other."""
    found = (_managed(actor).select_for_update() if lock else _managed(actor)).filter(pk=structure_id).first()
    if found is None:
        raise NotFound
    return found


def _managed(actor: User) -> QuerySet[Structure]:
    private = Structure.Nature.PRIVATE
    return Structure.objects.filter(pk__in=rights.managed(actor), nature=private, active=True).order_by("name", "pk")


def _write(person: User, subject: Subject, *, structure: Structure | None, at: datetime) -> Agreement:
    text = IN_FORCE[subject]
    return _keep(person, subject, version=text.version, words=text.in_french(), structure=structure, at=at)


def _keep(
    person: User,
    subject: Subject,
    *,
    version: str,
    words: Mapping[str, object],
    structure: Structure | None,
    at: datetime,
) -> Agreement:
    return Agreement.objects.create(
        subject=subject,
        version=version,
        words=words,
        digest=digest(words),
        person=person,
        who=f"{person.full_name} ({person.email})",
        structure=structure,
        at=at,
    )


def _attempt(agreement: Agreement, *, clock: Clock) -> bool:
    try:
        return _print(agreement, at=clock())
    except Exception:
        _log.exception("The PDF of agreement %s cannot be made; it is tried again", agreement.pk)
        Agreement.objects.filter(pk=agreement.pk).update(next_try_at=clock() + _RETRY)
        return False


def _print(agreement: Agreement, *, at: datetime) -> bool:
    assert ports.renderer is not None and ports.seal is not None  # noqa: S101 - wired at start
    page = ports.renderer.render("agreement", _values(agreement))
    sealed = ports.seal.seal(page, reason=f"{agreement.words['title']}, version {agreement.version}")
    kept = store.put(sealed, name="accord.pdf", media_type="application/pdf", at=at)
    with transaction.atomic():
        store.record(kept)
        return bool(Agreement.objects.filter(pk=agreement.pk, pdf=None).update(pdf=kept.file))


def _values(agreement: Agreement) -> dict[str, Any]:
    return {
        **agreement.words,
        "version": agreement.version,
        "digest": agreement.digest,
        "at": agreement.at.isoformat(),
        "who": agreement.who,
        "structure": str(agreement.structure) if agreement.structure else "",
    }
