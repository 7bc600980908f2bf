"""CPP-TIERS-02."""

from tests.builders import SAFE_STYLE, a_party, an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TIERS-02",
    fires={
        "it has spaces": (an_invoice(seller=a_party("538 199 597 00013")), "BT-29"),
        "it lacks a digit": (an_invoice(seller=a_party("5381995970001")), "BT-29"),
        "its digits are of another script": (an_invoice(seller=a_party("³" * 14)), "BT-29"),
    },
    silent={
        "it has 14 digits": an_invoice(seller=a_party(SAFE_STYLE)),
        "there is none": an_invoice(seller=a_party(None)),
    },
    file=None,
)
