"""CPP-REF-10."""

from tests.builders import a_credit_note, a_preceding_invoice, an_invoice
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-REF-10",
    fires={
        "it has 21 characters": (a_credit_note(preceding=(a_preceding_invoice(number="A" * 21),)), "BG-3[1]/BT-25"),
        "it is the second": (
            a_credit_note(preceding=(a_preceding_invoice(), a_preceding_invoice(number="A" * 21))),
            "BG-3[2]/BT-25",
        ),
    },
    silent={
        "it has 20 characters": a_credit_note(preceding=(a_preceding_invoice(number="A" * 20),)),
        "it stands on an invoice, where it is not read": an_invoice(preceding=(a_preceding_invoice(number="A" * 21),)),
    },
    file=WARNING,
)
