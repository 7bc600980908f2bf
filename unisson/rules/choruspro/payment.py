"""Payment: due date, accounts, and invoices that say they are already paid."""

from unisson.einvoice.model import Invoice
from unisson.kernel import identifiers
from unisson.kernel.findings import Findings, Severity
from unisson.rules.arithmetic import given
from unisson.rules.engine import at

from .ruleset import choruspro

ALREADY_PAID = "A2"


@choruspro.rule(
    "CPP-PAIEMENT-01",
    source="EN 16931-1, BT-9",
    fr="L’échéance ({due}) précède la date de la facture ({issued}) : vérifiez les deux dates.",
    en="The due date ({due}) is earlier than the invoice date ({issued}): check both dates.",
    severity=Severity.WARNING,
)
def due_date_before_issue_date(invoice: Invoice) -> Findings:
    """Le délai de paiement du secteur public court de la réception ; une échéance passée n’a pas d’effet.

    Exemple : facture du 29/10/2026 à échéance du 01/10/2026.
    """
    if invoice.due_date and invoice.issue_date and invoice.due_date < invoice.issue_date:
        yield at("BT-9", due=invoice.due_date, issued=invoice.issue_date)


@choruspro.rule(
    "CPP-PAIEMENT-02",
    source="ISO 13616 ; EN 16931-1, BT-84",
    fr="L’IBAN « {iban} » a une clé de contrôle fausse ou un format inconnu : recopiez-le depuis votre RIB.",
    en="The IBAN “{iban}” fails its check digits or has an unknown format: copy it from your bank details.",
    severity=Severity.WARNING,
)
def iban_check_digits_wrong(invoice: Invoice) -> Findings:
    """Un virement vers un IBAN faux revient à l’émetteur et retarde le paiement.

    Exemple : « FR76 3000 6000 0112 3456 7890 188 » au lieu de « …189 ».
    """
    accounts = invoice.payment.accounts if invoice.payment else ()
    for rank, account in enumerate(accounts, start=1):
        if account.iban and not identifiers.is_iban(account.iban):
            yield at(f"BG-17[{rank}]/BT-84", iban=account.iban)


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
