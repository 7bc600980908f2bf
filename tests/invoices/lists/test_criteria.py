"""What people type finds the same invoices whether few or many answer."""

from decimal import Decimal

import pytest

from unisson.directory.models import Grant
from unisson.directory.spaces import Level
from unisson.invoices import colleagues
from unisson.invoices.lists import counting, criteria, inbox, search, wording
from unisson.invoices.lists.criteria import MINE, NOBODY, Asked, Between
from unisson.invoices.models import Invoice, InvoiceWord
from unisson.invoices.status import Kind

from ..builders import LATER, a_clerk, a_deposit, a_service, an_available
from ..test_colleagues import a_colleague

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
    InvoiceWord.objects.all().delete()
    invoice.number_key = key
    wording.enter([invoice])
    asked = Asked(text=TEXTS[name])
    found = [] if "pattern" in name else [invoice.pk]

    assert [row.pk for row in inbox.inbox(clerk, asked).rows] == found
    assert [row.pk for row in search.received(clerk, asked).rows] == found


@pytest.mark.parametrize("archived", [0, 1, 3])
def test_of_many_as_many_are_counted_as_are_shown(archived: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that were met first may lie in the archive, or be the same met twice."""
    monkeypatch.setattr(criteria, "_FEW", 2)
    for module in (counting, search):
        monkeypatch.setattr(module, "COUNTED", 1)
    made = [an_available(f"TOIT-{rank}").pk for rank in range(4)]
    Invoice.objects.filter(pk__in=made[:archived]).update(archived_at=LATER)

    page = search.received(a_clerk(), Asked(text="toit"))

    assert page.total == min(len(page.rows), 2) == min(4 - archived, 2)


def test_a_deposit_is_found_by_every_part_of_its_number() -> None:
    invoice = a_deposit("FA-1")

    assert {str(word) for word in InvoiceWord.objects.filter(invoice=invoice)} >= {"#FA-1", "#A-1", "#-1", "#1"}


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


@pytest.mark.parametrize("how", ["membership ended", "access closed", "only reads", "another service"])
def test_what_somebody_gone_had_in_hand_is_in_nobody_s(how: str) -> None:
    free, held, colleague, clerk = an_available("FA-1"), an_available("FA-2"), a_colleague(), a_clerk()
    colleagues.note(clerk, held.pk, to=colleague.pk, at=LATER)

    def found(hands: str) -> list[str]:
        asked = Asked(hands=hands)
        numbers = [one.number for one in inbox.inbox(clerk, asked).rows]
        assert sorted(one.number for one in search.received(clerk, asked).rows) == numbers
        return numbers

    assert (found(NOBODY), found(str(colleague.pk)), found(MINE)) == ([free.number], [held.number], [])

    grants = Grant.objects.filter(membership__user=colleague)
    match how:
        case "membership ended":
            colleague.memberships.update(until=LATER)
        case "access closed":
            type(colleague).objects.filter(pk=colleague.pk).update(is_active=False)
        case "only reads":
            grants.update(level=Level.READ)
        case _:
            grants.update(service=a_service(held.recipient, "ECOLES"))

    assert (found(NOBODY), found(str(colleague.pk))) == ([free.number, held.number], [])
    assert colleagues.hand_of(search.received(clerk, Asked()).rows[0]) is None
