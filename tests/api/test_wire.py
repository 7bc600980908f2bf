"""What is lenient in and strict out (chorus-pro-api.md §2.4–2.6)."""

from datetime import UTC, date, datetime
from typing import Annotated, ClassVar

import pytest
from pydantic import ValidationError

from unisson.api.paging import MOST, Sorted, descending, window
from unisson.api.wire import (
    Amount,
    Answer,
    AskedDay,
    AskedInstant,
    Criteria,
    Day,
    Flag,
    Id,
    Instant,
    Minute,
    OneOf,
    OneOrMany,
    Sent,
    Text,
)


class Inner(Criteria):
    code: Text = None


class Asked(Criteria):
    also: ClassVar = {"codeDevis": "code"}

    code: Text = None
    count: Id = None
    only: Flag = None
    day: AskedDay = None
    since: AskedInstant = None
    kind: Annotated[Text, OneOf(("SIRET", "RIDET"))] = None
    many: OneOrMany[str] = []
    inner: Inner = Inner()
    paging: Sorted = Sorted()


class Data(Sent):
    amount: Amount = None
    id: Id = None


@pytest.mark.parametrize("nothing", [None, 0, "", [], {}])
def test_what_stands_for_nothing_is_not_given(nothing: object) -> None:
    sent = dict.fromkeys(Asked.model_fields, nothing)

    assert Asked.model_validate(sent) == Asked()


def test_keys_nobody_knows_are_ignored_and_others_are_known_by_two_names() -> None:
    assert Asked.model_validate({"autre": 1, "codeDevis": "EUR"}) == Asked(code="EUR")


def test_false_is_a_value_and_a_zero_is_one_where_it_is_an_amount() -> None:
    assert Asked.model_validate({"only": False}).only is False
    data = Data.model_validate({"amount": 0, "id": 0})
    assert (data.amount, data.id) == (0, None)


def test_one_value_stands_for_a_list_of_one_and_a_list_of_one_for_an_object() -> None:
    assert Asked.model_validate({"many": "a"}).many == ["a"]
    assert Asked.model_validate({"many": ["a", "b"]}).many == ["a", "b"]
    assert Asked.model_validate({"inner": [{"code": "x"}]}).inner.code == "x"


def test_blanks_around_a_word_and_misspelt_keys_of_paging_do_not_count() -> None:
    asked = Asked.model_validate({"kind": "SIRET ", "paging": {"triSense": "Ascendant ", "nbResultatsParPage": 5}})

    assert (asked.kind, asked.paging.triSens, window(asked.paging).size) == ("SIRET", "Ascendant", 5)
    assert not descending(asked.paging)


@pytest.mark.parametrize("size", [MOST + 1, 10_000, 999_999, 9_999_999_999])
def test_huge_pages_are_capped(size: int) -> None:
    asked = Sorted.model_validate({"nbResultatsParPage": size, "pageResultatDemandee": size})

    assert (window(asked).size, window(asked).of([1, 2])) == (MOST, ([], window(asked).back(2)))


def test_ten_rows_of_the_first_page_unless_others_are_asked() -> None:
    rows, back = window(None).of(list(range(25)))

    assert (list(rows), back.pages, back.total, back.pageCourante) == (list(range(10)), 3, 25, 1)


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        ("2026-11-28", date(2026, 11, 28)),
        ("2026-11-28T23:30:00", date(2026, 11, 28)),
        ("2026-11-28T23:30:00Z", date(2026, 11, 29)),
        ("2026-11-28T10:00:00.000+01:00", date(2026, 11, 28)),
    ],
)
def test_dates_are_taken_in_each_form_and_days_are_those_of_france(sent: str, day: date) -> None:
    assert Asked.model_validate({"day": sent}).day == day


def test_an_instant_without_offset_is_told_by_the_clocks_of_france() -> None:
    assert Asked.model_validate({"since": "2026-11-28T10:00:00"}).since == datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.mark.parametrize("wrong", [{"day": "28/11/2026"}, {"kind": "SIRETTE"}, {"count": 2**63}, {"count": -1}])
def test_what_cannot_be_read_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Asked.model_validate(wrong)


def test_a_zero_byte_does_not_come_in() -> None:
    assert Asked.model_validate({"code": "a\0b"}).code == "ab"


def test_each_kind_of_date_is_rendered_its_own_way_and_what_is_not_known_is_left_out() -> None:
    class Rendered(Answer):
        day: Day = None
        minute: Minute = None
        instant: Instant = None
        amount: Amount = None

    at = datetime(2026, 11, 28, 14, 10, 25, 536_000, tzinfo=UTC)
    told = Rendered.model_validate({"day": date(2026, 11, 28), "minute": at, "instant": at, "amount": "1.20"})

    assert told.model_dump(exclude_none=True, mode="json") == {
        "codeRetour": 0,
        "libelle": "TRA_MSG_00.000",
        "day": "2026-11-28",
        "minute": "2026-11-28 15:10",
        "instant": "2026-11-28T15:10:25.536+01:00",
        "amount": 1.2,
    }
    assert Rendered().model_dump_json(exclude_none=True) == '{"codeRetour":0,"libelle":"TRA_MSG_00.000"}'
