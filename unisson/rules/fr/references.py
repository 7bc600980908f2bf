"""Attachments, invoiced objects and item attributes (BR-FR-17, 18, 27 to 30)."""

from collections.abc import Callable

from lxml import etree

from unisson.einvoice.cii import NAMESPACES as CII_NAMES
from unisson.einvoice.ubl import NAMESPACES as UBL_NAMES
from unisson.kernel.findings import Findings
from unisson.rules.en16931.elements import clark
from unisson.rules.engine import at

from .filing import Family, Filing, Row, Spot, plain, same, texts
from .ruleset import declare, declare_family, rule, sign
from .tables import ATTACHMENTS, READABLE


def _both(ubl: str, cii: str) -> tuple[str, str]:
    return clark(ubl, UBL_NAMES), clark(cii, CII_NAMES)


_DOCUMENTS = Spot(ubl="/cac:AdditionalDocumentReference", cii="/AGREEMENT/ram:AdditionalReferencedDocument")
_ANY_DOCUMENT = Spot(ubl="cac:AdditionalDocumentReference", cii="/AGREEMENT/ram:AdditionalReferencedDocument")
_DESCRIPTION_HOMES = _both("cac:AdditionalDocumentReference", "ram:AdditionalReferencedDocument")
_DESCRIPTION = _both("cbc:DocumentDescription", "ram:Name")
_TYPE = _both("cbc:DocumentTypeCode", "ram:TypeCode")
_ID = _both("cbc:ID", "ram:IssuerAssignedID")
_SCHEME = clark("ram:ReferenceTypeCode", CII_NAMES)
ATTACHMENT = "916"


@rule(
    "BR-FR-17_BT-123",
    watches=frozenset(_DESCRIPTION_HOMES),
    fr="La pièce jointe est décrite « {written} » (BT-123) : choisissez l’un des mots de la réforme, par exemple "
    "LISIBLE, BON_COMMANDE, BON_LIVRAISON, RIB ou DOCUMENT_ANNEXE.",
    en="The attachment is described as “{written}” (BT-123): choose one of the words of the reform, LISIBLE, "
    "BON_COMMANDE, BON_LIVRAISON, RIB or DOCUMENT_ANNEXE for instance.",
)
def attachment_of_unknown_kind(filing: Filing) -> Findings:
    """Les plateformes rangent les pièces jointes d’après un mot d’une liste fermée.

    Exemple : une pièce jointe décrite « Bon de commande ».
    """
    for document in _ANY_DOCUMENT.found(filing) if filing.remember(_descriptions) else ():
        if filing.is_cii and ATTACHMENT not in texts(document, _TYPE[True]):
            continue
        written = next(iter(texts(document, _DESCRIPTION[filing.is_cii])), None)
        # In CII spaces around the word do not count, and nothing said is no wrong word.
        code = written if written is None or not filing.is_cii else plain(written) or None
        if code is not None and code not in ATTACHMENTS:
            yield at("BG-24/BT-123", written=code.strip())


def _descriptions(filing: Filing) -> list[str]:
    """What the documents of the file are said to be."""
    home = _ANY_DOCUMENT.paths[filing.is_cii][0].tags[-1]
    return [one.text or "" for one in filing.candidates(home, _DESCRIPTION[filing.is_cii])]


@rule(
    "BR-FR-18_BT-123",
    watches=frozenset(_DESCRIPTION_HOMES),
    fr="{count} pièces jointes sont décrites « LISIBLE » (BT-123) : n’en gardez qu’une, celle qui se lit à la place de "
    "la facture.",
    en="{count} attachments are described as “LISIBLE” (BT-123): keep one only, the one to read in place of the "
    "invoice.",
)
def several_readable_views(filing: Filing) -> Findings:
    """Une facture n’a qu’un « lisible » : le document qu’une personne lit à la place du fichier structuré.

    Exemple : deux PDF décrits « LISIBLE ».
    """
    tag = _DESCRIPTION[filing.is_cii]
    if filing.remember(_descriptions).count(READABLE) < 2:
        return
    count = sum(1 for document in _DOCUMENTS.found(filing) if READABLE in texts(document, tag))
    if count > 1:
        yield at("BG-24", count=count)


