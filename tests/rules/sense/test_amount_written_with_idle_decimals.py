"""CPP-SENS-09."""

from tests.builders import a_reading, an_invoice
from tests.rules.judging import WARNING, judging_readings
from unisson.einvoice.reading import Reading, Syntax


def written(specification: str | None = "urn:cen.eu:en16931:2017", **raw: str) -> Reading:
    places = {name.replace("_", "-"): text for name, text in raw.items()}
    return a_reading(an_invoice(specification=specification), syntax=Syntax.CII, raw=places)


test_fires_when, test_is_silent_when = judging_readings(
    "CPP-SENS-09",
    fires={
        "it is nothing, at three decimals": (written(BT_110="0.000"), "BT-110"),
        "a line ends in zeros": (
            a_reading(
                an_invoice(specification="urn:cen.eu:en16931:2017"),
                syntax=Syntax.UBL_INVOICE,
                raw={"BG-25[2]/BT-131": "12.3400"},
            ),
            "BG-25[2]/BT-131",
        ),
    },
    silent={
        "it has two": written(BT_110="0.00"),
        "the official rule sees it": written(BT_112="11693.871"),
        "prices may have more": written(BT_146="1.5000"),
        "rates may have more": written(BT_119="20.000"),
        "no norm is declared": written(None, BT_110="0.000"),
    },
    weight=WARNING,
)
