"""CPP-REF-04."""

from tests.builders import an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-REF-04",
    fires={
        "there is none": (an_invoice(issue_date=None), "BT-2"),
    },
    silent={
        "there is one": an_invoice(),
    },
)
