"""CPP-TIERS-07."""

from tests.builders import PONT_SAINT_ESPRIT, a_party, an_invoice
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TIERS-07",
    fires={
        "both bear the same SIRET": (an_invoice(seller=a_party(PONT_SAINT_ESPRIT)), "BT-46"),
    },
    silent={
        "they differ": an_invoice(),
        "neither has one": an_invoice(seller=None, buyer=None),
    },
    form=WARNING,
    file=WARNING,
)