_HOMES = Spot(ubl="/cac:AdditionalDocumentReference", cii="/AGREEMENT")
_LINE_HOMES = Spot(ubl="/LINE/cac:DocumentReference", cii="/LINE")
_REFERENCES = clark("cac:AdditionalDocumentReference", UBL_NAMES), clark("cac:DocumentReference", UBL_NAMES)
_REFERENCE = clark("ram:AdditionalReferencedDocument", CII_NAMES)
FLOWS = ("AFL", "AVV")
"""Schemes of an invoiced object: number of a sub-invoice, framework of a sub-invoice."""


def _objects(home: etree._Element, scheme: str, *, is_cii: bool) -> list[etree._Element]:
    """The numbers of that scheme in a home: documents of their own in CII, identifiers of one in UBL."""
    if not is_cii:
        return [one for one in home if one.tag == _ID[False] and one.get("schemeID") == scheme]
    return [one for one in home if one.tag == _REFERENCE and scheme in texts(one, _SCHEME)]


def _schemes(filing: Filing) -> frozenset[str | None]:
    """The schemes of the objects that the file names, of lines and others."""
    if filing.is_cii:
        return frozenset(one.text for one in filing.elements.get(_SCHEME, ()))
    return frozenset(one.get("schemeID") for home in _REFERENCES for one in filing.candidates(home, _ID[False]))


def _repeated(homes: Spot, term: str) -> Callable[[Filing], Findings]:
    return lambda filing: _found_twice(homes, term, filing)


def _found_twice(homes: Spot, term: str, filing: Filing) -> Findings:
    for home in homes.found(filing):
        counts = [len(_objects(home, scheme, is_cii=filing.is_cii)) for scheme in FLOWS]
        if max(counts) > 1:
            yield at(filing.place(home) + term, scheme=FLOWS[counts[0] < 2], count=max(counts))


def _empty(homes: Spot, term: str, scheme: str) -> Callable[[Filing], Findings]:
    return lambda filing: _found_empty(homes, term, scheme, filing)


def _found_empty(homes: Spot, term: str, scheme: str, filing: Filing) -> Findings:
    for home in homes.found(filing):
        for one in _objects(home, scheme, is_cii=filing.is_cii):
            written = texts(one, _ID[True]) if filing.is_cii else [one.text or ""]
            for text in written:
                if not plain(text):
                    yield at(filing.place(home) + term)


def _declare_objects() -> None:
    objects = sign("an object of a sub-invoice", lambda filing: not filing.remember(_schemes).isdisjoint(FLOWS))
    for number, homes, term, of_line in (("29", _HOMES, "BT-18", ""), ("30", _LINE_HOMES, "BT-128", "line_")):
        declare(
            f"BR-FR-{number}_{term}",
            f"{of_line}invoiced_object_repeated",
            _repeated(homes, term),
            watches=objects,
            fr=f"L’objet facturé ({term}) a {{count}} numéros de schéma {{scheme}} : n’en gardez qu’un.",
            en=f"The invoiced object ({term}) has {{count}} numbers of scheme {{scheme}}: keep one only.",
            explanation="Les schémas AFL (numéro de sous-facture) et AVV (cadre de sous-facture) ne se donnent qu’une "
            "fois.",
            example="deux objets facturés de schéma AFL.",
        )
        for scheme in FLOWS:
            declare(
                f"BR-FR-{number}_{scheme}",
                f"{of_line}invoiced_object_of_scheme_{scheme.lower()}_empty",
                _empty(homes, term, scheme),
                watches=objects,
                fr=f"L’objet facturé ({term}) de schéma {scheme} ne dit rien : indiquez son numéro, ou retirez-le.",
                en=f"The invoiced object ({term}) of scheme {scheme} says nothing: state its number, or remove it.",
                explanation="Un schéma sans numéro ne désigne rien.",
                example=f"un objet facturé de schéma {scheme}, vide.",
            )


