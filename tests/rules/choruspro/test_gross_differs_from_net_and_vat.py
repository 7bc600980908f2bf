"""CPP-TOTAL-07."""

from decimal import Decimal

from tests.builders import an_invoice, portal_terms, some_totals
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TOTAL-07",
    fires={
        "it is a cent too high": (
            an_invoice(portal=portal_terms(gross_before_discount=None), totals=some_totals(gross="4200.01")),
            "BT-112",
        ),
        "the discount is not taken off": (
            an_invoice(portal=portal_terms(gross_before_discount=None, discount="200")),
            "BT-112",
        ),
    },
    silent={
        "it adds up": an_invoice(portal=portal_terms(gross_before_discount=None)),
        "the discount is taken off": an_invoice(
            portal=portal_terms(gross_before_discount=None, discount="200"), totals=some_totals(gross="4000")
        ),
        "all is negative and adds up": an_invoice(
            portal=portal_terms(gross_before_discount=None),
            totals=some_totals(net="-100", vat="-20", gross="-120", due="-120"),
        ),
        "the total before discount is written, which is another rule": an_invoice(totals=some_totals(gross="1")),
    },
    file=WARNING,
    says={"declared": Decimal("4200.01"), "computed": Decimal("4200.00")},
)
