"""CPP-TVA-08."""

from decimal import Decimal

from tests.builders import a_vat_row, an_invoice
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TVA-08",
    fires={
        "one base is two cents off": (an_invoice(vat_lines=(a_vat_row(base="3500.02"),)), "BT-109"),
        "a part is not covered": (an_invoice(vat_lines=(a_vat_row(base="3000"),)), "BT-109"),
        "two bases are three cents off": (
            an_invoice(vat_lines=(a_vat_row(base="3000"), a_vat_row(base="500.03"))),
            "BT-109",
        ),
    },
    silent={
        "two bases are two cents off": an_invoice(vat_lines=(a_vat_row(base="3000"), a_vat_row(base="500.02"))),
        "one base is one cent off": an_invoice(vat_lines=(a_vat_row(base="3500.01"),)),
        "two bases add up": an_invoice(vat_lines=(a_vat_row(base="3000"), a_vat_row(base="500", category="E"))),
        "there is no row": an_invoice(vat_lines=()),
    },
    file=WARNING,
    says={"declared": Decimal("3500.00"), "computed": Decimal("3500.02")},
)
