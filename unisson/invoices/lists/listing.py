"""Lists of invoices as tables, for files: one row an invoice, each list its own columns of the one table of columns."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unisson.directory.models import Structure
from unisson.kernel.clock import legal_day
from unisson.kernel.money import cents

from ..colleagues import hand_of
from ..models import Invoice
from ..status import Kind, Status

MOST = 5000
"""Invoices in the file of a list that is acted on."""
_Column = tuple[str | Promise, Callable[[Invoice], object]]


def _day(moment: datetime | None) -> object:
    return legal_day(moment) if moment else ""


def _shown(amount: Decimal | None, invoice: Invoice) -> Decimal | None:
    """An amount as people read it, to the cent."""
    signed = invoice.signed(amount)
    return None if signed is None else cents(signed)


def _of(structure: Structure | None, name: str) -> object:
    return getattr(structure, name) if structure else ""


def _holder(invoice: Invoice) -> object:
    holder = hand_of(invoice)
    return holder.full_name if holder else ""


COLUMNS: Mapping[str, _Column] = {
    "number": (gettext_lazy("Numéro"), lambda one: one.number),
    "kind": (gettext_lazy("Type"), lambda one: str(Kind(one.kind).label)),
    "original": (gettext_lazy("Facture d’origine"), lambda one: one.original_number),
    "supplier_siret": (gettext_lazy("SIRET du fournisseur"), lambda one: one.supplier.identifier),
    "supplier": (gettext_lazy("Fournisseur"), lambda one: one.supplier.name),
    "recipient_siret": (gettext_lazy("SIRET du destinataire"), lambda one: _of(one.recipient, "identifier")),
    "recipient": (gettext_lazy("Destinataire"), lambda one: _of(one.recipient, "name")),
    "service": (
        gettext_lazy("Service"),
        lambda one: one.recipient_service.code if one.recipient_service else "",
    ),
    "commitment": (gettext_lazy("Numéro d’engagement"), lambda one: one.commitment),
    "contract": (gettext_lazy("Numéro de marché"), lambda one: one.contract),
    "issued": (gettext_lazy("Date de facture"), lambda one: one.issue_date),
    "deposited": (gettext_lazy("Date de dépôt"), lambda one: _day(one.deposited_at)),
    "available": (gettext_lazy("Mise à disposition"), lambda one: _day(one.available_at)),
    "pay_by": (gettext_lazy("Paiement au plus tard le"), lambda one: one.pay_by),
    "net": (gettext_lazy("Montant HT"), lambda one: _shown(one.net_total, one)),
    "vat": (gettext_lazy("Montant TVA"), lambda one: _shown(one.vat_total, one)),
    "gross": (gettext_lazy("Montant TTC"), lambda one: _shown(one.gross_total, one)),
    "due": (gettext_lazy("Net à payer"), lambda one: _shown(one.net_to_pay, one)),
    "currency": (gettext_lazy("Devise"), lambda one: one.currency),
    "status": (gettext_lazy("État courant"), lambda one: str(Status(one.status).label)),
    "since": (gettext_lazy("Date de l’état courant"), lambda one: legal_day(one.status_since)),
    "holder": (gettext_lazy("Confiée à"), _holder),
    "downloaded": (gettext_lazy("Téléchargée"), lambda one: _("oui") if one.downloaded else _("non")),
    "mandate": (gettext_lazy("Numéro de mandat"), lambda one: one.mandate_number),
}
"""What a list may say of an invoice, and under which heading."""
_REFERENCES = ("service", "commitment", "contract", "issued", "deposited", "available", "pay_by")
_AMOUNTS = ("net", "gross", "due", "currency")
_STATE = ("status", "since")
RECEIVED = (
    *("number", "kind", "supplier_siret", "supplier", *_REFERENCES, *_AMOUNTS, *_STATE),
    *("holder", "downloaded", "mandate"),
)
SENT = ("number", "kind", "recipient_siret", "recipient", *_REFERENCES, *_AMOUNTS, *_STATE)
"""What their supplier may see of them."""
FISCAL = (
    *("number", "kind", "original", "issued", "supplier_siret", "recipient_siret", "recipient"),
    *("net", "vat", "gross", "currency", *_STATE, "deposited"),
)


def table(invoices: Iterable[Invoice], columns: Iterable[str]) -> Iterator[tuple[object, ...]]:
    """The headings of these columns, then the rows, in the order given. `invoices` come with their parties loaded: no
    query."""
    chosen = [COLUMNS[name] for name in columns]
    yield tuple(str(heading) for heading, _value in chosen)
    for invoice in invoices:
        yield tuple(value(invoice) for _heading, value in chosen)
