"""Texts typed into a box: kept whole, or refused."""

import pytest

from unisson.kernel.refusal import Refusal
from unisson.kernel.texts import LONGEST, written


def test_lines_end_as_the_box_counts_them_and_nothing_is_around() -> None:
    assert written(" un\r\ndeux\n ", field="commentaire") == "un\ndeux"
    assert len(written("a\r\n" * (LONGEST // 2 - 1) + "aa", field="commentaire")) == LONGEST


def test_a_text_that_is_too_long_is_refused_at_its_field() -> None:
    with pytest.raises(Refusal) as caught:
        written("a" * 51, field="mandat", limit=50)
    assert (caught.value.code, caught.value.field, caught.value.values["length"]) == ("CPP-TEXTE-01", "mandat", 51)


def test_signs_that_show_nothing_are_left_out() -> None:
    assert written("a\u202eb\x1bc\u200b", field="message") == "abc"
    assert written("\u200b", field="message") == ""
