"""Numbers and lists that common sense goes by, each with its reference and the day it was checked."""

from dataclasses import dataclass
from datetime import date

CHECKED_ON = date(2026, 11, 27)

YEARS_APART = 30
"""Beyond it a day has nothing to do with the invoice: the longest works warranty and lease that are invoiced last less
(code civil, art. 1792-4-1 and 2224; code de la commande publique, art. R3114-2)."""

STATEMENTS = ("FORETAKSREGISTERET", "FSKATT")
"""BT-32 that is a statement and no number: Norway (registered in Foretaksregisteret), Sweden (Godkänd för F-skatt)."""

DECIMALS = 2
"""EN 16931-1, 6.5.2 and BR-DEC-01 to BR-DEC-28: amounts have two decimals at most, whatever their zeros."""

WITHOUT_DECIMALS = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"}
)
"""ISO 4217: currencies whose minor unit has no decimal."""
WITHOUT_COINS = WITHOUT_DECIMALS | {"HUF", "IDR", "LAK", "COP"}
"""Currencies whose amounts are rounded to the unit in practice: a line may be half a unit off."""

EURO = "EUR"


@dataclass(frozen=True, kw_only=True)
class Currency:
    """The currency of a Member State outside the euro until `until`, the last day (None while it holds)."""

    code: str
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.until is None or day <= self.until


OUTSIDE_THE_EURO = {
    "BG": Currency(code="BGN", until=date(2025, 12, 31)),
    "CZ": Currency(code="CZK"),
    "DK": Currency(code="DKK"),
    "HR": Currency(code="HRK", until=date(2022, 12, 31)),
    "HU": Currency(code="HUF"),
    "PL": Currency(code="PLN"),
    "RO": Currency(code="RON"),
    "SE": Currency(code="SEK"),
}
"""Council Regulation (EC) No 974/98, annex, and the acts of accession: prefix of the VAT number → national currency."""
IN_THE_EURO = frozenset(
    {"AT", "BE", "CY", "DE", "EE", "EL", "ES", "FI", "FR", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PT", "SI", "SK"}
)
