"""Days that cannot follow one another, or that no invoice speaks of. A day of no calendar is the reader's to tell."""

from collections.abc import Iterator
from datetime import date

from unisson.einvoice.model import Invoice
from unisson.kernel.findings import Findings, Severity
from unisson.rules.engine import at

from .ruleset import sense
from .tables import YEARS_APART


def days(invoice: Invoice) -> Iterator[tuple[str, date | None]]:
    """Every day that is set beside the issue date, with its place."""
    yield "BT-7", invoice.tax_point
    yield "BT-9", invoice.due_date
    for rank, preceding in enumerate(invoice.preceding, start=1):
        yield f"BG-3[{rank}]/BT-26", preceding.issue_date
    if invoice.delivery is not None:
        yield "BT-72", invoice.delivery.day
    if invoice.period is not None:
        yield from (("BT-73", invoice.period.start), ("BT-74", invoice.period.end))
    for rank, line in enumerate(invoice.lines, start=1):
        if line.period is not None:
            yield f"BG-25[{rank}]/BT-134", line.period.start
            yield f"BG-25[{rank}]/BT-135", line.period.end


@sense.rule(
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


@sense.rule(
    "CPP-REF-18",
    source="EN 16931-1, BT-26",
    fr="La facture d’origine est datée du {original}, après l’avoir ({issued}) : vérifiez les deux dates.",
    en="The original invoice is dated {original}, later than the credit note ({issued}): check both dates.",
    severity=Severity.WARNING,
)
def original_date_after_issue_date(invoice: Invoice) -> Findings:
    """Un avoir corrige une facture déjà émise.

    Exemple : avoir du 01/10/2026 sur une facture du 15/10/2026.
    """
    for rank, preceding in enumerate(invoice.preceding if invoice.is_credit_note else (), start=1):
        if preceding.issue_date and invoice.issue_date and preceding.issue_date > invoice.issue_date:
            yield at(f"BG-3[{rank}]/BT-26", original=preceding.issue_date, issued=invoice.issue_date)


@sense.rule(
    "CPP-SENS-02",
    source="EN 16931-1, BT-7, BT-9, BT-26, BT-72 à BT-74, BT-134 et BT-135",
    fr="La date {day} est à plus de {years} ans de celle de la facture ({issued}) : vérifiez l’année.",
    en="The date {day} is more than {years} years away from the invoice date ({issued}): check the year.",
    severity=Severity.WARNING,
)
def day_out_of_time(invoice: Invoice) -> Findings:
    """Une livraison, une période ou une échéance se rapporte à la facture ; un siècle d’écart est une faute de frappe.

    Exemple : une livraison du 12/10/1926 sur une facture du 29/10/2026.
    """
    for place, day in days(invoice):
        if day and invoice.issue_date and abs((day - invoice.issue_date).days) > YEARS_APART * 366:
            yield at(place, day=day, issued=invoice.issue_date, years=YEARS_APART)


@sense.rule(
    "CPP-SENS-03",
    source="EN 16931-1, BT-73 et BT-74, BT-134 et BT-135",
    fr="La période finit le {end}, avant de commencer le {start} : vérifiez les deux dates.",
    en="The period ends on {end}, before it starts on {start}: check both dates.",
    severity=Severity.WARNING,
)
def period_ends_before_it_starts(invoice: Invoice) -> Findings:
    """Les règles d’EN 16931 le jugent aussi (BR-29, BR-30) ; ailleurs, ce n’est qu’un avertissement.

    Exemple : une période du 30/09/2026 au 01/09/2026.
    """
    if invoice.specification:
        return
    periods = [("", invoice.period)] if invoice.period else []
    periods += [(f"BG-25[{rank}]/", line.period) for rank, line in enumerate(invoice.lines, start=1) if line.period]
    for place, period in periods:
        if period.start and period.end and period.end < period.start:
            yield at(place + ("BT-135" if place else "BT-74"), start=period.start, end=period.end)
