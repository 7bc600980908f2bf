"""CPP-REF-12."""

from tests.builders import an_invoice
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-REF-12",
    fires={
        "there is none": (an_invoice(currency=None), "BT-5"),
    },
    silent={
        "there is one": an_invoice(currency="EUR"),
    },
    file=WARNING,
)
