from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from unisson.kernel import words
from unisson.kernel.findings import Value
from unisson.kernel.sizes import MEGA, Octets


@pytest.fixture(autouse=True)
def _nothing_declared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(words, "_declared", {})
    yield


def test_a_sentence_is_filled_in_as_its_language_writes_values() -> None:
    words.declare("CPP-X-01", fr="Total {total} le {day}", en="On {day}: {total}")
    values = {"total": Decimal("3500"), "day": date(2026, 10, 29)}
    assert words.sentence("CPP-X-01", values) == "Total 3\u202f500,00 le 29/10/2026"
    assert words.sentence("CPP-X-01", values, language="en") == "On 2026-10-29: 3,500.00"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (datetime(2026, 12, 31, 23, 5, tzinfo=UTC), "01/01/2027 à 0\u00a0h\u00a005", "2027-01-01 at 00:05"),
        (time(14, 5), "14\u00a0h\u00a005", "14:05"),
        (Octets(10 * MEGA), "10\u00a0Mo", "10\u00a0MB"),
        (Octets(10 * MEGA + 5), "10,1\u00a0Mo", "10.1\u00a0MB"),
        (Octets(1), "1 octet", "1 byte"),
        (12, "12", "12"),
    ],
)
def test_moments_and_sizes_are_written_as_the_reader_writes_them(value: Value, french: str, english: str) -> None:
    assert (words.show(value), words.show(value, language="en")) == (french, english)


def test_a_value_cut_short_ends_the_sentence_by_itself() -> None:
    words.declare("CPP-X-01", fr="Le texte est {text}.", en="The text is {text}.")
    assert words.sentence("CPP-X-01", {"text": "long…"}) == "Le texte est long…"
    assert words.sentence("CPP-X-01", {"text": "long"}, language="en") == "The text is long."


def test_a_value_that_is_missing_is_shown_as_a_dash() -> None:
    words.declare("CPP-X-01", fr="Reçu{what}", en="Got{what}")
    assert words.sentence("CPP-X-01", {}) == "Reçu—"


def test_braces_in_a_value_are_only_text() -> None:
    words.declare("CPP-X-01", fr="Lu : {what}", en="Read: {what}")
    assert words.sentence("CPP-X-01", {"what": "{secret}"}) == "Lu : {secret}"


def test_a_code_is_declared_once() -> None:
    words.declare("CPP-X-01", fr="Un", en="One")
    words.declare("CPP-X-01", fr="Un", en="One")
    with pytest.raises(ValueError, match="twice"):
        words.declare("CPP-X-01", fr="Deux", en="Two")


def test_both_languages_use_the_same_values() -> None:
    with pytest.raises(ValueError, match="placeholders"):
        words.declare("CPP-X-01", fr="{a}", en="{b}")


def test_an_undeclared_code_is_a_bug() -> None:
    with pytest.raises(KeyError):
        words.sentence("CPP-X-99", {})
