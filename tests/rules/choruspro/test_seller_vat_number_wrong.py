"""CPP-TIERS-08."""

from tests.builders import an_invoice, the_seller
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TIERS-08",
    fires={
        "its key is wrong": (an_invoice(seller=the_seller(vat_id="FR00538199597")), "BT-31"),
        "it is a word": (an_invoice(seller=the_seller(vat_id="TVA")), "BT-31"),
    },
    silent={
        "it is right": an_invoice(seller=the_seller(vat_id="FR83404833048")),
        "there is none": an_invoice(),
    },
    form=WARNING,
    file=WARNING,
)
