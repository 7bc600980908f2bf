"""CII: what the syntax binding asks of values (CII-SR-046, 462 to 470; CII-DT-033, 037, 097)."""

import re
from collections.abc import Iterator

from lxml import etree

from unisson.einvoice.cii import NAMESPACES
from unisson.kernel.findings import Findings
from unisson.rules.engine import at

from .conditions import TRANSFERS, WITHOUT_ACCOUNT
from .elements import file_line, located, path_of
from .evidence import Evidence, Group
from .ruleset import CII, Judge, declare, en16931
from .signs import Elements, Look, glance, repeated, search, several
from .syntax_cii import RAM

_DAY = re.compile(r"\s*\d{4}(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])\s*")


def _tag(name: str) -> str:
    return path_of(name, NAMESPACES)[0]


def _under(evidence: Evidence, parent: str, child: str) -> list[etree._Element]:
    """The elements `child` that stand right in `parent`."""
    tag, home = _tag(child), _tag(parent)
    return [
        one for one in evidence.elements.get(tag, ()) if (above := one.getparent()) is not None and above.tag == home
    ]


@en16931.rule(
    "CII-SR-046",
    source="CEN/TS 16931-3-3, CII-SR-046",
    watches=(_tag("ram:GlobalID"),),
    syntaxes=CII,
    fr="L’identifiant standard de l’article (« {element} », ligne {line} du fichier) ne dit pas de quelle liste il "
    "vient : indiquez son schéma (BT-157).",
    en="The standard item identifier (“{element}”, line {line} of the file) does not say which list it comes from: "
    "state its scheme (BT-157).",
)
def standard_item_without_scheme(evidence: Evidence) -> Findings:
    """Un numéro d’article ne désigne rien sans le nom de sa liste.

    Exemple : un GlobalID sans schemeID.
    """
    told: dict[etree._Element, list[etree._Element]] = {}
    for element in _under(evidence, "ram:SpecifiedTradeProduct", "ram:GlobalID"):
        home = element.getparent()
        if home is not None:
            told.setdefault(home, []).append(element)
    for identifiers in told.values():
        if all(identifier.get("schemeID") is None for identifier in identifiers):
            yield located(evidence, identifiers[0])


@en16931.rule(
    "CII-SR-462",
    source="CEN/TS 16931-3-3, CII-SR-462",
    watches=(several(_tag("ram:DueDateTypeCode")),),
    syntaxes=CII,
    fr="La facture porte {count} codes d’exigibilité de la TVA différents (BT-8) : gardez-en un.",
    en="The invoice carries {count} different VAT point date codes (BT-8): keep one.",
)
def vat_point_codes_differ(evidence: Evidence) -> Findings:
    """Le code d’exigibilité vaut pour toute la facture.

    Exemple : le code 5 sur une ligne de TVA, et le code 72 sur une autre.
    """
    codes = {code.text or "" for code in _under(evidence, "ram:ApplicableTradeTax", "ram:DueDateTypeCode")}
    if len(codes) > 1:
        for _ in evidence.elements.get(_tag("ram:ApplicableHeaderTradeSettlement"), ()):
            yield at("BT-8", count=len(codes))


UNTOLD = "an allowance or charge that does not start with its indicator"


@search
def untold(tag: str) -> Look | None:
    """An allowance or charge that does not say which of the two it is."""
    return _untold if tag == _tag("ram:SpecifiedTradeAllowanceCharge") else None


def _untold(parts: Elements) -> tuple[str, ...]:
    return () if all(len(part) and part[0].tag == _INDICATOR for part in parts) else (UNTOLD,)


_INDICATOR = _tag("ram:ChargeIndicator")


@en16931.rule(
    "CII-SR-463",
    source="CEN/TS 16931-3-3, CII-SR-463",
    watches=(UNTOLD,),
    syntaxes=CII,
    fr="« {element} » (ligne {line} du fichier) ne dit pas s’il s’agit d’une remise ou de frais : indiquez-le "
    "(ChargeIndicator).",
    en="“{element}” (line {line} of the file) does not say whether it is an allowance or a charge: state it "
    "(ChargeIndicator).",
)
def allowance_or_charge_untold(evidence: Evidence) -> Findings:
    """Sans cette indication, nul ne sait s’il faut ajouter ou retrancher.

    Exemple : un SpecifiedTradeAllowanceCharge sans ChargeIndicator.
    """
    for element in evidence.elements.get(_tag("ram:SpecifiedTradeAllowanceCharge"), ()):
        if element.find(_tag("ram:ChargeIndicator")) is None:
            yield located(evidence, element)


DIFFERING = (
    ("CII-SR-467", "payment_means_codes_differ", "ram:TypeCode", "BT-81", "moyens de paiement", "payment means"),
    ("CII-SR-468", "payment_means_texts_differ", "ram:Information", "BT-82", "textes de paiement", "payment texts"),
)


_SEVERAL_MEANS = (repeated("BT-81"), several(_tag("ram:SpecifiedTradeSettlementPaymentMeans")))


def _differ(name: str, term: str) -> Judge:
    def judge(evidence: Evidence) -> Findings:
        said = _under(evidence, "ram:SpecifiedTradeSettlementPaymentMeans", name)
        texts = {" ".join((element.text or "").split()) for element in said}
        if len(texts) > 1:
            yield at(term, count=len(texts))

    return judge


