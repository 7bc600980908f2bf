"""CPP-TOTAL-05."""

from decimal import Decimal

from tests.builders import an_invoice, portal_terms, some_totals
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TOTAL-05",
    fires={
        "it is a cent too high": (
            an_invoice(portal=portal_terms(gross_before_discount="4200.01")),
            "EXT-GROSS-BEFORE-DISCOUNT",
        ),
    },
    silent={
        "it adds up": an_invoice(),
        "it adds up at two decimals": an_invoice(portal=portal_terms(gross_before_discount="4200.004")),
        "it is missing": an_invoice(portal=portal_terms(gross_before_discount=None)),
        "the VAT is missing": an_invoice(totals=some_totals(vat=None)),
    },
    file=WARNING,
    says={"declared": Decimal("4200.01"), "computed": Decimal("4200.00")},
)
