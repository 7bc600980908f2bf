"""UBL: what the syntax binding asks of attached documents (UBL-DT-06 and 07, UBL-CR-666 and 673)."""

from collections.abc import Iterator

from unisson.einvoice.ubl import NAMESPACES
from unisson.kernel.findings import Findings

from .elements import found, located, path_of
from .evidence import Evidence
from .ruleset import UBL, Judge, declare
from .signs import Elements, Look, search
from .syntax_ubl import INVOICED_OBJECT, OBJECT_STATED, SOURCE, TYPE, parent_says

BINARY = (
    ("UBL-DT-06", "attachment_media_type_missing", "mimeCode", "le type (mimeCode)", "its type (mimeCode)"),
    ("UBL-DT-07", "attachment_name_missing", "filename", "le nom (filename)", "its name (filename)"),
)


_BINARY_ENDING = "BinaryObject"


def _unnamed_sign(attribute: str) -> str:
    return f"attachment without {attribute}"


@search
def unnamed_attachments(tag: str) -> Look | None:
    """Attachments that lack an attribute."""
    return _unnamed_attachments if tag.endswith(_BINARY_ENDING) else None


def _unnamed_attachments(attachments: Elements) -> Iterator[str]:
    for _, _, attribute, _, _ in BINARY:
        if any(attachment.get(attribute) is None for attachment in attachments):
            yield _unnamed_sign(attribute)


def _unnamed(attribute: str) -> Judge:
    def judge(evidence: Evidence) -> Findings:
        for tag, attachments in evidence.elements.items():
            if tag.endswith(_BINARY_ENDING):
                for element in attachments:
                    if element.get(attribute) is None:
                        yield located(evidence, element)

    return judge


def _declare_binary() -> None:
    for code, name, attribute, fr, en in BINARY:
        declare(
            code,
            name,
            _unnamed(attribute),
            fr=f"La pièce jointe (« {{element}} », ligne {{line}} du fichier) ne dit pas {fr} de son fichier : "
            "indiquez-le.",
            en=f"The attachment (“{{element}}”, line {{line}} of the file) does not state {en}: add it.",
            explanation=f"Sans {fr}, personne ne sait ouvrir la pièce jointe.",
            example=f"une pièce jointe sans {attribute}.",
            watches=(_unnamed_sign(attribute),),
            source=SOURCE.format(code=code),
            syntaxes=UBL,
        )


_declare_binary()

OBJECT_ONLY = (
    ("UBL-CR-666", "attachment_of_invoiced_object", "cac:Attachment", "de pièce jointe", "attachment"),
    ("UBL-CR-673", "description_of_invoiced_object", "cbc:DocumentDescription", "de description", "description"),
)


def _object_carries(name: str) -> Judge:
    path = path_of(f"cac:AdditionalDocumentReference/{name}", NAMESPACES)

    def judge(evidence: Evidence) -> Findings:
        for element, _ in found(evidence, path, accepts=parent_says(TYPE, INVOICED_OBJECT)):
            yield located(evidence, element)
            return

    return judge


def _declare_object() -> None:
    for code, name, element, fr, en in OBJECT_ONLY:
        declare(
            code,
            name,
            _object_carries(element),
            fr=f"L’objet facturé (document de type 130) ne porte pas {fr} (« {{element}} », ligne {{line}} du "
            "fichier) : retirez-la, ou décrivez un document joint à part.",
            en=f"The invoiced object (document of type 130) carries no {en} (“{{element}}”, line {{line}} of the "
            "file): remove it, or describe an attached document apart.",
            explanation="L’objet facturé (BT-18) est un identifiant, et rien d’autre.",
            example=f"un document de type 130 avec {element}.",
            watches=(OBJECT_STATED,),
            source=SOURCE.format(code=code),
            syntaxes=UBL,
        )


_declare_object()
