from datetime import UTC, date, datetime

import pytest

from unisson.kernel import clock


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 7, 31, 22, 30, tzinfo=UTC), date(2026, 8, 1)),
        (datetime(2026, 12, 31, 22, 30, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_legal_day_is_the_day_in_paris(instant: datetime, day: date) -> None:
    assert clock.legal_day(instant) == day


def test_now_is_aware() -> None:
    assert clock.now().tzinfo is UTC
