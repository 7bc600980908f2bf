"""CPP-TVA-04."""

from tests.builders import an_invoice, portal_terms, some_totals
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TVA-04",
    fires={
        "it is exempt": (an_invoice(portal=portal_terms(vat_regime="EXONERATION")), "BT-110"),
        "it is without VAT": (an_invoice(portal=portal_terms(vat_regime="SANS_TVA")), "BT-110"),
    },
    silent={
        "the amount is zero": an_invoice(portal=portal_terms(vat_regime="SANS_TVA"), totals=some_totals(vat="0.00")),
        "the amount is missing": an_invoice(portal=portal_terms(vat_regime="SANS_TVA"), totals=some_totals(vat=None)),
        "VAT is due": an_invoice(),
    },
    file=None,
)
