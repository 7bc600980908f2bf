"""What a late payment costs: interest and the flat fee, due without any reminder (Code de la commande publique).

The rate is that of the main refinancing operations of the European Central Bank in force on the first day of the
half-year in which the interest began to run, and eight points more (R. 2192-31). The flat fee is 40 € (D. 2192-35).
Whoever runs the portal may tell the rate of a half-year that this version does not know yet (UNISSON_ECB_RATES).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings

from unisson.kernel.money import cents

from ..payment import Course
from ..periods import CODE

POINTS = Decimal(8)
FEE = Decimal(40)
"""Euros, « indemnité forfaitaire pour frais de recouvrement »."""
YEAR = 365
REFERENCE = f"{CODE}, art. R. 2192-31, R. 2192-32 et D. 2192-35"
_CHECKED = date(2026, 11, 27)


@dataclass(frozen=True, kw_only=True)
class Rate:
    """The rate of the European Central Bank, in percent, on the first day of a half-year.

    `checked_on`: None for one that was told by setting.
    """

    since: date
    percent: Decimal
    checked_on: date | None = _CHECKED


def _rates(*rows: tuple[int, int, str]) -> tuple[Rate, ...]:
    return tuple(Rate(since=date(year, month, 1), percent=Decimal(percent)) for year, month, percent in rows)


RATES = _rates(
    (2019, 1, "0.00"),
    (2019, 7, "0.00"),
    (2020, 1, "0.00"),
    (2020, 7, "0.00"),
    (2021, 1, "0.00"),
    (2021, 7, "0.00"),
    (2022, 1, "0.00"),
    (2022, 7, "0.00"),
    (2023, 1, "2.50"),
    (2023, 7, "4.00"),
    (2024, 1, "4.50"),
    (2024, 7, "4.25"),
    (2025, 1, "3.15"),
    (2025, 7, "2.15"),
    (2026, 1, "2.15"),
)
"""By half-year. One that is not here yet is told as an estimate by the last one, never passed off as the law's."""


def known_rates() -> Sequence[Rate]:
    """`RATES`, and those told by setting for half-years that it does not have."""
    ours = {rate.since for rate in RATES}
    told = (Rate(since=day, percent=percent, checked_on=None) for day, percent in settings.ECB_RATES.items())
    return (*RATES, *(rate for rate in told if rate.since not in ours))


@dataclass(frozen=True, kw_only=True)
class Interest:
    """`days` of delay at `percent` a year (both parts added) on the amount due; `fee` comes on top.

    `known`: whether the rate is that of the half-year in which it began to run; otherwise the last one known was taken
    and the amount is an estimate. `since`: the half-year of that rate.
    """

    days: int
    percent: Decimal
    amount: Decimal
    fee: Decimal
    known: bool
    since: date


def interest(course: Course, *, due: Decimal, on: date, rates: Sequence[Rate] = RATES) -> Interest | None:
    """What is owed for the delay of a payment of `due`, to the day of payment or to `on`; None while it is not late."""
    days = course.late(on=on)
    if not days or course.last is None or due <= 0:
        return None
    half = _half_year(course.last + timedelta(days=1))
    rate = max((one for one in rates if one.since <= half), key=lambda one: one.since, default=rates[0])
    percent = rate.percent + POINTS
    amount = cents(due * percent / 100 * days / YEAR)
    return Interest(days=days, percent=percent, amount=amount, fee=FEE, known=rate.since == half, since=rate.since)


def _half_year(day: date) -> date:
    return date(day.year, 1 if day.month <= 6 else 7, 1)
