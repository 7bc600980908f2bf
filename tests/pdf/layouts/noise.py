"""What stands on most invoices and is no field of ours, however like one it looks."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from . import forms, numbering
from .paper import Entry, Paper

Drawn = Callable[[Paper], str]


OF_TRADES: Final[Mapping[str, tuple[str, ...]]] = {
    "hotel": ("room", "arrival", "departure"),
    "energy": ("meter", "index_before", "index_now", "next_reading"),
    "works": ("site", "progress"),
    "law": ("case",),
}


def entries(paper: Paper) -> list[Entry]:
    """As many as the style has, for the block of references."""
    chosen = paper.rng.sample(sorted(VALUES), min(paper.style.noise, len(VALUES)))
    if paper.style.noise and paper.language == "fr":
        chosen += OF_TRADES.get(paper.facts.trade, ())
    if paper.facts.type == "381" and paper.rng.random() < 0.8:
        chosen.append("preceding")
    if not paper.facts.commitment and paper.style.noise and paper.rng.random() < 0.25:
        chosen.append("order_in_words")
    return [paper.noise(name, ALL_VALUES[name](paper)) for name in chosen]


def before(paper: Paper, low: int, high: int) -> str:
    """A date some days before the invoice's."""
    return paper.dated(paper.facts.issue_date - timedelta(days=paper.rng.randint(low, high)))


def digits(paper: Paper, low: int = 3, high: int = 6) -> str:
    return str(paper.rng.randint(10 ** (low - 1), 10**high - 1))


def _client(paper: Paper) -> str:
    return paper.rng.choice(["C{}", "{}", "411{}", "CL0{}", "{}-1"]).format(digits(paper))


def _contact(paper: Paper) -> str:
    return paper.rng.choice(["Mme Pérouse", "J. Delvallée", "Service clients", numbering.phone(paper.rng)])


def _our_reference(paper: Paper) -> str:
    year = f"{paper.facts.issue_date:%y}"
    return paper.rng.choice([f"{year}-{digits(paper, 4, 4)}", f"AFF{digits(paper)}", "ML/JD", f"D{digits(paper)}"])


def _order_in_words(paper: Paper) -> str:
    words = {
        "fr": ["mail du {}", "par téléphone", "verbale", "courriel de Mme Pérouse du {}", "devis signé le {}"],
        "en": ["e-mail of {}", "by phone", "verbal"],
        "de": ["E-Mail vom {}", "telefonisch", "mündlich"],
    }
    return paper.rng.choice(words[paper.language]).format(before(paper, 10, 40))


VALUES: Final[Mapping[str, Drawn]] = {
    "client": _client,
    "quote": lambda paper: f"DE-{paper.facts.issue_date:%y}{digits(paper, 3, 3)}",
    "delivery_note": lambda paper: f"BL{digits(paper)}",
    "order_date": lambda paper: before(paper, 10, 40),
    "delivery_date": lambda paper: before(paper, 1, 9),
    "quote_date": lambda paper: before(paper, 40, 90),
    "printed": lambda paper: before(paper, 0, 0),
    "contact": _contact,
    "our_reference": _our_reference,
    "own_order": lambda paper: f"CC{digits(paper, 5, 6)}",
    "office": lambda paper: paper.rng.choice(["Services techniques", "Direction des affaires scolaires", "Finances"]),
    "terms": lambda paper: paper.rng.choice(paper.vocabulary.language.terms),
    "period": lambda paper: f"{before(paper, 31, 31)} - {before(paper, 1, 1)}",
    "buyer_vat": lambda paper: forms.vat_number(paper.facts.buyer.vat_number, paper.rng),
    "balance": lambda paper: paper.amounts.written(paper.facts.gross / 3),
    "mandate": lambda paper: f"RUM{digits(paper, 6, 9)}",
}
ALL_VALUES: Final[Mapping[str, Drawn]] = {
    **VALUES,
    "preceding": lambda paper: paper.facts.preceding,
    "order_in_words": _order_in_words,
    "meter": lambda paper: digits(paper, 9, 14),
    "room": lambda paper: digits(paper, 3, 3),
    "arrival": lambda paper: before(paper, 4, 6),
    "departure": lambda paper: before(paper, 1, 3),
    "index_before": lambda paper: digits(paper, 5, 5),
    "index_now": lambda paper: digits(paper, 6, 6),
    "next_reading": lambda paper: before(paper, -90, -60),
    "site": lambda paper: paper.rng.choice(
        ["Groupe scolaire Jules-Aubry", "Salle des fêtes", "Rue des Lavoirs, tranche 2"]
    ),
    "progress": lambda paper: f"{paper.rng.randint(10, 95)} %",
    "case": lambda paper: f"RG {digits(paper, 2, 2)}/{digits(paper, 5, 5)}",
}

REMARKS: Final[Mapping[str, tuple[str, ...]]] = {
    "fr": (
        "Objet : travaux réalisés suivant devis n° {reference} du {date}",
        "Suivant votre accord sur notre devis {reference} du {date}",
        "Bon de livraison n° {reference} du {date}",
        "Intervention du {date}, fiche n° {reference}",
        "Prestations réalisées du {date} au {later}",
        "Merci de rappeler le numéro {number} lors de votre virement.",
        "Retrouvez vos factures sur notre site. Service clients : {phone}, du lundi au vendredi de 9 h à 17 h 30.",
        "Conformément à la délibération n° {reference} du conseil du {date}.",
    ),
    "en": ("As per our quotation {reference} of {date}", "Delivery note {reference}, {date}", "Please quote {number}."),
    "de": ("Gemäß Angebot {reference} vom {date}", "Lieferschein {reference} vom {date}", "Bitte {number} angeben."),
}


def remark(paper: Paper) -> str:
    """A sentence over the table of lines."""
    words = paper.rng.choice(REMARKS[paper.language])
    return words.format(
        reference=paper.rng.choice(["{}", "D{}", "20{}", "{}-A"]).format(digits(paper, 4, 6)),
        date=before(paper, 20, 50),
        later=before(paper, 1, 8),
        number=paper.show("number") if "{number}" in words else "",
        phone=numbering.phone(paper.rng),
    )
