"""Validation of what subcontractors and co-contractors send: the portal takes no such invoice yet, and says so."""

from unisson.directory.callers import Caller
from unisson.invoices.access import Right, get_invoice
from unisson.kernel.refusal import NotFound, Refusal

from . import validation_wire as wire
from .acts import NOT_THERE, entitled
from .endpoints import endpoint

_AT = "factures/v1/"
ACTIONS = ("REFUS", "VALIDATION", "MISE_EN_PAIEMENT", "MISE_EN_RECYCLAGE", "SUSPENSION", "REJET")
"""The first two are official, the others one client has (§5.5)."""


@endpoint(_AT + "traiter/factureAValider", key="idFacture", summary="Valider ou refuser une facture", says=NOT_THERE)
def validate(caller: Caller, asked: wire.TraiterFactureAValider) -> wire.FactureValidee:
    """No invoice waits for a validator: whichever is named, it is not there, or not the caller's to decide."""
    if not asked.action:
        raise Refusal("CPP-API-05", field="action", name="action")
    if asked.action not in ACTIONS:
        expected = ", ".join(ACTIONS)
        raise Refusal("CPP-API-04", field="action", name="action", value=asked.action[:80], expected=expected)
    with entitled(caller, [asked.idFacture or 0]):
        raise NotFound


@endpoint(
    _AT + "corriger/valideur/facture", key="idFacture", summary="Changer le valideur d’une facture", says=NOT_THERE
)
def correct(caller: Caller, asked: wire.CorrigerValideur) -> wire.ValideurCorrige:
    """No invoice has a validator: of one's own there is none to change."""
    pk = asked.idFacture or 0
    with entitled(caller, [pk]):
        get_invoice(caller.user, pk, Right.WRITE_ISSUED)
    raise Refusal("CPP-API-12", field="idFacture")
