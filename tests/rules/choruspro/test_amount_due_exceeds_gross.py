"""CPP-TOTAL-10."""

from tests.builders import an_invoice, some_totals
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TOTAL-10",
    fires={
        "it is ten times the total": (an_invoice(totals=some_totals(due="42000")), "BT-115"),
        "it is further below zero": (an_invoice(totals=some_totals(gross="-100", due="-100.01")), "BT-115"),
    },
    silent={
        "it is less, after a down payment": an_invoice(totals=some_totals(due="1200")),
        "it differs below the cent": an_invoice(totals=some_totals(due="4200.001")),
        "it is missing": an_invoice(totals=some_totals(due=None)),
    },
    file=WARNING,
)
