"""Invoices told in sentences, as lawyers, artists and associations write them."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from . import markup
from .paper import Paper, text

OPENINGS: Final[Mapping[str, Sequence[str]]] = {
    "fr": (
        "Facture n° {number} du {issue_date}",
        "Objet : facture n° {number} du {issue_date}",
        "Veuillez trouver ci-dessous notre facture n° {number} du {issue_date}",
        "Nous vous prions de trouver ci-après notre facture n° {number} en date du {issue_date}",
        "Notre facture N° {number} établie le {issue_date}",
        "Facture numéro {number}, émise le {issue_date}",
        "La présente facture porte le numéro {number} et est datée du {issue_date}",
    ),
    "fr.381": (
        "Avoir n° {number} du {issue_date}",
        "Veuillez trouver ci-dessous notre avoir n° {number} du {issue_date}",
        "Nous vous adressons l'avoir n° {number} en date du {issue_date}",
    ),
    "fr.386": (
        "Facture d'acompte n° {number} du {issue_date}",
        "Notre facture d'acompte n° {number} établie le {issue_date}",
    ),
}
CLAUSES: Final[Mapping[str, Sequence[str]]] = {
    "commitment": (
        "suivant votre bon de commande n° {}", "relative à votre commande n° {}",
        "au titre de l'engagement juridique n° {}",
        "(engagement n° {})", "établie d'après votre bon de commande {}", "concernant votre engagement {}",
    ),
    "contract": (
        "dans le cadre du marché n° {}", "en exécution du contrat n° {}", "(marché n° {})", "au titre du marché {}",
    ),
    "service_code": ("pour le service exécutant {}", "à l'attention du code service {}", "(code service {})"),
    "recipient_siret": ("adressée à votre structure, SIRET {}", "(SIRET destinataire : {})"),
}  # fmt: skip
SUMS: Final = (
    "pour un montant de {gross} TTC", "d'un montant total de {gross} TTC", "s'élevant à {gross} toutes taxes comprises",
    "d'un montant de {net} HT, soit {gross} TTC", "pour la somme de {gross} TTC (dont TVA {vat})",
)  # fmt: skip
UNTAXED_SUMS: Final = ("pour un montant de {gross}", "s'élevant à {gross}", "d'un montant total de {gross}")
DUES: Final = (
    "Elle est payable au plus tard le {}.", "À régler avant le {}.", "Le règlement est attendu pour le {}.",
    "Nous vous remercions de bien vouloir la régler pour le {}.", "Date limite de paiement : {}.", "Échéance au {}.",
)  # fmt: skip


def story(paper: Paper) -> str:
    """The paragraph that says what a block of references would."""
    rng, facts = paper.rng, paper.facts
    opening = rng.choice(OPENINGS.get(f"fr.{facts.type}", OPENINGS["fr"]))
    said = [_filled(paper, opening)]
    for name in rng.sample(["commitment", "contract", "service_code"], 3):
        if paper.has(name):
            said.append(_filled(paper, rng.choice(CLAUSES[name]).replace("{}", f"{{{name}}}")))
    if paper.style.buyer_siret == "references":
        clause = rng.choice(CLAUSES["recipient_siret"]).replace("{}", "{recipient_siret}")
        said.append(_filled(paper, clause))
    said.append(_filled(paper, rng.choice(SUMS if facts.vat_rows else UNTAXED_SUMS)))
    sentence = markup.joined(*_spaced(said), markup.words("."))
    if not paper.has("due_date"):
        return sentence
    due = _filled(paper, rng.choice(DUES).replace("{}", "{due_date}"))
    return markup.joined(sentence, markup.words(" "), due)


def dateline(paper: Paper) -> str:
    """« Valbrune, le 3 mars 2026 »."""
    before = {"fr": ["{}, le ", "Fait à {}, le ", "À {}, le ", "Le "], "en": ["{}, "], "de": ["{}, den ", "{}, "]}
    words = paper.rng.choice(before[paper.language]).format(paper.facts.seller.town)
    return markup.joined(markup.words(words), text(paper.show("issue_date")))


def arrested(paper: Paper) -> str:
    """The old formula under the totals."""
    words = paper.rng.choice([
        "Arrêtée la présente facture à la somme de {gross}.", "Arrêté à la somme de {gross} TTC.",
    ])  # fmt: skip
    return _filled(paper, words)


def _filled(paper: Paper, sentence: str) -> str:
    """The words and, between them, values that never break."""
    pieces = re.split(r"\{(\w+)\}", sentence)
    return markup.joined(*(
        text(paper.show(piece)) if index % 2 else markup.words(piece) for index, piece in enumerate(pieces) if piece
    ))  # fmt: skip


def _spaced(pieces: Sequence[str]) -> list[str]:
    return [part for index, piece in enumerate(pieces) for part in ([markup.words(" "), piece] if index else [piece])]
