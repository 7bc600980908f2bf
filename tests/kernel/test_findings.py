from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from unisson.kernel.findings import Finding, Value, from_data, to_data
from unisson.kernel.sizes import Octets


@pytest.mark.parametrize(
    ("where", "term"), [("", ""), ("BT-106", "BT-106"), ("BG-25[2]/BT-131", "BT-131"), ("BG-25[2]", "BG-25")]
)
def test_a_finding_knows_the_last_term_of_its_place(where: str, term: str) -> None:
    assert Finding(code="CPP-X-01", where=where).term == term


@pytest.mark.parametrize(
    "value",
    [
        None,
        "a",
        12,
        Octets(12),
        Decimal("3.50"),
        date(2026, 10, 29),
        datetime(2026, 10, 29, 14, 5, tzinfo=UTC),
        time(14, 5),
    ],
)
def test_a_stored_value_comes_back_as_what_it_was(value: Value) -> None:
    back = from_data(to_data(Finding(code="CPP-X-01", values={"it": value}))).values["it"]
    assert (back, type(back)) == (value, type(value))
