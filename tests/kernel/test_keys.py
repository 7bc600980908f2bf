"""Keys as addresses and forms write them."""

import pytest

from unisson.kernel.keys import key, keys


@pytest.mark.parametrize(
    ("text", "read"),
    [("12", 12), ("", None), ("-1", None), ("1e3", None), ("٣", None), ("9" * 18, 10**18 - 1), ("9" * 19, None)],
)
def test_only_a_number_that_a_row_may_have_is_a_key(text: str, read: int | None) -> None:
    assert key(text) == read


def test_what_is_no_key_asks_for_what_nobody_has() -> None:
    assert keys(["3", "x"]) == [3, 0]
