"""The services of a structure (domain-rules §3.4): added, changed, closed on a day, reopened, switched off.

A service that is not open receives nothing new. What names it already stays with it: invoices go on their way, rights
on it remain; a draft is refused at the sending (CPP-ADM-09). A code that something carries does not change any more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet

from unisson.accounts.models import User
from unisson.kernel.clock import legal_day
from unisson.kernel.refusal import NotFound, Refusal
from unisson.kernel.texts import written

from . import changes, fiche, rights, stewards
from .models import Grant, Membership, Service, Structure, StructureChange
from .references import longest, named_elsewhere
from .search import fold, open_services, searchable_service
from .stewards import Steward

What = StructureChange.What
FIELDS = (
    "code",
    "name",
    "description",
    "address",
    "postcode",
    "town",
    "contact_email",
    "phone",
    "valid_from",
    "valid_until",
    "commitment_required",
    "payment_not_reported",
    "active",
)


class State(StrEnum):
    """Where a service stands on a day."""

    OPEN = "open"
    FUTURE = "future"
    CLOSED = "closed"
    OFF = "off"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A service as typed."""

    code: str
    name: str
    description: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    contact_email: str = ""
    phone: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    commitment_required: bool = False
    payment_not_reported: bool = False


def state_of(service: Service, *, on: date) -> State:
    """Where it stands on the day `on`: « off » says that somebody switched it off, whatever its dates."""
    if not service.active:
        return State.OFF
    if service.valid_until is not None and service.valid_until < on:
        return State.CLOSED
    return State.FUTURE if service.valid_from is not None and service.valid_from > on else State.OPEN


def listed(structure: Structure, text: str = "") -> QuerySet[Service]:
    """The services of `structure` in whatever state that match every word of `text`, by code, with `people`: how many
    hold a right on each."""
    found = Service.objects.filter(structure=structure)
    for word in fold(text).split():
        found = found.filter(searchable__contains=word)
    held = Q(grant__membership__state=Membership.State.VALID) & rights.in_force("grant__membership__")
    return found.annotate(people=Count("grant__membership", filter=held, distinct=True)).order_by("code")


def get_service(actor: User, pk: int) -> Service:
    """A service of a structure whose fiche `actor` keeps. NotFound for any other."""
    found = Service.objects.select_related("structure").filter(pk=pk).first()
    if found is None:
        raise NotFound
    fiche.get_structure(actor, found.structure_id)
    return found


def people_on(service: Service) -> int:
    """How many people hold a right on this very service."""
    held = Grant.objects.filter(
        rights.in_force("membership__"), service=service, membership__state=Membership.State.VALID
    )
    return held.values("membership").distinct().count()


def code_is_free(service: Service) -> bool:
    """Whether its code may still change: nothing was sent or prepared under it."""
    return not named_elsewhere(service)


def add(actor: User, structure_pk: int, wanted: Wanted, *, reason: str = "", at: datetime) -> Service:
    """A service more. Refusal CPP-FICHE-02, CPP-SERVICE-01, -03 and -06; CPP-EXPLOITANT-02 for an operator who gives no
    `reason`, here as below."""
    values = _checked(wanted)
    with transaction.atomic():
        structure = fiche.get_open(actor, structure_pk)
        service = Service(structure=structure)
        _write(What.SERVICE_ADDED, service, values, by=stewards.keeper(actor, structure, reason), at=at)
    return service


def change(actor: User, pk: int, wanted: Wanted, *, seen: str, reason: str = "", at: datetime) -> Service:
    """Write a service anew. Refusal as `add`; CPP-FICHE-01 when somebody changed it since `seen`, CPP-SERVICE-02 for
    the code of one that something carries, -05 when its dates close the last one where a code is required."""
    with transaction.atomic():
        service, by = _locked(actor, pk, seen=seen, reason=reason)
        values = _checked(wanted)
        if values["code"] != service.code and not code_is_free(service):
            raise Refusal("CPP-SERVICE-02", field="code", service=service.code)
        if _stands_open(service, on=legal_day(at)) and not _will_stand_open(wanted, on=legal_day(at)):
            _leaves_another(service, on=legal_day(at))
        _write(What.SERVICE_CHANGED, service, values, by=by, at=at)
    return service


