"""CPP-PAIEMENT-02."""

from tests.builders import a_payment, an_invoice
from tests.rules.judging import WARNING, judging
from unisson.einvoice.model import Account, Payment

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-PAIEMENT-02",
    fires={
        "one digit is wrong": (an_invoice(payment=a_payment(iban="FR7630006000011234567890188")), "BG-17[1]/BT-84"),
        "it is a word": (an_invoice(payment=a_payment(iban="voir RIB")), "BG-17[1]/BT-84"),
    },
    silent={
        "it is right, with spaces": an_invoice(payment=a_payment(iban="FR76 3000 6000 0112 3456 7890 189")),
        "there is no payment": an_invoice(payment=None),
        "the account has none": an_invoice(payment=Payment(accounts=(Account(),))),
    },
    form=WARNING,
    file=WARNING,
)
