"""Payment periods of the Code de la commande publique: a dated table (domain-rules §5.6)."""

from dataclasses import dataclass
from datetime import date

from unisson.directory.models import Structure


@dataclass(frozen=True, kw_only=True)
class Period:
    """The days that the law gives one kind of buyer, from a day on."""

    buyer: Structure.Buyer
    days: int
    since: date
    reference: str
    checked_on: date


_CHECKED = date(2026, 11, 21)
CODE = "Code de la commande publique"
PERIODS = (
    Period(
        buyer=Structure.Buyer.STATE_OR_LOCAL,
        days=30,
        since=date(2019, 4, 1),
        reference=f"{CODE}, art. R. 2192-10",
        checked_on=_CHECKED,
    ),
    Period(
        buyer=Structure.Buyer.HOSPITAL,
        days=50,
        since=date(2019, 4, 1),
        reference=f"{CODE}, art. R. 2192-11, 1°",
        checked_on=_CHECKED,
    ),
    Period(
        buyer=Structure.Buyer.UNDERTAKING,
        days=60,
        since=date(2019, 4, 1),
        reference=f"{CODE}, art. R. 2192-11, 2°",
        checked_on=_CHECKED,
    ),
)


def period_for(buyer: str, *, on: date) -> Period:
    """The period in force for a kind of buyer on a day; the oldest known before the table begins."""
    known = [period for period in PERIODS if period.buyer == buyer]
    in_force = [period for period in known if period.since <= on]
    return max(in_force, key=lambda period: period.since) if in_force else min(known, key=lambda p: p.since)


def payment_days(buyer: str, *, on: date) -> int:
    """Days that the buyer has to pay."""
    return period_for(buyer, on=on).days
