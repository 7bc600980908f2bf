"""What each event says: identifiers, numbers and states, by which the rest is fetched. Nobody's name."""

from typing import Any

from unisson.directory.models import Structure
from unisson.directory.spaces import Space

from ..models import Flow, StatusChange


def of_step(row: StatusChange, *, recipient: str, space: Space) -> dict[str, Any]:
    """« invoice.deposited » and « invoice.status_changed », for the side of `space`; `recipient`: who had it then."""
    invoice = row.invoice
    return {
        "side": "supplier" if space is Space.ISSUED else "recipient",
        "invoice": invoice.pk,
        "number": invoice.number,
        "status": row.target,
        "previous_status": row.source,
        "supplier": invoice.supplier.identifier,
        "recipient": recipient,
        "flow": invoice.flow.number if space is Space.ISSUED else "",
    }


def of_flow(flow: Flow) -> dict[str, Any]:
    """« flow.finished »."""
    return {"flow": flow.number, "state": flow.state, "syntax": flow.stated, "supplier": flow.supplier.identifier}


def of_test(structure: Structure) -> dict[str, Any]:
    """« webhook.test »."""
    return {"structure": structure.identifier}
