"""CPP-LIGNE-05."""

from tests.builders import a_line, an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-LIGNE-05",
    fires={
        "there is none": (an_invoice(lines=(a_line(unit=None),)), "BG-25[1]/BT-130"),
    },
    silent={
        "there is one": an_invoice(),
        "there is no line": an_invoice(lines=()),
    },
    file=None,
    says={"line": "1"},
)
