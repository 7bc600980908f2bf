"""CPP-SENS-06."""

from decimal import Decimal

from tests.builders import a_line, an_invoice
from tests.rules.judging import WARNING, judging
from unisson.einvoice.model import AllowanceCharge

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-SENS-06",
    fires={
        "it is far off": (an_invoice(lines=(a_line(net="3501.00"),)), "BG-25[1]/BT-131"),
        "it is two cents off a price of whole euros": (
            an_invoice(lines=(a_line(price="350", net="3500.02"),)),
            "BG-25[1]/BT-131",
        ),
        "the charge is forgotten": (
            an_invoice(lines=(a_line(allowances_charges=(AllowanceCharge(charge=True, amount=Decimal(50)),)),)),
            "BG-25[1]/BT-131",
        ),
        "the sign is lost": (an_invoice(lines=(a_line(net="-3500"),)), "BG-25[1]/BT-131"),
    },
    silent={
        "the price was rounded to cents": an_invoice(lines=(a_line(quantity="5", price="4.10", net="20.48"),)),
        "the price is per hundred": an_invoice(lines=(a_line(price="35000", price_base_quantity="100"),)),
        "the base quantity has the sign of the line": an_invoice(
            lines=(a_line(quantity="-10", price_base_quantity="-1", net="-3500"),)
        ),
        "there are no coins": an_invoice(currency="HUF", lines=(a_line(quantity="1", price="23439.76", net="23440"),)),
        "it gathers other lines": an_invoice(lines=(a_line(kind="GROUP", net="9"),)),
        "the gross price is the one without VAT": an_invoice(lines=(a_line(price="420", gross_price="350"),)),
        "the price is missing": an_invoice(lines=(a_line(price=None),)),
        "the price is per nothing": an_invoice(lines=(a_line(price_base_quantity="0"),)),
    },
    form=None,
    file=WARNING,
    says={"line": "1", "computed": Decimal("3500.00")},
)
