"""CPP-TOTAL-09."""

from tests.builders import a_credit_note, an_invoice, portal_terms
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TOTAL-09",
    fires={
        "it has a sign": (an_invoice(portal=portal_terms(discount="-0.01")), "EXT-DISCOUNT"),
    },
    silent={
        "it is zero": an_invoice(portal=portal_terms(discount="0")),
        "it has none": an_invoice(portal=portal_terms(discount="200")),
        "it follows the sign of a credit note": a_credit_note(portal=portal_terms(discount="-200")),
        "there is none": an_invoice(),
    },
)
