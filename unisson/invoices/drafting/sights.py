"""Where the fields of a draft stand on its pages: what was read there, or what a person took from them.

A sight is `value` (as the form writes it), `shown` (as printed), `page`, `box`; what was read says also how `sure` it
is, the `alternatives`, and by which label it was found if that was `learned`.
"""

from collections.abc import Mapping
from typing import Any

from ..models import Invoice
from .awaiting import sender_of

Sight = Mapping[str, Any]


def sight_of(invoice: Invoice, name: str) -> Sight | None:
    """Where the text of a field stands now: taken by a person, read, or one of the other values seen. None if nowhere.

    The supplier is a row: it stands where its SIRET does, and in doubt where the page prints another's.
    """
    read = invoice.draft.get("read", {}).get(name, {})
    if name == "supplier":
        return {**read, "sure": read["value"] == sender_of(invoice).identifier} if read.get("value") else None
    text = invoice.draft.get("typed", {}).get(name, "")
    picked = invoice.draft.get("picked", {}).get(name, {})
    for sight in (picked, read, *read.get("alternatives", ())):
        if text and sight.get("value") == text:
            return sight if sight is read else {**sight, "sure": True, "taken": True}
    return None


def candidates(invoice: Invoice, name: str) -> list[Sight]:
    """The other values seen for a field, the likeliest first; what was read too, once it was cleared."""
    read = invoice.draft.get("read", {}).get(name, {})
    text = invoice.draft.get("typed", {}).get(name, "")
    # The page prints the supplier's SIRET too, and nobody invoices himself.
    own = invoice.draft.get("read", {}).get("supplier", {}).get("value")
    others_own = own if name == "recipient_siret" else None
    others: dict[str, Sight] = {}
    for sight in (read, *read.get("alternatives", ())):
        if sight.get("value") not in (None, "", text, others_own):
            others.setdefault(sight["value"], sight)
    return list(others.values())
