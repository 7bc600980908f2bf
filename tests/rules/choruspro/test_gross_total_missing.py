"""CPP-TOTAL-03."""

from tests.builders import an_invoice, some_totals
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TOTAL-03",
    fires={
        "there is none": (an_invoice(totals=some_totals(gross=None)), "BT-112"),
    },
    silent={
        "it is negative": an_invoice(totals=some_totals(gross="-1")),
    },
)
