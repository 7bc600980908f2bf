"""The profiles of Factur-X and ZUGFeRD 2: what BT-24 declares, and what a PDF says of the XML inside it."""

import re
from dataclasses import dataclass

EN16931 = "urn:cen.eu:en16931:2017"


@dataclass(frozen=True, kw_only=True)
class Level:
    """A profile by the name its XMP gives. `relationship` is the one we write (AFRelationship), `relationships` those
    that the specification allows, `announced` the names that an XMP may give it."""

    name: str
    relationship: str = "Alternative"
    relationships: tuple[str, ...] = ("Alternative", "Data", "Source")
    also: tuple[str, ...] = ()

    @property
    def announced(self) -> tuple[str, ...]:
        return (self.name, *self.also)


_LEVELS = (
    (":minimum", Level(name="MINIMUM", relationship="Data", relationships=("Data",))),
    (":basicwl", Level(name="BASIC WL", relationship="Data", relationships=("Data",), also=("BASICWL",))),
    ("factur-x.eu:1p0:basic", Level(name="BASIC", relationships=("Alternative", "Data"))),
    ("zugferd.de:2p0:basic", Level(name="BASIC", relationships=("Alternative", "Data"))),
    ("#conformant#", Level(name="EXTENDED")),
    (":compliant:factur-x.eu:1p0:extended", Level(name="EXTENDED")),
    (EN16931, Level(name="EN 16931", also=("EN16931", "COMFORT", "XRECHNUNG"))),
)
"""What a specification identifier (BT-24) holds, the first that fits: Factur-X 1.0, 6.2.2 and 7.1."""

_OURS = re.compile(r"factur-?x|zugferd|urn:ferd|cen[.:]?eu\b|en[ _:-]?16931", re.IGNORECASE)
"""What an identifier of ours holds, or one that was meant to be: a typo frees nobody from the standard."""
_NORM = r"urn:cen\.eu:en16931:2017(?:[+]A1)?"
_EXISTING = re.compile(
    rf"urn:(?:factur-x\.eu:1p0|zugferd\.de:2p0):(?:minimum|basicwl|basic)"
    rf"|{_NORM}(?:[#:](?:compliant|conformant)[#:](?:urn:)?(?:factur-x\.eu:1p0|zugferd\.de:2p0)"
    r":(?:basic|en16931|extended))?"
    rf"|{_NORM}[#:](?:compliant|conformant)[#:](?!.*(?:factur-?x|zugferd)).+"
    r"|urn:ferd:(?:CrossIndustryDocument:)?invoice:(?:1p0|rc):(?:basic|comfort|extended)",
    re.IGNORECASE,
)
"""Those of Factur-X and ZUGFeRD, in all the spellings their versions had, and any CIUS of EN 16931."""


def level_of(specification: str | None) -> Level | None:
    """The profile that BT-24 declares; None for an identifier that is none's, as in the Chorus Pro flows."""
    return next((level for part, level in _LEVELS if part in (specification or "")), None)


def exists(specification: str) -> bool:
    """Whether BT-24 names a profile that exists; True for the identifiers of others, of which we know nothing."""
    return not _OURS.search(specification) or bool(_EXISTING.fullmatch(specification.strip()))
