"""CPP-TIERS-03."""

from tests.builders import ARSOUILLE, a_party, an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TIERS-03",
    fires={
        "one digit is wrong": (an_invoice(seller=a_party("53819959700014")), "BT-29"),
    },
    silent={
        "it is right": an_invoice(seller=a_party(ARSOUILLE)),
        "it is malformed, which is another rule": an_invoice(seller=a_party("5381995970001")),
        "it is an office of La Poste": an_invoice(seller=a_party("35600000000048")),
    },
    file=None,
)
