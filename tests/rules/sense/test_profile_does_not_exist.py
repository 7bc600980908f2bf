"""CPP-SENS-12."""

from tests.builders import an_invoice
from tests.rules.judging import FATAL, judging

test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-SENS-12",
    fires={
        name: (an_invoice(specification=name), "BT-24")
        for name in (
            "urn:factur-x.eu:2p0:ultimate",
            "urn:factur-x.eu:1p0:premium",
            "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:ultimate",
            "urn:cen.eu:en16931:2071",
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
            "A2",
            None,
        )
    },
    form=None,
    file=FATAL,
)
