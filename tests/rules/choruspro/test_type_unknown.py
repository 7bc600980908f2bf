"""CPP-REF-08."""

from tests.builders import a_credit_note, an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-REF-08",
    fires={
        "it is a pro forma": (an_invoice(type_code="325"), "BT-3"),
        "it is a word": (an_invoice(type_code="FACTURE"), "BT-3"),
    },
    silent={
        "it is an invoice": an_invoice(type_code="380"),
        "it is a credit note": a_credit_note(),
        "it is a corrected invoice": an_invoice(type_code="384"),
        "it is missing": an_invoice(type_code=None),
    },
)
