"""Payment: invoices that say they are already paid."""

from unisson.einvoice.model import Invoice
from unisson.kernel.findings import Findings, Severity
from unisson.rules.arithmetic import given
from unisson.rules.engine import at

from .ruleset import choruspro

ALREADY_PAID = "A2"


@choruspro.rule(
    "CPP-PAIEMENT-03",
    source="Chorus Pro, cadre de facturation A2",
    fr="La facture est déposée comme déjà payée (A2) mais demande encore {due} : mettez le net à payer à 0, ou "
    "choisissez le cadre A1.",
    en="The invoice is submitted as already paid (A2) but still asks for {due}: set the amount due to 0, or choose "
    "framework A1.",
    severity=Severity.WARNING,
)
def paid_invoice_with_amount_due(invoice: Invoice) -> Findings:
    """Un net à payer sur une facture déjà réglée par carte ou en espèces expose à un double paiement.

    Exemple : cadre A2, net à payer de 120,00.
    """
    match given(invoice.totals.due):
        case (due,) if invoice.framework == ALREADY_PAID and due:
            yield at("BT-115", due=due)
