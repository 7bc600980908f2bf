"""What a supplier chose last time: recipients, and with one of them the service and the commitment number. Proposed
beside an empty field, never filled in: a wrong one costs weeks, a press costs nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from unisson.directory.lineage import formers
from unisson.directory.models import Service, Structure
from unisson.directory.search import open_on
from unisson.kernel.identifiers import compact

from ..models import Invoice

MOST = 3
"""Proposals for one field."""
_LOOKED_AT = 50
"""Sent invoices, the last first: a supplier of more recipients than that searches."""


@dataclass(frozen=True, kw_only=True)
class Habits:
    """What may be proposed, the last used first: recipients; codes and names of services; commitment numbers."""

    recipients: Sequence[Structure] = ()
    services: Sequence[tuple[str, str]] = ()
    commitments: Sequence[str] = ()


def habits_of(draft: Invoice, *, on: date) -> Habits:
    """Of the supplier of a draft, for the fields that are empty. Two queries at most, none where nothing is empty."""
    typed = draft.draft.get("typed", {})
    if draft.awaits_id:
        return Habits()
    siret = compact(typed.get("recipient_siret", ""))
    if not siret:
        return Habits(recipients=_recipients(draft.supplier))
    if typed.get("service_code") and typed.get("commitment"):
        return Habits()
    sent = list(_sent(draft.supplier).filter(recipient__identifier=siret)[:_LOOKED_AT])
    return Habits(services=_services(sent, on=on), commitments=_first(one.commitment for one in sent))


def _sent(supplier: Structure) -> QuerySet[Invoice]:
    theirs = formers(supplier.pk, and_itself=True)
    found = Invoice.objects.filter(supplier__in=theirs, deposited_at__isnull=False).order_by("-deposited_at", "-pk")
    return found.select_related("recipient", "recipient_service")


def _recipients(supplier: Structure) -> list[Structure]:
    found = {one.recipient_id: one.recipient for one in _sent(supplier)[:_LOOKED_AT]}
    return [one for one in found.values() if one and one.active][:MOST]


def _services(sent: Sequence[Invoice], *, on: date) -> list[tuple[str, str]]:
    used = list(dict.fromkeys(one.recipient_service_id for one in sent if one.recipient_service_id))[:MOST]
    still_open = Service.objects.filter(open_on(on), pk__in=used)
    named = {one.pk: (one.code, str(one)) for one in still_open}
    return [named[pk] for pk in used if pk in named]


def _first(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, values)))[:MOST]
