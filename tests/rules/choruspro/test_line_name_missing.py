"""CPP-LIGNE-03."""

from tests.builders import a_line, an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-LIGNE-03",
    fires={
        "there is none": (an_invoice(lines=(a_line(), a_line(name=None))), "BG-25[2]/BT-153"),
        "it is made of spaces": (an_invoice(lines=(a_line(name=" "),)), "BG-25[1]/BT-153"),
    },
    silent={
        "there is one": an_invoice(),
        "there is no line": an_invoice(lines=()),
    },
    file=None,
    says={"line": "1"},
)
