"""The published directory (domain-rules §3.6): one row a structure and service, written to a file every Monday.

What the file says of a structure is decided here, for who reads it and for the import, which changes only what differs.
"""

import csv
import hashlib
import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Prefetch, Q, QuerySet

from unisson.kernel.clock import PARIS, Clock, legal_day
from unisson.kernel.refusal import NotFound
from unisson.kernel.tables import guarded

from .models import Publication, Service, Structure

YES, NO = "OUI", "NON"
ACTIVE, INACTIVE = "ACTIVE", "INACTIVE"
HIDDEN = "[ND]"
"""INSEE's word for what it does not publish."""
KEPT = 2
"""Files kept: who began to fetch the one before ends it."""
_CHUNK = 1000
_PIECE = 1 << 16


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its heading, the field it is about, and what it says of it."""

    heading: str
    field: str
    says: Callable[[Structure], str]


def yes(holds: bool) -> str:
    """OUI or NON."""
    return YES if holds else NO


def _shown(field: str) -> Callable[[Structure], str]:
    return lambda one: HIDDEN if one.masked else str(getattr(one, field))


def _flag(field: str) -> Callable[[Structure], str]:
    return lambda one: yes(getattr(one, field))


KIND, IDENTIFIER = "Type identifiant", "Identifiant"
OF_STRUCTURE = (
    Column(heading=KIND, field="kind", says=lambda one: one.kind),
    Column(heading=IDENTIFIER, field="identifier", says=lambda one: one.identifier),
    Column(heading="Raison sociale", field="name", says=_shown("name")),
    Column(heading="Statut", field="active", says=lambda one: ACTIVE if one.active else INACTIVE),
    Column(heading="Adresse", field="address", says=_shown("address")),
    Column(heading="Code postal", field="postcode", says=_shown("postcode")),
    Column(heading="Ville", field="town", says=_shown("town")),
    Column(heading="Pays", field="country", says=lambda one: one.country),
    Column(heading="MOA", field="works_owner", says=_flag("works_owner")),
    Column(heading="MOA uniquement", field="works_owner_only", says=_flag("works_owner_only")),
    Column(heading="Engagement obligatoire", field="commitment_required", says=_flag("commitment_required")),
    Column(heading="Service obligatoire", field="service_required", says=_flag("service_required")),
    Column(
        heading="Engagement ou service",
        field="service_or_commitment_required",
        says=_flag("service_or_commitment_required"),
    ),
    Column(
        heading="Mise en paiement remontée",
        field="payment_not_reported",
        says=lambda one: yes(not one.payment_not_reported),
    ),
)
CODE, NAME, OPEN, COMMITMENT = "Code service", "Nom service", "Service actif", "Service: engagement obligatoire"
OF_SERVICE = (CODE, NAME, OPEN, COMMITMENT)
UPDATED = "Date de mise à jour"
HEADINGS = (*(column.heading for column in OF_STRUCTURE), *OF_SERVICE, UPDATED)


def said_of(structure: Structure) -> tuple[str, ...]:
    """The cells of a structure."""
    return tuple(column.says(structure) for column in OF_STRUCTURE)


def said_of_service(service: Service, *, on: date) -> tuple[str, ...]:
    """The cells of a service: active where it may receive an invoice on the day."""
    begun = service.valid_from is None or service.valid_from <= on
    ended = service.valid_until is not None and service.valid_until < on
    return (
        service.code,
        service.name,
        yes(service.active and begun and not ended),
        yes(service.commitment_required),
    )


def write(target: BinaryIO, *, on: date) -> int:
    """Write the directory of the day into `target`, a thousand structures at a time; returns how many there are.

    UTF-8 with its mark and semicolons, as spreadsheets in France read it; what would be a formula is given as text, and
    the import takes that back.
    """
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="")
    sheet = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    sheet.writerow(HEADINGS)
    count = 0
    for structures in _chunks():
        count += len(structures)
        sheet.writerows([guarded(cell) for cell in row] for one in structures for row in _rows(one, on=on))
    text.detach()
    return count


def public() -> QuerySet[Structure]:
    """What the directory has."""
    return Structure.objects.filter(nature=Structure.Nature.PUBLIC)


def _rows(structure: Structure, *, on: date) -> Iterator[Sequence[str]]:
    said = said_of(structure)
    updated = legal_day(structure.updated_at).isoformat() if structure.updated_at else ""
    services = [said_of_service(service, on=on) for service in structure.services.all()]
    for service in services or [("",) * len(OF_SERVICE)]:
        yield (*said, *service, updated)


def _chunks() -> Iterator[list[Structure]]:
    """By identifier: the same structures give the same file, whatever the order they came in."""
    services = Prefetch("services", Service.objects.order_by("code"))
    found = public().order_by("identifier", "pk").prefetch_related(services)
    rows = list(found[:_CHUNK])
    while rows:
        yield rows
        last = rows[-1]
        beyond = Q(identifier__gt=last.identifier) | Q(identifier=last.identifier, pk__gt=last.pk)
        rows = list(found.filter(beyond, identifier__gte=last.identifier)[:_CHUNK])


def monday(at: datetime) -> date:
    """The Monday of that week, in France."""
    day = legal_day(at)
    return day - timedelta(days=day.weekday())


def due(*, at: datetime) -> bool:
    """Whether the file of this week is still to be written."""
    return not Publication.objects.filter(week__gte=monday(at)).exists() and public().exists()


def waits_since(*, at: datetime) -> datetime | None:
    """The Monday since when a file waits. None when none does, or when it would be the first."""
    if not due(at=at) or latest() is None:
        return None
    return datetime.combine(monday(at), datetime.min.time(), tzinfo=PARIS)


def latest() -> Publication | None:
    """The last file."""
    return Publication.objects.order_by("-week").first()


def publish_due(*, clock: Clock) -> int:
    """Write the file of this week, once; returns how many were. Two workers at once write it twice and keep one. One
    that the store lost, as after a backup is brought back, is written anew."""
    at = clock()
    _forget_lost()
    if not due(at=at):
        return 0
    with tempfile.TemporaryFile(dir=settings.VAR) as file:
        count = write(file, on=legal_day(at))
        path = f"annuaire/{monday(at)}-{_digest(file)[:16]}.csv"
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        default_storage.save(path, File(file))
    try:
        with transaction.atomic():
            Publication.objects.create(week=monday(at), path=path, size=size, structures=count, at=at)
    except IntegrityError:
        if not Publication.objects.filter(path=path).exists():
            default_storage.delete(path)
    _forget_old()
    return 1


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _forget_lost() -> None:
    last = latest()
    if last is not None and not default_storage.exists(last.path):
        last.delete()


def _forget_old() -> None:
    for old in Publication.objects.order_by("-week")[KEPT:]:
        default_storage.delete(old.path)
        old.delete()


def pieces(publication: Publication) -> Iterator[bytes]:
    """The bytes of a file, bit by bit. NotFound at once when the store has lost it."""
    if not default_storage.exists(publication.path):
        raise NotFound

    def read() -> Iterator[bytes]:
        with default_storage.open(publication.path) as file:
            while piece := file.read(_PIECE):
                yield piece

    return read()
