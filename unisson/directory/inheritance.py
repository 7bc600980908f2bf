"""What hangs on a structure whose identifier changes: copied to its successor, carried over, or ended with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from unisson.accounts.models import User
from unisson.notices.webhooks import endpoints

from . import connecting, granting, rights
from .agreed_texts import Subject
from .models import (
    Agreement,
    Appointment,
    BankAccount,
    Demand,
    Grant,
    Handover,
    Invitation,
    Membership,
    Service,
    Structure,
)

RowT = TypeVar("RowT", bound=Model)
Services = Mapping[int, Service]
"""The copy of each service of the former structure, by its key."""


@dataclass(frozen=True, kw_only=True)
class Inheritance:
    """What would be handed down, counted."""

    people: int
    services: int
    accounts: int
    demands: int


def counted(structure: Structure) -> Inheritance:
    """One query."""
    valid = Membership.objects.filter(rights.in_force(), state=Membership.State.VALID, user__is_technical=False)
    counts = Structure.objects.filter(pk=structure.pk).values_list(
        _number_of(valid),
        _number_of(Service.objects.all()),
        _number_of(BankAccount.objects.filter(active=True)),
        _number_of(Demand.objects.filter(state=Demand.State.PENDING)),
    )
    people, services, accounts, demands = counts.get()
    return Inheritance(people=people, services=services, accounts=accounts, demands=demands)


def _number_of(rows: QuerySet[RowT]) -> Coalesce:
    """How many of `rows` are of the structure of the outer query."""
    here = rows.filter(structure=OuterRef("pk")).order_by().values("structure").annotate(number=Count("pk"))
    return Coalesce(Subquery(here.values("number")), 0)


def hand_down(old: Structure, new: Structure, *, by: User, at: datetime) -> list[User]:
    """Copy and carry over all that `new` takes from `old`, which is held; returns whom it concerns, once each."""
    services = _copy_services(old, new)
    accounts = BankAccount.objects.filter(structure=old, active=True).order_by("pk")
    BankAccount.objects.bulk_create([_copied(one, structure=new) for one in accounts])
    people = _carry_demands(old, new, services)
    people += [one.user for one in _copy_people(old, new, services, at=at) if not one.user.is_technical]
    _carry_invitations(old, new, services)
    connecting.hand_down(old, new)
    endpoints.hand_down(old.pk, new.pk)
    Handover.objects.filter(structure=old, state=Handover.State.OFFERED).update(structure=new)
    Appointment.objects.filter(structure=old, state=Appointment.State.PROPOSED).update(structure=new)
    mandate = Agreement.objects.filter(structure=old, subject=Subject.MANDATE, ended_at=None)
    mandate.update(ended_at=at, ended_by=by)
    return list({one.pk: one for one in people if one.is_active}.values())


def _copy_services(old: Structure, new: Structure) -> Services:
    """With their codes, dates and flags."""
    former = list(Service.objects.filter(structure=old).order_by("pk"))
    copies = Service.objects.bulk_create([_copied(one, structure=new) for one in former])
    return {one.pk: copy for one, copy in zip(former, copies, strict=True)}


def _copy_people(old: Structure, new: Structure, services: Services, *, at: datetime) -> list[Membership]:
    """Whoever is attached now, software too, is attached to both: to the former for its invoices."""
    valid = Membership.objects.filter(rights.in_force(), structure=old, state=Membership.State.VALID)
    former = list(valid.select_related("user").prefetch_related("grants").order_by("pk"))
    copies = Membership.objects.bulk_create([_copied(one, structure=new, since=at) for one in former])
    grants = [
        _copied(grant, membership=copy, service=services.get(grant.service_id) if grant.service_id else None)
        for one, copy in zip(former, copies, strict=True)
        for grant in one.grants.all()
    ]
    Grant.objects.bulk_create(grants)
    return former


def _carry_demands(old: Structure, new: Structure, services: Services) -> list[User]:
    """What waits for a decision waits at the successor, with what it asks; returns who asked."""
    waiting = Demand.objects.filter(structure=old, state=Demand.State.PENDING)
    demands = list(waiting.select_related("user").order_by("pk"))
    for demand in demands:
        demand.structure, demand.wanted = new, _rewritten(demand.wanted, services)
        demand.save(update_fields=["structure", "wanted"])
    Membership.objects.filter(structure=old, state=Membership.State.PENDING).update(structure=new)
    return [demand.user for demand in demands]


def _carry_invitations(old: Structure, new: Structure, services: Services) -> None:
    """What is proposed is accepted at the successor."""
    for one in Invitation.objects.filter(structure=old, state=Invitation.State.OPEN):
        one.structure, one.wanted = new, _rewritten(one.wanted, services)
        one.save(update_fields=["structure", "wanted"])


def _rewritten(wanted: Sequence[Sequence[str | int | None]], services: Services) -> list[list[str | int | None]]:
    """Rights as a JSON column keeps them, with the copies of the services."""
    asked = granting.from_values(wanted)
    return granting.as_values(
        (space, level, services[at].pk if at and at in services else None) for space, level, at in asked
    )


def _copied(row: RowT, **others: object) -> RowT:
    """A new row that says the same, but for `others`."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key and field.name not in others]
    return type(row)(**{field.attname: getattr(row, field.attname) for field in fields}, **others)
