import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from unisson.invoices.lists import counting
from unisson.invoices.models import Invoice

from ..builders import a_deposit

pytestmark = pytest.mark.django_db


def test_lists_are_counted_together_up_to_one_more_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "COUNTED", 2)
    for rank in range(4):
        a_deposit(f"FA-{rank}")
    with CaptureQueriesContext(connection) as captured:
        numbers = counting.counted(
            Invoice.objects.all(), Invoice.objects.filter(number="FA-1"), Invoice.objects.none(), Invoice.objects.all()
        )

    assert (numbers, len(captured)) == ([3, 1, 0, 3], 1)
