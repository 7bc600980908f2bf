"""CPP-CADRE-05."""

from tests.builders import an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-CADRE-05",
    fires={
        "it is a claim for a refund": (an_invoice(framework="A21"), "BT-23"),
    },
    silent={
        "it is a simple invoice": an_invoice(framework="A1"),
    },
)
