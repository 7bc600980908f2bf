"""CPP-TIERS-05."""

from tests.builders import PARIS_7E, a_party, an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TIERS-05",
    fires={
        "it has spaces": (an_invoice(buyer=a_party("213 002 025 00012")), "BT-46"),
        "it has letters": (an_invoice(buyer=a_party("2130020250001A")), "BT-46"),
    },
    silent={
        "it has 14 digits": an_invoice(buyer=a_party(PARIS_7E)),
        "there is none": an_invoice(buyer=None),
    },
)
