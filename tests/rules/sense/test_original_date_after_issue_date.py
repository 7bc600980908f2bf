"""CPP-REF-18."""

from datetime import date

from tests.builders import a_credit_note, a_preceding_invoice, an_invoice
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-REF-18",
    fires={
        "the invoice is dated after its credit note": (
            a_credit_note(preceding=(a_preceding_invoice(issue_date=date(2026, 10, 2)),)),
            "BG-3[1]/BT-26",
        ),
    },
    silent={
        "both bear the same day": a_credit_note(preceding=(a_preceding_invoice(issue_date=date(2026, 10, 1)),)),
        "the invoice has no date": a_credit_note(preceding=(a_preceding_invoice(issue_date=None),)),
        "it stands on an invoice": an_invoice(preceding=(a_preceding_invoice(issue_date=date(2026, 10, 2)),)),
    },
    form=WARNING,
    file=WARNING,
)
