"""CPP-TIERS-01."""

from tests.builders import a_party, an_invoice
from tests.rules.judging import judging
from unisson.einvoice.model import Identifier

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TIERS-01",
    fires={
        "there is no supplier": (an_invoice(seller=None), "BT-29"),
        "it has a name only": (an_invoice(seller=a_party(None)), "BT-29"),
    },
    silent={
        "it has a SIRET": an_invoice(),
        "it has a VAT number only": an_invoice(seller=a_party(None, vat_id="DE136695976")),
        "it has a legal registration only": an_invoice(
            seller=a_party(None, legal_id=Identifier(value="1234567890", scheme="RIDET"))
        ),
    },
)
