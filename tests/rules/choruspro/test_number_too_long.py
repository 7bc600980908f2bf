"""CPP-REF-02."""

from tests.builders import an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-REF-02",
    fires={
        "it has 21 characters": (an_invoice(number="A" * 21), "BT-1"),
    },
    silent={
        "it has 20 characters": an_invoice(number="A" * 20),
        "it is missing": an_invoice(number=None),
    },
)
