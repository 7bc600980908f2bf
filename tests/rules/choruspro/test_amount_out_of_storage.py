"""CPP-TOTAL-12."""

from tests.builders import a_line, a_vat_row, an_invoice, portal_terms, some_totals
from tests.rules.judging import judging
from unisson.einvoice.model import Totals

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TOTAL-12",
    fires={
        "a total has 14 digits": (an_invoice(totals=some_totals(net="10000000000000")), "BT-109"),
        "a line is not a number": (an_invoice(lines=(a_line(), a_line(net="NaN"))), "BG-25[2]/BT-131"),
        "a signalling NaN hides in the VAT": (an_invoice(vat_lines=(a_vat_row(base="sNaN"),)), "BG-23[1]/BT-116"),
        "a discount is infinite": (an_invoice(portal=portal_terms(discount="-Infinity")), "EXT-DISCOUNT"),
    },
    silent={
        "a total has 13 digits": an_invoice(totals=some_totals(net="9999999999999.999999")),
        "amounts are missing": an_invoice(totals=Totals()),
    },
)
