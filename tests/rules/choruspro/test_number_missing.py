"""CPP-REF-01."""

from tests.builders import an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-REF-01",
    fires={
        "there is none": (an_invoice(number=None), "BT-1"),
        "it is made of spaces": (an_invoice(number="   "), "BT-1"),
    },
    silent={
        "it is one character": an_invoice(number="1"),
    },
)
