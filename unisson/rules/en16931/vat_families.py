"""The rules of the VAT categories: nine families of ten codes, each question asked of each category."""

from collections.abc import Iterator
from typing import NamedTuple

from . import vat
from .amounts import declare_cases
from .plain import IRREGULAR_ROWS, doubtful, is_seen_to, unidentified
from .ruleset import Judge, declare
from .vat import CATEGORIES, HOMES, Category
from .vatscheme import EVERYWHERE, said_on

AMOUNT = 9
"""The number of the rule on the amount of a row."""


class Row(NamedTuple):
    """One rule of a family."""

    number: int
    fault: str
    judge: Judge
    fr: str
    en: str
    explanation: str
    example: str
    homes: tuple[str, ...]
    """Where the category must be said for the rule to find anything."""


PLACES = {
    "lines": ("ligne", "line"),
    "allowances": ("remise", "allowance"),
    "charges": ("ligne de frais", "charge"),
}
RATES = {
    "zero": ("doit être 0", "must be 0"),
    "above": ("doit être supérieur à 0", "must be above 0"),
    "from": ("doit être 0 ou davantage", "must be 0 or more"),
    "none": ("ne doit pas être indiqué", "must not be stated"),
}


def _rows(category: Category) -> Iterator[Row]:
    yield _count(category)
    for number, home in enumerate(HOMES, start=2):
        yield _parties(category, number, home)
    for number, home in enumerate(HOMES, start=5):
        yield _rate(category, number, home)
    yield from _sums(category)
    yield _reason(category)


def _count(category: Category) -> Row:
    many = "au moins une ligne" if category.at_rates else "une ligne, et une seule,"
    many_en = "at least one row" if category.at_rates else "exactly one row"
    return Row(
        1,
        "row_count_wrong",
        vat.row_count_wrong(category),
        f"La catégorie de TVA {{code}} ({category.fr}) demande {many} dans le récapitulatif de TVA (BG-23) : "
        "ajoutez-la, ou réunissez celles qui y sont.",
        f"VAT category {{code}} ({category.en}) asks for {many_en} in the VAT breakdown (BG-23): add it, or merge "
        "those that are there.",
        f"Ce qui est facturé dans la catégorie {category.code} se retrouve dans le récapitulatif de TVA : {many} pour "
        "cette catégorie.",
        f"une ligne de facture de catégorie {category.code}, absente du récapitulatif.",
        EVERYWHERE,
    )


def _parties(category: Category, number: int, home: str) -> Row:
    place, place_en = PLACES[home]
    term = vat.CATEGORY_TERMS[home]
    if category.rate == "none":
        fr = "retirez les numéros de TVA du vendeur (BT-31), de son représentant (BT-63) et de l’acheteur (BT-48)"
        en = "remove the VAT numbers of the seller (BT-31), its representative (BT-63) and the buyer (BT-48)"
    else:
        fr = "indiquez le numéro de TVA du vendeur (BT-31) ou de son représentant fiscal (BT-63)"
        en = "state the VAT number of the seller (BT-31) or of its tax representative (BT-63)"
        if not category.vat_number:
            fr, en = f"{fr}, ou son immatriculation fiscale (BT-32)", f"{en}, or its tax registration (BT-32)"
        if category.buyer:
            fr = f"{fr}, et l’acheteur par {' ou '.join(category.buyer)}"
            en = f"{en}, and the buyer by {' or '.join(category.buyer)}"
    return Row(
        number,
        f"{home}_parties_unidentified",
        vat.parties_unidentified(category, home),
        f"Une {place} est de catégorie de TVA {{code}} ({category.fr}, {term}) : {fr}.",
        f"A {place_en} has VAT category {{code}} ({category.en}, {term}): {en}.",
        f"La catégorie {category.code} sur une {place} demande que les parties soient, ou ne soient pas, connues de "
        "l’administration fiscale.",
        f"une {place} de catégorie {category.code}, sans ces numéros ou avec eux.",
        (home, "elsewhere") if home == "lines" else (home,),
    )


def _rate(category: Category, number: int, home: str) -> Row:
    place, place_en = PLACES[home]
    term = vat.RATE_TERMS[home]
    fr, en = RATES[category.rate]
    return Row(
        number,
        f"{home}_rate_wrong",
        vat.rate_wrong(category, home),
        f"Sur une {place} de catégorie de TVA {{code}} ({category.fr}), le taux ({term}) {fr} ; il s’écrit "
        f"« {{rate}} » : corrigez le taux ou la catégorie.",
        f"On a {place_en} of VAT category {{code}} ({category.en}), the rate ({term}) {en}; it is written “{{rate}}”: "
        "correct the rate or the category.",
        f"Dans la catégorie {category.code} ({category.fr}), le taux {fr}.",
        f"une {place} de catégorie {category.code} dont le taux n’est pas celui de sa catégorie.",
        (home,),
    )


