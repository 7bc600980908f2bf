"""What a reader of PDFs makes of the random invoices: right, wrong and missed, by family and by field.

A fact counts only where it is printed. A value read for a fact that is not there is wrong, unless it is what a person
would conclude (the currency, the gross amount where only « net à payer » stands).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from .render import Invoice

Reader = Callable[[bytes], Mapping[str, str]]
"""A PDF → values by name of the fact; "" or absent where nothing was read."""

AMOUNTS: Final = {
    "net_total": "net",
    "vat_total": "vat",
    "gross_total": "gross",
    "due": "due",
    "discount": "discount",
}
"""The reader's name → ours."""
REFERENCES: Final = ("number", "issue_date", "due_date", "service_code", "commitment", "contract")
FIELDS: Final = (*REFERENCES, "seller_siret", "recipient_siret", *AMOUNTS, "iban", "type", "currency")


class Case(NamedTuple):
    """One field of one invoice that was not read right."""

    family: str
    seed: int
    field: str
    outcome: str
    truth: str
    got: str


@dataclass
class Tally:
    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, outcome: str) -> None:
        setattr(self, outcome, getattr(self, outcome) + 1)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        every = self.right + self.wrong + self.missed
        return self.right / every if every else 1.0


@dataclass
class Score:
    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)
    """By family and field."""
    cases: list[Case] = field(default_factory=list)

    def of(self, *, family: str = "", name: str = "") -> Tally:
        """The sum over what is not given."""
        total = Tally()
        for (its_family, its_name), tally in self.tallies.items():
            if family in ("", its_family) and name in ("", its_name):
                total.right += tally.right
                total.wrong += tally.wrong
                total.missed += tally.missed
        return total


def scored(invoices: Iterable[Invoice], read: Reader) -> Score:
    """Each invoice read once."""
    score = Score()
    for invoice in invoices:
        values = read(invoice.pdf)
        for name in FIELDS:
            truth, got = normal(name, known(invoice, name)), normal(name, values.get(name) or "")
            outcome = judged(truth, got, printed=is_printed(invoice, name))
            if not outcome:
                continue
            score.tallies.setdefault((invoice.family, name), Tally()).add(outcome)
            if outcome != "right":
                score.cases.append(Case(invoice.family, invoice.seed, name, outcome, truth, got))
    return score


def judged(truth: str, got: str, *, printed: bool) -> str:
    """ "right", "wrong", "missed", or "" where there is nothing to count."""
    if got and got != truth:
        return "" if not printed and got == truth[:9] else "wrong"
    if not printed:
        return ""
    return "right" if got else "missed"


def known(invoice: Invoice, name: str) -> str:
    """The truth, whether printed or not."""
    facts = invoice.facts
    if name in AMOUNTS:
        value = getattr(facts, AMOUNTS[name])
        return "" if name == "discount" and not value else str(value)
    if name == "seller_siret":
        return facts.seller.siret
    if name == "recipient_siret":
        return facts.buyer.siret
    return str(getattr(facts, name) or "")


def is_printed(invoice: Invoice, name: str) -> bool:
    return name == "type" or AMOUNTS.get(name, name) in invoice.printed


def normal(name: str, value: str) -> str:
    """As the shared scores compare: amounts without sign, to the cent; other values without spaces and capitals."""
    if name in AMOUNTS and value:
        try:
            return str(abs(Decimal(re.sub(r"[\s€]", "", value))).quantize(Decimal("0.01")))
        except InvalidOperation:
            return value
    return re.sub(r"\s+", "", value).lower()
