"""Who has an invoice in hand, by its status: one of its two sides, the portal, or nobody any more."""

from enum import Enum

from .status import Status


class Holder(Enum):
    """Who has an invoice in hand."""

    SUPPLIER = "supplier"
    RECIPIENT = "recipient"
    FORMER = "former"
    """A structure that had it before its supplier sent it to the present recipient."""
    PORTAL = "portal"
    NOBODY = "nobody"


_OTHERS = {
    Status.BROUILLON: Holder.SUPPLIER,
    Status.DEPOSEE: Holder.PORTAL,
    Status.EN_COURS_ACHEMINEMENT: Holder.PORTAL,
    Status.A_RECYCLER: Holder.SUPPLIER,
    Status.SUSPENDUE: Holder.SUPPLIER,
    Status.REJETEE: Holder.SUPPLIER,
    Status.MISE_EN_PAIEMENT: Holder.NOBODY,
    Status.ABANDONNEE: Holder.NOBODY,
    Status.SUPPRIMEE: Holder.NOBODY,
    Status.NON_CONFORME: Holder.NOBODY,
}
"""All other statuses are the recipient's."""


def holder_of(status: str) -> Holder:
    """Who has an invoice of that status in hand."""
    return _OTHERS.get(Status(status), Holder.RECIPIENT)
