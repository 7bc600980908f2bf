"""CII: the elements that have no place in an EN 16931 invoice (CII-DT-015 to 030, 068 to 096)."""

from collections.abc import Iterator, Mapping
from functools import cache, partial

from lxml import etree

from unisson.einvoice.cii import NAMESPACES
from unisson.kernel.findings import Findings

from .elements import located, path_of, text_of
from .evidence import Evidence
from .ruleset import CII, Judge, declare
from .signs import Elements, Look, search
from .syntax_cii import SOURCE, is_named, short, tag_of

_PERIOD = "BillingSpecifiedPeriod"
_ADDRESS = "PostalTradeAddress"
_REFERENCE = "ReferencedDocument"
CHILDREN = (
    *(
        (f"CII-DT-{number:03}", f"reference_{name}_out_of_place", _REFERENCE, f"ram:{element}")
        for number, name, element in (
            (16, "status", "StatusCode"),
            (17, "copy_indicator", "CopyIndicator"),
            (19, "global_identifier", "GlobalID"),
            (20, "revision", "RevisionID"),
            (23, "information", "Information"),
            (25, "section", "SectionName"),
            (26, "previous_revision", "PreviousRevisionID"),
            (28, "effective_period", "EffectiveSpecifiedPeriod"),
            (29, "issuer", "IssuerTradeParty"),
            (30, "attached_file", "AttachedSpecifiedBinaryFile"),
        )
    ),
    *(
        (f"CII-DT-{number:03}", f"period_{name}_out_of_place", _PERIOD, path)
        for number, name, path in (
            (68, "start_time", "ram:StartDateTime/udt:DateTime"),
            (69, "duration", "ram:DurationMeasure"),
            (70, "inclusion", "ram:InclusiveIndicator"),
            (71, "description", "ram:Description"),
            (72, "end_time", "ram:EndDateTime/udt:DateTime"),
            (73, "complete_time", "ram:CompleteDateTime"),
            (74, "openness", "ram:OpenIndicator"),
            (75, "season", "ram:SeasonCode"),
            (76, "identifier", "ram:ID"),
            (77, "name", "ram:Name"),
            (78, "sequence", "ram:SequenceNumeric"),
            (79, "flexibility", "ram:StartDateFlexibilityCode"),
            (80, "continuity", "ram:ContinuousIndicator"),
            (81, "purpose", "ram:PurposeCode"),
        )
    ),
    *(
        (f"CII-DT-{number:03}", f"address_{name}_out_of_place", _ADDRESS, f"ram:{element}")
        for number, name, element in (
            (82, "identifier", "ID"),
            (83, "post_office_box", "PostOfficeBox"),
            (84, "building_name", "BuildingName"),
            (86, "fourth_line", "LineFour"),
            (87, "fifth_line", "LineFive"),
            (88, "street", "StreetName"),
            (89, "district", "CitySubDivisionName"),
            (90, "country_name", "CountryName"),
            (91, "subdivision_identifier", "CountrySubDivisionID"),
            (92, "attention", "AttentionOf"),
            (93, "care_of", "CareOf"),
            (94, "building_number", "BuildingNumber"),
            (95, "department", "DepartmentName"),
            (96, "additional_street", "AdditionalStreetName"),
        )
    ),
)
"""Code, fault, how the name of the parent ends, the child that has no place there."""


def _sign(code: str) -> str:
    return f"{code} child"


@cache
def _forbidden() -> dict[str, dict[str, str]]:
    """By the ending of the parent's name, the children that may have no place there, with the sign of their rule."""
    found: dict[str, dict[str, str]] = {}
    for code, _, parent, path in CHILDREN:
        if "/" not in path:
            found.setdefault(parent, {})[tag_of(path)] = _sign(code)
    for code, _, path, _types in TYPED_CHILDREN:
        found[_REFERENCE][tag_of(path)] = _sign(code)
    return found


@search
def misplaced(tag: str) -> Look | None:
    """The children that may have no place in the periods, addresses and references where they stand."""
    forbidden = next((found for parent, found in _forbidden().items() if is_named(tag, parent)), None)
    return partial(_misplaced_signs, forbidden) if forbidden else None


def _misplaced_signs(forbidden: Mapping[str, str], elements: Elements) -> Iterator[str]:
    for element in elements:
        for child in element:
            if child.tag in forbidden and not _may_stand(child, element):
                yield forbidden[child.tag]


