"""The same content gives the same text, and so the same digest, for ever."""

from unisson.kernel.canonical import canonical, digest


def test_order_of_keys_is_no_difference_and_order_of_values_is() -> None:
    assert canonical({"b": 1, "a": ["é", None]}) == '{"a":["é",null],"b":1}'
    assert digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1}) != digest([2, 1])


def test_a_digest_kept_years_ago_is_found_again() -> None:
    assert digest([]) == "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"