def _declare_differing() -> None:
    for code, name, element, term, fr, en in DIFFERING:
        declare(
            code,
            name,
            _differ(element, term),
            fr=f"La facture indique {{count}} {fr} différents ({term}) : gardez-en un.",
            en=f"The invoice states {{count}} different {en} ({term}): keep one.",
            explanation=f"La norme n’admet qu’une valeur de {term}, répétée au besoin pour chaque compte.",
            example="deux comptes à créditer, avec une valeur différente pour chacun.",
            watches=_SEVERAL_MEANS if term == "BT-81" else (several(_tag(element)),),
            source=f"CEN/TS 16931-3-3, {code}",
            syntaxes=CII,
        )


_declare_differing()


@en16931.rule(
    "CII-SR-469",
    source="CEN/TS 16931-3-3, CII-SR-469",
    watches=(several(_tag("ram:PaymentReference")),),
    syntaxes=CII,
    fr="La référence de paiement (BT-83) est écrite {count} fois : gardez-en une.",
    en="The remittance information (BT-83) is written {count} times: keep one.",
)
def remittance_repeated_in_cii(evidence: Evidence) -> Findings:
    """Une facture n’a qu’une référence de paiement.

    Exemple : deux PaymentReference.
    """
    said = _under(evidence, "ram:ApplicableHeaderTradeSettlement", "ram:PaymentReference")
    if len(said) > 1:
        yield at("BT-83", count=len(said))


@en16931.rule(
    "CII-SR-470",
    source="CEN/TS 16931-3-3, CII-SR-470",
    watches=(WITHOUT_ACCOUNT,),
    syntaxes=CII,
    fr="Le moyen de paiement est un virement ({code}), et aucun compte n’est indiqué : donnez l’IBAN (BT-84).",
    en="The payment means is a credit transfer ({code}), and no account is stated: give the IBAN (BT-84).",
)
def transfer_without_account_in_cii(evidence: Evidence) -> Findings:
    """Qui demande un virement dit sur quel compte.

    Exemple : le code 58 (virement SEPA) sans compte à créditer.
    """
    without = [payment for payment in evidence.groups("BG-16") if _lacks_account(payment)]
    for payment in without[:1]:
        yield at(payment.place + "BT-84", code=payment.plain("BT-81"))


def _lacks_account(payment: Group) -> bool:
    accounts = payment.members.get("BG-17", ())
    return payment.plain("BT-81") in TRANSFERS and not any("BT-84" in account.texts for account in accounts)


UNITLESS = "no invoiced quantity with a unit"


@glance
def unitless(evidence: Evidence) -> Iterator[str]:
    """No line whose invoiced quantity carries a unit."""
    if not any("BT-130" in line.texts for line in evidence.lines):
        yield UNITLESS


@en16931.rule(
    "CII-DT-033",
    source="CEN/TS 16931-3-3, CII-DT-033",
    watches=(UNITLESS,),
    syntaxes=CII,
    fr="La quantité « {element} » (ligne {line} du fichier) porte une unité, et aucune quantité facturée n’en porte : "
    "indiquez l’unité de la quantité facturée (BT-130).",
    en="The quantity “{element}” (line {line} of the file) carries a unit, and no invoiced quantity does: state the "
    "unit of the invoiced quantity (BT-130).",
)
def unit_of_another_quantity(evidence: Evidence) -> Findings:
    """L’unité se lit sur la quantité facturée.

    Exemple : une unité sur la quantité de base du prix seulement.
    """
    if any("BT-130" in line.texts for line in evidence.lines):
        return
    for element in _with_unit(evidence):
        yield located(evidence, element)


def _with_unit(evidence: Evidence) -> Iterator[etree._Element]:
    for tag, elements in evidence.elements.items():
        if tag.startswith(RAM) and tag.endswith("Quantity"):
            yield from (element for element in elements if element.get("unitCode") is not None)


@en16931.rule(
    "CII-DT-037",
    source="CEN/TS 16931-3-3, CII-DT-037",
    syntaxes=CII,
    fr="« {element} » (ligne {line} du fichier) est d’une autre taxe que la TVA : la norme ne connaît que VAT, "
    "corrigez le type.",
    en="“{element}” (line {line} of the file) is of another tax than VAT: the standard only knows VAT, correct the "
    "type.",
)
def tax_other_than_vat(evidence: Evidence) -> Findings:
    """Une facture EN 16931 ne porte que la TVA ; toute autre taxe s’écrit comme des frais.

    Exemple : le type GST.
    """
    said: dict[etree._Element, list[str]] = {}
    for element in evidence.elements.get(_TYPE, ()):
        tax = element.getparent()
        if tax is not None and tax.tag.startswith(RAM) and tax.tag.endswith("TradeTax"):
            said.setdefault(tax, []).append(element.text or "")
    for tax, types in said.items():
        if "VAT" not in types:
            yield located(evidence, tax)


_TYPE = _tag("ram:TypeCode")


_DATE_TIME = _tag("udt:DateTimeString")


@en16931.rule(
    "CII-DT-097",
    source="CEN/TS 16931-3-3, CII-DT-097",
    syntaxes=CII,
    fr="La date « {written} » (ligne {line} du fichier) ne s’écrit pas en AAAAMMJJ : écrivez par exemple 20261102.",
    en="The date “{written}” (line {line} of the file) is not written as YYYYMMDD: write 20261102 for instance.",
)
def day_not_in_format(evidence: Evidence) -> Findings:
    """Le format 102 veut l’année, le mois et le jour en huit chiffres.

    Exemple : 2026-11-02 avec le format 102.
    """
    for element in evidence.elements.get(_DATE_TIME, ()):
        if element.get("format") == "102" and not _DAY.fullmatch(element.text or ""):
            yield at(located(evidence, element).where, written=(element.text or "").strip(), line=file_line(element))
