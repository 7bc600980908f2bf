"""Days of which it is known how often each came: their mean, their median, and the range of most of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Spread:
    """Whole days, each with how often it came."""

    days: Mapping[int, int] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        return sum(self.days.values())

    @property
    def mean(self) -> int | None:
        """To the whole day, None of nothing."""
        if not self.count:
            return None
        total = sum(day * often for day, often in self.days.items())
        return int((Decimal(total) / self.count).to_integral_value(ROUND_HALF_UP))

    @property
    def median(self) -> int | None:
        return self.at(50)

    def at(self, percent: int) -> int | None:
        """The day by which so many in a hundred had come; None of nothing."""
        passed = 0
        for day in sorted(self.days):
            passed += self.days[day]
            if passed and passed * 100 >= percent * self.count:
                return day
        return None

    def beyond(self, day: int) -> "Spread":
        """Those that took longer than `day` days."""
        return Spread({one: often for one, often in self.days.items() if one > day})
