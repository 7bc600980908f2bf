"""Identifiers of companies and accounts: cleaning and check digits, by python-stdnum.

Check digits warn on identifiers that come in files (the real platform accepts some that fail) and block only what a
person types and no register knows (design §2).
"""

import re
from collections.abc import Callable
from importlib import import_module

from stdnum import iban as _iban
from stdnum.eu import vat as _vat
from stdnum.fr import siren as _siren
from stdnum.fr import siret as _siret
from stdnum.iso7064 import mod_97_10 as _mod_97_10

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
    """A VAT number with its country prefix and, where the form of the country is known, a right check digit."""
    number = compact(text)
    country = "GR" if number[:2] == "EL" else number[:2]
    if country.lower() in _vat.MEMBER_STATES:
        return bool(_vat.is_valid(number))
    if country in _VAT_ELSEWHERE:
        return _passes(_VAT_ELSEWHERE[country], number)
    return bool(_VAT_OF_NO_KNOWN_FORM.fullmatch(number))


def vat_number_of(siren: str) -> str:
    """The VAT number that a French company liable to VAT has, by its SIREN (CGI, ann. III, art. 7 A: key and SIREN)."""
    return f"FR{_siren.to_tva(siren)}" if _digits(siren) else ""


def is_registered(text: str, *, scheme: str | None) -> bool | None:
    """Whether a number is what its scheme (ISO 6523 ICD, EAS, or Chorus Pro's 1) asks; None: nothing to check it by."""
    if scheme in _SCHEMES:
        return _SCHEMES[scheme](text)
    if scheme in _MODULES:
        return _passes(_MODULES[scheme], compact(text))
    if scheme in _VAT_SCHEMES:
        number, country = compact(text), _VAT_SCHEMES[scheme]
        return is_vat_number(number if number.startswith(country) else country + number)
    return None


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


def _passes(module: str, number: str) -> bool:
    """Imported when it is needed: an invoice names few of these registers."""
    return bool(import_module(f"stdnum.{module}").is_valid(number))


def _is_siret_as_it_stands(text: str) -> bool:
    return len(text) == 14 and _digits(text) and is_siret(text)


def _is_sirene(text: str) -> bool:
    """The register knows companies (SIREN) and their establishments (SIRET)."""
    return _is_siret_as_it_stands(text) or (len(text) == 9 and is_siren(text))


def _is_french_address(text: str) -> bool:
    """XP Z12-012: the SIREN or the SIRET, then what the addressee added after a low line."""
    return _is_sirene(text.partition("_")[0])


def _is_gs1(*lengths: int) -> Callable[[str], bool]:
    return lambda text: len(compact(text)) in lengths and _passes("ean", compact(text))


def _is_leitweg(text: str) -> bool:
    return bool(_mod_97_10.is_valid(compact(text)))


_SCHEMES: dict[str | None, Callable[[str], bool]] = {
    "1": _is_siret_as_it_stands,
    "0002": _is_sirene,
    "0009": _is_siret_as_it_stands,
    "0088": _is_gs1(13),
    "0160": _is_gs1(8, 12, 13, 14),
    "0204": _is_leitweg,
    "0223": is_vat_number,
    "0225": _is_french_address,
}
_MODULES: dict[str | None, str] = {
    "0007": "se.orgnr",
    "0151": "au.abn",
    "0183": "ch.uid",
    "0184": "dk.cvr",
    "0188": "jp.cn",
    "0191": "ee.registrikood",
    "0192": "no.orgnr",
    "0195": "sg.uen",
    "0196": "is_.kennitala",
    "0199": "lei",
    "0208": "be.vat",
    "0211": "it.iva",
    "0212": "fi.ytunnus",
    "0213": "fi.alv",
    "0218": "lv.pvn",
}
"""ICD → the module of python-stdnum that knows its check digits."""
_VAT_SCHEMES: dict[str | None, str] = {
    "9906": "IT",
    "9910": "HU",
    "9914": "AT",
    "9920": "ES",
    "9925": "BE",
    "9926": "BG",
    "9927": "CH",
    "9928": "CY",
    "9929": "CZ",
    "9930": "DE",
    "9931": "EE",
    "9932": "GB",
    "9933": "EL",
    "9934": "HR",
    "9935": "IE",
    "9937": "LT",
    "9938": "LU",
    "9939": "LV",
    "9943": "MT",
    "9944": "NL",
    "9945": "PL",
    "9946": "PT",
    "9947": "RO",
    "9949": "SI",
    "9950": "SK",
    "9955": "SE",
    "9957": "FR",
}
"""EAS: addresses that are VAT numbers, often without the prefix of their country."""
_VAT_ELSEWHERE = {"GB": "gb.vat", "NO": "no.mva", "CH": "ch.vat"}
_VAT_OF_NO_KNOWN_FORM = re.compile(r"[A-Z]{2}(?=.*[0-9])[0-9A-Z+*/]{2,20}")
