"""CPP-CADRE-06."""

from tests.builders import an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-CADRE-06",
    fires={
        "a subcontractor submits": (an_invoice(framework="A9"), "BT-23"),
        "a joint contractor submits": (an_invoice(framework="A12"), "BT-23"),
    },
    silent={
        "a supplier submits": an_invoice(framework="A1"),
        "it belongs to another space": an_invoice(framework="A4"),
    },
)
