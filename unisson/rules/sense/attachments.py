"""What a file joined to the invoice really is, by its first bytes."""

from unisson.einvoice.model import Document, Invoice
from unisson.kernel.findings import Findings, Severity
from unisson.rules.engine import at

from .ruleset import IN_FILES, sense

PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
"""How programs start: Windows, Linux, macOS, Java, scripts."""
STARTS = {
    "application/pdf": b"%PDF-",
    "image/png": b"\x89PNG",
    "image/jpeg": b"\xff\xd8\xff",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": b"PK",
    "application/vnd.oasis.opendocument.spreadsheet": b"PK",
}
"""BT-125-1: the media types that EN 16931 admits, and how such a file starts."""
_WITHIN = 1024
"""A PDF may start after some other bytes (ISO 32000-1, annex H)."""


def is_program(document: Document) -> bool:
    """Whether the content runs rather than reads."""
    return bool(document.content) and (document.content or b"").startswith(PROGRAMS)


@sense.rule(
    "CPP-SENS-14",
    source="EN 16931-1, BT-125 ; RFC 6838",
    fr="La pièce jointe « {name} » est un programme, pas un document : retirez-la et joignez le document lui-même.",
    en="The attachment “{name}” is a program, not a document: remove it and attach the document itself.",
    syntaxes=IN_FILES,
)
def attachment_is_a_program(invoice: Invoice) -> Findings:
    """Ce que l’on joint à une facture se lit ; un programme peut nuire à qui l’ouvre, quel que soit son nom.

    Exemple : « facture.pdf » dont le contenu est un exécutable de Windows.
    """
    for rank, document in enumerate(invoice.documents, start=1):
        if is_program(document):
            yield at(f"BG-24[{rank}]/BT-125", name=document.filename or document.reference)


@sense.rule(
    "CPP-SENS-15",
    source="EN 16931-1, BT-125-1",
    fr="La pièce jointe « {name} » n’est pas du type annoncé ({type}) : joignez de nouveau le fichier.",
    en="The attachment “{name}” is not of the announced type ({type}): attach the file again.",
    severity=Severity.WARNING,
    syntaxes=IN_FILES,
)
def attachment_of_another_type(invoice: Invoice) -> Findings:
    """Le destinataire ouvre la pièce d’après son type ; un autre contenu ne s’affichera pas.

    Exemple : « application/pdf » annoncé, contenu vide ou texte.
    """
    for rank, document in enumerate(invoice.documents, start=1):
        start = STARTS.get(document.media_type or "")
        if start is None or document.content is None or is_program(document):
            continue
        if start not in document.content[:_WITHIN]:
            name = document.filename or document.reference
            yield at(f"BG-24[{rank}]/BT-125", name=name, type=document.media_type)
