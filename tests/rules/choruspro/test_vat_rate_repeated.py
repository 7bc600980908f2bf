"""CPP-TVA-10."""

from tests.builders import a_vat_row, an_invoice
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TVA-10",
    fires={
        "two rows bear it": (an_invoice(vat_lines=(a_vat_row(), a_vat_row(rate="20.00"))), "BG-23[2]/BT-119"),
        "three rows bear it": (an_invoice(vat_lines=(a_vat_row(), a_vat_row(), a_vat_row())), "BG-23[2]/BT-119"),
    },
    silent={
        "the rates differ": an_invoice(vat_lines=(a_vat_row(), a_vat_row(rate="10"))),
        "the exemptions differ": an_invoice(
            vat_lines=(a_vat_row(rate="0", category="E"), a_vat_row(rate="0", category="AE"))
        ),
    },
    form=WARNING,
    file=WARNING,
)
