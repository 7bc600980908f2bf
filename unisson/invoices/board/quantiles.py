"""Days of which it is known how often each came: their mean, their median, and the range of most of them."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate, pairwise


@dataclass(frozen=True)
class Spread:
    """Whole days in order, and how often each of them or an earlier one came."""

    days: Sequence[int] = ()
    passed: Sequence[int] = ()

    @classmethod
    def of(cls, often: Mapping[int, int]) -> "Spread":
        """Of days, each with how often it came."""
        days = sorted(day for day, count in often.items() if count)
        return cls(days, list(accumulate(often[day] for day in days)))

    def __str__(self) -> str:
        return json.dumps([self.days, self.passed], separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> "Spread":
        """The reverse of `str`."""
        return cls(*json.loads(text))

    @property
    def count(self) -> int:
        return self.passed[-1] if self.passed else 0

    @property
    def mean(self) -> int | None:
        """To the whole day, None of nothing."""
        if not self.count:
            return None
        often = [after - before for before, after in pairwise([0, *self.passed])]
        total = sum(day * count for day, count in zip(self.days, often, strict=True))
        return int((Decimal(total) / self.count).to_integral_value(ROUND_HALF_UP))

    @property
    def median(self) -> int | None:
        return self.at(50)

    def at(self, percent: int, *, beyond: int = -1) -> int | None:
        """The day by which so many in a hundred had come, of those that took longer than `beyond`; None of nothing."""
        return next(iter(self.at_each([percent], beyond=beyond)), None)

    def at_each(self, percents: Iterable[int], *, beyond: int) -> list[int]:
        """The same of each, empty of nothing."""
        before = self._upto(beyond)
        after = self.count - before
        if not after:
            return []
        return [self.days[bisect_left(self.passed, before - (-percent * after // 100))] for percent in percents]

    def count_beyond(self, day: int) -> int:
        """How many took longer than `day` days."""
        return self.count - self._upto(day)

    def _upto(self, day: int) -> int:
        place = bisect_right(self.days, day)
        return self.passed[place - 1] if place else 0
