"""Who gets the letters about an invoice (domain-rules §2.6): the address of its structure in any case, and the people
whose grants reach it, as they chose. One letter for one address, whoever it belongs to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from unisson.directory.rights import Reached, audience
from unisson.directory.spaces import Level, Space
from unisson.notices import preferences
from unisson.notices.outbox import Draft
from unisson.notices.preferences import What

from ..models import Invoice


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Where one letter goes. `leave`: what lets its reader end such letters, "" for those that always come."""

    address: str
    language: str = "fr"
    leave: str = ""


@dataclass(frozen=True, kw_only=True)
class _Side:
    """One side of an invoice: its structure, its service, and the address that is told in any case.

    `deputy`: the key of the person who is told alone where there is no address, if he still may treat the invoice.
    """

    structure_id: int
    service_id: int | None
    always: Reader | None
    deputy: int | None = None


def of_suppliers(invoices: Sequence[Invoice], *, everybody: bool = False) -> dict[int, list[Reader]]:
    """By invoice: the contact address of the supplier, and those who want each event at once.

    Where there is no address: the depositor as long as he may write for the supplier, else all who may.
    `everybody`: a rejection is told at once to all who can answer it, whatever they chose.
    """
    return _by_invoice(Space.ISSUED, {one.pk: _supplier(one) for one in invoices}, everybody=everybody)


def of_recipients(invoices: Sequence[Invoice]) -> dict[int, list[Reader]]:
    """By invoice: the address of the service, else of the structure, and those who want each event at once.

    Where there is no address, all who treat the invoice are told: this letter starts the payment period.
    """
    return _by_invoice(Space.RECEIVED, {one.pk: _recipient(one) for one in invoices})


def addressed(readers: Iterable[Reader], *, kind: str, values: Mapping[str, Any], key: str) -> list[Draft]:
    """The same letter for each of `readers`."""
    return [
        Draft(to=one.address, kind=kind, values=values, language=one.language, key=key, leave=one.leave)
        for one in readers
    ]


def _supplier(invoice: Invoice) -> _Side:
    """In the depositor's language."""
    depositor, address = invoice.depositor, invoice.supplier.contact_email
    always = Reader(address=address, language=depositor.language if depositor else "fr") if address else None
    return _Side(
        structure_id=invoice.supplier_id,
        service_id=invoice.supplier_service_id,
        always=always,
        deputy=invoice.depositor_id,
    )


def _recipient(invoice: Invoice) -> _Side:
    recipient, service = invoice.recipient, invoice.recipient_service
    address = (service and service.contact_email) or (recipient and recipient.contact_email)
    return _Side(
        structure_id=invoice.recipient_id or 0,
        service_id=invoice.recipient_service_id,
        always=Reader(address=address) if address else None,
    )


def _by_invoice(space: Space, sides: dict[int, _Side], *, everybody: bool = False) -> dict[int, list[Reader]]:
    """Two queries at most, however many invoices."""
    structures = {side.structure_id for side in sides.values()}
    lonely = {side.structure_id for side in sides.values() if everybody or side.always is None}
    willing = audience(space, structures, among=preferences.subscribed(What.AT_ONCE))
    obliged = audience(space, lonely, level=Level.WRITE) if lonely else []
    return {
        pk: _once(
            [
                *([side.always] if side.always else []),
                *_people(_told(obliged, side, everybody=everybody), leave=False),
                *_people(_covering(willing, side), leave=not everybody),
            ]
        )
        for pk, side in sides.items()
    }


def _told(obliged: Iterable[Reached], side: _Side, *, everybody: bool) -> list[Reached]:
    """Who is told whatever he chose: the deputy first."""
    if side.always and not everybody:
        return []
    found = _covering(obliged, side)
    deputy = [one for one in found if one.user.pk == side.deputy]
    return [*deputy, *found] if everybody or not deputy else deputy


def _covering(reached: Iterable[Reached], side: _Side) -> list[Reached]:
    return [one for one in reached if one.covers(structure_id=side.structure_id, service_id=side.service_id)]


def _people(reached: Iterable[Reached], *, leave: bool) -> list[Reader]:
    return [
        Reader(
            address=one.user.notice_address,
            language=one.user.language,
            leave=preferences.leaving(one.user.pk, What.AT_ONCE) if leave else "",
        )
        for one in reached
    ]


def _once(readers: Iterable[Reader]) -> list[Reader]:
    """The first of each address: what always comes before what one chose."""
    found: dict[str, Reader] = {}
    for reader in readers:
        found.setdefault(reader.address.strip().lower(), reader)
    return list(found.values())
