"""CPP-REF-06."""

from datetime import date

from tests.builders import an_invoice
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-REF-06",
    fires={
        "the claim has lapsed": (an_invoice(issue_date=date(2021, 12, 31)), "BT-2"),
        "the year is a slip": (an_invoice(issue_date=date(206, 10, 1)), "BT-2"),
    },
    silent={
        "the claim lapses at the end of the year": an_invoice(issue_date=date(2022, 1, 1)),
        "it is missing": an_invoice(issue_date=None),
    },
    form=WARNING,
    file=WARNING,
    says={"lapsed": date(2026, 1, 1)},
)
