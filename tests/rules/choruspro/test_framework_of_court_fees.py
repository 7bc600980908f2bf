"""CPP-CADRE-04."""

from tests.builders import an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-CADRE-04",
    fires={
        "it is a fee note": (an_invoice(framework="A3"), "BT-23"),
    },
    silent={
        "it is a simple invoice": an_invoice(framework="A1"),
    },
)
