"""CPP-REF-09."""

from tests.builders import a_credit_note, a_preceding_invoice, an_invoice
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-REF-09",
    fires={
        "a credit note names no invoice": (a_credit_note(preceding=()), "BT-25"),
        "a credit note names an invoice by its date only": (
            a_credit_note(preceding=(a_preceding_invoice(number=None),)),
            "BT-25",
        ),
    },
    silent={
        "a credit note names its invoice": a_credit_note(),
        "an invoice names none": an_invoice(preceding=()),
    },
    form=WARNING,
    file=WARNING,
)
