"""`GET changes`: what happened to the invoices of an account, by cursor."""

from django.http import HttpRequest, HttpResponse

from unisson.directory.callers import Caller
from unisson.directory.models import Structure
from unisson.invoices import changes as feed
from unisson.invoices.models import StatusChange

from . import changes_wire as wire
from . import cursors, problems


def changes(request: HttpRequest, since: str, limit: int) -> HttpResponse:
    """The changes after the cursor, oldest first; none and the present cursor for « now »."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    if since == cursors.NOW:
        return problems.reply(wire.Changes(changes=[], next=cursors.written(feed.end()), has_more=False))
    place = cursors.read(since) if since else 0
    found = feed.since(caller.user, place, limit=limit)
    return problems.reply(
        wire.Changes(
            changes=[_change(row) for row in found.rows], next=cursors.written(found.next), has_more=found.more
        )
    )


def _change(row: StatusChange) -> wire.Change:
    invoice = row.invoice
    assert invoice.recipient is not None  # noqa: S101 - a sent invoice has one (database constraint)
    return wire.Change(
        id=row.pk,
        invoice_id=invoice.pk,
        number=invoice.number,
        supplier=party(invoice.supplier),
        recipient=party(invoice.recipient),
        former_status=row.source or None,
        status=row.target,
        at=row.at,
        channel=row.channel,
        reason=row.reason or None,
        comment=row.comment or None,
    )


def party(structure: Structure) -> wire.Structure:
    """A structure as this API tells it."""
    return wire.Structure(id=structure.pk, identifier=structure.identifier, name=structure.name)
