"""Totaux: the sums of the document (EN 16931-1, BR-CO-10 to BR-CO-18, BR-53)."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from unisson.einvoice.cii import NAMESPACES as CII
from unisson.einvoice.ubl import NAMESPACES as UBL
from unisson.kernel.findings import Findings
from unisson.rules.engine import at

from .amounts import ZERO, amount, cents, declare_cases, near, told, total, units, unreadable
from .elements import clark
from .evidence import Evidence, Group, texts
from .plain import IRREGULAR_ROWS, UNBALANCED
from .ruleset import en16931
from .uncategorised import UNCATEGORISED
from .vatscheme import rate_of


def _totals(name: str) -> frozenset[str]:
    """The element of that name, in UBL and in CII."""
    return frozenset((clark(f"cbc:{name}", UBL), clark(f"ram:{name}", CII)))


@en16931.rule(
    "BR-53",
    source="EN 16931-1, BR-53",
    watches=_totals("TaxCurrencyCode"),
    fr="La devise de comptabilisation de la TVA est {currency} (BT-6), et le total de la TVA dans cette devise "
    "(BT-111) manque : indiquez-le.",
    en="The VAT accounting currency is {currency} (BT-6), and the total VAT amount in that currency (BT-111) is "
    "missing: state it.",
)
def accounting_vat_total_missing(evidence: Evidence) -> Findings:
    """Qui tient sa TVA dans une autre devise que celle de la facture doit en écrire le total dans les deux.

    Exemple : BT-6 vaut SEK, et le seul total de TVA est en euros.
    """
    currency = evidence.document.first("BT-6")
    if currency is None:
        return
    if not evidence.is_cii:
        if not any(written == currency for written in texts(evidence.groups("VAT", "BT-110"), "currency")):
            yield at("BT-111", currency=currency)
        return
    for totals in evidence.groups("BG-22"):
        stated = texts(totals.members.get("BT-110", ()), "currency")
        if currency == evidence.document.first("BT-5") or currency not in stated:
            yield at("BT-111", currency=currency)


@en16931.rule(
    "BR-CO-10",
    source="EN 16931-1, BR-CO-10",
    watches=(UNBALANCED,),
    fr="Le total HT des lignes (BT-106) est de {declared} alors que les lignes font {computed} : corrigez l’un ou "
    "l’autre.",
    en="The sum of line net amounts (BT-106) is {declared} while the lines come to {computed}: correct one or the "
    "other.",
)
def lines_total_differs(evidence: Evidence) -> Findings:
    """Le total des lignes est la somme des montants nets de toutes les lignes, arrondie au centime.

    Exemple : deux lignes de 100,00 et de 50,00 pour un total annoncé de 151,00.
    """
    for totals in evidence.groups("BG-22"):
        yield from _sum(totals, "BT-106", cents(total(texts(evidence.lines, "BT-131"))))


@en16931.rule(
    "BR-CO-11",
    source="EN 16931-1, BR-CO-11",
    watches=(UNBALANCED,),
    fr="Le total des remises du document (BT-107) est de {declared} alors que ces remises font {computed} : corrigez "
    "l’un ou l’autre.",
    en="The sum of document allowances (BT-107) is {declared} while they come to {computed}: correct one or the other.",
)
def allowances_total_differs(evidence: Evidence) -> Findings:
    """Le total des remises est la somme des remises au niveau du document.

    Exemple : une remise de 10,00 sans total des remises.
    """
    yield from _charged(evidence, "BT-107", evidence.allowances)


@en16931.rule(
    "BR-CO-12",
    source="EN 16931-1, BR-CO-12",
    watches=(UNBALANCED,),
    fr="Le total des frais du document (BT-108) est de {declared} alors que ces frais font {computed} : corrigez "
    "l’un ou l’autre.",
    en="The sum of document charges (BT-108) is {declared} while they come to {computed}: correct one or the other.",
)
def charges_total_differs(evidence: Evidence) -> Findings:
    """Le total des frais est la somme des frais au niveau du document.

    Exemple : des frais de port de 10,00 pour un total annoncé de 12,00.
    """
    yield from _charged(evidence, "BT-108", evidence.charges)


def _charged(evidence: Evidence, term: str, parts: list[Group]) -> Findings:
    for totals in evidence.groups("BG-22"):
        if parts or term in totals.texts:
            yield from _sum(totals, term, cents(total(filter(None, (part.first("amount") for part in parts)))))


def _sum(totals: Group, term: str, computed: Decimal) -> Findings:
    declared = amount(totals.first(term))
    if declared != computed and not unreadable(declared, computed):
        yield told(term, declared, computed)


_LABELS = {
    "BR-CO-10": ("Le total HT des lignes (BT-106)", "The sum of line net amounts (BT-106)"),
    "BR-CO-11": ("Le total des remises du document (BT-107)", "The sum of document allowances (BT-107)"),
    "BR-CO-12": ("Le total des frais du document (BT-108)", "The sum of document charges (BT-108)"),
    "BR-CO-13": ("Le total HT (BT-109)", "The total without VAT (BT-109)"),
    "BR-CO-14": ("Le total de la TVA (BT-110)", "The total VAT amount (BT-110)"),
    "BR-CO-15": ("Le total TTC (BT-112)", "The total with VAT (BT-112)"),
    "BR-CO-16": ("Le montant à payer (BT-115)", "The amount due (BT-115)"),
}


def _declare_cases() -> None:
    for code, (french, english) in _LABELS.items():
        declare_cases(
            code,
            absent=(f"{french} manque : indiquez-le.", f"{english} is missing: state it."),
            missing=(
                f"{french} manque : indiquez-le ; le reste de la facture donne {{computed}}.",
                f"{english} is missing: state it; the rest of the invoice gives {{computed}}.",
            ),
            unknown=(
                f"{french} est de {{declared}}, et un montant dont il dépend manque ou est en double : indiquez ce "
                "montant, une seule fois.",
                f"{english} is {{declared}}, and an amount that it depends on is missing or stated twice: state that "
                "amount, once.",
            ),
        )
    declare_cases(
        "BR-CO-17",
        absent=(
            "Le montant de TVA (BT-117) d’une ligne du récapitulatif manque, et sa base (BT-116) ou son taux (BT-119) "
            "aussi : indiquez-les.",
            "The VAT amount (BT-117) of a row of the breakdown is missing, and so is its base (BT-116) or its rate "
            "(BT-119): state them.",
        ),
        missing=(
            "Le montant de TVA (BT-117) d’une ligne du récapitulatif manque : indiquez-le ; la base de {base} au taux "
            "de {rate} % donne {computed}.",
            "The VAT amount (BT-117) of a row of the breakdown is missing: state it; the base of {base} at the rate of "
            "{rate} % gives {computed}.",
        ),
        unknown=(
            "Le montant de TVA (BT-117) est de {declared}, et sa base (BT-116) ou son taux (BT-119) manque : "
            "indiquez-les tous deux.",
            "The VAT amount (BT-117) is {declared}, and its base (BT-116) or its rate (BT-119) is missing: state both.",
        ),
    )


_declare_cases()


@en16931.rule(
    "BR-CO-13",
    source="EN 16931-1, BR-CO-13",
    watches=(UNBALANCED,),
    fr="Le total HT (BT-109) est de {declared} alors que lignes, moins remises, plus frais, font {computed} : corrigez "
    "l’un ou l’autre.",
    en="The total without VAT (BT-109) is {declared} while lines, less allowances, plus charges come to {computed}: "
    "correct one or the other.",
)
def net_total_differs(evidence: Evidence) -> Findings:
    """Le total hors taxe est le total des lignes, moins les remises, plus les frais du document.

    Exemple : 100,00 de lignes et 10,00 de remise pour un total HT de 100,00.
    """
    for totals in evidence.groups("BG-22"):
        lines, less, more = (amount(totals.first(term)) for term in ("BT-106", "BT-107", "BT-108"))
        computed = None if lines is None else lines - (less or ZERO) + (more or ZERO)
        if computed is not None and (evidence.is_cii or less is not None or more is not None):
            computed = cents(computed)
        yield from _compared("BT-109", amount(totals.first("BT-109")), computed)


def _compared(term: str, declared: Decimal | None, computed: Decimal | None) -> Findings:
    """A finding when the two differ, or when one of them is missing."""
    if unreadable(declared, computed):
        return
    if declared is None or computed is None or declared != computed:
        yield told(term, declared, computed)


@en16931.rule(
    "BR-CO-14",
    source="EN 16931-1, BR-CO-14",
    watches=(UNBALANCED,),
    fr="Le total de la TVA (BT-110) est de {declared} alors que les lignes de TVA font {computed} : corrigez l’un ou "
    "l’autre.",
    en="The total VAT amount (BT-110) is {declared} while the VAT rows come to {computed}: correct one or the other.",
)
def vat_total_differs(evidence: Evidence) -> Findings:
    """Le total de la TVA est la somme des montants de TVA par taux et catégorie.

    Exemple : deux lignes de TVA de 20,00 et de 5,50 pour un total de 25,00.
    """
    for stated, rows in _vat_totals(evidence):
        yield from _compared(
            "BT-110", amount(stated), cents(total(filter(None, (row.first("BT-117") for row in rows))))
        )


def _vat_totals(evidence: Evidence) -> Iterator[tuple[str | None, list[Group]]]:
    """Each total of the VAT with the rows that it must sum."""
    if evidence.is_cii:
        currency = evidence.document.first("BT-5")
        for stated in evidence.groups("BG-22", "BT-110"):
            if currency is not None and stated.first("currency") == currency:
                yield stated.first("amount"), evidence.vat_rows
        return
    for tax in evidence.groups("VAT"):
        if rows := tax.members.get("BG-23"):
            yield next(iter(texts(tax.members.get("BT-110", ()), "amount")), None), rows


@en16931.rule(
    "BR-CO-15",
    source="EN 16931-1, BR-CO-15",
    watches=(UNBALANCED,),
    fr="Le total TTC (BT-112) est de {declared} alors que total HT et TVA font {computed} : corrigez l’un ou l’autre, "
    "et n’indiquez qu’un total de TVA dans la devise de la facture.",
    en="The total with VAT (BT-112) is {declared} while total without VAT and VAT come to {computed}: correct one or "
    "the other, and state a single VAT total in the invoice currency.",
)
def gross_total_differs(evidence: Evidence) -> Findings:
    """Le total TTC est le total hors taxe plus la TVA, dans la devise de la facture.

    Exemple : 100,00 HT et 20,00 de TVA pour un TTC de 121,00.
    """
    currency = evidence.document.first("BT-5")
    if currency is None:
        return
    net, gross = (amount(next(texts(evidence.groups("BG-22"), term), None)) for term in ("BT-109", "BT-112"))
    stated = [vat for vat in _stated_vat(evidence) if vat.first("currency") == currency]
    vat = amount(stated[0].first("amount")) if len(stated) == 1 else None
    if evidence.is_cii and gross is not None and gross == net:
        return
    computed = cents(net + vat) if net is not None and vat is not None and not unreadable(net, vat) else None
    if not unreadable(net, vat):
        yield from _compared("BT-112", gross, computed)


def _stated_vat(evidence: Evidence) -> Iterator[Group]:
    yield from evidence.groups(*(("BG-22", "BT-110") if evidence.is_cii else ("VAT", "BT-110")))


@en16931.rule(
    "BR-CO-16",
    source="EN 16931-1, BR-CO-16",
    watches=(UNBALANCED,),
    fr="Le montant à payer (BT-115) est de {declared} alors que TTC, moins acomptes versés, plus arrondi, font "
    "{computed} : corrigez l’un ou l’autre.",
    en="The amount due (BT-115) is {declared} while total with VAT, less what was paid, plus rounding come to "
    "{computed}: correct one or the other.",
)
def amount_due_differs(evidence: Evidence) -> Findings:
    """Le montant à payer est le total TTC, moins ce qui a déjà été payé, plus l’arrondi.

    Exemple : 120,00 TTC et un acompte de 20,00 pour 120,00 à payer.
    """
    rounded: Callable[[Decimal], Decimal] = _as_is if evidence.is_cii else cents
    for totals in evidence.groups("BG-22"):
        gross, paid, rounding, due = (amount(totals.first(term)) for term in ("BT-112", "BT-113", "BT-114", "BT-115"))
        if unreadable(gross, paid, rounding, due):
            continue
        asked = due if due is None or rounding is None else rounded(due - rounding)
        owed = gross if gross is None or paid is None else rounded(gross - paid)
        if asked is None or owed is None or asked != owed:
            yield told("BT-115", due, None if owed is None else owed + (rounding or ZERO))


def _as_is(value: Decimal) -> Decimal:
    return value


@en16931.rule(
    "BR-CO-17",
    source="EN 16931-1, BR-CO-17",
    watches=(IRREGULAR_ROWS,),
    fr="Le montant de TVA (BT-117) est de {declared} alors que la base de {base} au taux de {rate} % donne "
    "{computed} : corrigez le montant, la base ou le taux.",
    en="The VAT amount (BT-117) is {declared} while the base of {base} at the rate of {rate} % gives {computed}: "
    "correct the amount, the base or the rate.",
)
def vat_amount_differs(evidence: Evidence) -> Findings:
    """Le montant de TVA est la base multipliée par le taux ; un écart de moins d’une unité est admis.

    Exemple : une base de 100,00 à 20 % pour une TVA de 22,00.
    """
    for row in evidence.judged_rows:
        base, vat = amount(row.first("BT-116")), amount(row.first("BT-117"))
        rate = rate_of(evidence, row)
        if unreadable(base, vat, rate):
            continue
        if vat is None or not _vat_follows(base, vat, rate, within_one=evidence.is_cii):
            computed = None if base is None or rate is None else cents(base * rate / 100)
            yield told(row.place + "BT-117", vat, computed, base=base, rate=rate)


def _vat_follows(base: Decimal | None, vat: Decimal, rate: Decimal | None, *, within_one: bool) -> bool:
    if rate is None or not units(rate):
        return not units(vat)
    if base is None:
        return False
    computed = cents(abs(base) * (rate / 100))
    return near(abs(vat), computed) or (within_one and abs(abs(vat) - computed) == 1)


@en16931.rule(
    "BR-CO-18",
    source="EN 16931-1, BR-CO-18",
    watches=(UNCATEGORISED,),
    fr="La facture n’a pas de récapitulatif de TVA (BG-23) : indiquez base, taux et montant pour chaque taux.",
    en="The invoice has no VAT breakdown (BG-23): state base, rate and amount for each rate.",
)
def vat_breakdown_missing(evidence: Evidence) -> Findings:
    """Toute facture porte au moins une ligne de TVA, même à taux zéro ou hors champ.

    Exemple : des lignes et des totaux, sans aucune ligne de TVA.
    """
    # The official rule for CII says it once for each line.
    if not evidence.vat_rows:
        for _ in evidence.lines if evidence.is_cii else (evidence.document,):
            yield at("BG-23")
