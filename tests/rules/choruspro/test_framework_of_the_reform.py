"""CPP-CADRE-07."""

from tests.builders import an_invoice
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-CADRE-07",
    fires={
        "it is a service": (an_invoice(framework="S1"), "BT-23"),
        "it is already paid": (an_invoice(framework="B2"), "BT-23"),
    },
    silent={
        "it is one of the portal": an_invoice(framework="A1"),
        "it is unknown": an_invoice(framework="Z9"),
    },
    form=WARNING,
    file=WARNING,
)
