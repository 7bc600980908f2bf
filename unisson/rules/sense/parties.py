"""Identifiers of the parties and of what they deliver: well formed, with right check digits."""

import re
from collections.abc import Iterator

from unisson.einvoice.model import Identifier, Invoice, Party
from unisson.kernel import identifiers
from unisson.kernel.findings import Findings, Severity
from unisson.rules.engine import at

from .ruleset import IN_FILES, sense
from .tables import STATEMENTS

SHORTEST = 4
"""Letters and digits: no tax office gives a shorter number."""
_DIGIT = re.compile(r"[0-9]")


def identified(invoice: Invoice) -> Iterator[tuple[str, Identifier]]:
    """Every identifier that names its register, with its place."""
    yield from _of(invoice.seller, "BT-29", "BT-30", "BT-34")
    yield from _of(invoice.buyer, "BT-46", "BT-47", "BT-49")
    yield from _of(invoice.payee, "BT-60", "BT-61", "")
    if invoice.delivery is not None and invoice.delivery.location is not None:
        yield "BT-71", invoice.delivery.location
    for rank, line in enumerate(invoice.lines, start=1):
        if line.standard_item_id is not None:
            yield f"BG-25[{rank}]/BT-157", line.standard_item_id


def _of(party: Party | None, own: str, legal: str, address: str) -> Iterator[tuple[str, Identifier]]:
    if party is not None:
        yield from ((own, identifier) for identifier in party.identifiers)
        if party.legal_id is not None:
            yield legal, party.legal_id
        if party.electronic_address is not None:
            yield address, party.electronic_address


@sense.rule(
    "CPP-SENS-04",
    source="ISO/IEC 6523 ; clés de contrôle des registres (SIRENE, GS1, BCE, CVR, Brønnøysund, Leitweg-ID…)",
    fr="L’identifiant « {number} » (schéma {scheme}) est mal formé ou a une clé de contrôle fausse : vérifiez-le, ou "
    "corrigez le schéma.",
    en="The identifier “{number}” (scheme {scheme}) is malformed or fails its check digit: check it, or correct the "
    "scheme.",
    severity=Severity.WARNING,
    syntaxes=IN_FILES,
)
def identifier_fails_its_scheme(invoice: Invoice) -> Findings:
    """Le schéma dit de quel registre vient le numéro, et donc sa forme et sa clé : SIREN, SIRET, GLN.

    Exemple : « 53819959700014 », schéma 0009, au lieu de 53819959700013.
    """
    for place, identifier in identified(invoice):
        if identifiers.is_registered(identifier.value, scheme=identifier.scheme) is False:
            yield at(place, number=identifier.value, scheme=identifier.scheme)


@sense.rule(
    "CPP-SENS-05",
    source="EN 16931-1, BT-30, BT-47 et BT-61",
    fr="L’identifiant légal « {number} » ne contient aucun chiffre : indiquez le numéro d’immatriculation (en France, "
    "le SIREN, schéma 0002).",
    en="The legal identifier “{number}” holds no digit: enter the registration number (in France the SIREN, scheme "
    "0002).",
    severity=Severity.WARNING,
)
def legal_identifier_is_no_number(invoice: Invoice) -> Findings:
    """Les registres du commerce numérotent ; un nom ou une croix ne permet pas de retrouver l’entreprise.

    Exemple : « X » dans l’identifiant légal du fournisseur.
    """
    for place, party in (("BT-30", invoice.seller), ("BT-47", invoice.buyer), ("BT-61", invoice.payee)):
        legal = party.legal_id if party else None
        if legal is None or _DIGIT.search(legal.value):
            continue
        if identifiers.is_registered(legal.value, scheme=legal.scheme) is None:
            yield at(place, number=legal.value)


@sense.rule(
    "CPP-TIERS-08",
    source="Directive 2006/112/CE, art. 215 ; EN 16931-1, BT-31, BT-48 et BT-63",
    fr="Le numéro de TVA « {number} » est mal formé ou a une clé fausse : vérifiez-le.",
    en="The VAT number “{number}” is malformed or fails its check digits: check it.",
    severity=Severity.WARNING,
)
def vat_number_wrong(invoice: Invoice) -> Findings:
    """Un numéro de TVA commence par le code du pays ; en France viennent une clé de 2 caractères et le SIREN.

    Exemple : « FR00538199597 », dont la clé ne correspond pas au SIREN.
    """
    for place, party in (("BT-31", invoice.seller), ("BT-48", invoice.buyer), ("BT-63", invoice.tax_representative)):
        number = party.vat_id if party else None
        if number and not identifiers.is_vat_number(number):
            yield at(place, number=number)


@sense.rule(
    "CPP-SENS-08",
    source="EN 16931-1, BT-32",
    fr="Le numéro fiscal local « {number} » n’en a pas la forme : recopiez celui que l’administration a attribué.",
    en="The local tax number “{number}” does not look like one: copy the one that the tax office gave.",
    severity=Severity.WARNING,
)
def tax_registration_malformed(invoice: Invoice) -> Findings:
    """Ce numéro tient lieu de numéro de TVA ; deux lettres n’identifient personne. Les mentions nordiques sont admises.

    Exemple : « XX » au lieu du numéro fiscal.
    """
    number = invoice.seller.tax_registration_id if invoice.seller else None
    if number and not _is_tax_registration(identifiers.compact(number)):
        yield at("BT-32", number=number)


def _is_tax_registration(number: str) -> bool:
    if any(statement in number for statement in STATEMENTS):
        return True
    return sum(map(str.isalnum, number)) >= SHORTEST and bool(_DIGIT.search(number))
