"""CPP-SENS-11."""

from datetime import date

from tests.builders import an_invoice, some_totals, the_seller
from tests.rules.judging import WARNING, judging

FRENCH, DANISH, BULGARIAN = (the_seller(vat_id=number) for number in ("FR83404833048", "DK13585628", "BG175074752"))

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-SENS-11",
    fires={
        "a French invoice is in dollars": (an_invoice(seller=FRENCH, currency="USD"), "BT-5"),
        "a Danish one is in euros": (an_invoice(seller=DANISH, currency="EUR"), "BT-5"),
        "the second currency comes without its amount": (
            an_invoice(seller=FRENCH, currency="USD", vat_currency="EUR"),
            "BT-5",
        ),
        "Bulgaria has the euro": (an_invoice(seller=BULGARIAN, currency="BGN"), "BT-5"),
    },
    silent={
        "the VAT is told in euros too": an_invoice(
            seller=FRENCH, currency="USD", vat_currency="EUR", totals=some_totals(vat_accounting="650.00")
        ),
        "there is no VAT": an_invoice(seller=FRENCH, currency="USD", totals=some_totals(vat="0.00")),
        "Bulgaria had its own": an_invoice(seller=BULGARIAN, currency="BGN", issue_date=date(2025, 12, 31)),
        "the supplier is elsewhere": an_invoice(seller=the_seller(vat_id="CHE-107.787.577 IVA"), currency="USD"),
        "the supplier has no VAT number": an_invoice(currency="USD"),
    },
    form=None,
    file=WARNING,
)
