"""The figures of the home page."""

from datetime import UTC, datetime

import pytest

from unisson.invoices.access import Right
from unisson.invoices.board.figures import figures
from unisson.invoices.status import Status
from unisson.kernel.clock import legal_day

from ..builders import a_clerk, an_available, walk

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("available", "paid", "expected"),
    [
        # The 20th at 22:00 in Paris, then the 23rd at 08:00: less than three times 24 hours.
        (datetime(2026, 11, 20, 21, 0, tzinfo=UTC), datetime(2026, 11, 23, 7, 0, tzinfo=UTC), 3),
        # The 21st at 00:30 in Paris, still the 20th in UTC.
        (datetime(2026, 11, 20, 23, 30, tzinfo=UTC), datetime(2026, 11, 23, 7, 0, tzinfo=UTC), 2),
        (datetime(2026, 11, 20, 9, 0, tzinfo=UTC), datetime(2026, 11, 20, 16, 0, tzinfo=UTC), 0),
    ],
)
def test_an_invoice_is_paid_in_legal_days_whatever_the_hour(available: datetime, paid: datetime, expected: int) -> None:
    walk(an_available(at=available), Status.MISE_EN_PAIEMENT, at=paid)

    assert figures(a_clerk(), Right.READ_RECEIVED, on=legal_day(paid)).paid_days == expected
    assert (legal_day(paid) - legal_day(available)).days == expected
