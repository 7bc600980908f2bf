"""CPP-PAIEMENT-01."""

from datetime import date

from tests.builders import an_invoice
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-PAIEMENT-01",
    fires={
        "it is the day before": (an_invoice(due_date=date(2026, 9, 30)), "BT-9"),
    },
    silent={
        "it is the same day": an_invoice(due_date=date(2026, 10, 1)),
        "there is none": an_invoice(due_date=None),
        "the invoice has no date": an_invoice(issue_date=None),
    },
    form=WARNING,
    file=WARNING,
)
