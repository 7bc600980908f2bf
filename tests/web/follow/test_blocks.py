"""The blocks of the consult screen."""

from decimal import Decimal

import pytest

from unisson.invoices.models import Line, VatRow
from unisson.kernel.findings import Finding, Severity, to_data
from unisson.web.follow.blocks import amount_in, line_row, rate_row, remarks


@pytest.mark.parametrize(
    ("price", "written"),
    [("45.000000", "45,00"), ("0.125000", "0,125"), ("125.5", "125,50"), (None, "—")],
)
def test_a_price_keeps_the_decimals_it_has(price: str | None, written: str) -> None:
    assert line_row(Line(unit_price=Decimal(price) if price else None)).unit_price == written


@pytest.mark.parametrize(("quantity", "written"), [("10.000000", "10"), ("0.5", "0,5"), ("1200", "1200")])
def test_a_quantity_is_written_plainly(quantity: str, written: str) -> None:
    assert line_row(Line(quantity=Decimal(quantity))).quantity == written


def test_a_line_without_name_shows_its_reference() -> None:
    assert line_row(Line(reference="REF-1")).name == "REF-1"


def test_a_rate_is_a_percentage() -> None:
    assert rate_row(VatRow(rate=Decimal("5.500000"))).rate == "5,5\u00a0%"


def test_an_amount_carries_its_currency() -> None:
    assert amount_in(Decimal("3500"), "EUR").endswith("€")
    assert amount_in(Decimal("3500"), "USD").endswith("USD")


def test_a_remark_says_what_it_is_about() -> None:
    finding = Finding(code="CPP-ADM-08", where="BT-10", values={"name": "A", "service": "B"}, severity=Severity.WARNING)
    remark = remarks([to_data(finding)])[0]

    assert (remark.finding, remark.where, remark.tone) == (finding, "Code service", "warn")
