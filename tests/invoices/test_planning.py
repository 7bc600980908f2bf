"""Lists are planned for what they ask, each time; all else as often as the connection says."""

import pytest
from django.db import connection

from unisson.invoices.models import Invoice
from unisson.invoices.planning import each_time

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "postgresql", reason="statements that PostgreSQL prepares")
def test_nothing_is_prepared_inside_and_as_before_outside() -> None:
    usual = connection.connection.prepare_threshold

    def prepared(asked: int) -> int:
        for _ in range(2 * usual):
            Invoice.objects.filter(gross_total__lt=asked).exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE '%%gross_total%%'")
            return int(cursor.fetchone()[0])

    with each_time():
        assert prepared(1) == 0
    assert prepared(2) == 1


def test_a_fault_inside_leaves_all_as_before() -> None:
    before = getattr(connection.connection, "prepare_threshold", None)
    with pytest.raises(ValueError, match="inside"), each_time():
        raise ValueError("inside")
    assert getattr(connection.connection, "prepare_threshold", None) == before
