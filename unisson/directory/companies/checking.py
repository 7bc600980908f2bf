"""What was typed while no register confirmed it, asked of the register later, until it says yes (design §6).

A structure that is « non vérifié » has a row here, made by the sweep: who creates one needs to know nothing of it. The
register is asked outside every lock, and what it says is written only where the structure still waits for it.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from unisson.directory import changes
from unisson.directory.models import RegisterCheck, Structure, StructureChange
from unisson.directory.search import searchable_structure
from unisson.kernel.clock import Clock
from unisson.kernel.ports import Company, ports

from .facts import told_by

LEASE = timedelta(minutes=2)
_QUEUE = 500
RESPITE = timedelta(minutes=1)
"""While the register is silent, all that are due wait together."""
_Answer = RegisterCheck.Answer
_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_AGAIN: dict[str, tuple[timedelta, ...]] = {
    _Answer.NONE: (_MINUTE, 5 * _MINUTE, 30 * _MINUTE, 120 * _MINUTE, 360 * _MINUTE, _DAY),
    # INSEE takes days to publish who has just registered; later it is a number that is wrong.
    _Answer.UNKNOWN: (_DAY, _DAY, 2 * _DAY, 4 * _DAY, 7 * _DAY, 30 * _DAY),
    _Answer.CLOSED: (30 * _DAY,),
}
"""How long until it is asked again, by its answer and how often it gave it; the last goes on. No line: never."""


def check_due(*, clock: Clock, batch: int = 20) -> int:
    """Ask the register about those that are due, oldest first; returns how many it answered. Safe to run twice and at
    once: each row is leased. Where it is silent the pass ends."""
    _enrol(at=clock())
    answered = 0
    for _ in range(batch):
        check = _claim(at=clock())
        if check is None:
            break
        try:
            company = ports.companies.find(check.structure.identifier)
        except OSError as error:
            _wait(check, seconds=getattr(error, "retry_after", 0), at=clock())
            break
        _settle(check, company, at=clock())
        answered += 1
    return answered


def due(*, at: datetime) -> QuerySet[RegisterCheck]:
    """Those whose turn has come."""
    return RegisterCheck.objects.filter(next_at__lte=at, structure__verified=False, structure__active=True)


def left(*, at: datetime) -> int:
    """How many wait to be asked about."""
    return due(at=at).count() + _unasked().count()


def unknown() -> QuerySet[RegisterCheck]:
    """Those that the register does not know, or gives for closed: somebody has to look at their numbers."""
    here = RegisterCheck.objects.filter(structure__verified=False, structure__active=True)
    return here.filter(answer__in=(_Answer.UNKNOWN, _Answer.CLOSED)).select_related("structure").order_by("pk")


def _unasked() -> QuerySet[Structure]:
    """Typed, and never asked about, or typed again since."""
    typed = Structure.objects.filter(verified=False, active=True, kind=Structure.Kind.SIRET)
    return typed.filter(Q(check_made=None) | Q(check_made__answer=_Answer.CONFIRMED))


def _enrol(*, at: datetime) -> None:
    """What people created before what a file of the directory brought, which may be long: no more wait than `_QUEUE`,
    so that the next to create one is asked about soon."""
    room = max(0, _QUEUE - due(at=at).count())
    found = list(_unasked().order_by("nature", "pk").values_list("pk", flat=True)[:room])  # « PRIVEE » comes first.
    if found:
        RegisterCheck.objects.filter(pk__in=found).update(answer=_Answer.NONE, attempts=0, next_at=at)
        new = [RegisterCheck(structure_id=pk, next_at=at) for pk in found]
        RegisterCheck.objects.bulk_create(new, ignore_conflicts=True)


def _claim(*, at: datetime) -> RegisterCheck | None:
    """Push its turn past the lease: another worker passes over it, a killed one gives it back."""
    with transaction.atomic():
        rows = due(at=at).select_for_update(skip_locked=True, of=("self",)).select_related("structure")
        check = rows.order_by("next_at", "pk").first()
        if check is not None:
            RegisterCheck.objects.filter(pk=check.pk).update(next_at=at + LEASE)
    return check


def _wait(check: RegisterCheck, *, seconds: int, at: datetime) -> None:
    """The register is silent: this one backs off, what it said before stands; the others have a respite."""
    silent = _AGAIN[_Answer.NONE]
    check.next_at = at + silent[min(check.attempts, len(silent) - 1)]
    check.attempts = min(check.attempts + 1, 1_000)
    check.save(update_fields=["attempts", "next_at"])
    until = at + max(RESPITE, timedelta(seconds=seconds))
    due(at=until).update(next_at=until)


def _settle(check: RegisterCheck, company: Company | None, *, at: datetime) -> None:
    answer = _answer(company)
    with transaction.atomic():
        waiting = Structure.objects.select_for_update(of=("self",)).filter(verified=False, active=True)
        structure = waiting.filter(pk=check.pk).first()
        if structure is not None and company is not None and answer in (_Answer.CONFIRMED, _Answer.MASKED):
            _take(structure, company, verified=answer == _Answer.CONFIRMED, at=at)
        check.attempts = check.attempts + 1 if check.answer == answer else 1
        check.answer, check.asked_at, again = answer, at, _AGAIN.get(answer, ())
        check.next_at = at + again[min(check.attempts, len(again)) - 1] if again else None
        check.save(update_fields=["answer", "attempts", "asked_at", "next_at"])


def _answer(company: Company | None) -> RegisterCheck.Answer:
    if company is None:
        return _Answer.UNKNOWN
    if not company.active:
        return _Answer.CLOSED
    return _Answer.MASKED if company.masked else _Answer.CONFIRMED


def _take(structure: Structure, company: Company, *, verified: bool, at: datetime) -> None:
    """Name and place as the register has them. Of who is masked it says neither: what was typed stays, not verified."""
    told = {**told_by(company), "verified": verified}
    before = changes.facts(structure, told)
    for name, value in told.items():
        setattr(structure, name, value)
    structure.searchable = searchable_structure(structure)
    structure.save(update_fields=[*told, "searchable"])
    changes.record(StructureChange.What.REGISTER, structure, actor=None, before=before, after=told, at=at)
