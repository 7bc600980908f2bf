"""CPP-SENS-02."""

from datetime import date

from tests.builders import a_line, a_preceding_invoice, an_invoice
from tests.rules.judging import WARNING, judging
from unisson.einvoice.model import Delivery, Period

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-SENS-02",
    fires={
        "the century of the delivery is wrong": (an_invoice(delivery=Delivery(day=date(1926, 10, 12))), "BT-72"),
        "the due date is of another time": (an_invoice(due_date=date(2206, 10, 31)), "BT-9"),
        "the period begins with the calendar": (an_invoice(period=Period(start=date(1, 1, 1))), "BT-73"),
        "the period of a line never ends": (
            an_invoice(lines=(a_line(period=Period(end=date(9999, 12, 31))),)),
            "BG-25[1]/BT-135",
        ),
        "the original is antique": (
            an_invoice(preceding=(a_preceding_invoice(issue_date=date(1926, 9, 1)),)),
            "BG-3[1]/BT-26",
        ),
    },
    silent={
        "a warranty of ten years ends": an_invoice(period=Period(start=date(2016, 10, 1), end=date(2026, 10, 1))),
        "the issue date is missing": an_invoice(issue_date=None, due_date=date(2206, 10, 31)),
    },
    form=WARNING,
    file=WARNING,
)
