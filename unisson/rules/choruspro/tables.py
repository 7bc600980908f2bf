"""Numbers, lists and dates that the portal or the law fixes, each with its reference and the day it was checked."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

CHECKED_ON = date(2026, 11, 1)

NUMBER_CHARACTERS = re.compile(r"[A-Za-z0-9\-_/+]*")
"""API Chorus Pro, numeroFacture: letters without accents, digits, and - _ / +."""

LENGTHS = {
    "number": 20,
    "original_number": 20,
    "service_code": 100,
    "commitment": 50,
    "contract": 50,
    "comment": 2000,
}
"""API Chorus Pro: largest lengths, in characters."""

STORED_DECIMALS = 6
"""API Chorus Pro: amounts and quantities are decimal(19,6)."""

LAPSE_YEARS = 4
"""Loi n° 68-1250 du 31 décembre 1968, art. 1: claims on the public lapse four years after the year they arose in."""

TYPES = {
    "380": "Facture",
    "381": "Avoir",
    "384": "Facture rectificative",
    "386": "Facture d’acompte",
    "389": "Facture établie par l’acheteur",
    "393": "Facture affacturée",
    "396": "Avoir affacturé",
    "261": "Avoir établi par l’acheteur",
    "262": "Avoir global (remise)",
    "308": "Avoir du croire",
    "471": "Facture rectificative établie par l’acheteur",
    "472": "Facture rectificative affacturée",
    "473": "Facture rectificative affacturée établie par l’acheteur",
    "500": "Facture d’acompte établie par l’acheteur",
    "501": "Facture affacturée établie par l’acheteur",
    "502": "Avoir affacturé établi par l’acheteur",
    "503": "Avoir d’acompte",
}
"""UNTDID 1001, as Chorus Pro and XP Z12-012 (BR-FR-04) use it."""

VAT_REGIMES = {
    "TVA_SUR_DEBIT": "TVA sur les débits",
    "TVA_SUR_ENCAISSEMENT": "TVA sur les encaissements",
    "EXONERATION": "Exonération",
    "SANS_TVA": "Sans TVA",
}
"""API Chorus Pro, typeTva."""

REGIMES_WITHOUT_VAT = frozenset({"EXONERATION", "SANS_TVA"})

REFORM_FRAMEWORKS = {
    **dict.fromkeys(("B1", "S1", "M1", "S3", "B4", "S4", "M4", "S5", "S6", "B7", "S7", "B8", "S8", "M8"), "A1"),
    **dict.fromkeys(("B2", "S2", "M2"), "A2"),
}
"""XP Z12-012, BT-23: frameworks of the invoicing between companies, and the one of the portal they amount to."""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A VAT rate in force from `since` until `until` (the last day, None while it holds)."""

    value: Decimal
    reference: str
    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


def _rate(value: str, reference: str, since: str, until: str | None = None) -> Rate:
    return Rate(
        value=Decimal(value),
        reference=reference,
        since=date.fromisoformat(since),
        until=date.fromisoformat(until) if until else None,
    )


VAT_RATES = (
    _rate("20", "CGI, art. 278", "2014-01-01"),
    _rate("19.6", "CGI, art. 278, avant 2014", "2000-04-01", "2013-12-31"),
    _rate("10", "CGI, art. 278 bis, 278 quater, 279 et 279-0 bis", "2014-01-01"),
    _rate("7", "CGI, art. 278 bis et 279, avant 2014", "2012-01-01", "2013-12-31"),
    _rate("5.5", "CGI, art. 278-0 bis", "1982-07-01"),
    _rate("2.1", "CGI, art. 281 quater à 281 nonies ; art. 296 (outre-mer) ; art. 297 (Corse)", "1986-01-01"),
    _rate("0", "exonération, autoliquidation, livraison intracommunautaire, exportation", "1968-01-01"),
    _rate("8.5", "CGI, art. 296 (Guadeloupe, Martinique, La Réunion)", "1995-08-01"),
    _rate("1.75", "CGI, ann. I, art. 10 (outre-mer)", "1995-08-01"),
    _rate("1.05", "CGI, ann. I, art. 10 (outre-mer)", "1995-08-01"),
    _rate("13", "CGI, art. 297 (Corse)", "2014-01-01"),
    _rate("0.9", "CGI, art. 297 (Corse)", "1988-01-01"),
)


def known_rates(day: date) -> frozenset[Decimal]:
    """The French VAT rates, in percent, that held on `day`."""
    return frozenset(rate.value for rate in VAT_RATES if rate.holds(day))


_IN_CIRCULATION = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP
CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF
IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD
MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB
RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD
UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_IN_CIRCULATION.split())
"""ISO 4217, list one: currencies in circulation (BGN kept for invoices issued before 2026)."""
