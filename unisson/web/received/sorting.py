"""What the list to treat is sorted by: the heads of its columns, and a field where a narrow place hides them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.invoices.lists.order import Column, Order

from .asked import Listed

ORDERS: Mapping[Order, Promise] = {
    Order(column=Column.DAYS): _("Jours restants"),
    Order(column=Column.DAYS, descending=True): _("Jours décroissants"),
    Order(column=Column.SUPPLIER): _("Fournisseur de A à Z"),
    Order(column=Column.SUPPLIER, descending=True): _("Fournisseur de Z à A"),
    Order(column=Column.AMOUNT): _("Montant croissant"),
    Order(column=Column.AMOUNT, descending=True): _("Montant décroissant"),
    Order(column=Column.STATUS): _("État d’avancement"),
    Order(column=Column.STATUS, descending=True): _("Avancement inverse"),
    Order(column=Column.DATE): _("Dépôt le plus ancien"),
    Order(column=Column.DATE, descending=True): _("Dépôt le plus récent"),
}


@dataclass(frozen=True, kw_only=True)
class Head:
    """A column: where a press on it leads, and how the list is sorted by it now (`aria-sort`), or ""."""

    href: str
    sort: str


def heads(listed: Listed) -> dict[str, Head]:
    """The head of each column, by its name in addresses. A second press turns the order round."""
    return {column.value: _head(column, listed) for column in Column}


def _head(column: Column, listed: Listed) -> Head:
    now = listed.order if listed.order.column is column else None
    turned = Order(column=column, descending=now is not None and not now.descending)
    sort = "" if now is None else "descending" if now.descending else "ascending"
    return Head(href=listed.sorted_by(turned), sort=sort)
