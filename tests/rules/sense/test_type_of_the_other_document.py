"""CPP-SENS-01."""

from tests.builders import a_credit_note, a_reading, an_invoice
from tests.rules.judging import FATAL, judging_readings
from unisson.einvoice.reading import Syntax

test_fires_when, test_is_silent_when = judging_readings(
    "CPP-SENS-01",
    fires={
        "an invoice is written as CreditNote": (a_reading(an_invoice(), syntax=Syntax.UBL_CREDIT_NOTE), "BT-3"),
        "a credit note is written as Invoice": (a_reading(a_credit_note(), syntax=Syntax.UBL_INVOICE), "BT-3"),
    },
    silent={
        "an invoice is written as Invoice": a_reading(an_invoice(), syntax=Syntax.UBL_INVOICE),
        "a credit note is written as CreditNote": a_reading(a_credit_note(), syntax=Syntax.UBL_CREDIT_NOTE),
        "CII has one document for both": a_reading(a_credit_note(), syntax=Syntax.CII),
        "the type is unknown": a_reading(an_invoice(type_code="X"), syntax=Syntax.UBL_INVOICE),
    },
    weight=FATAL,
)
