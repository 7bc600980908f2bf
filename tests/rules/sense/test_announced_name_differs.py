"""CPP-PDF-19."""

from tests.rules.judging import WARNING, judging_readings

from .containers import contained, uncontained

test_fires_when, test_is_silent_when = judging_readings(
    "CPP-PDF-19",
    fires={
        "it announces another": (contained(announced_name="zugferd-invoice.xml"), ""),
    },
    silent={
        "it is right": contained(),
        "nothing is known of the PDF": uncontained(),
        "it announces none": contained(announced_name=None),
    },
    weight=WARNING,
)
