"""CPP-TOTAL-02."""

from tests.builders import an_invoice, some_totals
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TOTAL-02",
    fires={
        "there is none": (an_invoice(totals=some_totals(vat=None)), "BT-110"),
    },
    silent={
        "it is zero": an_invoice(totals=some_totals(vat="0")),
    },
    file=WARNING,
)
