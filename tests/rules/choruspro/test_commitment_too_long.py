"""CPP-REF-15."""

from tests.builders import an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-REF-15",
    fires={
        "it has 51 characters": (an_invoice(order_reference="E" * 51), "BT-13"),
    },
    silent={
        "it has 50 characters": an_invoice(order_reference="E" * 50),
        "there is none": an_invoice(order_reference=None),
    },
)
