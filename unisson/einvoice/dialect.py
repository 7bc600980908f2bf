"""The dialect of Chorus Pro, by its marks in what a file says, whatever profile it declares."""

from .model import SIREN_SCHEME, Identifier, Invoice, Party
from .reading import Reading, Syntax

CHORUS_SCHEMES = frozenset("1234567")
"""How Chorus Pro numbers its parties (domain-rules §4.3): SIRET, UE, outside UE, RIDET, Tahiti, pending, individual.
No scheme of ISO 6523 looks like that."""
_CII = frozenset({Syntax.CII, Syntax.FACTURX})
_SIRET_LENGTH = 14


def speaks_chorus(reading: Reading) -> bool:
    """Whether an invoice is written the way of Chorus Pro.

    A party is numbered by a kind that only Chorus Pro has; or, in CII, a SIRET stands in the place of a SIREN and the
    issue date is written without its format.
    """
    parties = _parties(reading.invoice)
    if any(number.scheme in CHORUS_SCHEMES for party in parties for number in _numbers(party)):
        return True
    return _has_bare_date(reading) and any(_is_siret_as_siren(party.legal_id) for party in parties)


def _parties(invoice: Invoice) -> list[Party]:
    return [party for party in (invoice.seller, invoice.buyer, invoice.payee) if party is not None]


def _numbers(party: Party) -> tuple[Identifier, ...]:
    return (*party.identifiers, party.legal_id) if party.legal_id else party.identifiers


def _has_bare_date(reading: Reading) -> bool:
    return reading.syntax in _CII and "BT-2" in reading.raw and "BT-2/@format" not in reading.raw


def _is_siret_as_siren(number: Identifier | None) -> bool:
    return number is not None and number.scheme == SIREN_SCHEME and len(number.value) == _SIRET_LENGTH
