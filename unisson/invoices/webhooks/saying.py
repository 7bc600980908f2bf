"""What each event says: identifiers, numbers and states, by which the rest is fetched. Nobody's name."""

from typing import Any

from unisson.directory.models import Structure
from unisson.directory.spaces import Space

from ..models import Flow, StatusChange
from ..status import Status


def of_step(row: StatusChange, *, recipient: str, space: Space) -> dict[str, Any]:
    """« invoice.deposited » and « invoice.status_changed », for the side of `space`, in the names of the portal's own
    API; `recipient`: who had it then."""
    invoice = row.invoice
    return {
        "id": row.pk,
        "side": "supplier" if space is Space.ISSUED else "recipient",
        "invoice_id": invoice.pk,
        "number": invoice.number,
        "former_status": None if row.source == Status.BROUILLON else row.source or None,
        "status": row.target,
        "supplier": invoice.supplier.identifier,
        "recipient": recipient,
    }


def of_flow(flow: Flow) -> dict[str, Any]:
    """« flow.finished »."""
    return {"flow": flow.number, "state": flow.state, "syntax": flow.stated, "supplier": flow.supplier.identifier}


def of_test(structure: Structure) -> dict[str, Any]:
    """« webhook.test »."""
    return {"structure": structure.identifier}
