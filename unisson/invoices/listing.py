"""A list of received invoices as a table, for a file: one row an invoice."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from unisson.kernel.clock import legal_day
from unisson.kernel.money import cents
from unisson.notices.language import reader_language

from .colleagues import hand_of
from .models import Invoice
from .status import Kind, Status

MOST = 5000
"""Invoices in one file."""


def table(invoices: Iterable[Invoice]) -> Iterator[tuple[object, ...]]:
    """A heading, then the rows, in the order given. `invoices` come with their parties loaded: no query."""
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
        yield (*_document(invoice), *_dates(invoice), *_amounts(invoice), *_treatment(invoice))


def _document(invoice: Invoice) -> tuple[object, ...]:
    service = invoice.recipient_service
    kind = str(Kind(invoice.kind).label)
    supplier = invoice.supplier
    return (
        invoice.number,
        kind,
        supplier.identifier,
        supplier.name,
        service.code if service else "",
        invoice.commitment,
        invoice.contract,
    )


def _dates(invoice: Invoice) -> tuple[object, ...]:
    moments = (invoice.deposited_at, invoice.available_at)
    return (invoice.issue_date, *(legal_day(moment) if moment else "" for moment in moments), invoice.pay_by)


def _amounts(invoice: Invoice) -> tuple[object, ...]:
    totals = (invoice.net_total, invoice.gross_total, invoice.net_to_pay)
    return (*(_amount(invoice.signed(total)) for total in totals), invoice.currency)


def _amount(amount: Decimal | None) -> str:
    """A number that a spreadsheet of the reader's country takes for one."""
    written = "" if amount is None else str(cents(amount))
    return written if reader_language() == "en" else written.replace(".", ",")


def _treatment(invoice: Invoice) -> tuple[object, ...]:
    holder = hand_of(invoice)
    return (
        str(Status(invoice.status).label),
        legal_day(invoice.status_since),
        holder.full_name if holder else "",
        _("oui") if invoice.downloaded else _("non"),
        invoice.mandate_number,
    )
