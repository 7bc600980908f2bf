from decimal import Decimal

import pytest

from tests.builders import PONT_SAINT_ESPRIT, a_line, a_vat_row, an_invoice, some_totals
from tests.invoices.builders import LATER, SAMPLES, a_clerk, a_structure, an_available, certificate_of, receive
from unisson.einvoice.model import Invoice as Document
from unisson.invoices.access import Right
from unisson.invoices.board.figures import figures
from unisson.invoices.models import Flow, Invoice
from unisson.invoices.rows import without_sign
from unisson.kernel.clock import legal_day


def negative() -> Document:
    return an_invoice(
        type_code="381",
        totals=some_totals(lines="-3500.00", net="-3500.00", vat="-700.00", gross="-4200.00", due="-4200.00"),
        vat_lines=(a_vat_row(base="-3500.00", amount="-700.00"),),
        lines=(a_line(quantity="-10", net="-3500.00"),),
    )


def test_a_credit_note_written_with_negative_amounts_is_kept_with_positive_ones() -> None:
    kept = without_sign(negative())
    assert kept.totals == some_totals()
    assert kept.vat_lines == (a_vat_row(),)
    assert kept.lines == (a_line(),)


@pytest.mark.parametrize("type_code", ["380", "381"])
def test_other_amounts_keep_their_sign(type_code: str) -> None:
    value = an_invoice(type_code=type_code)
    assert without_sign(value) is value
    if type_code == "380":
        assert without_sign(an_invoice(totals=some_totals(gross="-1"))).totals.gross == Decimal(-1)


@pytest.mark.django_db
@pytest.mark.parametrize("minus", ["", "-"])
def test_both_ways_to_write_a_credit_note_give_one_record_and_a_certificate_that_verifies(minus: str) -> None:
    a_structure(PONT_SAINT_ESPRIT)
    text = (SAMPLES / "avoir-ubl.xml").read_text(encoding="utf-8")
    for amount in (">5.00<", ">50.00<", ">55.00<", ">2<"):
        text = text.replace(amount, f">{minus}{amount[1:]}")
    flow = receive(text.encode(), "avoir.xml")
    assert flow.state == Flow.State.INTEGRATED, flow.findings
    invoice = Invoice.objects.get(flow=flow)
    assert (invoice.sign, invoice.net_total, invoice.vat_total, invoice.net_to_pay) == (-1, 50, 5, 55)
    assert [(line.quantity, line.unit_price, line.net) for line in invoice.lines.all()] == [(2, 25, 50)]
    assert '"net_to_pay":"55"' in certificate_of(invoice).snapshot


@pytest.mark.django_db
def test_a_credit_note_lowers_what_is_open() -> None:
    an_available()
    clerk = a_clerk()
    before = figures(clerk, Right.READ_RECEIVED, on=legal_day(LATER))
    Invoice.objects.update(kind="AVOIR", pay_by=None)
    after = figures(clerk, Right.READ_RECEIVED, on=legal_day(LATER))
    assert after.open_amount == -before.open_amount != 0
    assert (after.open_count, after.due) == (before.open_count, None)
