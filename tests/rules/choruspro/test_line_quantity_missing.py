"""CPP-LIGNE-04."""

from tests.builders import a_line, an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-LIGNE-04",
    fires={
        "there is none": (an_invoice(lines=(a_line(quantity=None),)), "BG-25[1]/BT-129"),
    },
    silent={
        "it is zero": an_invoice(lines=(a_line(quantity="0"),)),
        "there is no line": an_invoice(lines=()),
    },
    file=None,
    says={"line": "1"},
)