def close(actor: User, pk: int, on: date, *, seen: str, reason: str = "", at: datetime) -> Service:
    """Its last day is `on`, today or later: from the day after it receives nothing new.

    Refusal CPP-SERVICE-03 before its first day, -04 for a day that is over, -05 for the last one open where a code is
    required.
    """
    with transaction.atomic():
        service, by = _locked(actor, pk, seen=seen, reason=reason)
        if on < legal_day(at):
            raise Refusal("CPP-SERVICE-04", field="jour", day=on)
        if service.valid_from is not None and on < service.valid_from:
            raise Refusal("CPP-SERVICE-03", field="jour")
        _leaves_another(service, on=legal_day(at))
        _write(What.SERVICE_CHANGED, service, {"valid_until": on}, by=by, at=at)
    return service


def switch_off(actor: User, pk: int, *, seen: str, reason: str = "", at: datetime) -> Service:
    """It receives nothing new from this instant on, whatever its dates. Refusal CPP-SERVICE-05 as `close`."""
    with transaction.atomic():
        service, by = _locked(actor, pk, seen=seen, reason=reason)
        _leaves_another(service, on=legal_day(at))
        _write(What.SERVICE_CHANGED, service, {"active": False}, by=by, at=at)
    return service


def reopen(actor: User, pk: int, *, seen: str, reason: str = "", at: datetime) -> Service:
    """It receives again from this instant on: a last day that is set goes, a first day still to come too."""
    with transaction.atomic():
        service, by = _locked(actor, pk, seen=seen, reason=reason)
        future = service.valid_from is not None and service.valid_from > legal_day(at)
        values = {"active": True, "valid_until": None, **({"valid_from": None} if future else {})}
        _write(What.SERVICE_CHANGED, service, values, by=by, at=at)
    return service


def _locked(actor: User, pk: int, *, seen: str, reason: str) -> tuple[Service, Steward]:
    """The service, its structure locked first: that is the order of locks. And who acts on it."""
    place = Service.objects.filter(pk=pk).values_list("structure_id", flat=True).first()
    if place is None:
        raise NotFound
    structure = fiche.get_open(actor, place)
    service = Service.objects.select_for_update(of=("self",)).get(pk=pk)
    service.structure = structure
    by = stewards.keeper(actor, structure, reason)
    fiche.unchanged(service, FIELDS, seen)
    return service, by


def _checked(wanted: Wanted) -> dict[str, object]:
    values = {
        name: written(value, field=name, limit=longest(Service, name)) if isinstance(value, str) else value
        for name, value in asdict(wanted).items()
    }
    missing = next((name for name in ("code", "name") if not values[name]), None)
    if missing:
        raise Refusal("CPP-SERVICE-06", field=missing)
    if wanted.valid_from and wanted.valid_until and wanted.valid_until < wanted.valid_from:
        raise Refusal("CPP-SERVICE-03", field="valid_until")
    return values


def _stands_open(service: Service, *, on: date) -> bool:
    return service.active and state_of(service, on=on) is State.OPEN and service.valid_until is None


def _will_stand_open(wanted: Wanted, *, on: date) -> bool:
    return wanted.valid_until is None and (wanted.valid_from is None or wanted.valid_from <= on)


def _leaves_another(service: Service, *, on: date) -> None:
    """Refusal CPP-SERVICE-05 when the structure requires a code and no other service stays open."""
    others = open_services(service.structure, on=on).filter(valid_until=None).exclude(pk=service.pk)
    if service.structure.service_required and not others.exists():
        raise Refusal("CPP-SERVICE-05", service=service.code, name=service.structure.name)


def _write(
    what: StructureChange.What, service: Service, values: Mapping[str, object], *, by: Steward, at: datetime
) -> None:
    """Put `values` on the service and into the history of its structure. Refusal CPP-SERVICE-01: the code is taken."""
    is_new = service.pk is None
    before = {} if is_new else changes.facts(service, values)
    for name, value in values.items():
        setattr(service, name, value)
    service.searchable = searchable_service(service.code, service.name)
    try:
        with transaction.atomic():
            service.save()
    except IntegrityError as error:
        name = service.structure.name
        raise Refusal("CPP-SERVICE-01", field="code", service=service.code, name=name) from error
    after = changes.facts(service, values if not is_new else _said(service, values))
    stewards.note(what, service.structure, service=service, by=by, before=before, after=after, at=at)


def _said(service: Service, names: Iterable[str]) -> list[str]:
    """Of what is added, all that has a value."""
    return [name for name in names if getattr(service, name) not in ("", None, False)]
