"""CPP-TVA-09."""

from tests.builders import a_vat_row, an_invoice
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TVA-09",
    fires={
        "the amount is missing": (an_invoice(vat_lines=(a_vat_row(amount=None),)), "BG-23[1]/BT-117"),
        "all is missing": (
            an_invoice(vat_lines=(a_vat_row(), a_vat_row(base=None, amount=None, rate=None))),
            "BG-23[2]/BT-116 BG-23[2]/BT-117 BG-23[2]/BT-119",
        ),
    },
    silent={
        "it is whole": an_invoice(),
        "it is outside the scope of VAT and has no rate": an_invoice(
            vat_lines=(a_vat_row(category="O", rate=None, amount="0"),)
        ),
        "there is no row": an_invoice(vat_lines=()),
    },
    file=WARNING,
)
