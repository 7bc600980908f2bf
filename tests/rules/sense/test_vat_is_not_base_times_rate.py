"""CPP-SENS-07."""

from decimal import Decimal

from tests.builders import a_vat_row, an_invoice
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-SENS-07",
    fires={
        "it is two cents off": (an_invoice(vat_lines=(a_vat_row(amount="700.02"),)), "BG-23[1]/BT-117"),
        "it bears no VAT": (an_invoice(vat_lines=(a_vat_row(), a_vat_row(amount="0"))), "BG-23[2]/BT-117"),
    },
    silent={
        "it is one cent off": an_invoice(vat_lines=(a_vat_row(amount="700.01"),)),
        "there are no coins": an_invoice(currency="HUF", vat_lines=(a_vat_row(amount="700.4"),)),
        "a part is missing": an_invoice(vat_lines=(a_vat_row(rate=None),)),
    },
    form=None,
    file=WARNING,
    says={"rate": Decimal(20), "computed": Decimal(700)},
)
