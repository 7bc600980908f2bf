"""CPP-SENS-12."""

import pytest

from tests.builders import a_reading, an_invoice
from tests.rules.judging import FATAL, found, judging
from unisson.einvoice.reading import Syntax

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-SENS-12",
    fires={
        name: (an_invoice(specification=name), "BT-24")
        for name in (
            "urn:factur-x.eu:2p0:ultimate",
            "urn:factur-x.eu:1p0:premium",
            "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:ultimate",
            "urn:cen.eu:en16931:2071",
            "urn:cen.eu:en19631:2017",
            "urn:cen:eu:en16931:2017",
            "urn:cen.eu:en16931:2017#complient#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
            "EN 16931",
            "factur-x",
        )
    },
    silent={
        str(name): an_invoice(specification=name)
        for name in (
            "urn:factur-x.eu:1p0:minimum",
            "urn:factur-x.eu:1p0:basicwl",
            "urn:cen.eu:en16931:2017",
            "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
            "urn:cen.eu:en16931:2017:compliant:factur-x.eu:1p0:basic",
            "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
            "urn:cen.eu:en16931:2017#conformant#urn:zugferd.de:2p0:extended",
            "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr",
            "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
            "urn:ferd:CrossIndustryDocument:invoice:1p0:comfort",
            "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
            "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
            "#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0",
            "urn:peppol:pint:billing-1@jp-1",
            "A2",
            None,
        )
    },
    form=None,
    file=FATAL,
)


@pytest.mark.parametrize("syntax", [Syntax.UBL_INVOICE, Syntax.UBL_CREDIT_NOTE])
def test_it_is_judged_in_ubl_too(syntax: Syntax) -> None:
    wrong = a_reading(an_invoice(specification="urn:cen.eu:en16931:2071"), syntax=syntax)
    right = a_reading(an_invoice(specification="urn:fdc:peppol.eu:2017:poacc:billing:3.0"), syntax=syntax)
    assert [finding.where for finding in found("CPP-SENS-12", wrong)] == ["BT-24"]
    assert found("CPP-SENS-12", right) == []
