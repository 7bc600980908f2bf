"""CPP-REF-17."""

from tests.builders import an_invoice, portal_terms
from tests.rules.judging import judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-REF-17",
    fires={
        "it has 2001 characters": (an_invoice(portal=portal_terms(comment="c" * 2001)), "EXT-COMMENT"),
    },
    silent={
        "it has 2000 characters": an_invoice(portal=portal_terms(comment="c" * 2000)),
        "there is none": an_invoice(),
    },
)
