"""One invoice being laid out: its facts, its supplier's manner, and what has really been printed."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random
from typing import Final, NamedTuple

from . import forms, markup
from .facts import InvoiceFacts
from .style import Style
from .vocabulary import Vocabulary

AMOUNTS: Final = ("lines_total", "discount", "net", "vat", "gross", "paid", "due")


class Entry(NamedTuple):
    """A label and its value, to be laid out."""

    label: str
    value: str
    name: str = ""
    """Of the fact; empty for noise."""


@dataclass
class Paper:
    facts: InvoiceFacts
    style: Style
    vocabulary: Vocabulary
    rng: Random
    amounts: forms.AmountForm
    date_form: str
    siret_form: str
    iban_form: str
    printed: dict[str, list[str]] = field(default_factory=dict)
    """By fact, the texts as they stand on the page."""

    @property
    def language(self) -> str:
        return self.style.language

    @property
    def sign(self) -> int:
        """−1 on a credit note whose amounts are negative."""
        return -1 if self.facts.type == "381" and self.style.negative_credit else 1

    def show(self, name: str) -> str:
        """The value of a fact as text. It is on the page from now on."""
        text = self._text(name)
        self.printed.setdefault(name, []).append(text)
        return text

    def has(self, name: str) -> bool:
        """Whether the invoice has this fact."""
        return bool({
            "due_date": self.facts.due_date, "service_code": self.facts.service_code, "contract": self.facts.contract,
            "commitment": self.facts.commitment, "iban": self.facts.iban, "seller_siret": self.facts.seller.siret,
            "discount": self.facts.discount, "paid": self.facts.paid, "vat": self.facts.vat_rows,
        }.get(name, True))  # fmt: skip

    def label(self, name: str) -> str:
        """The supplier's words for a fact, those of a credit note or a deposit where they differ."""
        own = f"{name}.{self.facts.type}"
        return self.vocabulary.label(own if self.vocabulary.has(own) else name)

    def entry(self, name: str) -> Entry:
        return Entry(self.label(name), self.show(name), name)

    def noise(self, name: str, value: str) -> Entry:
        return Entry(self.vocabulary.noise(name), value)

    def amount(self, value: Decimal, *, signed: bool = True) -> str:
        return self.amounts.written(value * self.sign, signed=signed)

    def dated(self, on: date) -> str:
        return forms.dated(on, self.date_form, self.language)

    def colon(self, label: str) -> str:
        return self.vocabulary.with_colon(label)

    def total(self, name: str, value: Decimal) -> str:
        """An amount of the totals, one that is a fact only if its value is (one VAT row is the VAT)."""
        facts = self.facts
        if name in AMOUNTS and value == getattr(facts, name):
            return self.show(name)
        return self.amount(value)

    def _text(self, name: str) -> str:
        facts = self.facts
        if name in AMOUNTS:
            taken_off = name in ("discount", "paid") and self.style.minus_deductions
            return self.amount(-getattr(facts, name) if taken_off else getattr(facts, name))
        if name in ("issue_date", "due_date"):
            return self.dated(getattr(facts, name))
        if name == "seller_siret":
            named = self.style.seller_number == "siren and nic"
            return forms.siret(facts.seller.siret, "named nic" if named else self.siret_form)
        if name == "recipient_siret":
            return forms.siret(facts.buyer.siret, self.style.buyer_siret_form or self.siret_form)
        if name == "iban":
            return forms.iban(facts.iban, self.iban_form)
        return str(getattr(facts, name))


def text(value: str, *, bold: bool = False) -> str:
    """A value that never breaks over lines."""
    return markup.fixed(markup.words(value, bold=bold))
