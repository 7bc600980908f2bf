"""CPP-SENS-14."""

from tests.builders import an_invoice
from tests.rules.judging import FATAL, judging
from unisson.einvoice.model import Document, Invoice


def joined(content: bytes | None) -> Invoice:
    return an_invoice(documents=(Document(reference="1", filename="devis.pdf", content=content),))


test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-SENS-14",
    fires={
        "it runs on Windows": (joined(b"MZ\x90"), "BG-24[1]/BT-125"),
        "it runs on Linux": (joined(b"\x7fELF\x02"), "BG-24[1]/BT-125"),
        "it is a script": (joined(b"#!/bin/sh"), "BG-24[1]/BT-125"),
    },
    silent={"it is a PDF": joined(b"%PDF-1.7"), "it is elsewhere": joined(None), "it is empty": joined(b"")},
    form=None,
    file=FATAL,
    says={"name": "devis.pdf"},
)
