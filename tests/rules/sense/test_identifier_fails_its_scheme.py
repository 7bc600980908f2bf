"""CPP-SENS-04."""

from tests.builders import SAFE_STYLE, a_line, a_party, an_invoice, the_seller
from tests.rules.judging import WARNING, judging
from unisson.einvoice.model import Delivery, Identifier, Invoice


def registered(value: str, scheme: str | None) -> Invoice:
    return an_invoice(seller=the_seller(legal_id=Identifier(value=value, scheme=scheme)))


test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-SENS-04",
    fires={
        "a digit of the SIRET is wrong": (an_invoice(seller=a_party("53819959700014")), "BT-29"),
        "the SIRET is written with spaces": (an_invoice(buyer=a_party("213 002 025 00012")), "BT-46"),
        "a digit of the SIREN is wrong": (registered("538199598", "0002"), "BT-30"),
        "the GLN is short": (registered("123456789", "0088"), "BT-30"),
        "the Danish number is wrong": (registered("13585629", "0184"), "BT-30"),
        "the Belgian number is wrong": (registered("0000000197", "0208"), "BT-30"),
        "the SIRET of the Chorus dialect is wrong": (registered("53819959700014", "1"), "BT-30"),
        "the address is no SIREN": (
            an_invoice(seller=the_seller(electronic_address=Identifier(value="123_A", scheme="0225"))),
            "BT-34",
        ),
        "the address is no German VAT number": (
            an_invoice(seller=the_seller(electronic_address=Identifier(value="111111126", scheme="9930"))),
            "BT-34",
        ),
        "the place of delivery has a wrong GLN": (
            an_invoice(delivery=Delivery(location=Identifier(value="5790000436068", scheme="0088"))),
            "BT-71",
        ),
        "the payee’s key is wrong": (an_invoice(payee=a_party("53819959700014")), "BT-60"),
        "the article has a wrong GTIN": (
            an_invoice(lines=(a_line(standard_item_id=Identifier(value="3017620422004", scheme="0160")),)),
            "BG-25[1]/BT-157",
        ),
    },
    silent={
        "SIREN and SIRET are right": registered("538199597", "0002"),
        "a SIRET stands in the register of SIREN": registered(SAFE_STYLE, "0002"),
        "the GLN is right": registered("5790000436057", "0088"),
        "the VAT address has its prefix": registered("DE111111125", "9930"),
        "the VAT address has none": registered("111111125", "9930"),
        "the address has a suffix": registered("538199597_COMPTA", "0225"),
        "the register has no check digits": registered("ODETTE254879", "0177"),
        "no register is named": registered("12", None),
    },
    form=None,
    file=WARNING,
    says={"number": "53819959700014", "scheme": "0009"},
)
