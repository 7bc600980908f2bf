"""The one place that rounds, reads and writes amounts. Nothing else calls `round` or `quantize`."""

import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
# decimal(19,6): the storage of the official API (chorus-pro-api.md §2.6).
LARGEST = Decimal("9999999999999.999999")
_STORED = Decimal("0.000001")
# « compare at 2 decimals, ±0.01 per VAT row » (domain-rules §4.4).
TOLERANCE = CENT

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
_FRENCH = re.compile(r"^[+-]?\d{1,13}(?:,\d{1,6})?$", re.ASCII)
_ENGLISH = re.compile(r"^[+-]?\d{1,3}(?:,\d{3}){1,4}\.\d{1,6}$", re.ASCII)
_AMBIGUOUS = re.compile(r"^[+-]?[1-9]\d{0,2},\d{3}$", re.ASCII)
_PLAIN = re.compile(r"^[+-]?\d{1,13}(?:\.\d{1,6})?$", re.ASCII)


def cents(amount: Decimal) -> Decimal:
    """`amount` rounded to two decimals, half away from zero as EN 16931 rounds."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def stored(amount: Decimal) -> Decimal:
    """`amount` as the database holds it: six decimals, and no negative zero."""
    return amount.quantize(_STORED, rounding=ROUND_HALF_EVEN) + 0


def plain(amount: Decimal) -> str:
    """The shortest text of what the database holds of `amount`: the same before it was stored and after."""
    return f"{stored(amount).normalize():f}"


def same(left: Decimal, right: Decimal, *, tolerance: Decimal = ZERO) -> bool:
    """Equal at two decimals, within `tolerance` (euros)."""
    return abs(cents(left) - cents(right)) <= tolerance


def parse(text: str) -> Decimal | None:
    """An amount as a person types it: "3 500,00", "3500.5", "3.500,00", "3,500.00", "-12". None when it is none.

    "3,500" is none either: three and a half to one reader, three thousand five hundred to another.
    """
    plain = _SPACES.sub("", text).removesuffix("€").removesuffix("EUR")
    if _AMBIGUOUS.match(plain):
        return None
    if _ENGLISH.match(plain):
        plain = plain.replace(",", "")
    if plain.count(",") == 1 and "." in plain and plain.rindex(".") < plain.index(","):
        plain = plain.replace(".", "")
    if not (_FRENCH.match(plain) or _PLAIN.match(plain)):
        return None
    try:
        return Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None


def show(amount: Decimal, *, language: str = "fr") -> str:
    """`amount` at two decimals: "3 500,00" with narrow no-break spaces in French, "3,500.00" in English."""
    text = f"{cents(amount):,.2f}"
    if language == "en":
        return text
    return text.replace(",", "\u202f").replace(".", ",")
