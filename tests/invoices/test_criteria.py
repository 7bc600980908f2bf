"""What people type finds the same invoices whether few or many answer."""

import pytest

from unisson.invoices import criteria, inbox, search
from unisson.invoices.criteria import Asked
from unisson.invoices.models import Invoice, NumberPart

from .builders import a_clerk, a_deposit, an_available

pytestmark = pytest.mark.django_db

TEXTS = {
    "the whole number": "FA-2026/7 é",
    "its beginning": "fa-20",
    "its middle": "26/7",
    "its end": "7 É",
    "one character": "6",
    "what a pattern would take for anything": "%",
    "a part of the supplier's name": "afe",
    "an amount": "3690,00",
}


@pytest.mark.parametrize("few", [0, 500], ids=["many", "few"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_part_is_found_however_many_answer(name: str, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(criteria, "_FEW", few)
    invoice, clerk = an_available("FA-1"), a_clerk()
    key = "FA-2026/7 É"
    Invoice.objects.filter(pk=invoice.pk).update(number="FA-2026/7 é", number_key=key, gross_total=3690)
    NumberPart.objects.all().delete()
    invoice.number_key = key
    NumberPart.objects.bulk_create(criteria.numbers.parts_of(invoice))
    asked = Asked(text=TEXTS[name])
    found = [] if "pattern" in name else [invoice.pk]

    assert [row.pk for row in inbox.inbox(clerk, asked).rows] == found
    assert [row.pk for row in search.received(clerk, asked).rows] == found


def test_a_deposit_is_found_by_every_part_of_its_number() -> None:
    invoice = a_deposit("FA-1")

    assert {str(part) for part in NumberPart.objects.filter(invoice=invoice)} == {"FA-1", "A-1", "-1", "1"}
