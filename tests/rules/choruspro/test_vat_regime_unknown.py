"""CPP-TVA-02."""

from tests.builders import an_invoice, portal_terms
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TVA-02",
    fires={
        "it is a word of one's own": (an_invoice(portal=portal_terms(vat_regime="TVA")), "EXT-VAT-REGIME"),
    },
    silent={
        "it is on payments": an_invoice(portal=portal_terms(vat_regime="TVA_SUR_ENCAISSEMENT")),
        "it is missing": an_invoice(portal=portal_terms(vat_regime=None)),
    },
)