def _has_child(parent: str, path: str) -> Judge:
    child = path_of(path, NAMESPACES)

    def judge(evidence: Evidence) -> Findings:
        if child[-1] not in evidence.elements:
            return
        told = {}
        for element in evidence.elements[child[-1]]:
            home = element.getparent()
            if len(child) > 1 and home is not None and home.tag == child[0]:
                home = home.getparent()
            elif len(child) > 1:
                continue
            if home is not None and is_named(home.tag, parent):
                told[home] = element
        for element in told.values():
            yield located(evidence, element)

    return judge


def _declare_children() -> None:
    for code, name, parent, path in CHILDREN:
        declare(
            code,
            name,
            _has_child(parent, path),
            fr=f"L’élément « {{element}} » (ligne {{line}} du fichier) n’a pas sa place dans {parent} : retirez-le, ou "
            "portez son contenu là où la norme le prévoit.",
            en=f"The element “{{element}}” (line {{line}} of the file) has no place in {parent}: remove it, or put its "
            "content where the standard provides for it.",
            explanation=f"La norme ne reprend pas {short(path)} dans {parent} : ce qui y est écrit serait perdu.",
            example=f"{short(path)} dans {parent}.",
            watches=(path_of(path, NAMESPACES)[-1],) if "/" in path else (_sign(code),),
            source=SOURCE.format(code=code),
            syntaxes=CII,
        )


_declare_children()

_ADDITIONAL = tag_of("ram:AdditionalReferencedDocument")
_REFERENCE_TYPE = tag_of("ram:TypeCode")

TYPED_CHILDREN = (
    ("CII-DT-015", "reference_location_out_of_place", "ram:URIID", ("916",)),
    ("CII-DT-018", "reference_type_out_of_place", "ram:TypeCode", ("50", "130", "916")),
    ("CII-DT-021", "reference_name_out_of_place", "ram:Name", ("916",)),
    ("CII-DT-022", "reference_attachment_out_of_place", "ram:AttachmentBinaryObject", ("916",)),
    ("CII-DT-024", "reference_scheme_out_of_place", "ram:ReferenceTypeCode", ("130",)),
    ("CII-DT-027", "reference_date_out_of_place", "ram:FormattedIssueDateTime", ()),
)
"""Code, fault, the child, and the types of AdditionalReferencedDocument that may have it."""


def _misplaced(name: str, types: tuple[str, ...]) -> Judge:
    tag = tag_of(name)

    def judge(evidence: Evidence) -> Findings:
        for home_tag, homes in evidence.elements.items():
            if not is_named(home_tag, _REFERENCE):
                continue
            for home in homes:
                for element in home.iterchildren(tag, reversed=True):
                    if not _may_have(home, types):
                        yield located(evidence, element)
                    break

    return judge


def _may_stand(child: etree._Element, home: etree._Element) -> bool:
    """Whether the type of the reference allows for the child."""
    return child.tag in _TYPES and _may_have(home, _TYPES[child.tag])


_TYPES = {tag_of(path): types for _, _, path, types in TYPED_CHILDREN}


def _may_have(home: etree._Element, types: tuple[str, ...]) -> bool:
    if not types:
        return bool(home.tag == tag_of("ram:InvoiceReferencedDocument"))
    return home.tag == _ADDITIONAL and any(text in types for text in text_of(home, _REFERENCE_TYPE))


def _declare_typed_children() -> None:
    for code, name, path, types in TYPED_CHILDREN:
        where = f"les documents joints de type {', '.join(types)}" if types else "la facture antérieure"
        where_en = f"supporting documents of type {', '.join(types)}" if types else "the preceding invoice"
        declare(
            code,
            name,
            _misplaced(path, types),
            fr=f"L’élément « {{element}} » (ligne {{line}} du fichier) n’a sa place que dans {where} : retirez-le, ou "
            "corrigez le type.",
            en=f"The element “{{element}}” (line {{line}} of the file) only has a place in {where_en}: remove it, or "
            "correct the type.",
            explanation=f"La norme ne lit {short(path)} que dans {where}.",
            example=f"{short(path)} dans une référence à une commande.",
            watches=(path_of(path, NAMESPACES)[-1],) if "/" in path else (_sign(code),),
            source=SOURCE.format(code=code),
            syntaxes=CII,
        )


_declare_typed_children()
