"""CPP-PDF-18."""

from tests.rules.judging import WARNING, judging_readings

from .containers import contained, uncontained

test_fires_when, test_is_silent_when = judging_readings(
    "CPP-PDF-18",
    fires={
        "it is only attached": (contained(associated=False), ""),
    },
    silent={
        "it is right": contained(),
        "nothing is known of the PDF": uncontained(),
    },
    weight=WARNING,
)
