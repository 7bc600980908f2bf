"""CPP-TVA-03."""

from tests.builders import a_vat_row, an_invoice, portal_terms
from tests.rules.judging import WARNING, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-TVA-03",
    fires={
        "no row gives one": (an_invoice(portal=portal_terms(vat_regime="EXONERATION")), "BT-120"),
        "there is no row": (an_invoice(portal=portal_terms(vat_regime="EXONERATION"), vat_lines=()), "BT-120"),
    },
    silent={
        "a row gives the text": an_invoice(
            portal=portal_terms(vat_regime="EXONERATION"), vat_lines=(a_vat_row(exemption_reason="Art. 293 B du CGI"),)
        ),
        "a row gives the code": an_invoice(
            portal=portal_terms(vat_regime="EXONERATION"), vat_lines=(a_vat_row(exemption_code="VATEX-FR-FRANCHISE"),)
        ),
        "VAT is due": an_invoice(),
    },
    file=WARNING,
)
