"""CPP-CADRE-01."""

from tests.builders import an_invoice
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-CADRE-01",
    fires={
        "there is none": (an_invoice(framework=None), "BT-23"),
        "it names a process of another network": (
            an_invoice(framework="urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"),
            "BT-23",
        ),
    },
    silent={
        "there is one": an_invoice(framework="A2"),
    },
    file=WARNING,
)
