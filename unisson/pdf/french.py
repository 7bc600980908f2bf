"""Values as French readers write them on our pages."""

import re
from datetime import date, datetime
from decimal import Decimal

from unisson.kernel import money
from unisson.kernel.clock import PARIS

_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_LONG_WORD = re.compile(r"[^\s\u00a0\u202f\u200b]{31,}")
_PIECE = 12
_BREAK = "\u200b"


def day(value: date) -> str:
    """29 octobre 2026; the first is « 1er »."""
    return f"{'1er' if value.day == 1 else value.day}\u00a0{_MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime) -> str:
    """20 novembre 2026 à 14 h 14 min 02 s, in Paris."""
    local = value.astimezone(PARIS)
    clock = f"{local.hour}\u00a0h\u00a0{local.minute:02}\u00a0min\u00a0{local.second:02}\u00a0s"
    return f"{day(local.date())} à {clock}"


def amount(value: Decimal, currency: str) -> str:
    """3 500,00 EUR."""
    return f"{money.show(value)}\u00a0{currency}".rstrip("\u00a0")


def number(value: Decimal, *, decimals: int = 0) -> str:
    """As many decimals as written, at least `decimals`: 1,5 or 12,3456."""
    plain = format(value.normalize(), "f")
    whole, _, fraction = plain.partition(".")
    grouped = f"{int(whole):,}".replace(",", "\u202f")
    sign = "-" if plain.startswith("-") and not grouped.startswith("-") else ""
    fraction = fraction.ljust(decimals, "0")
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def wrapped(text: str) -> str:
    """`text` with places to break words too long for a column, invisible otherwise."""
    return _LONG_WORD.sub(
        lambda word: _BREAK.join(word[0][at : at + _PIECE] for at in range(0, len(word[0]), _PIECE)), text
    )