def _sums(category: Category) -> Iterator[Row]:
    by_rate, by_rate_en = (", taux par taux", ", rate by rate") if category.at_rates else ("", "")
    yield Row(
        8,
        "base_wrong",
        vat.base_wrong(category),
        "La base de TVA (BT-116) de catégorie {code} est de {declared} alors que lignes, plus frais, moins remises de "
        "cette catégorie, font {computed} : corrigez l’un ou l’autre.",
        "The VAT base (BT-116) of category {code} is {declared} while lines, plus charges, less allowances of that "
        f"category come to {{computed}}{by_rate_en}: correct one or the other.",
        f"La base est la somme de ce qui est facturé dans la catégorie {category.code}{by_rate}.",
        "deux lignes de 100,00 et de 50,00 pour une base de 151,00.",
        ("rows",),
    )
    yield Row(
        9,
        "amount_wrong",
        vat.amount_wrong(category),
        "Le montant de TVA (BT-117) de catégorie {code} est de {declared} alors qu’il devrait être de {computed} : "
        "corrigez le montant, la base ou le taux.",
        "The VAT amount (BT-117) of category {code} is {declared} while it should be {computed}: correct the amount, "
        "the base or the rate.",
        "Le montant est la base multipliée par le taux, à moins d’une unité près."
        if category.at_rates
        else f"Dans la catégorie {category.code} ({category.fr}), le montant de TVA est nul.",
        "une base de 100,00 à 20 % pour une TVA de 22,00." if category.at_rates else "une TVA de 20,00.",
        ("rows",),
    )


def _reason(category: Category) -> Row:
    if category.explained:
        fr = "doit dire pourquoi la TVA n’est pas due : indiquez le motif (BT-120) ou son code (BT-121)"
        en = "must say why no VAT is due: state the reason (BT-120) or its code (BT-121)"
        fault, example = "reason_missing", "une ligne de TVA sans motif."
    else:
        fr = "ne porte pas de motif d’exonération : retirez le motif (BT-120) et son code (BT-121)"
        en = "carries no exemption reason: remove the reason (BT-120) and its code (BT-121)"
        fault, example = "reason_out_of_place", "une ligne de TVA avec le motif « Exonéré »."
    return Row(
        10,
        fault,
        vat.reason_wrong(category),
        f"La ligne de TVA de catégorie {{code}} ({category.fr}) {fr}.",
        f"The VAT row of category {{code}} ({category.en}) {en}.",
        f"Le récapitulatif de catégorie {category.code} {fr.partition(' :')[0]}.",
        example,
        ("rows",),
    )


PARTIES = frozenset({2, 3, 4})
"""The numbers of the rules on the parties."""


def _watched(category: Category, row: Row) -> tuple[str, ...]:
    """What a rule watches: where its category is said, or, if a glance sees to that category, where there is doubt."""
    if not is_seen_to(category):
        return tuple(said_on(home, category.code) for home in row.homes)
    if category.code == "S" and row.number == AMOUNT:
        return (IRREGULAR_ROWS,)
    doubts = tuple(doubtful(home, category.code) for home in row.homes)
    return (*doubts, unidentified(category.code)) if row.number in PARTIES else doubts


def _declare_cases(category: Category) -> None:
    """The sentences of 08 and 09 for amounts that are missing."""
    declare_cases(
        f"BR-{category.family}-08",
        missing=(
            "La base de TVA (BT-116) de catégorie {code} manque : indiquez-la ; lignes, plus frais, moins remises de "
            "cette catégorie, font {computed}.",
            "The VAT base (BT-116) of category {code} is missing: state it; lines, plus charges, less allowances of "
            "that category come to {computed}.",
        ),
    )
    declare_cases(
        f"BR-{category.family}-{AMOUNT:02}",
        missing=(
            "Le montant de TVA (BT-117) de catégorie {code} manque : indiquez-le ; il devrait être de {computed}.",
            "The VAT amount (BT-117) of category {code} is missing: state it; it should be {computed}.",
        ),
        absent=(
            "Le montant de TVA (BT-117) de catégorie {code} manque, et sa base (BT-116) ou son taux (BT-119) aussi : "
            "indiquez-les.",
            "The VAT amount (BT-117) of category {code} is missing, and so is its base (BT-116) or its rate (BT-119): "
            "state them.",
        ),
        unknown=(
            "Le montant de TVA (BT-117) de catégorie {code} est de {declared}, et sa base (BT-116) ou son taux "
            "(BT-119) manque : indiquez-les tous deux.",
            "The VAT amount (BT-117) of category {code} is {declared}, and its base (BT-116) or its rate (BT-119) is "
            "missing: state both.",
        ),
    )


def _declare() -> None:
    for category in CATEGORIES:
        _declare_cases(category)
        for row in _rows(category):
            declare(
                f"BR-{category.family}-{row.number:02}",
                f"{category.name}_{row.fault}",
                row.judge,
                fr=row.fr,
                en=row.en,
                explanation=row.explanation,
                example=row.example,
                watches=_watched(category, row),
            )


_declare()
