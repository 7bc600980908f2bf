"""CPP-PDF-17."""

from tests.rules.judging import WARNING, judging_readings

from .containers import chorus, contained, uncontained

test_fires_when, test_is_silent_when = judging_readings(
    "CPP-PDF-17",
    fires={
        "they are undefined": (contained(colours=False), ""),
    },
    silent={
        "it is right": contained(),
        "nothing is known of the PDF": uncontained(),
        "it is no PDF/A-3, which is another rule": contained(pdf_a="", colours=False),
        "it speaks the Chorus dialect": chorus(colours=False),
    },
    weight=WARNING,
)
