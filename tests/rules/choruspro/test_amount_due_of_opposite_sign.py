"""CPP-TOTAL-11."""

from tests.builders import an_invoice, some_totals
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TOTAL-11",
    fires={
        "the total is negative and the due amount is not": (an_invoice(totals=some_totals(gross="-4200")), "BT-115"),
        "the due amount is negative and the total is not": (an_invoice(totals=some_totals(due="-1")), "BT-115"),
    },
    silent={
        "the total is zero": an_invoice(totals=some_totals(gross="0")),
        "both are negative": an_invoice(totals=some_totals(gross="-4200", due="-4200")),
        "nothing is due": an_invoice(totals=some_totals(gross="-4200", due="0")),
    },
    form=WARNING,
    file=WARNING,
)
