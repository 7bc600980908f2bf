"""Valid, deterministic values to deviate from: `an_invoice(number="…")`, `a_line(net="10.00")`, `a_reading(…)`.

Each builder gives a value that no rule finds fault with; an argument replaces one field. Amounts may be written as
text. The people are invented, the structures are those of the sample portal.
"""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from unisson.einvoice.model import (
    Account,
    Identifier,
    Invoice,
    Line,
    Party,
    Payment,
    PortalTerms,
    PrecedingInvoice,
    Totals,
    VatLine,
)
from unisson.einvoice.reading import Container, Reading, Syntax

PONT_SAINT_ESPRIT = "21300202500012"
STATE = "11000201100044"
PARIS_7E = "21750001608202"
SAFE_STYLE = "53819959700013"
ARSOUILLE = "83876704400012"

DEPOSIT_DAY = date(2026, 10, 29)
"""The day on which tests deposit and judge, unless they say otherwise."""

PartT = TypeVar("PartT")


def _deviate(valid: PartT, deviations: dict[str, Any]) -> PartT:
    """`valid` with other fields; text given for an amount becomes a `Decimal`."""
    amounts = {field.name for field in fields(valid) if field.type == Decimal | None}  # type: ignore[arg-type]
    values = {
        name: Decimal(value) if name in amounts and isinstance(value, str) else value
        for name, value in deviations.items()
    }
    return replace(valid, **values)  # type: ignore[type-var]


def a_party(siret: str | None, **deviations: Any) -> Party:
    """A party known by its SIRET under scheme 0009; None for a party without identifier."""
    identifiers = (Identifier(value=siret, scheme="0009"),) if siret is not None else ()
    return _deviate(Party(name="Structure d’essai", identifiers=identifiers), deviations)


def the_seller(**deviations: Any) -> Party:
    """SAFE STYLE, the supplier."""
    return a_party(SAFE_STYLE, **{"name": "SAFE STYLE", **deviations})


def the_buyer(**deviations: Any) -> Party:
    """The town hall of Pont-Saint-Esprit, the recipient."""
    return a_party(PONT_SAINT_ESPRIT, **{"name": "Mairie de Pont-Saint-Esprit", **deviations})


def a_line(**deviations: Any) -> Line:
    """10 chairs at 350,00: 3 500,00."""
    valid = Line(
        id="1",
        name="Chaise d’école",
        quantity=Decimal(10),
        unit="C62",
        price=Decimal("350.00"),
        net=Decimal("3500.00"),
        vat_category="S",
        vat_rate=Decimal(20),
    )
    return _deviate(valid, deviations)


def a_vat_row(**deviations: Any) -> VatLine:
    """3 500,00 at 20 %: 700,00."""
    valid = VatLine(base=Decimal("3500.00"), rate=Decimal(20), amount=Decimal("700.00"), category="S")
    return _deviate(valid, deviations)


def some_totals(**deviations: Any) -> Totals:
    """HT 3 500,00, TVA 700,00, TTC and net à payer 4 200,00."""
    valid = Totals(
        lines=Decimal("3500.00"),
        net=Decimal("3500.00"),
        vat=Decimal("700.00"),
        gross=Decimal("4200.00"),
        due=Decimal("4200.00"),
    )
    return _deviate(valid, deviations)


def portal_terms(**deviations: Any) -> PortalTerms:
    """TVA on debits, no discount."""
    valid = PortalTerms(vat_regime="TVA_SUR_DEBIT", gross_before_discount=Decimal("4200.00"))
    return _deviate(valid, deviations)


def a_preceding_invoice(**deviations: Any) -> PrecedingInvoice:
    """The invoice that a credit note corrects."""
    return _deviate(PrecedingInvoice(number="F-2026-0041", issue_date=date(2026, 9, 1)), deviations)


def a_payment(*, iban: str = "FR7630006000011234567890189") -> Payment:
    """A transfer to one account."""
    return Payment(means_code="30", accounts=(Account(iban=iban),))


def an_invoice(**deviations: Any) -> Invoice:
    """An invoice typed into the form, from SAFE STYLE to Pont-Saint-Esprit, that no rule finds fault with."""
    valid = Invoice(
        number="F-2026-0042",
        issue_date=date(2026, 10, 1),
        type_code="380",
        currency="EUR",
        due_date=date(2026, 10, 31),
        framework="A1",
        seller=the_seller(),
        buyer=the_buyer(),
        payment=a_payment(),
        totals=some_totals(),
        vat_lines=(a_vat_row(),),
        lines=(a_line(),),
        portal=portal_terms(),
    )
    return _deviate(valid, deviations)


def a_credit_note(**deviations: Any) -> Invoice:
    """A credit note of the same amounts, written positive, that corrects F-2026-0041."""
    return an_invoice(**{"type_code": "381", "preceding": (a_preceding_invoice(),), **deviations})


def a_reading(
    invoice: Invoice | None = None,
    *,
    syntax: Syntax = Syntax.FORM,
    container: Container | None = None,
    **others: Any,
) -> Reading:
    """`invoice` (a valid one by default) as read in `syntax`; `others` are what else was `Said`."""
    reading = Reading.of(invoice or an_invoice(), syntax=syntax)
    return replace(reading.revised(lambda said: replace(said, **others)), container=container)
