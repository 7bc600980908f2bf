"""CPP-TOTAL-09."""

from decimal import Decimal

from tests.builders import a_credit_note, an_invoice, portal_terms, some_totals
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TOTAL-09",
    fires={
        "it has a sign": (an_invoice(portal=portal_terms(discount="-0.01")), "EXT-DISCOUNT"),
        "it has a sign that the amounts of a credit note have not": (
            a_credit_note(portal=portal_terms(discount="-200")),
            "EXT-DISCOUNT",
        ),
    },
    silent={
        "it is zero": an_invoice(portal=portal_terms(discount="0")),
        "it has none": an_invoice(portal=portal_terms(discount="200")),
        "it follows the sign of a credit note": a_credit_note(
            totals=some_totals(net=Decimal("-3500")), portal=portal_terms(discount="-200")
        ),
        "there is none": an_invoice(),
    },
)
