"""Supplier and recipient: each identified, identifiers well formed and with right check digits."""

import re

from unisson.einvoice.model import Invoice, Party
from unisson.kernel import identifiers
from unisson.kernel.findings import Findings, Severity
from unisson.rules.engine import TYPED, at

from .ruleset import choruspro
from .tables import LENGTHS

SELLER_ID = "BT-29"
RECIPIENT_ID = "BT-46"

_FOURTEEN_DIGITS = re.compile(r"[0-9]{14}")


def siret_of(party: Party | None) -> str:
    """The SIRET as written, or an empty text."""
    return (party and party.siret) or ""


def is_well_formed(siret: str) -> bool:
    """Fourteen digits and nothing else."""
    return bool(_FOURTEEN_DIGITS.fullmatch(siret))


@choruspro.rule(
    "CPP-TIERS-01",
    source="Chorus Pro, API, idFournisseur ; EN 16931-1, BT-29 et BT-30",
    fr="L’identifiant du fournisseur est absent : indiquez son SIRET, ou son numéro de TVA s’il est établi hors de "
    "France.",
    en="The supplier’s identifier is missing: enter its SIRET, or its VAT number if it is established outside France.",
)
def seller_identifier_missing(invoice: Invoice) -> Findings:
    """L’identifiant relie la facture à la structure du fournisseur, seule à pouvoir la suivre et être payée.

    Exemple : un fichier qui ne porte que la raison sociale du fournisseur.
    """
    seller = invoice.seller
    if not (seller and (seller.identifiers or seller.legal_id or seller.vat_id)):
        yield at(SELLER_ID)


@choruspro.rule(
    "CPP-TIERS-02",
    source="Chorus Pro, type d’identifiant SIRET",
    fr="Le SIRET du fournisseur « {siret} » n’est pas fait de 14 chiffres : recopiez-le sans espace ni point.",
    en="The supplier’s SIRET “{siret}” is not made of 14 digits: copy it without spaces or dots.",
    syntaxes=TYPED,
    repair="compact_seller_siret",
)
def seller_siret_malformed(invoice: Invoice) -> Findings:
    """Un SIRET est fait des 9 chiffres du SIREN et des 5 chiffres de l’établissement.

    Exemple : « 538 199 597 00013 », écrit avec des espaces.
    """
    siret = siret_of(invoice.seller)
    if siret and not is_well_formed(siret):
        yield at(SELLER_ID, siret=siret)


@choruspro.rule(
    "CPP-TIERS-03",
    source="INSEE, clé de contrôle du SIRET",
    fr="Le SIRET du fournisseur « {siret} » a une clé de contrôle fausse : un chiffre a sans doute été mal recopié, "
    "vérifiez-le.",
    en="The supplier’s SIRET “{siret}” fails its check digit: one digit was probably copied wrongly, check it.",
    syntaxes=TYPED,
)
def seller_siret_check_digit_wrong(invoice: Invoice) -> Findings:
    """La clé signale presque toutes les fautes de frappe. Dans un flux, Chorus Pro en admet : c’est un avertissement.

    Exemple : 53819959700014 au lieu de 53819959700013.
    """
    siret = siret_of(invoice.seller)
    if is_well_formed(siret) and not identifiers.is_siret(siret):
        yield at(SELLER_ID, siret=siret)


@choruspro.rule(
    "CPP-TIERS-04",
    source="Chorus Pro, API, codeDestinataire",
    fr="Le SIRET du destinataire est absent : choisissez le destinataire dans l’annuaire.",
    en="The recipient’s SIRET is missing: choose the recipient in the directory.",
)
def recipient_siret_missing(invoice: Invoice) -> Findings:
    """Un destinataire public est toujours désigné par son SIRET ; le SIREN ne dit pas à quel établissement remettre.

    Exemple : un fichier qui ne porte que le nom de la mairie.
    """
    if not siret_of(invoice.buyer):
        yield at(RECIPIENT_ID)


@choruspro.rule(
    "CPP-TIERS-05",
    source="Chorus Pro, API, codeDestinataire",
    fr="Le SIRET du destinataire « {siret} » n’est pas fait de 14 chiffres : recopiez-le sans espace ni point, ou "
    "choisissez le destinataire dans l’annuaire.",
    en="The recipient’s SIRET “{siret}” is not made of 14 digits: copy it without spaces or dots, or choose the "
    "recipient in the directory.",
    repair="compact_recipient_siret",
)
def recipient_siret_malformed(invoice: Invoice) -> Findings:
    """Sans 14 chiffres, le destinataire ne peut être trouvé et la facture n’arrive à personne.

    Exemple : « 213 002 025 00012 », écrit avec des espaces.
    """
    siret = siret_of(invoice.buyer)
    if siret and not is_well_formed(siret):
        yield at(RECIPIENT_ID, siret=siret)


@choruspro.rule(
    "CPP-TIERS-06",
    source="INSEE, clé de contrôle du SIRET",
    fr="Le SIRET du destinataire « {siret} » a une clé de contrôle fausse : un chiffre a sans doute été mal recopié, "
    "choisissez le destinataire dans l’annuaire.",
    en="The recipient’s SIRET “{siret}” fails its check digit: one digit was probably copied wrongly, choose the "
    "recipient in the directory.",
    syntaxes=TYPED,
)
def recipient_siret_check_digit_wrong(invoice: Invoice) -> Findings:
    """La clé signale presque toutes les fautes de frappe. Dans un flux, l’annuaire tranche : c’est un avertissement.

    Exemple : 21300202500013 au lieu de 21300202500012.
    """
    siret = siret_of(invoice.buyer)
    if is_well_formed(siret) and not identifiers.is_siret(siret):
        yield at(RECIPIENT_ID, siret=siret)


@choruspro.rule(
    "CPP-TIERS-07",
    source="Code de la commande publique, art. L2192-1",
    fr="Le fournisseur et le destinataire portent le même SIRET ({siret}) : vérifiez le destinataire.",
    en="Supplier and recipient bear the same SIRET ({siret}): check the recipient.",
    severity=Severity.WARNING,
)
def seller_is_recipient(invoice: Invoice) -> Findings:
    """Une structure ne se facture pas elle-même ; l’un des deux champs a sans doute été rempli à la place de l’autre.

    Exemple : le SIRET de la mairie écrit aussi dans le bloc « Fournisseur ».
    """
    siret = siret_of(invoice.seller)
    if siret and siret == siret_of(invoice.buyer):
        yield at(RECIPIENT_ID, siret=siret)


@choruspro.rule(
    "CPP-TIERS-09",
    source="Chorus Pro, API, idServiceFournisseur",
    fr="Le service du fournisseur compte {length} caractères ; {limit} au plus sont admis : choisissez-le parmi vos "
    "services.",
    en="The supplier’s service has {length} characters; at most {limit} are allowed: choose it among your services.",
)
def seller_service_too_long(invoice: Invoice) -> Findings:
    """Le service émetteur est l’un de ceux que la structure a déclarés ; aucun code n’est plus long.

    Exemple : une adresse recopiée dans « Service ».
    """
    length, limit = len(invoice.portal.seller_service or ""), LENGTHS["service_code"]
    if length > limit:
        yield at("EXT-SELLER-SERVICE", length=length, limit=limit)
