"""How one supplier writes amounts, dates and registers. A form is drawn once for a page and kept."""

import textwrap
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from .facts import Party

MONTHS = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
    "de": (
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
        "Dezember",
    ),
}  # fmt: skip
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
SPACES = {"space": " ", "no-break": "\u00a0", "narrow": "\u202f", "thin": "\u2009"}
THOUSANDS = {
    "fr": (" ", " ", "\u00a0", "\u00a0", "\u202f", "\u2009", "", "."),
    "en": (",", ",", ",", "", " "),
    "de": (".", ".", "", "\u2009"),
}
DATES = {
    "fr": (
        "slash",
        "slash",
        "slash",
        "slash",
        "dots",
        "short dots",
        "dashes",
        "words",
        "words",
        "iso",
        "day words",
        "short slash",
    ),
    "en": ("iso", "us words", "words", "short month", "slash"),
    "de": ("dots", "dots", "german words", "iso", "short dots"),
}
NEGATIVES = ("-", "-", "-", "- ", "−", "trailing", "parentheses")


@dataclass(frozen=True, kw_only=True)
class AmountForm:
    thousands: str = " "
    decimal: str = ","
    sign: str = " €"
    """Set after the amount, or before it where `before`."""
    before: bool = False
    negative: str = "-"
    bare_integers: bool = False
    """« 1 200 € »."""
    short_cents: bool = False
    """« 12,5 », as a spreadsheet does."""

    @classmethod
    def drawn(cls, rng: Random, language: str, currency: str) -> "AmountForm":
        point = language == "en" or currency == "CHF" or (language == "fr" and rng.random() < 0.1)
        thousands = rng.choice(THOUSANDS["en" if point and language == "en" else language])
        if currency == "CHF":
            thousands = rng.choice(["'", "'", "’", " "])
        elif point and language != "en":
            thousands = rng.choice(["", " "])
        mark = {"EUR": "€", "GBP": "£", "USD": "$", "CHF": "CHF"}[currency]
        after = [f" {mark}", f"\u00a0{mark}", mark, f" {currency}", "", f"\u202f{mark}"]
        before = language == "en" and rng.random() < 0.6
        return cls(
            thousands=thousands,
            decimal="." if point else ",",
            sign=rng.choice([mark, f"{mark} ", f"{currency} "]) if before else rng.choice(after),
            before=before,
            negative=rng.choice(NEGATIVES),
            bare_integers=rng.random() < 0.06,
            short_cents=rng.random() < 0.03,
        )

    def written(self, value: Decimal, *, signed: bool = True) -> str:
        """`value` to the cent; `signed`: with the currency."""
        whole, _, cents = f"{abs(value):.2f}".partition(".")
        groups = textwrap.wrap(whole[::-1], 3)
        digits = self.thousands.join(groups)[::-1] if len(self.thousands) == 1 else whole
        text = f"{digits}{self.decimal}{cents.removesuffix('0') if self.short_cents else cents}"
        text = digits if self.bare_integers and cents == "00" else text
        sign = self.sign if signed else ""
        if value >= 0:
            return f"{sign}{text}" if self.before else f"{text}{sign}"
        if self.negative == "parentheses":
            return f"({text}){sign}" if not self.before else f"({sign}{text})"
        if self.negative == "trailing":
            return f"{sign}{text}-" if self.before else f"{text}-{sign}"
        return f"{self.negative}{sign}{text}" if self.before else f"{self.negative}{text}{sign}"

    def quantity(self, value: Decimal) -> str:
        text = f"{value.normalize():f}"
        return text.replace(".", self.decimal)


def dated(on: date, form: str, language: str) -> str:
    """`on` as a supplier writes it."""
    month = MONTHS[language][on.month - 1]
    day = "1er" if on.day == 1 and language == "fr" else str(on.day)
    forms = {
        "slash": f"{on:%d/%m/%Y}",
        "short slash": f"{on:%d/%m/%y}",
        "dots": f"{on:%d.%m.%Y}",
        "short dots": f"{on:%d.%m.%y}",
        "dashes": f"{on:%d-%m-%Y}",
        "iso": f"{on:%Y-%m-%d}",
        "words": f"{day} {month} {on:%Y}",
        "day words": f"{DAYS[on.weekday()].capitalize()} {day} {month} {on:%Y}",
        "us words": f"{month} {on.day}, {on:%Y}",
        "short month": f"{on:%d} {month[:3]} {on:%Y}",
        "german words": f"{on.day}. {month} {on:%Y}",
    }
    return forms[form]


def siret(number: str, form: str) -> str:
    """A SIRET, whole."""
    siren, nic = number[:9], number[9:]
    spaced = " ".join(textwrap.wrap(siren, 3))
    forms = {
        "compact": number,
        "grouped": f"{spaced} {nic}",
        "no-break": f"{spaced} {nic}".replace(" ", "\u00a0"),
        "dots": f"{spaced.replace(' ', '.')}.{nic}",
        "siren nic": f"{siren} {nic}",
        "spaced nic": f"{spaced} {nic[:3]} {nic[3:]}",
        "named nic": f"{spaced} NIC {nic}",
    }
    return forms[form]


SIRETS = (
    "compact",
    "compact",
    "compact",
    "grouped",
    "grouped",
    "grouped",
    "no-break",
    "siren nic",
    "spaced nic",
    "dots",
)


def siren(party: Party) -> str:
    return " ".join(textwrap.wrap(party.siren, 3))


def vat_number(number: str, rng: Random) -> str:
    spaced = f"{number[:2]} {number[2:4]} {' '.join(textwrap.wrap(number[4:], 3))}"
    return rng.choice([number, number, f"{number[:4]} {number[4:]}", spaced]) if number.startswith("FR") else number


def iban(number: str, form: str) -> str:
    return number if form == "compact" else " ".join(textwrap.wrap(number, 4))
