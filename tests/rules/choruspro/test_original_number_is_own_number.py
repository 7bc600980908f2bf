"""CPP-REF-11."""

from tests.builders import a_credit_note, a_preceding_invoice
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-REF-11",
    fires={
        "a credit note names itself": (
            a_credit_note(number="AV-1", preceding=(a_preceding_invoice(number="AV-1"),)),
            "BG-3[1]/BT-25",
        ),
    },
    silent={
        "it names another": a_credit_note(number="AV-1"),
        "neither has a number": a_credit_note(number=None, preceding=(a_preceding_invoice(number=None),)),
    },
    form=WARNING,
    file=WARNING,
)
