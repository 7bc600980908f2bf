"""CPP-REF-13."""

from tests.builders import an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-REF-13",
    fires={
        "it is a sign": (an_invoice(currency="€"), "BT-5"),
        "it is no longer in use": (an_invoice(currency="FRF"), "BT-5"),
        "it is in small letters": (an_invoice(currency="eur"), "BT-5"),
    },
    silent={
        "it is the euro": an_invoice(currency="EUR"),
        "it is the franc of the Pacific": an_invoice(currency="XPF"),
        "it is missing": an_invoice(currency=None),
    },
)
