"""Texts that are values, and texts that are none."""

import base64
from datetime import date
from decimal import Decimal

import pytest

from unisson.einvoice import lexical
from unisson.einvoice.lexical import LARGEST_DOCUMENT, Unreadable, content, day, number


@pytest.mark.parametrize("text", ["20261102", "2026-11-02", "2026-11-02Z", "2026-11-02+01:00", "2026-11-02T00:00:00"])
def test_a_day_is_read_as_either_syntax_writes_it(text: str) -> None:
    assert day(text, example="") == date(2026, 11, 2)


@pytest.mark.parametrize("text", ["20261131", "2026-13-01", "02/11/2026", "202611", "٢٠٢٦١١٠٢", "2026-11-02x"])
def test_a_day_outside_the_calendar_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        day(text, example="20261102")
    assert caught.value.code == "CPP-LEC-01"


@pytest.mark.parametrize("text", ["1250.00", "-12", "+3.5", ".5", "5.", "0.0000001"])
def test_a_number_is_kept_as_written(text: str) -> None:
    assert number(text) == Decimal(text)


@pytest.mark.parametrize("text", ["1250,00", "1e3", "NaN", "INF", "1 250", "--1", "", "."])
def test_what_is_no_decimal_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        number(text)
    assert caught.value.code == "CPP-LEC-02"


def test_a_number_beyond_the_storage_is_told_apart() -> None:
    with pytest.raises(Unreadable) as caught:
        number("10000000000000")
    assert caught.value.code == "CPP-LEC-03"


def test_an_attachment_may_be_wrapped_on_lines() -> None:
    assert content("SGVs\n  bG8=") == b"Hello"


@pytest.mark.parametrize("text", ["SGVsbG8", "S*VsbG8=", "é"])
def test_an_attachment_that_is_no_base64_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        content(text)
    assert caught.value.code == "CPP-LEC-07"


def test_an_attachment_may_fill_the_limit_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    assert LARGEST_DOCUMENT == 10 * 1024 * 1024
    monkeypatch.setattr(lexical, "LARGEST_DOCUMENT", 100)
    assert len(content(base64.b64encode(b"x" * 100).decode())) == 100
    with pytest.raises(Unreadable) as caught:
        content(base64.b64encode(b"x" * 101).decode())
    assert caught.value.code == "CPP-LEC-06"
