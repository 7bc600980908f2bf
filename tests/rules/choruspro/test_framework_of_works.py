"""CPP-CADRE-03."""

from tests.builders import an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-CADRE-03",
    fires={
        "it is a monthly statement": (an_invoice(framework="A4"), "BT-23"),
        "it is a tacit final account": (an_invoice(framework="A25"), "BT-23"),
    },
    silent={
        "it is a simple invoice": an_invoice(framework="A1"),
        "it is a fee note": an_invoice(framework="A3"),
    },
)
