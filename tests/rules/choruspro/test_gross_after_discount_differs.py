"""CPP-TOTAL-06."""

from decimal import Decimal

from tests.builders import an_invoice, portal_terms, some_totals
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TOTAL-06",
    fires={
        "the discount is not taken off": (an_invoice(portal=portal_terms(discount="200.00")), "BT-112"),
        "it differs without a discount": (an_invoice(totals=some_totals(gross="4100.00")), "BT-112"),
    },
    silent={
        "the discount is taken off": an_invoice(
            portal=portal_terms(discount="200.00"), totals=some_totals(gross="4000.00")
        ),
        "there is no discount": an_invoice(),
        "the total before discount is missing": an_invoice(
            portal=portal_terms(gross_before_discount=None), totals=some_totals(gross="1")
        ),
    },
    file=WARNING,
    says={"declared": Decimal("4200.00"), "computed": Decimal("4000.00")},
)
