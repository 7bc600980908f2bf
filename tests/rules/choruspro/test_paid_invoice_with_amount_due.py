"""CPP-PAIEMENT-03."""

from tests.builders import an_invoice, some_totals
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-PAIEMENT-03",
    fires={
        "it still asks for money": (an_invoice(framework="A2"), "BT-115"),
    },
    silent={
        "nothing is due": an_invoice(framework="A2", totals=some_totals(due="0")),
        "it is not paid yet": an_invoice(framework="A1"),
    },
    form=WARNING,
    file=WARNING,
)
