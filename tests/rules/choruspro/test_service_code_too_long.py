"""CPP-REF-14."""

from tests.builders import an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-REF-14",
    fires={
        "it has 101 characters": (an_invoice(buyer_reference="S" * 101), "BT-10"),
    },
    silent={
        "it has 100 characters": an_invoice(buyer_reference="S" * 100),
        "there is none": an_invoice(buyer_reference=None),
    },
)
