"""CPP-TOTAL-13."""

from tests.builders import a_line, an_invoice, some_totals
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TOTAL-13",
    fires={
        "a price has seven": (an_invoice(lines=(a_line(price="350.0000001"),)), "BG-25[1]/BT-146"),
        "a total has eight": (an_invoice(totals=some_totals(due="4199.12345678")), "BT-115"),
    },
    silent={
        "a price has six": an_invoice(lines=(a_line(price="350.000001"),)),
        "final zeros do not count": an_invoice(lines=(a_line(price="350.00000000"),)),
        "it is not a number, which is another rule": an_invoice(totals=some_totals(due="NaN")),
    },
    file=WARNING,
)
