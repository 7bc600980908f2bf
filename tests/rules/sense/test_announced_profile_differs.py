"""CPP-PDF-15."""

from tests.rules.judging import WARNING, judging_readings

from .containers import contained, uncontained

test_fires_when, test_is_silent_when = judging_readings(
    "CPP-PDF-15",
    fires={
        "it announces less": (contained(level="MINIMUM"), "BT-24"),
        "it announces nothing known": (contained(level="no thing"), "BT-24"),
    },
    silent={
        "it is right": contained(),
        "nothing is known of the PDF": uncontained(),
        "it is announced by its old name": contained(level="Comfort"),
        "nothing is announced": contained(level=None),
        "it is written in one word": contained("urn:factur-x.eu:1p0:basicwl", relationship="Data", level="BASICWL"),
    },
    weight=WARNING,
)
