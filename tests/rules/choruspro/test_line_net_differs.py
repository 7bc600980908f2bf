"""CPP-LIGNE-02."""

from decimal import Decimal

from tests.builders import a_line, an_invoice
from tests.rules.judging import judging
from unisson.einvoice.model import AllowanceCharge

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-LIGNE-02",
    fires={
        "it is two cents off": (an_invoice(lines=(a_line(net="3500.02"),)), "BG-25[1]/BT-131"),
        "the discount is forgotten": (
            an_invoice(
                lines=(a_line(), a_line(allowances_charges=(AllowanceCharge(charge=False, amount=Decimal(50)),)))
            ),
            "BG-25[2]/BT-131",
        ),
        "the line has no number of its own": (an_invoice(lines=(a_line(id=None, net="1"),)), "BG-25[1]/BT-131"),
    },
    silent={
        "it is one cent off": an_invoice(lines=(a_line(net="3500.01"),)),
        "the discount is taken off": an_invoice(
            lines=(a_line(net="3450", allowances_charges=(AllowanceCharge(charge=False, amount=Decimal(50)),)),)
        ),
        "the price is per hundred": an_invoice(lines=(a_line(price="35000", price_base_quantity="100"),)),
        "the price is per nothing": an_invoice(lines=(a_line(price_base_quantity="0"),)),
        "the gross price is the one without VAT": an_invoice(lines=(a_line(price="420", gross_price="350"),)),
        "the price is per next to nothing": an_invoice(lines=(a_line(price_base_quantity="1E-999999"),)),
        "the price is missing": an_invoice(lines=(a_line(price=None),)),
    },
    file=None,
    says={"line": "1", "computed": Decimal("3500.00")},
)
