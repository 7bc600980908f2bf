"""CPP-CADRE-02."""

from tests.builders import an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-CADRE-02",
    fires={
        "it is past the last": (an_invoice(framework="A26"), "BT-23"),
        "it is a word": (an_invoice(framework="Facture"), "BT-23"),
    },
    silent={
        "it is one of the portal": an_invoice(framework="A1"),
        "it is one of the reform": an_invoice(framework="S1"),
        "it names a process of another network": an_invoice(framework="urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"),
        "it is missing": an_invoice(framework=None),
    },
)
