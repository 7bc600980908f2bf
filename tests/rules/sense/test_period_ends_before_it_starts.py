"""CPP-SENS-03."""

from datetime import date

from tests.builders import a_line, an_invoice
from tests.rules.judging import WARNING, judging
from unisson.einvoice.model import Period

BACKWARDS = Period(start=date(2026, 9, 30), end=date(2026, 9, 1))

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-SENS-03",
    fires={
        "the invoice’s does": (an_invoice(period=BACKWARDS), "BT-74"),
        "a line’s does": (an_invoice(lines=(a_line(), a_line(period=BACKWARDS))), "BG-25[2]/BT-135"),
    },
    silent={
        "it is one day": an_invoice(period=Period(start=date(2026, 9, 1), end=date(2026, 9, 1))),
        "it is open": an_invoice(period=Period(start=date(2026, 9, 1))),
        "EN 16931 judges it": an_invoice(period=BACKWARDS, specification="urn:cen.eu:en16931:2017"),
    },
    form=WARNING,
    file=WARNING,
)
