"""CPP-SENS-05."""

from tests.builders import an_invoice, the_buyer, the_seller
from tests.rules.judging import WARNING, judging
from unisson.einvoice.model import Identifier, Party

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-SENS-05",
    fires={
        "it is a cross": (an_invoice(seller=the_seller(legal_id=Identifier(value="X"))), "BT-30"),
        "the buyer’s is a name": (an_invoice(buyer=the_buyer(legal_id=Identifier(value="Mairie"))), "BT-47"),
        "the payee’s is a sign": (an_invoice(payee=Party(legal_id=Identifier(value="-", scheme="0189"))), "BT-61"),
    },
    silent={
        "it is of a court": an_invoice(seller=the_seller(legal_id=Identifier(value="HRB 12"))),
        "its scheme already says so": an_invoice(seller=the_seller(legal_id=Identifier(value="X", scheme="0002"))),
    },
    form=WARNING,
    file=WARNING,
)
