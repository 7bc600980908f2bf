"""CPP-LIGNE-01."""

from decimal import Decimal

from tests.builders import a_line, an_invoice, some_totals
from tests.rules.judging import WARNING, judging
from unisson.einvoice.model import AllowanceCharge

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-LIGNE-01",
    fires={
        "they are two cents off": (an_invoice(lines=(a_line(net="3500.02"),)), "BT-109"),
        "an allowance on the document is forgotten": (
            an_invoice(allowances_charges=(AllowanceCharge(charge=False, amount=Decimal(500)),)),
            "BT-109",
        ),
        "a total of charges is forgotten": (an_invoice(totals=some_totals(charges="10")), "BT-109"),
    },
    silent={
        "totals of charges and allowances are counted": an_invoice(
            lines=(a_line(net="3600"),), totals=some_totals(charges="10", allowances="110")
        ),
        "they are one cent off": an_invoice(lines=(a_line(net="3500.01"),)),
        "a negative line is taken off": an_invoice(lines=(a_line(net="4000"), a_line(net="-500"))),
        "an allowance on the document is taken off": an_invoice(
            lines=(a_line(net="4000"),), allowances_charges=(AllowanceCharge(charge=False, amount=Decimal(500)),)
        ),
        "a charge on the document is added": an_invoice(
            lines=(a_line(net="3490"),), allowances_charges=(AllowanceCharge(charge=True, amount=Decimal(10)),)
        ),
        "an allowance has no amount": an_invoice(
            lines=(a_line(net="1"),), allowances_charges=(AllowanceCharge(charge=False),)
        ),
        "there is no line": an_invoice(lines=()),
        "a line has no amount": an_invoice(lines=(a_line(net="1"), a_line(net=None))),
    },
    file=WARNING,
    says={"declared": Decimal("3500.00"), "computed": Decimal("3500.02")},
)
