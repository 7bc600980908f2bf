"""« Rechercher » on both sides: each criterion finds what answers it and nothing else, few or many."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from unisson.directory.models import Structure
from unisson.invoices.lists import criteria, search
from unisson.invoices.lists.criteria import Asked
from unisson.invoices.lists.further import Between, Further
from unisson.invoices.models import Invoice
from unisson.invoices.status import Kind

from ..builders import a_clerk, a_deposit, a_draft, a_person, an_available

pytestmark = pytest.mark.django_db

SIGHT: Mapping[str, Any] = {
    "kind": Kind.CREDIT_NOTE,
    "framework": "A2",
    "commitment": "ej-2026/7",
    "contract": "M-12",
    "original_number": "FA-0",
    "mandate_number": "900",
    "issue_date": date(2020, 3, 2),
    "net_total": Decimal("12.34"),
    "net_to_pay": Decimal("14.81"),
}
"""What is written on the one to be found; a credit note, whose amounts are shown with a minus."""
FOUND: Mapping[str, Further] = {
    "its kind": Further(kind=Kind.CREDIT_NOTE),
    "its framework": Further(framework="A2"),
    "its commitment, in capitals": Further(commitment=" EJ-2026/7 "),
    "its contract, in small letters": Further(contract="m-12"),
    "the invoice it corrects": Further(original="FA-0"),
    "its mandate": Further(mandate="900"),
    "its day": Further(invoiced=Between(low=date(2020, 3, 2), high=date(2020, 3, 2))),
    "its net total, as shown": Further(net=Between(low=Decimal(-13), high=Decimal(-12))),
    "what is to be paid, as shown": Further(due=Between(high=Decimal("-14.81"))),
    "two of them at once": Further(kind=Kind.CREDIT_NOTE, contract="M-12"),
}
NOT_FOUND: Mapping[str, Further] = {
    "a part of its commitment": Further(commitment="EJ-2026"),
    "the day before": Further(invoiced=Between(high=date(2020, 3, 1))),
    "its net total without the minus": Further(net=Between(low=Decimal(12), high=Decimal(13))),
    "a flow that is none": Further(flow="UNI001"),
    "a flow of nobody": Further(flow="UNI0011000000000000000000"),
    "a structure of nobody": Further(other="99999999"),
    "a pattern": Further(other="%"),
    "another kind of it": Further(kind=Kind.PREPAYMENT, contract="M-12"),
    "what is to be paid": Further(payable=True, contract="M-12"),
}


@pytest.fixture(params=[0, 500], ids=["many", "few"])
def marked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Invoice:
    """The one to be found, beside another."""
    monkeypatch.setattr(criteria, "_FEW", request.param)
    an_available("FA-1")
    invoice = an_available("FA-2")
    Invoice.objects.filter(pk=invoice.pk).update(**SIGHT)
    invoice.refresh_from_db()
    return invoice


def both(further: Further) -> tuple[list[str], list[str]]:
    """What the supplier and the recipient find."""
    asked = Asked(further=further)
    sent, came = search.issued(a_person(), asked).rows, search.received(a_clerk(), asked).rows
    return [row.number for row in sent], [row.number for row in came]


@pytest.mark.parametrize("name", FOUND)
def test_each_side_finds_it_by(name: str, marked: Invoice) -> None:
    assert both(FOUND[name]) == ([marked.number], [marked.number])


@pytest.mark.parametrize("name", NOT_FOUND)
def test_neither_side_finds_anything_by(name: str, marked: Invoice) -> None:
    assert both(NOT_FOUND[name]) == ([], [])


def test_a_flow_is_found_by_its_number_as_it_is_shown(marked: Invoice) -> None:
    for text in (marked.flow.number, f" {marked.flow.number.lower()} "):
        assert both(Further(flow=text)) == ([marked.number], [marked.number])


def test_the_other_side_is_found_by_its_number_by_its_beginning_and_by_its_company(marked: Invoice) -> None:
    supplier, recipient = marked.supplier.identifier, marked.recipient.identifier if marked.recipient else ""
    Structure.objects.filter(pk=marked.supplier_id).update(identifier=f"{supplier[:9]}99999")
    assert len(both(Further(other=recipient))[0]) == 2
    assert len(both(Further(other=recipient[:5]))[0]) == 2
    assert both(Further(other=supplier))[1] == []
    assert len(both(Further(other=supplier, whole_company=True))[1]) == 2


def test_the_supplier_finds_by_the_words_of_the_recipient_and_by_the_number() -> None:
    invoice = a_deposit("FA-2026-7")
    assert invoice.recipient is not None
    word = invoice.recipient.name.split()[0].lower()
    for text in (word, "2026-7", f"{invoice.gross_total:.2f}"):
        assert [row.pk for row in search.issued(a_person(), Asked(text=text)).rows] == [invoice.pk]
    assert list(search.issued(a_person(), Asked(text="nulle part")).rows) == []


def test_a_draft_is_not_found_among_what_was_sent() -> None:
    draft = a_draft()
    Invoice.objects.filter(pk=draft.pk).update(commitment="EJ-9")
    assert both(Further(commitment="EJ-9"))[0] == []
