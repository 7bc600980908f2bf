"""CPP-PDF-16."""

from tests.rules.judging import FATAL, judging_readings

from .containers import chorus, contained, uncontained

test_fires_when, test_is_silent_when = judging_readings(
    "CPP-PDF-16",
    fires={
        "it declares nothing": (contained(pdf_a=None), ""),
        "it declares the first part": (contained(pdf_a="1"), ""),
    },
    silent={
        "it is right": contained(),
        "nothing is known of the PDF": uncontained(),
        "it speaks the Chorus dialect": chorus(pdf_a=None),
    },
    weight=FATAL,
)
