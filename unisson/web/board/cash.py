"""The forecast of payments as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from unisson.invoices.board.forecast import Forecast
from unisson.web import charts
from unisson.web.tags import euros, short_day

from .page import grid, in_thousands


@dataclass(frozen=True, kw_only=True)
class WeekLine:
    """A week in words."""

    label: str
    count: int
    amount: str
    least: str
    most: str


@dataclass(frozen=True, kw_only=True)
class Cash:
    """What the page shows; no chart where nothing is expected."""

    chart: charts.Chart | None
    weeks: Sequence[WeekLine]


def cash(found: Forecast) -> Cash:
    """The weeks of `found`, as a chart and line by line."""
    values = [
        (f"{week.monday:%d/%m}", float(week.amount), in_thousands(float(week.amount) / 1000)) for week in found.weeks
    ]
    return Cash(
        chart=charts.bars(values, grid=grid([value for _, value, _ in values]), now=False)
        if any(w.count for w in found.weeks)
        else None,
        weeks=[
            WeekLine(
                label=f"{short_day(week.monday)} – {short_day(week.monday + timedelta(days=6))}",
                count=week.count,
                amount=euros(week.amount),
                least=euros(week.least),
                most=euros(week.most),
            )
            for week in found.weeks
        ],
    )
