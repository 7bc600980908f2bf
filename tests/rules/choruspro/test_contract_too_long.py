"""CPP-REF-16."""

from tests.builders import an_invoice
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-REF-16",
    fires={
        "it has 51 characters": (an_invoice(contract_reference="M" * 51), "BT-12"),
    },
    silent={
        "it has 50 characters": an_invoice(contract_reference="M" * 50),
        "there is none": an_invoice(contract_reference=None),
    },
)
