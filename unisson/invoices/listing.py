"""Lists of invoices as tables, for files: one row an invoice."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

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


def fiscal_table(invoices: Iterable[Invoice]) -> Iterator[tuple[object, ...]]:
    """« Liste fiscale », likewise."""
    yield (
        _("Numéro"),
        _("Type"),
        _("Facture d’origine"),
        _("Date de facture"),
        _("SIRET du fournisseur"),
        _("SIRET du destinataire"),
        _("Destinataire"),
        _("Montant HT"),
        _("Montant TVA"),
        _("Montant TTC"),
        _("Devise"),
        _("État courant"),
        _("Date de l’état courant"),
        _("Date de dépôt"),
    )
    for invoice in invoices:
        number, kind, other, name, *_more = _document(invoice, invoice.recipient)
        deposited = legal_day(invoice.deposited_at) if invoice.deposited_at else None
        parties = (invoice.supplier.identifier, other, name)
        amounts = _shown(invoice, invoice.net_total, invoice.vat_total, invoice.gross_total)
        yield (
            *(number, kind, invoice.original_number, invoice.issue_date, *parties),
            *(*amounts, invoice.currency, *_state(invoice), deposited),
        )


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
    return (*_shown(invoice, invoice.net_total, invoice.gross_total, invoice.net_to_pay), invoice.currency)


def _shown(invoice: Invoice, *amounts: Decimal | None) -> list[Decimal | None]:
    """Amounts as people read them, to the cent."""
    signed = map(invoice.signed, amounts)
    return [None if amount is None else cents(amount) for amount in signed]


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
