"""CPP-PDF-14."""

from tests.rules.judging import WARNING, judging_readings

from .containers import contained, uncontained

test_fires_when, test_is_silent_when = judging_readings(
    "CPP-PDF-14",
    fires={
        "it says nothing": (contained(relationship="Unspecified"), ""),
        "there is none": (contained(relationship=""), ""),
        "BASIC is the source of the page": (contained("urn:factur-x.eu:1p0:basic", relationship="Source"), ""),
        "MINIMUM stands for the page": (contained("urn:factur-x.eu:1p0:minimum"), ""),
    },
    silent={
        "it is right": contained(),
        "nothing is known of the PDF": uncontained(),
        "EN 16931 is the source of the page": contained(relationship="Source"),
        "BASIC WL is its data": contained("urn:factur-x.eu:1p0:basicwl", relationship="Data"),
        "no profile is declared": contained(None, relationship=""),
    },
    weight=WARNING,
)
