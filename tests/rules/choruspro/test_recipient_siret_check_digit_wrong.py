"""CPP-TIERS-06."""

from tests.builders import STATE, a_party, an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TIERS-06",
    fires={
        "one digit is wrong": (an_invoice(buyer=a_party("21300202500013")), "BT-46"),
    },
    silent={
        "it is right": an_invoice(buyer=a_party(STATE)),
        "it is malformed, which is another rule": an_invoice(buyer=a_party("2130020250001")),
    },
    file=None,
)
