"""The VAT of each rate, and the currency it is told in."""

from datetime import date

from unisson.einvoice.model import Invoice
from unisson.kernel import money
from unisson.kernel.findings import Findings, Severity
from unisson.kernel.identifiers import compact
from unisson.rules.arithmetic import HALF, HUNDRED, differ, given
from unisson.rules.engine import Context, at

from .ruleset import IN_FILES, sense
from .tables import EURO, IN_THE_EURO, OUTSIDE_THE_EURO, WITHOUT_COINS


@sense.rule(
    "CPP-SENS-07",
    source="EN 16931-1, BT-117 = BT-116 × BT-119 / 100 (BR-CO-17)",
    fr="Le montant de TVA de la ligne à {rate} % ({declared}) n’est pas la base multipliée par le taux ({computed}) : "
    "corrigez la base, le taux ou le montant.",
    en="The VAT amount of the row at {rate}% ({declared}) is not the base times the rate ({computed}): correct the "
    "base, the rate or the amount.",
    severity=Severity.WARNING,
    syntaxes=IN_FILES,
)
def vat_is_not_base_times_rate(invoice: Invoice) -> Findings:
    """Un centime d’écart est admis, pour les arrondis ; les règles officielles laissent passer près d’un euro.

    Exemple : base 100,00 à 20 %, montant de TVA 20,90.
    """
    off = HALF if invoice.currency in WITHOUT_COINS else money.TOLERANCE
    for rank, row in enumerate(invoice.vat_lines, start=1):
        match given(row.base, row.rate, row.amount):
            case base, rate, amount if differ(amount, computed := base * rate / HUNDRED, tolerance=off):
                yield at(f"BG-23[{rank}]/BT-117", rate=rate, declared=amount, computed=computed)


@sense.rule(
    "CPP-SENS-11",
    source="Directive 2006/112/CE, art. 230 ; EN 16931-1, BT-6 et BT-111",
    fr="La TVA est en {currency} alors que le pays du fournisseur compte en {national} : indiquez aussi son montant en "
    "{national} (devise de comptabilisation, BT-6 et BT-111), ou corrigez la devise.",
    en="The VAT is in {currency} although the supplier’s country counts in {national}: also give its amount in "
    "{national} (accounting currency, BT-6 and BT-111), or correct the currency.",
    severity=Severity.WARNING,
    syntaxes=IN_FILES,
)
def vat_not_in_national_currency(invoice: Invoice, context: Context) -> Findings:
    """Une facture peut être en toute devise, si la TVA due est aussi dite dans la monnaie de l’État membre.

    Exemple : une facture d’un fournisseur français en USD, TVA de 200,00, sans montant en euros.
    """
    number = invoice.seller.vat_id if invoice.seller else None
    national = _currency_of(compact(number or "")[:2], invoice.issue_date or context.on)
    told = invoice.vat_currency if invoice.totals.vat_accounting is not None else invoice.currency
    match given(invoice.totals.vat):
        case (vat,) if vat and national and invoice.currency and national not in (invoice.currency, told):
            yield at("BT-5", currency=invoice.currency, national=national)


def _currency_of(prefix: str, day: date) -> str | None:
    outside = OUTSIDE_THE_EURO.get(prefix)
    if outside is not None and outside.holds(day):
        return outside.code
    return EURO if outside is not None or prefix in IN_THE_EURO else None
