"""What people type finds the same invoices whether few or many answer."""

from decimal import Decimal

import pytest

from unisson.invoices import criteria, inbox, search
from unisson.invoices.criteria import Asked, Between
from unisson.invoices.models import Invoice, NumberPart
from unisson.invoices.status import Kind

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


RANGES: dict[tuple[str | None, str | None], set[str]] = {
    ("-841.20", "-841.20"): {"AV-1"},
    ("841.20", "841.20"): {"FA-1"},
    (None, "-841.20"): {"AV-1"},
    (None, "-841.21"): set(),
    ("-841.19", None): {"FA-1"},
    (None, "0"): {"AV-1"},
    ("0", None): {"FA-1"},
    ("-900", "900"): {"AV-1", "FA-1"},
    (None, "5000"): {"AV-1", "FA-1"},
}


@pytest.mark.parametrize("few", [0, 500], ids=["many", "few"])
@pytest.mark.parametrize("ends", RANGES, ids=str)
def test_amounts_are_asked_as_they_are_shown(
    ends: tuple[str | None, str | None], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(criteria, "_FEW", few)
    clerk = a_clerk()
    for number, kind in (("FA-1", Kind.INVOICE), ("AV-1", Kind.CREDIT_NOTE)):
        Invoice.objects.filter(pk=an_available(number).pk).update(kind=kind, gross_total=Decimal("841.20"))
    low, high = (None if end is None else Decimal(end) for end in ends)
    asked = Asked(gross=Between(low=low, high=high))

    for found in (inbox.inbox(clerk, asked).rows, search.received(clerk, asked).rows):
        assert {row.number for row in found} == RANGES[ends]
