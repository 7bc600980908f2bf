"""The columns of « Rechercher »: what each shows, and how the list is sorted by it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.directory.models import Service, Structure
from unisson.directory.spaces import Space
from unisson.invoices.lists.further import OTHER, OWN_SERVICE
from unisson.invoices.lists.sorting import COLUMNS as SORTED
from unisson.invoices.lists.sorting import Sort
from unisson.invoices.models import Invoice
from unisson.invoices.status import Kind

ALWAYS = "numero"
"""It names its line and opens it."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """`how`: "text", "day", "money", "status", "days" or "head"; `spaces`: where it is offered."""

    label: str | Promise
    how: str
    value: Callable[[Invoice, Space], object]
    spaces: tuple[Space, ...] = (Space.ISSUED, Space.RECEIVED)
    received: str | Promise = ""
    """What it is called in Factures reçues, where that differs."""

    def called(self, space: Space) -> str | Promise:
        return self.received if self.received and space is Space.RECEIVED else self.label


def _other(invoice: Invoice, space: Space) -> Structure:
    other: Structure = getattr(invoice, OTHER[space])
    return other


def _service(service: Service | None) -> str:
    return service.name if service else ""


COLUMNS: Mapping[str, Column] = {
    "jours": Column(
        label=_("Jours restants"), how="days", value=lambda one, space: one.pay_by, spaces=(Space.RECEIVED,)
    ),
    "depot": Column(
        label=_("Date de dépôt"), received=_("Déposée le"), how="day", value=lambda one, space: one.deposited_at
    ),
    "tiers": Column(
        label=_("Destinataires"),
        received=_("Fournisseur"),
        how="text",
        value=lambda one, space: _other(one, space).name,
    ),
    "siret": Column(
        label=_("SIRET du destinataire"),
        received=_("SIRET du fournisseur"),
        how="text",
        value=lambda one, space: _other(one, space).identifier,
    ),
    "numero": Column(label=_("Numéro"), how="head", value=lambda one, space: one.number),
    "type": Column(label=_("Type"), how="text", value=lambda one, space: Kind(one.kind).label),
    "date": Column(label=_("Date de facture"), how="day", value=lambda one, space: one.issue_date),
    "etat": Column(label=_("État courant"), how="status", value=lambda one, space: one.status),
    "etat_du": Column(label=_("Date de l’état courant"), how="day", value=lambda one, space: one.status_since),
    "ht": Column(label=_("Montant HT"), how="money", value=lambda one, space: one.shown_net),
    "ttc": Column(label=_("Montant TTC"), how="money", value=lambda one, space: one.shown_gross),
    "net": Column(label=_("Net à payer"), how="money", value=lambda one, space: one.signed(one.net_to_pay)),
    "devise": Column(label=_("Devise"), how="text", value=lambda one, space: one.currency),
    "service": Column(
        label=_("Service"), how="text", value=lambda one, space: _service(getattr(one, OWN_SERVICE[space]))
    ),
    "leur_service": Column(
        label=_("Service du destinataire"),
        received=_("Service du fournisseur"),
        how="text",
        value=lambda one, space: _service(getattr(one, f"{OTHER[space]}_service")),
    ),
    "engagement": Column(label=_("Numéro d’engagement"), how="text", value=lambda one, space: one.commitment),
    "marche": Column(label=_("Numéro de marché"), how="text", value=lambda one, space: one.contract),
    "origine": Column(label=_("Facture d’origine"), how="text", value=lambda one, space: one.original_number),
    "paiement": Column(label=_("Paiement au plus tard le"), how="day", value=lambda one, space: one.pay_by),
}
"""By their names in addresses, in the order in which they stand."""
USUAL: Mapping[Space, tuple[str, ...]] = {
    Space.ISSUED: ("depot", "tiers", "numero", "etat", "etat_du", "ttc", "engagement"),
    Space.RECEIVED: ("jours", "depot", "tiers", "numero", "etat", "ttc", "service"),
}


def offered(space: Space) -> dict[str, Column]:
    """Those that a list of the space may show."""
    return {name: column for name, column in COLUMNS.items() if space in column.spaces}


def known(names: Sequence[str], space: Space) -> tuple[str, ...]:
    """Those of `names` that there are, in their order; the usual ones where none is."""
    chosen = {*names} & offered(space).keys()
    return tuple(name for name in offered(space) if name in chosen or name == ALWAYS) if chosen else USUAL[space]


@dataclass(frozen=True, kw_only=True)
class Head:
    """The head of a column: where a press on it leads, or "", and how the list is sorted by it now, or ""."""

    label: str | Promise
    num: bool
    href: str
    sort: str


def head(name: str, space: Space, sort: Sort, address: Callable[[Sort], str]) -> Head:
    """`address`: the same list from its beginning, in another order. A second press turns the order round."""
    column, now = COLUMNS[name], sort.column == name
    turned = Sort(column=name, descending=not sort.descending if now else False)
    return Head(
        label=column.called(space),
        num=column.how == "money",
        href=address(turned) if name in SORTED else "",
        sort=("descending" if sort.descending else "ascending") if now else "",
    )


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What a line shows in a column."""

    how: str
    label: str | Promise
    value: object


def cells(invoice: Invoice, names: Sequence[str], space: Space) -> list[Cell]:
    """The line of `invoice`, its parties loaded. No query."""
    return [
        Cell(
            how=COLUMNS[name].how,
            label=COLUMNS[name].called(space),
            value=COLUMNS[name].value(invoice, space),
        )
        for name in names
    ]
