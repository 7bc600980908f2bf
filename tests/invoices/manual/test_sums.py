from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unisson.einvoice.model import Line
from unisson.invoices.manual.sums import before_discount, net_of, sums


def a_line(net: str, rate: str = "20") -> Line:
    return Line(net=Decimal(net), vat_category="S", vat_rate=Decimal(rate))


def of(*lines: Line, discount: str = "0", paid: str | None = "0") -> tuple[Decimal | None, ...]:
    totals = sums(lines, discount=Decimal(discount), reason=None, paid=None if paid is None else Decimal(paid)).totals
    return totals.net, totals.vat, totals.gross, totals.due


def test_the_net_of_a_line_is_rounded_once_away_from_zero() -> None:
    assert net_of(Decimal("2.5"), Decimal("0.333"), Decimal("0")) == Decimal("0.83")
    assert net_of(Decimal("1"), Decimal("0.005"), Decimal("0")) == Decimal("0.01")
    assert net_of(Decimal("3"), Decimal("10"), Decimal("1.1")) == Decimal("28.90")


def test_vat_is_rounded_per_rate_and_not_per_line() -> None:
    assert of(*[a_line("0.02")] * 3) == (Decimal("0.06"), Decimal("0.01"), Decimal("0.07"), Decimal("0.07"))


def test_a_discount_off_the_gross_lowers_net_and_vat() -> None:
    assert of(a_line("1000"), discount="120") == (Decimal("900"), Decimal("180"), Decimal("1080"), Decimal("1080"))


def test_what_is_paid_lowers_what_is_due() -> None:
    assert of(a_line("100"), paid="20")[3] == Decimal("100")
    assert of(a_line("100"), paid=None)[3] == Decimal("0")


cents = st.integers(min_value=1, max_value=10_000_000).map(lambda n: Decimal(n) / 100)


@given(
    nets=st.lists(st.tuples(cents, st.sampled_from(["20", "10", "5.5", "2.1", "0"])), min_size=1, max_size=6),
    part=st.integers(min_value=0, max_value=100),
)
def test_a_discount_comes_within_a_cent_of_what_is_asked(nets: list[tuple[Decimal, str]], part: int) -> None:
    lines = [a_line(str(net), rate) for net, rate in nets]
    before = before_discount(lines)
    asked = (before * part / 100).quantize(Decimal("0.01"))
    found = sums(lines, discount=asked, reason=None, paid=Decimal(0))
    assert found.totals.gross is not None and found.totals.net is not None
    assert abs(before - found.totals.gross - asked) <= Decimal("0.01")
    assert found.totals.gross == found.totals.net + (found.totals.vat or 0)
    assert sum((row.base or 0 for row in found.vat_lines), Decimal(0)) == found.totals.net


@pytest.mark.parametrize("net", ["-100", "0"])
def test_negative_and_empty_invoices_have_sums_too(net: str) -> None:
    assert of(a_line(net), discount="0")[0] == Decimal(net)
