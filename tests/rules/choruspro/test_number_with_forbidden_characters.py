"""CPP-REF-03."""

from tests.builders import an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-REF-03",
    fires={
        "it has a space": (an_invoice(number="FA 42"), "BT-1"),
        "it has a dot": (an_invoice(number="FA.42"), "BT-1"),
        "it has an accent": (an_invoice(number="ÉTÉ42"), "BT-1"),
        "it ends with a line break": (an_invoice(number="FA42\n"), "BT-1"),
        "it has digits of another script": (an_invoice(number="٤٢"), "BT-1"),
    },
    silent={
        "it has every sign allowed": an_invoice(number="aZ09-_/+"),
        "it is made of spaces, which is another rule": an_invoice(number="  "),
        "it is missing": an_invoice(number=None),
    },
)
