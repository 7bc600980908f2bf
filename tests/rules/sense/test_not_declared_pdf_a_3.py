"""CPP-PDF-16."""

from tests.rules.judging import WARNING, judging_readings

from .containers import chorus, contained, uncontained

test_fires_when, test_is_silent_when = judging_readings(
    "CPP-PDF-16",
    fires={
        "it declares nothing": (contained(pdf_a=""), ""),
        "it declares the first part": (contained(pdf_a="1"), ""),
    },
    silent={
        "it is right": contained(),
        "its metadata cannot be read": contained(pdf_a=None),
        "nothing is known of the PDF": uncontained(),
        "it speaks the Chorus dialect": chorus(pdf_a=""),
    },
    weight=WARNING,
)
