"""CPP-TVA-05."""

from decimal import Decimal

from tests.builders import a_vat_row, an_invoice
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TVA-05",
    fires={
        "one row is two cents off": (an_invoice(vat_lines=(a_vat_row(amount="700.02"),)), "BT-110"),
        "two rows are three cents off": (
            an_invoice(vat_lines=(a_vat_row(amount="350"), a_vat_row(amount="350.03"))),
            "BT-110",
        ),
    },
    silent={
        "one row is one cent off": an_invoice(vat_lines=(a_vat_row(amount="700.01"),)),
        "two rows are two cents off": an_invoice(vat_lines=(a_vat_row(amount="350"), a_vat_row(amount="350.02"))),
        "there is no row": an_invoice(vat_lines=()),
        "an amount is missing": an_invoice(vat_lines=(a_vat_row(amount="1"), a_vat_row(amount=None))),
    },
    file=WARNING,
    says={"declared": Decimal("700.00"), "computed": Decimal("700.02")},
)
