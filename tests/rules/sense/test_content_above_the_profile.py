"""CPP-SENS-13."""

from tests.builders import an_invoice
from tests.rules.judging import WARNING, judging

MINIMUM, BASIC_WL = "urn:factur-x.eu:1p0:minimum", "urn:factur-x.eu:1p0:basicwl"

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-SENS-13",
    fires={
        "MINIMUM holds everything": (an_invoice(specification=MINIMUM), "BG-25 BG-23 BG-16"),
        "BASIC WL holds lines": (an_invoice(specification=BASIC_WL), "BG-25"),
    },
    silent={
        "MINIMUM holds totals": an_invoice(specification=MINIMUM, lines=(), vat_lines=(), payment=None),
        "BASIC WL holds VAT": an_invoice(specification=BASIC_WL, lines=()),
        "BASIC holds lines": an_invoice(specification="urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic"),
        "no profile is declared": an_invoice(),
    },
    form=None,
    file=WARNING,
    says={"profile": "MINIMUM"},
)
