"""What the list to treat is sorted by: the heads of its columns, and a field where a narrow place hides them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.invoices.order import Column, Order

from .asked import Listed

ORDERS: Mapping[Order, Promise] = {
    Order(column=Column.DAYS): _("Le moins de jours restants d’abord"),
    Order(column=Column.DAYS, descending=True): _("Le plus de jours restants d’abord"),
    Order(column=Column.SUPPLIER): _("Fournisseurs de A à Z"),
    Order(column=Column.SUPPLIER, descending=True): _("Fournisseurs de Z à A"),
    Order(column=Column.AMOUNT): _("Les plus petits montants d’abord"),
    Order(column=Column.AMOUNT, descending=True): _("Les plus grands montants d’abord"),
    Order(column=Column.STATUS): _("Les états dans leur ordre"),
    Order(column=Column.STATUS, descending=True): _("Les derniers états d’abord"),
    Order(column=Column.DATE): _("Les plus anciens dépôts d’abord"),
    Order(column=Column.DATE, descending=True): _("Les derniers dépôts d’abord"),
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
