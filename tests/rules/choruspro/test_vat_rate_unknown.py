"""CPP-TVA-07."""

from datetime import date

from tests.builders import a_vat_row, an_invoice
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TVA-07",
    fires={
        "it is foreign": (an_invoice(vat_lines=(a_vat_row(rate="21"),)), "BG-23[1]/BT-119"),
        "it no longer holds": (an_invoice(vat_lines=(a_vat_row(rate="19.6"),)), "BG-23[1]/BT-119"),
        "the invoice has no date": (
            an_invoice(issue_date=None, vat_lines=(a_vat_row(rate="19.6"),)),
            "BG-23[1]/BT-119",
        ),
    },
    silent={
        "it is one of the mainland": an_invoice(vat_lines=(a_vat_row(rate="5.50"),)),
        "it is one of Corsica": an_invoice(vat_lines=(a_vat_row(rate="0.9"),)),
        "it held at the time": an_invoice(issue_date=date(2013, 12, 31), vat_lines=(a_vat_row(rate="19.6"),)),
        "it belongs to another tax": an_invoice(vat_lines=(a_vat_row(rate="6.5", category="L"),)),
    },
    form=WARNING,
    file=WARNING,
)
