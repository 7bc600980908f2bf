"""CPP-TOTAL-08."""

from tests.builders import an_invoice, portal_terms
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TOTAL-08",
    fires={
        "there is none": (an_invoice(portal=portal_terms(discount="200")), "EXT-DISCOUNT-REASON"),
        "it is made of spaces": (
            an_invoice(portal=portal_terms(discount="200", discount_reason=" ")),
            "EXT-DISCOUNT-REASON",
        ),
    },
    silent={
        "there is one": an_invoice(portal=portal_terms(discount="200", discount_reason="Geste commercial")),
        "there is no discount": an_invoice(),
        "the discount is zero": an_invoice(portal=portal_terms(discount="0.00")),
    },
    form=WARNING,
    file=WARNING,
)
