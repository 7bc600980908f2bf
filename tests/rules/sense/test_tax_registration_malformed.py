"""CPP-SENS-08."""

from tests.builders import an_invoice, the_seller
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-SENS-08",
    fires={
        "it is two letters": (an_invoice(seller=the_seller(tax_registration_id="XX")), "BT-32"),
        "it is a word": (an_invoice(seller=the_seller(tax_registration_id="Finanzamt")), "BT-32"),
        "it is three digits": (an_invoice(seller=the_seller(tax_registration_id="1-2 3")), "BT-32"),
    },
    silent={
        "it is German": an_invoice(seller=the_seller(tax_registration_id="201/113/40209")),
        "it is Swedish": an_invoice(seller=the_seller(tax_registration_id="Godkänd för F-skatt")),
        "it is Norwegian": an_invoice(seller=the_seller(tax_registration_id="Foretaksregisteret")),
        "there is none": an_invoice(),
    },
    form=WARNING,
    file=WARNING,
)
