"""CPP-TIERS-04."""

from tests.builders import STATE, a_party, an_invoice
from tests.rules.judging import judging
from unisson.einvoice.model import Identifier

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TIERS-04",
    fires={
        "there is no recipient": (an_invoice(buyer=None), "BT-46"),
        "it has a name only": (an_invoice(buyer=a_party(None)), "BT-46"),
        "it has a SIREN only": (
            an_invoice(buyer=a_party(None, legal_id=Identifier(value="213002025", scheme="0002"))),
            "BT-46",
        ),
    },
    silent={
        "it has a SIRET": an_invoice(buyer=a_party(STATE)),
        "its SIRET stands under the scheme of the portal": an_invoice(
            buyer=a_party(None, legal_id=Identifier(value=STATE, scheme="1"))
        ),
    },
)
