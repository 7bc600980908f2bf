"""Catégories: what must say its category of VAT, and the rate (EN 16931-1, BR-32, BR-37, BR-47, BR-48, BR-CO-04)."""

from collections.abc import Iterator

from unisson.kernel.findings import Findings
from unisson.rules.engine import at

from .evidence import Evidence, Group
from .ruleset import Judge, declare, en16931, labelled
from .signs import glance
from .vatscheme import in_row, is_vat, says

CATEGORIES = (
    ("BR-32", "allowance_vat_category_missing", "BT-95", "BG-20"),
    ("BR-37", "charge_vat_category_missing", "BT-102", "BG-21"),
    ("BR-47", "vat_row_category_missing", "BT-118", "BG-23"),
    ("BR-CO-04", "line_vat_category_missing", "BT-151", "BG-25"),
)


UNCATEGORISED = "no VAT rows, or something without category or rate"


@glance
def uncategorised(evidence: Evidence) -> Iterator[str]:
    """No row of VAT, or a line, allowance, charge or row whose first category does not say all it should."""
    homes = (*evidence.lines, *evidence.allowances, *evidence.charges)
    stated = (home.members.get("CATEGORY", ())[:1] for home in homes)
    rows = [in_row(evidence, row) for row in evidence.judged_rows]
    if not (
        evidence.vat_rows
        and all(one and _is_stated(one[0]) for one in stated)
        and all(row and _is_stated(row[0]) and "rate" in row[0].texts for row in rows)
    ):
        yield UNCATEGORISED


def _is_stated(category: Group) -> bool:
    return "category" in category.texts and "VAT" in category.texts.get("scheme", ())


def _uncategorised(term: str, kind: str) -> Judge:
    def judge(evidence: Evidence) -> Findings:
        for group in evidence.groups(kind):
            found = in_row(evidence, group) if kind == "BG-23" else group.members.get("CATEGORY", ())
            if not any("category" in category.texts and is_vat(evidence, category) for category in found):
                yield at(group.place + term)

    return judge


def _declare_categories() -> None:
    for code, name, term, kind in CATEGORIES:
        fr, en = labelled(term)
        declare(
            code,
            name,
            _uncategorised(term, kind),
            fr=f"La donnée « {fr} » ({term}) manque : indiquez la catégorie de TVA, par exemple S pour le taux normal.",
            en=f"“{en}” ({term}) is missing: state the VAT category, S for the standard rate for instance.",
            explanation=f"Sans « {fr} », la TVA ne peut être ni calculée ni vérifiée.",
            example="un montant sans catégorie de TVA.",
            watches=(UNCATEGORISED,),
        )


_declare_categories()


@en16931.rule(
    "BR-48",
    source="EN 16931-1, BR-48",
    watches=(UNCATEGORISED,),
    fr="Une ligne de TVA n’a pas de taux (BT-119) : indiquez-le, 0 compris ; seule la catégorie O s’en passe.",
    en="A VAT row has no rate (BT-119): state it, 0 included; only category O does without.",
)
def vat_row_rate_missing(evidence: Evidence) -> Findings:
    """Chaque ligne de TVA dit son taux, sauf hors du champ de la TVA (catégorie O).

    Exemple : une ligne de TVA de catégorie S sans taux.
    """
    for row in evidence.judged_rows:
        found = [category for category in in_row(evidence, row) if is_vat(evidence, category)]
        if not any("rate" in category.texts or says(evidence, category, "O") for category in found):
            yield at(row.place + "BT-119")
