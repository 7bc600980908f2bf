"""Cadre de facturation: known, and belonging to a space that is open here."""

from unisson.einvoice.frameworks import FRAMEWORKS, Framework
from unisson.einvoice.model import Invoice
from unisson.kernel.findings import Findings, Severity
from unisson.rules.engine import WARNING_IN_FILES, at

from .ruleset import choruspro
from .tables import REFORM_FRAMEWORKS

COURT_FEES = "A3"
FUEL_TAX = "A21"


def stated_framework(invoice: Invoice) -> str:
    """BT-23 as a framework; empty when missing, or when it names a process of another network (a Peppol URN)."""
    code = invoice.framework or ""
    return "" if code.lower().startswith("urn:") else code


def known_framework(invoice: Invoice) -> Framework | None:
    """The framework of the invoice, None when it is missing or unknown."""
    return FRAMEWORKS.get(invoice.framework or "")


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
    "CPP-CADRE-03",
    source="Chorus Pro, cadres de facturation A4 à A8, A10, A11, A13 à A20, A22 à A25",
    fr="Le cadre {framework} relève de l’espace « Factures de travaux » : déposez ce document dans cet espace, ou "
    "choisissez A1 s’il s’agit d’une facture simple.",
    en="The framework {framework} belongs to the space “Factures de travaux”: submit this document there, or choose "
    "A1 if it is a simple invoice.",
)
def framework_of_works(invoice: Invoice) -> Findings:
    """Les pièces d’un marché de travaux suivent un circuit à plusieurs valideurs, hors des factures simples.

    Exemple : un projet de décompte mensuel (A4) déposé dans « Factures émises ».
    """
    framework = known_framework(invoice)
    if framework and framework.works:
        yield at("BT-23", framework=framework.code)


@choruspro.rule(
    "CPP-CADRE-04",
    source="Chorus Pro, cadre de facturation A3",
    fr="Le cadre {framework} relève de l’espace « Mémoires de frais de justice » : déposez le mémoire dans cet espace.",
    en="The framework {framework} belongs to the space “Mémoires de frais de justice”: submit the fee note there.",
)
def framework_of_court_fees(invoice: Invoice) -> Findings:
    """Les mémoires sont certifiés et taxés par les services de justice, hors des factures simples.

    Exemple : le mémoire d’un expert (A3) déposé dans « Factures émises ».
    """
    if invoice.framework == COURT_FEES:
        yield at("BT-23", framework=COURT_FEES)


@choruspro.rule(
    "CPP-CADRE-05",
    source="Chorus Pro, cadre de facturation A21",
    fr="Le cadre {framework} relève de l’espace « Remboursement TIC/TICGN » : déposez la demande dans cet espace.",
    en="The framework {framework} belongs to the space “Remboursement TIC/TICGN”: submit the claim there.",
)
def framework_of_fuel_tax_refund(invoice: Invoice) -> Findings:
    """Les demandes de remboursement de taxe sont instruites par l’administration fiscale, hors des factures.

    Exemple : la demande d’un exploitant agricole (A21) déposée dans « Factures émises ».
    """
    if invoice.framework == FUEL_TAX:
        yield at("BT-23", framework=FUEL_TAX)


@choruspro.rule(
    "CPP-CADRE-06",
    source="Chorus Pro, cadres de facturation A9 et A12",
    fr="Le cadre {framework} n’est pas encore ouvert ici : la validation par le titulaire ou le mandataire est à "
    "venir. Faites déposer la facture par le titulaire en A1.",
    en="The framework {framework} is not open here yet: validation by the main contractor is still to come. Have the "
    "main contractor submit the invoice under A1.",
)
def framework_not_open_yet(invoice: Invoice) -> Findings:
    """La facture d’un sous-traitant ou d’un cotraitant doit être validée avant d’atteindre le destinataire.

    Exemple : la demande de paiement d’un sous-traitant (A9).
    """
    framework = known_framework(invoice)
    if framework and framework.portal and not framework.open:
        yield at("BT-23", framework=framework.code)


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
