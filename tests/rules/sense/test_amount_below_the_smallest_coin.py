"""CPP-SENS-10."""

from tests.builders import a_reading, an_invoice
from tests.rules.judging import WARNING, judging_readings
from unisson.einvoice.reading import Reading, Syntax


def written(currency: str, place: str, text: str) -> Reading:
    return a_reading(an_invoice(currency=currency), syntax=Syntax.UBL_INVOICE, raw={place: text})


test_fires_when, test_is_silent_when = judging_readings(
    "CPP-SENS-10",
    fires={"it is half a franc": (written("XPF", "BT-112", "1200.50"), "BT-112")},
    silent={
        "the zeros say nothing": written("XPF", "BT-112", "1200.00"),
        "it is a price": written("XPF", "BG-25[1]/BT-146", "0.5"),
        "it is the VAT in euros": written("XPF", "BT-111", "10.06"),
        "the euro has cents": written("EUR", "BT-112", "1200.50"),
    },
    weight=WARNING,
)
