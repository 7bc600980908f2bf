"""What an invoice must say today, told again from its certificate, its history and what people did.

The columns that change after a deposit are kept for lists and searches; each follows from rows that never change.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from ..models import Invoice, Note, StatusChange, UserAction
from ..status import TO_BE_READ, Status
from .traces import Row

_READ = (UserAction.What.REJECTION_READ, UserAction.What.SUSPENSION_READ)
ROUTE = ("siret", "service", "commitment")
"""What recycling may change; its history row holds each that did, before and after (`returns.recycle`)."""

PAYMENTS, UNREPORTED = "payments", "unreported"
"""Whether its recipient reports payments: what the history says of it at each sending. Rows of before say nothing."""


def route(deposited: Mapping[str, Any], history: Sequence[StatusChange]) -> dict[str, str]:
    """Where the invoice goes: as its certificate says (`deposited`), then as each recycling changed it."""
    now = {
        "siret": deposited.get("recipient", {}).get("identifier", ""),
        "service": deposited.get("service", ""),
        "commitment": deposited.get("commitment", ""),
    }
    for row in history:
        if row.source == Status.A_RECYCLER:
            now |= {name: row.values[f"{name}_to"] for name in ROUTE if f"{name}_to" in row.values}
    return now


def route_of(invoice: Invoice) -> dict[str, str]:
    """Where its columns say that it goes."""
    return {
        "siret": invoice.recipient.identifier if invoice.recipient else "",
        "service": invoice.recipient_service.code if invoice.recipient_service else "",
        "commitment": invoice.commitment,
    }


def strays(
    invoice: Invoice,
    history: Sequence[StatusChange],
    *,
    actions: Sequence[UserAction],
    notes: Sequence[Note],
    place: Callable[[Row], int],
) -> list[str]:
    """The columns that do not follow from the rows; the payment period is `payment.course`'s.

    `place`: where a row stands among all that was written of the invoice. Moments do not tell: two who act at once took
    theirs before either wrote, and a clock may be put back.
    """
    back = max((place(row) for row in history if row.target in TO_BE_READ), default=None)
    told: dict[str, Any] = {
        "available_at": _made_available(history),
        "mandate_number": _mandate(history),
        "assignee_id": _in_hand(history, notes, place),
        "return_read": back is not None and any(one.what in _READ and place(one) > back for one in actions),
        "rejection_treated": any(one.what == UserAction.What.REJECTION_TREATED for one in actions),
    }
    if said := [row.values[PAYMENTS] for row in history if PAYMENTS in row.values]:
        told["payment_unreported"] = said[-1] == UNREPORTED
    if not any(one.what == UserAction.What.DOWNLOAD for one in actions):
        # Who downloaded it is known, whether as its recipient is not: this says only that nobody did.
        told["downloaded"] = False
    return [name for name in told if getattr(invoice, name) != told[name]]


def _made_available(history: Sequence[StatusChange]) -> datetime | None:
    delivered = (row for row in reversed(history) if row.source == Status.EN_COURS_ACHEMINEMENT)
    return next((row.at for row in delivered if row.target == Status.MISE_A_DISPOSITION), None)


def _mandate(history: Sequence[StatusChange]) -> str:
    """Of the books of the recipient that has it now."""
    number = ""
    for row in history:
        number = "" if "siret_to" in row.values else row.values.get("mandate") or number
    return number


def _in_hand(history: Sequence[StatusChange], notes: Sequence[Note], place: Callable[[Row], int]) -> int | None:
    """Recycled, it is in nobody's hands again."""
    since = max((place(row) for row in history if row.source == Status.A_RECYCLER), default=0)
    handed = sorted((one for one in notes if one.handed and place(one) > since), key=place)
    return handed[-1].assigned_id if handed else None
