"""The ways to treat an invoice that its recipient is offered now, each with its icon."""

from dataclasses import dataclass

from django.utils.functional import Promise

from unisson.invoices.actions import steps_for
from unisson.invoices.models import Invoice
from unisson.web.statuses import look


@dataclass(frozen=True, kw_only=True)
class Act:
    """One way to treat the invoice. `mandate`: a mandate number may come with it."""

    target: str
    label: str | Promise
    icon: str
    mandate: bool


def acts_for(invoice: Invoice) -> list[Act]:
    """The forward steps of the one table, in their order. Ways back to the supplier are not among them."""
    return [
        Act(
            target=edge.target,
            label=look(edge.target).label,
            icon=look(edge.target).icon,
            mandate=edge.mandate,
        )
        for edge in steps_for(invoice)
    ]
