"""Identifiers of companies and accounts: cleaning and check digits, by python-stdnum.

Check digits warn on identifiers that come in files (the real platform accepts some that fail) and block only what a
person types and no register knows (design §2).
"""

import re

from stdnum import iban as _iban
from stdnum.eu import vat as _vat
from stdnum.fr import siren as _siren
from stdnum.fr import siret as _siret

STATE_SIRET = "11000201100044"
"""The whole State is one structure (domain-rules §3.7)."""

_LA_POSTE = "356000000"
_SEPARATORS = re.compile(r"[\s\u00a0\u202f.\-]+")


def compact(text: str) -> str:
    """`text` without the spaces, dots and dashes that people put into identifiers, in capitals."""
    return _SEPARATORS.sub("", text).upper()


def is_siret(text: str) -> bool:
    """14 digits with a right check digit; La Poste's establishments follow a digit sum of their own."""
    number = compact(text)
    if len(number) == 14 and _digits(number) and number.startswith(_LA_POSTE):
        return sum(map(int, number)) % 5 == 0 or _siret.is_valid(number)
    return _digits(number) and bool(_siret.is_valid(number))


def is_siren(text: str) -> bool:
    """9 digits with a right check digit."""
    number = compact(text)
    return _digits(number) and bool(_siren.is_valid(number))


def is_vat_number(text: str) -> bool:
    """An EU VAT number with its country prefix and a right check digit."""
    return bool(_vat.is_valid(compact(text)))


def is_iban(text: str) -> bool:
    """An IBAN of a known country with right check digits."""
    return bool(_iban.is_valid(compact(text)))


def show_siret(siret: str) -> str:
    """A SIRET as French readers group it: 213 002 025 00012."""
    if len(siret) != 14:
        return siret
    return f"{siret[:3]}\u00a0{siret[3:6]}\u00a0{siret[6:9]}\u00a0{siret[9:]}"


def _digits(text: str) -> bool:
    """Whether `text` is made of the digits 0 to 9: `isdigit` also takes "²" and the digits of other scripts."""
    return text.isascii() and text.isdigit()
