"""CPP-REF-05."""

from datetime import date

from tests.builders import DEPOSIT_DAY, an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-REF-05",
    fires={
        "it is the day after the deposit": (an_invoice(issue_date=date(2026, 10, 30)), "BT-2"),
    },
    silent={
        "it is the day of the deposit": an_invoice(issue_date=DEPOSIT_DAY),
        "it is missing": an_invoice(issue_date=None),
    },
)
