"""CPP-TIERS-09."""

from tests.builders import an_invoice, portal_terms
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TIERS-09",
    fires={
        "it has 101 characters": (an_invoice(portal=portal_terms(seller_service="S" * 101)), "EXT-SELLER-SERVICE"),
    },
    silent={
        "it has 100 characters": an_invoice(portal=portal_terms(seller_service="S" * 100)),
    },
)
