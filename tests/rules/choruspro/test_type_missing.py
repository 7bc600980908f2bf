"""CPP-REF-07."""

from tests.builders import an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-REF-07",
    fires={
        "there is none": (an_invoice(type_code=None), "BT-3"),
        "it is empty": (an_invoice(type_code=""), "BT-3"),
    },
    silent={
        "there is one": an_invoice(type_code="386"),
    },
)