_declare_objects()

# In UBL the official rules look for attributes of an item right below the invoice, where the syntax has none.
_ATTRIBUTES = Spot(
    ubl="/cac:Item/cac:AdditionalItemProperty",
    cii="/LINE/ram:SpecifiedTradeProduct/ram:ApplicableProductCharacteristic",
)
_VALUED = Spot(
    ubl="/LINE/cac:Item/cac:AdditionalItemProperty",
    cii="/LINE/ram:SpecifiedTradeProduct/ram:ApplicableProductCharacteristic",
)
_ATTRIBUTE_TAGS = _both("cac:AdditionalItemProperty", "ram:ApplicableProductCharacteristic")
_NAME, _NAME_CODE = _both("cbc:Name", "ram:Description"), _both("cbc:NameCode", "ram:TypeCode")
_VALUE, _MEASURE = _both("cbc:Value", "ram:Value"), _both("cbc:ValueQuantity", "ram:ValueMeasure")


@rule(
    "BR-FR-27_BG-32",
    watches=frozenset(_ATTRIBUTE_TAGS),
    fr="Un attribut d’article (BG-32) n’a ni nom (BT-160) ni code : indiquez l’un des deux.",
    en="An item attribute (BG-32) has neither a name (BT-160) nor a code: state one of them.",
)
def attribute_without_name(filing: Filing) -> Findings:
    """Une valeur dont on ne sait pas ce qu’elle mesure ne dit rien.

    Exemple : un attribut qui dit « Bleu », sans dire que c’est une couleur.
    """
    wanted = _NAME[filing.is_cii], _NAME_CODE[filing.is_cii]
    for attribute in _ATTRIBUTES.found(filing):
        if not any(one.tag in wanted for one in attribute):
            yield at(filing.place(attribute) + "BG-32")


_ATTRIBUTE_NAMES = tuple(
    Row(code, name, term, f"/cac:Item/cac:AdditionalItemProperty/{ubl}",
        f"/LINE/ram:SpecifiedTradeProduct/ram:ApplicableProductCharacteristic/{cii}")
    for code, name, term, ubl, cii in (
        ("BR-FR-27_BT-160", "attribute_name_empty", "BT-160", "cbc:Name", "ram:Description"),
        ("BR-FR-27_EXT-FR-FE-159", "attribute_code_empty", "EXT-FR-FE-159", "cbc:NameCode", "ram:TypeCode"),
    )
)  # fmt: skip
declare_family(
    Family(rows=_ATTRIBUTE_NAMES, accepts=same(plain)),
    fr="« <label> » (<term>) ne dit rien : remplissez-le, ou retirez-le.",
    en="“<label>” (<term>) says nothing: fill it in, or remove it.",
    explanation="Un attribut d’article se reconnaît à son nom ou à son code.",
    example="un attribut dont le nom n’est fait que d’espaces.",
)


@rule(
    "BR-FR-28-Value",
    watches=frozenset(_ATTRIBUTE_TAGS),
    fr="Un attribut d’article (BG-32) doit avoir une valeur (BT-161), ou une mesure avec son unité, et pas les deux : "
    "corrigez-le.",
    en="An item attribute (BG-32) must have a value (BT-161), or a measure with its unit, and not both: correct it.",
)
def attribute_without_single_value(filing: Filing) -> Findings:
    """Un attribut dit une seule chose : un texte, ou une mesure dans une unité.

    Exemple : un attribut « Longueur » qui dit à la fois « long » et 2 mètres.
    """
    value, measure = _VALUE[filing.is_cii], _MEASURE[filing.is_cii]
    for attribute in _VALUED.found(filing):
        has_value = any(one.tag == value for one in attribute)
        measures = [one for one in attribute if one.tag == measure]
        if bool(measures) is has_value or (not has_value and not any(one.get("unitCode") for one in measures)):
            yield at(filing.place(attribute) + "BG-32")
