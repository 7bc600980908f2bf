"""Décimales: amounts have two at most (EN 16931-1, BR-DEC-01 to BR-DEC-28)."""

from decimal import Decimal

from unisson.einvoice.cii import NAMESPACES as CII
from unisson.einvoice.ubl import NAMESPACES as UBL
from unisson.kernel.findings import Findings
from unisson.rules.engine import at

from .amounts import amount, cents, unreadable
from .elements import clark
from .evidence import Evidence, Group
from .ruleset import Judge, declare, en16931, labelled
from .signs import FINE

MOST = 2
"""Decimals of an amount in every currency (EN 16931-1, §6.5.2)."""

AMOUNTS = (
    ("BR-DEC-01", "allowance_amount_decimals", "BT-92", "BG-20", "amount"),
    ("BR-DEC-02", "allowance_base_decimals", "BT-93", "BG-20", "base"),
    ("BR-DEC-05", "charge_amount_decimals", "BT-99", "BG-21", "amount"),
    ("BR-DEC-06", "charge_base_decimals", "BT-100", "BG-21", "base"),
    ("BR-DEC-09", "lines_total_decimals", "BT-106", "BG-22", "BT-106"),
    ("BR-DEC-10", "allowances_total_decimals", "BT-107", "BG-22", "BT-107"),
    ("BR-DEC-11", "charges_total_decimals", "BT-108", "BG-22", "BT-108"),
    ("BR-DEC-12", "net_total_decimals", "BT-109", "BG-22", "BT-109"),
    ("BR-DEC-14", "gross_total_decimals", "BT-112", "BG-22", "BT-112"),
    ("BR-DEC-16", "paid_amount_decimals", "BT-113", "BG-22", "BT-113"),
    ("BR-DEC-17", "rounding_amount_decimals", "BT-114", "BG-22", "BT-114"),
    ("BR-DEC-18", "amount_due_decimals", "BT-115", "BG-22", "BT-115"),
    ("BR-DEC-19", "vat_base_decimals", "BT-116", "BG-23", "BT-116"),
    ("BR-DEC-20", "vat_amount_decimals", "BT-117", "BG-23", "BT-117"),
    ("BR-DEC-23", "line_net_decimals", "BT-131", "BG-25", "BT-131"),
    ("BR-DEC-24", "line_allowance_amount_decimals", "BT-136", "BG-27", "amount"),
    ("BR-DEC-25", "line_allowance_base_decimals", "BT-137", "BG-27", "base"),
    ("BR-DEC-27", "line_charge_amount_decimals", "BT-141", "BG-28", "amount"),
    ("BR-DEC-28", "line_charge_base_decimals", "BT-142", "BG-28", "base"),
)
"""Code, fault, term, group, and the name under which the evidence keeps the amount."""


def decimals(text: str) -> int:
    """How many characters stand after the point: the zeros count, and so does a space, for both are written."""
    return len(text.partition(".")[2])


def _too_fine(term: str, kind: str, kept: str) -> Judge:
    def judge(evidence: Evidence) -> Findings:
        for group in evidence.groups(kind):
            text = group.texts.get(kept, _NOTHING)[0]
            if "." in text and decimals(text) > MOST:
                yield at(group.place + term, written=text.strip(), limit=MOST)

    return judge


_NOTHING = [""]
TAX_CURRENCY = (clark("cbc:TaxCurrencyCode", UBL), clark("ram:TaxCurrencyCode", CII))


def _declare() -> None:
    for code, name, term, kind, kept in AMOUNTS:
        fr, en = labelled(term)
        declare(
            code,
            name,
            _too_fine(term, kind, kept),
            fr=f"Le montant « {fr} » ({term}) s’écrit {{written}} ; {{limit}} décimales au plus sont admises : "
            "arrondissez-le.",
            en=f"The amount “{en}” ({term}) is written {{written}}; at most {{limit}} decimals are allowed: round it.",
            explanation=f"La norme compte « {fr} » au centime ; un zéro écrit en troisième place est déjà de trop.",
            example="le montant 12.345, ou 12.340.",
            watches=(FINE,),
        )


_declare()


@en16931.rule(
    "BR-DEC-13",
    source="EN 16931-1, BR-DEC-13",
    watches=(FINE,),
    fr="Le montant total de la TVA (BT-110) s’écrit {written} ; {limit} décimales au plus sont admises : "
    "arrondissez-le.",
    en="The total VAT amount (BT-110) is written {written}; at most {limit} decimals are allowed: round it.",
)
def vat_total_decimals(evidence: Evidence) -> Findings:
    """Le total de la TVA se compte au centime, dans la devise de la facture.

    Exemple : un total de TVA de 19.603.
    """
    # In UBL the official rule never fires: UBL-DT-01 says the same of every amount.
    if evidence.is_cii and "BT-5" in evidence.document.texts:
        yield from _too_fine_total(evidence, "BT-110", evidence.document.first("BT-5"))


@en16931.rule(
    "BR-DEC-15",
    source="EN 16931-1, BR-DEC-15",
    watches=TAX_CURRENCY,
    fr="Le total de la TVA en devise de comptabilisation (BT-111) s’écrit {written} ; {limit} décimales au plus sont "
    "admises : arrondissez-le.",
    en="The total VAT amount in accounting currency (BT-111) is written {written}; at most {limit} decimals are "
    "allowed: round it.",
)
def accounting_vat_total_decimals(evidence: Evidence) -> Findings:
    """Le total de la TVA se compte au centime, dans la devise de comptabilisation aussi.

    Exemple : une devise de comptabilisation est indiquée, et aucun total de TVA n’y est écrit au centime.
    """
    if not evidence.is_cii or "BT-6" not in evidence.document.texts:
        return
    currency = evidence.document.first("BT-6")
    for totals in evidence.groups("BG-22"):
        written = totals.members.get("BT-110", ())
        if written and not any(_is_fine(total) for total in written if total.first("currency") == currency):
            yield at("BT-111", written=written[0].plain("amount"), limit=MOST)


def _too_fine_total(evidence: Evidence, term: str, currency: str | None) -> Findings:
    for totals in evidence.groups("BG-22"):
        written = totals.members.get("BT-110", ())
        if written and all(total.first("currency") == currency and not _is_fine(total) for total in written):
            yield at(term, written=written[0].plain("amount"), limit=MOST)


def _is_fine(total: Group) -> bool:
    value = amount(total.first("amount")) or Decimal(0)
    return unreadable(value) or value == cents(value)
