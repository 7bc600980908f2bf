"""CPP-TVA-01."""

from tests.builders import an_invoice, portal_terms
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TVA-01",
    fires={
        "there is none": (an_invoice(portal=portal_terms(vat_regime=None)), "EXT-VAT-REGIME"),
    },
    silent={
        "there is one": an_invoice(),
    },
    file=None,
)
