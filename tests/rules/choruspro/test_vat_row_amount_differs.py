"""CPP-TVA-06."""

from decimal import Decimal

from tests.builders import a_vat_row, an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TVA-06",
    fires={
        "it is two cents off": (an_invoice(vat_lines=(a_vat_row(amount="700.02"),)), "BG-23[1]/BT-117"),
        "it has the other sign": (an_invoice(vat_lines=(a_vat_row(amount="-700.00"),)), "BG-23[1]/BT-117"),
        "base and rate are huge": (
            an_invoice(vat_lines=(a_vat_row(base="9999999999999", rate="9999999999999"),)),
            "BG-23[1]/BT-117",
        ),
    },
    silent={
        "it is one cent off": an_invoice(vat_lines=(a_vat_row(amount="700.01"),)),
        "it rounds": an_invoice(vat_lines=(a_vat_row(base="33.33", rate="5.5", amount="1.83"),)),
        "the rate is missing": an_invoice(vat_lines=(a_vat_row(rate=None),)),
    },
    file=None,
    says={"declared": Decimal("700.02"), "computed": Decimal("700.00")},
)
