"""Both sides of a typed invoice as the directory knows them, and how one pays the other."""

from collections.abc import Collection
from dataclasses import replace

from unisson.directory.models import BankAccount, Structure
from unisson.einvoice.model import SIREN_SCHEME, Account, Address, Identifier, Invoice, Party, Payment
from unisson.kernel.identifiers import compact, vat_number_of

from ..drafting.typed import SIRET_SCHEME, party_of
from .fields import MEANS

_SIRET_ADDRESS = "0009"
"""In the list of electronic addresses (EAS): the one of Chorus Pro is 0009:11000201100044 (domain-rules §3.7)."""
_TAXABLE = frozenset({"S", "AE", "K", "G"})
"""Categories of VAT whose seller is liable to it."""


def seller(structure: Structure, vat_number: str, *, categories: Collection[str | None]) -> Party:
    """Its VAT number is told where VAT is charged, or where its fiche or the form has one: who is not liable has none,
    and is known to the tax office by its SIREN (BR-S-02, BR-E-02, BR-O-02)."""
    party = _party(structure)
    vat = compact(vat_number or structure.vat_number)
    siren = party.siren
    if "O" in categories:
        return party
    if not vat and siren and _TAXABLE & set(categories):
        vat = vat_number_of(siren)
    if vat:
        return replace(party, vat_id=vat)
    return replace(party, tax_registration_id=siren) if siren else party


def buyer(structure: Structure | None, siret: str) -> Party | None:
    """As the directory has it; only the number that was typed where it has none."""
    if structure is None:
        return party_of(compact(siret)) if siret else None
    return replace(_party(structure), vat_id=structure.vat_number or None)


def _party(structure: Structure) -> Party:
    """Numbered by its SIRET, and registered by the SIREN in it."""
    is_french = structure.kind == Structure.Kind.SIRET
    return Party(
        name=structure.name,
        identifiers=(Identifier(value=structure.identifier, scheme=SIRET_SCHEME if is_french else None),),
        legal_id=Identifier(value=structure.identifier[:9], scheme=SIREN_SCHEME) if is_french else None,
        electronic_address=Identifier(value=structure.identifier, scheme=_SIRET_ADDRESS) if is_french else None,
        address=Address(
            line1=structure.address or None,
            city=structure.town or None,
            postcode=structure.postcode or None,
            country=structure.country or "FR",
        ),
    )


def paid_by(value: Invoice, means: str, *, supplier: Structure, account: BankAccount | None) -> Invoice:
    """`value` with its payment means, its account, and the factor whose account that is."""
    code = MEANS.get(means)
    if code is None:
        return value
    if account is None:
        return replace(value, payment=Payment(means_code=code))
    holder = account.factor or supplier.name
    accounts = (Account(iban=account.iban, bic=account.bic or None, name=holder),)
    payee = Party(name=account.factor) if account.factor else None
    return replace(value, payment=Payment(means_code=code, accounts=accounts), payee=payee)
