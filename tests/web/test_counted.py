import pytest
from django.utils.translation import override

from unisson.invoices.lists.counting import COUNTED
from unisson.web.counted import grouped, pill, so_many


@pytest.mark.parametrize(
    ("number", "sentence", "beside"),
    [(0, "0", ""), (1, "1", "1"), (COUNTED, "1000", "1000"), (COUNTED + 1, "Plus de 1\u00a0000", "1\u00a0000+")],
)
def test_more_than_were_counted_is_said_so(number: int, sentence: str, beside: str) -> None:
    with override("fr"):
        assert (so_many(number), pill(number)) == (sentence, beside)


@pytest.mark.parametrize(("number", "shown"), [(0, "0"), (999, "999"), (1_000, "1 000"), (3_348_000, "3 348 000")])
def test_thousands_stand_apart(number: int, shown: str) -> None:
    with override("fr"):
        assert grouped(number) == shown.replace(" ", "\u202f")
    with override("en"):
        assert grouped(number) == shown.replace(" ", ",")
