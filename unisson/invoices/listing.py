"""Lists of invoices as tables, for files: one row an invoice."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from unisson.directory.models import Structure
from unisson.kernel.clock import legal_day
from unisson.kernel.money import cents

from .colleagues import hand_of
from .models import Invoice
from .status import Kind, Status

MOST = 5000
"""Invoices in one file."""


def table(invoices: Iterable[Invoice]) -> Iterator[tuple[object, ...]]:
    """Received ones: a heading, then the rows, in the order given. `invoices` come with their parties loaded: no
    query."""
    yield (
        _("Numéro"),
        _("Type"),
        _("SIRET du fournisseur"),
        _("Fournisseur"),
        _("Service"),
        _("Numéro d’engagement"),
        _("Numéro de marché"),
        _("Date de facture"),
        _("Date de dépôt"),
        _("Mise à disposition"),
        _("Paiement au plus tard le"),
        _("Montant HT"),
        _("Montant TTC"),
        _("Net à payer"),
        _("Devise"),
        _("État courant"),
        _("Date de l’état courant"),
        _("Confiée à"),
        _("Téléchargée"),
        _("Numéro de mandat"),
    )
    for invoice in invoices:
        yield (*_document(invoice, invoice.supplier), *_dates(invoice), *_amounts(invoice), *_treatment(invoice))


def sent_table(invoices: Iterable[Invoice]) -> Iterator[tuple[object, ...]]:
    """Sent ones, likewise: what their supplier may see of them."""
    yield (
        _("Numéro"),
        _("Type"),
        _("SIRET du destinataire"),
        _("Destinataire"),
        _("Service"),
        _("Numéro d’engagement"),
        _("Numéro de marché"),
        _("Date de facture"),
        _("Date de dépôt"),
        _("Mise à disposition"),
        _("Paiement au plus tard le"),
        _("Montant HT"),
        _("Montant TTC"),
        _("Net à payer"),
        _("Devise"),
        _("État courant"),
        _("Date de l’état courant"),
    )
    for invoice in invoices:
        yield (*_document(invoice, invoice.recipient), *_dates(invoice), *_amounts(invoice), *_state(invoice))


def _document(invoice: Invoice, other: Structure | None) -> tuple[object, ...]:
    service = invoice.recipient_service
    kind = str(Kind(invoice.kind).label)
    return (
        invoice.number,
        kind,
        other.identifier if other else "",
        other.name if other else "",
        service.code if service else "",
        invoice.commitment,
        invoice.contract,
    )


def _dates(invoice: Invoice) -> tuple[object, ...]:
    moments = (invoice.deposited_at, invoice.available_at)
    return (invoice.issue_date, *(legal_day(moment) if moment else "" for moment in moments), invoice.pay_by)


def _amounts(invoice: Invoice) -> tuple[object, ...]:
    totals = (invoice.net_total, invoice.gross_total, invoice.net_to_pay)
    shown = (invoice.signed(total) for total in totals)
    return (*(None if total is None else cents(total) for total in shown), invoice.currency)


def _state(invoice: Invoice) -> tuple[object, ...]:
    return (str(Status(invoice.status).label), legal_day(invoice.status_since))


def _treatment(invoice: Invoice) -> tuple[object, ...]:
    holder = hand_of(invoice)
    return (
        *_state(invoice),
        holder.full_name if holder else "",
        _("oui") if invoice.downloaded else _("non"),
        invoice.mandate_number,
    )
