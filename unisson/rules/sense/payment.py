"""Where the money goes."""

from unisson.einvoice.model import Invoice
from unisson.kernel import identifiers
from unisson.kernel.findings import Findings, Severity
from unisson.rules.engine import at

from .ruleset import sense


@sense.rule(
    "CPP-PAIEMENT-02",
    source="ISO 13616 ; EN 16931-1, BT-84",
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
