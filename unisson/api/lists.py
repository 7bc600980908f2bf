"""Enumerations of the wire (chorus-pro-api.md §5): codes to the letter, as the operator's documents list them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies

from unisson.directory.models import Membership, Structure
from unisson.directory.spaces import Level, Space
from unisson.einvoice.frameworks import FRAMEWORKS
from unisson.files.models import Piece

KINDS = tuple(Structure.Kind.values)
NATURES = ("PRIVEE", "PUBLIQUE")
ASKED_STATES = ("ACTIF", "INACTIF")
STATES = ("ACTIVE", "INACTIVE")
ATTACHMENTS = tuple(Membership.State.values)
LEVELS = tuple(Level.values)
SPACE_STATES = ("ACTIVE", "SUPPRIME")
SPACES = {
    Space.RECEIVED: 7,
    Space.ISSUED: 8,
    Space.VALIDATION: 9,
    Space.WORKS: 10,
    Space.JUSTICE: 11,
    Space.FUEL: 12,
    Space.COMMITMENTS: 13,
    Space.CONNECTIONS: 14,
    Space.FLOWS: 15,
    Space.TICKETS: 16,
}
"""`idEspace`: 7 and 8 were seen on the wire, the others are ours."""


def state(active: bool) -> str:
    """Of a structure or a service, as it is answered."""
    return STATES[0] if active else STATES[1]


CURRENT_FRAMEWORKS = ("A1", "A2", "A9", "A12")
"""What « soumettre » takes (§5.4)."""
REQUESTS = ("FACTURE", "FACTURE_TRAVAUX", "MEMOIRE_JUSTICE", "DEMANDE_REMBOURSEMENT")
"""TypeDemandePaiement."""
WORKS = (
    "DP_DE_SOUSTRAITANT_TRAVAUX",
    "PROJET_DECOMPTE_MENSUEL",
    "ETAT_ACOMPTE",
    "ETAT_ACOMPTE_VALIDE",
    "PROJET_DECOMPTE_FINAL",
    "PROJET_DECOMPTE_GENERAL",
    "PROJET_DECOMPTE_GENERAL_PROCEDURE_TACITE",
    "DECOMPTE_GENERAL",
    "DECOMPTE_GENERAL_SIGNE",
    "DECOMPTE_GENERAL_DEFINITIF_TACITE",
    "DECOMPTE_GENERAL_DEFINITIF_PROCEDURE_TACITE",
)
"""TypeFactureTravaux."""
PAYMENTS = ("CHEQUE", "PRELEVEMENT", "VIREMENT", "ESPECE", "AUTRE", "REPORT")
"""ModePaiement."""
DEPOSITS = (
    "SAISIE_WEB",
    "PORTAIL_PDF",
    "EDI_XML_STRUCT",
    "EDI_MIXTE",
    "EDI_PDF_ARCHIVE",
    "SAISIE_PORTAIL",
    "SAISIE_API",
    "DEPOT_PDF_PORTAIL",
    "DEPOT_PDF_SIGNE_PORTAIL",
    "DEPOT_PDF_API",
    "DEPOT_PDF_SIGNE_API",
    "EDI",
    "UPLOAD_PORTAIL",
    "UPLOAD_API",
    "EDI_NUMERISATION",
)
"""ModeDepot."""
FORMATS = ("IN_DP_E1_STRUCT", "IN_DP_E2_MIXTE", "IN_DP_E2_FACTURX")
"""FormatFlux."""
SYNTAXES = (
    "IN_DP_E1_UBL_INVOICE",
    "IN_DP_E1_CII",
    "IN_DP_E1_PES_FACTURE",
    "IN_DP_E1_XCBL",
    "IN_DP_E2_UBL_INVOICE_MIN",
    "IN_DP_E2_CII_MIN",
    "IN_DP_E2_PES_FACTURE_MIN",
    "IN_DP_E2_CPP_FACTURE_MIN",
    "IN_DP_PDFARCHIVE_UBL_INVOICE_MUG",
    "IN_DP_PDFARCHIVE_CII_MUG",
    "IN_DP_E1_CII_16B",
    "IN_DP_E2_CII_MIN_16B",
    "IN_DP_E2_CII_FACTURX",
)
"""SyntaxeFlux."""
OBJECTS = (
    "STRUCTURE",
    "UTILISATEUR",
    "CB",
    "MANDAT",
    "FICHE_RACCORDEMENT",
    "EJ",
    "MEMOIRE",
    "DMD_RBST",
    "TRANSVERSE",
    "FACTURE_TRAVAUX",
    "FACTURE",
    "DMDE_CPTE_DEV_SI_EXT",
    "SOLLICITATION",
    "CERTIFICAT",
    "PJ_REJET_EDI",
)
"""TypeObjet of an attachment."""
LANGUAGES = ("FR", "EN")


@dataclass(frozen=True)
class Rate:
    """A rate of VAT under the code that invoices name it by."""

    label: str
    value: Decimal


RATES = {
    "TVA1": Rate("Art 293B (FranchiseEnBase)", Decimal(0)),
    "TVA2": Rate("Taux particulier 2,10 %", Decimal("2.1")),
    "TVA5": Rate("Taux réduit 5,50 %", Decimal("5.5")),
    "TVA8": Rate("Taux normal outre-mer 8,50 %", Decimal("8.5")),
    "TVA10": Rate("Taux intermédiaire 10 %", Decimal(10)),
    "TVA20": Rate("Taux normal 20 %", Decimal(20)),
}
"""TVA1, TVA5 and TVA20 were seen on the wire (§5.5); the others are ours."""
PIECES = {kind: rank for rank, kind in enumerate(Piece.Kind.values, start=1)}
"""Kinds of attachments, with the key the wire has for each."""


def syntaxes_of(form: str) -> tuple[str, ...]:
    """The syntaxes of a format; all of them for none."""
    facturx = ("IN_DP_E2_CII_FACTURX",)
    mixed = tuple(one for one in SYNTAXES if one.startswith("IN_DP_E2_") and one not in facturx)
    structured = tuple(one for one in SYNTAXES if one.startswith("IN_DP_E1_"))
    return dict(zip(FORMATS, (structured, mixed, facturx), strict=True)).get(form, SYNTAXES)


def frameworks_of(request: str) -> list[str]:
    """The cadres of a kind of payment request; all of them for none."""
    known = FRAMEWORKS.values()
    wanted = {
        "FACTURE": [one for one in known if one.code in CURRENT_FRAMEWORKS],
        "FACTURE_TRAVAUX": [one for one in known if one.works],
        "MEMOIRE_JUSTICE": [one for one in known if one.code == "A3"],
        "DEMANDE_REMBOURSEMENT": [one for one in known if one.code == "A21"],
    }
    return [one.api_code for one in wanted.get(request, known)]


@cache
def currencies(language: str) -> dict[str, str]:
    """The currencies in use today: ISO 4217, named by CLDR."""
    places: Iterable[str] = get_global("territory_currencies")
    used = {str(code) for place in places for code in get_territory_currencies(place)}
    return {code: get_currency_name(code, locale=language) for code in sorted(used)}
