"""CPP-TVA-11."""

from tests.builders import a_vat_row, an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TVA-11",
    fires={
        "one row has none": (an_invoice(vat_lines=(a_vat_row(category=None),)), "BG-23[1]/BT-118"),
        "the second has none": (an_invoice(vat_lines=(a_vat_row(), a_vat_row(category=None))), "BG-23[2]/BT-118"),
    },
    silent={"each row has one": an_invoice(), "there is no row": an_invoice(vat_lines=())},
    form=None,
)
