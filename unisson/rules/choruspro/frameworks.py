"""Cadre de facturation: stated and known. Which circuits are open here is for admission to say."""

from unisson.einvoice.frameworks import FRAMEWORKS
from unisson.einvoice.model import Invoice
from unisson.kernel.findings import Findings, Severity
from unisson.rules.engine import WARNING_IN_FILES, at

from .ruleset import choruspro
from .tables import REFORM_FRAMEWORKS


def stated_framework(invoice: Invoice) -> str:
    """BT-23 as a framework; empty when missing, or when it names a process of another network (a Peppol URN)."""
    code = invoice.framework or ""
    return "" if code.lower().startswith("urn:") else code


@choruspro.rule(
    "CPP-CADRE-01",
    source="Chorus Pro, API, cadreDeFacturation ; EN 16931-1, BT-23",
    fr="Le cadre de facturation est absent : choisissez A1 pour une facture, A2 pour une facture déjà payée.",
    en="The invoicing framework is missing: choose A1 for an invoice, A2 for an invoice that is already paid.",
    milder=WARNING_IN_FILES,
    repair="assume_supplier_framework",
)
def framework_missing(invoice: Invoice) -> Findings:
    """Le cadre dit qui dépose et qui doit valider. Un fichier qui n’en porte pas est lu comme un dépôt en A1.

    Exemple : le champ « Cadre de facturation » n’est pas choisi.
    """
    if not stated_framework(invoice):
        yield at("BT-23")


@choruspro.rule(
    "CPP-CADRE-02",
    source="Chorus Pro, API, codeCadreFacturation",
    fr="Le cadre de facturation « {framework} » n’existe pas : choisissez A1 pour une facture, A2 pour une facture "
    "déjà payée.",
    en="The invoicing framework “{framework}” does not exist: choose A1 for an invoice, A2 for an invoice that is "
    "already paid.",
)
def framework_unknown(invoice: Invoice) -> Findings:
    """Les cadres vont de A1 à A25.

    Exemple : « A26 », ou « Facture » écrit en toutes lettres.
    """
    code = stated_framework(invoice)
    if code and code not in FRAMEWORKS and code not in REFORM_FRAMEWORKS:
        yield at("BT-23", framework=code)


@choruspro.rule(
    "CPP-CADRE-07",
    source="XP Z12-012, BT-23 ; Chorus Pro, API, codeCadreFacturation",
    fr="Le cadre « {framework} » est celui de la facturation entre entreprises : il est lu ici comme {read_as}.",
    en="The framework “{framework}” is one of the invoicing between companies: it is read here as {read_as}.",
    severity=Severity.WARNING,
    repair="translate_framework",
)
def framework_of_the_reform(invoice: Invoice) -> Findings:
    """Depuis la réforme, les logiciels écrivent B1, S1, M1… ; le secteur public connaît A1 et A2.

    Exemple : « S1 », prestation de services, lu comme A1.
    """
    read_as = REFORM_FRAMEWORKS.get(invoice.framework or "")
    if read_as:
        yield at("BT-23", framework=invoice.framework, read_as=read_as)
