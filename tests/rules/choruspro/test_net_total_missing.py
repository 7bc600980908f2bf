"""CPP-TOTAL-01."""

from tests.builders import an_invoice, some_totals
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TOTAL-01",
    fires={
        "there is none": (an_invoice(totals=some_totals(net=None)), "BT-109"),
    },
    silent={
        "it is zero": an_invoice(totals=some_totals(net="0")),
    },
)
