"""Below the totals and at the foot: payment, penalties, registers, page numbers."""

from . import forms, letters, markup, numbering
from .paper import Paper
from .parties import address, legal, legal_name

PENALTIES = (
    "En cas de retard de paiement, indemnité forfaitaire pour frais de recouvrement : 40 €. "
    "Pénalités de retard : taux BCE majoré de 10 points.",
    "Tout retard de paiement entraîne de plein droit une pénalité de 3 fois le taux d'intérêt légal "
    "et une indemnité de 40,00 €.",
    "Pas d'escompte pour paiement anticipé. Indemnité forfaitaire de recouvrement : 40 euros "
    "(art. D. 441-5 du code de commerce).",
    "Escompte pour règlement anticipé : 1,5 %. Pénalités de retard : 12,15 %. Indemnité de recouvrement : 40 €.",
)
EXEMPTIONS = {
    "fr": (
        "TVA non applicable, art. 293 B du CGI",
        "TVA non applicable, article 293 B du code général des impôts.",
        "Exonération de TVA, article 261-7-1° du CGI",
        "Association non assujettie à la TVA",
        "Autoliquidation de la TVA (art. 283-2 du CGI)",
    ),
    "en": (
        "Reverse charge: VAT to be accounted for by the recipient (Art. 196, Directive 2006/112/EC).",
        "VAT exempt.",
    ),
    "de": (
        "Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge).",
        "Steuerfreie innergemeinschaftliche Lieferung.",
    ),
}
PAGES = {
    "fr": ("Page {} / {}", "{}/{}", "Page {} sur {}", "- {}/{} -"),
    "en": ("Page {} of {}", "{}/{}"),
    "de": ("Seite {} von {}", "Seite {}/{}"),
}


def block(paper: Paper) -> list[str]:
    """What stands between the totals and the foot."""
    parts = []
    if not paper.facts.vat_rows:
        parts.append(markup.words(paper.rng.choice(EXEMPTIONS[paper.language]), italic=paper.rng.random() < 0.5))
    if paper.has("due_date") and paper.style.due_date == "closing" and not paper.style.is_letter:
        parts.append(markup.words(f"{paper.colon(paper.label('due_date'))} {paper.show('due_date')}"))
    if paper.style.is_letter and paper.rng.random() < 0.5:
        parts.append(letters.arrested(paper))
    if paper.has("iban"):
        parts.append(_bank(paper))
    if paper.language == "fr" and paper.rng.random() < 0.8:
        parts.append(markup.words(paper.rng.choice(PENALTIES), size="0.8em"))
    if paper.language == "fr" and paper.rng.random() < 0.07:
        parts.append(_factor(paper))
    return parts


def _bank(paper: Paper) -> str:
    rng = paper.rng
    number = paper.show("iban")
    label = paper.label("iban")
    separator = rng.choice([" : ", " ", ": "])
    if paper.style.broken == "values" and " " in number:
        parts = number.split(" ")
        whole = markup.broken(
            [markup.words(f"{label}{separator}{' '.join(parts[:4])}"), markup.words(" ".join(parts[4:]))]
        )
    else:
        whole = markup.words(f"{label}{separator}{number}")
    lines = [markup.words(paper.vocabulary.heading("payment"), bold=True), whole]
    if rng.random() < 0.7:
        lines.append(markup.words(f"BIC{separator}{paper.facts.bic}"))
    if rng.random() < 0.3 and paper.facts.iban.startswith("FR"):
        bank = paper.facts.iban[4:]
        lines.append(markup.words(f"Banque {bank[:5]} Guichet {bank[5:10]} Compte {bank[10:21]} Clé {bank[21:]}"))
    return markup.stacked(lines)


def _factor(paper: Paper) -> str:
    """Whom to pay instead: a company with a SIRET that is not the seller's."""
    rng = paper.rng
    siret = numbering.siret(rng, numbering.siren(rng, "3"))
    heading = paper.vocabulary.heading("factor")
    return markup.words(
        f"{heading} : Affacturia SA, 12 rue du Levant, SIRET {forms.siret(siret, paper.siret_form)}", size="0.85em"
    )


def foot(paper: Paper) -> str:
    """The footer of each page."""
    rng, style, seller = paper.rng, paper.style, paper.facts.seller
    lines = []
    if style.seller_legal != "top" or style.parties == "footer only":
        mark = rng.choice([" - ", " • ", " | ", " – ", "  "])
        lines.append(mark.join([legal_name(seller), *address(seller)]))
        lines.append(mark.join(legal(paper)))
    parts = [markup.words(line, size="0.75em") for line in lines]
    if rng.random() < 0.5:
        parts.append(markup.page_number(rng.choice(PAGES[paper.language])))
    return markup.aligned(markup.stacked(parts, gap="0.4em"), "center")
