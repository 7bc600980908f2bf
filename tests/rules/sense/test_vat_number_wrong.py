"""CPP-TIERS-08."""

from tests.builders import an_invoice, the_buyer, the_seller
from tests.rules.judging import WARNING, judging
from unisson.einvoice.model import Party

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TIERS-08",
    fires={
        "its key is wrong": (an_invoice(seller=the_seller(vat_id="FR00538199597")), "BT-31"),
        "it is a word": (an_invoice(seller=the_seller(vat_id="TVA")), "BT-31"),
        "it is short": (an_invoice(seller=the_seller(vat_id="DE37")), "BT-31"),
        "it is a tax number": (an_invoice(seller=the_seller(vat_id="DE37/302/30168")), "BT-31"),
        "it is the buyer’s": (an_invoice(buyer=the_buyer(vat_id="DK1")), "BT-48"),
        "it is the tax representative’s": (an_invoice(tax_representative=Party(vat_id="BE00")), "BT-63"),
        "its British key is wrong": (an_invoice(seller=the_seller(vat_id="GB123456789")), "BT-31"),
    },
    silent={
        "it is right": an_invoice(seller=the_seller(vat_id="FR83404833048")),
        "there is none": an_invoice(),
        "it is Greek": an_invoice(seller=the_seller(vat_id="EL094259216")),
        "it is Norwegian": an_invoice(seller=the_seller(vat_id="NO995525828MVA")),
        "its country’s form is unknown": an_invoice(seller=the_seller(vat_id="IM1234")),
    },
    form=WARNING,
    file=WARNING,
)
