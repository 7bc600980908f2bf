"""CPP-SENS-15."""

from tests.builders import an_invoice
from tests.rules.judging import WARNING, judging
from unisson.einvoice.model import Document, Invoice


def joined(content: bytes | None, media_type: str | None = "application/pdf") -> Invoice:
    return an_invoice(documents=(Document(reference="1", content=content, media_type=media_type),))


test_fires_when, test_is_silent_when, test_weighs = judging(
    "CPP-SENS-15",
    fires={
        "it is text": (joined(b"bonjour"), "BG-24[1]/BT-125"),
        "it is empty": (joined(b""), "BG-24[1]/BT-125"),
        "it is no picture": (joined(b"%PDF-1.7", "image/png"), "BG-24[1]/BT-125"),
    },
    silent={
        "it is a PDF": joined(b"\n%PDF-1.7"),
        "it is a table": joined(b"a;b", "text/csv"),
        "it is elsewhere": joined(None),
        "its type is not said": joined(b"bonjour", None),
        "it is a program, which is another rule": joined(b"MZ"),
    },
    form=None,
    file=WARNING,
    says={"name": "1", "type": "application/pdf"},
)
