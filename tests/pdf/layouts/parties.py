"""Who sends and who pays: the head of the page."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from . import facts as truth
from . import forms, letters, markup, numbering
from .facts import Party
from .paper import Entry, Paper
from .references import block
from .vocabulary import without_accents

DATED: Final = {"fr": "du", "en": "of", "de": "vom"}
Head = Callable[[Paper, Sequence[Entry]], list[str]]


def address(party: Party) -> list[str]:
    return [part for part in (party.office, party.street, f"{party.postcode} {party.town}") if part]


def legal_name(party: Party) -> str:
    return f"{party.name} {party.form}".strip()


def contact(paper: Paper) -> list[str]:
    """Telephone, fax and addresses: digits that are no reference."""
    rng = paper.rng
    domain = "".join(filter(str.isalnum, without_accents(paper.facts.seller.name.lower())))[:10]
    lines = [rng.choice(["Tél. {}", "Tél : {}", "Tel. {}", "T. {}", "Téléphone : {}"]).format(numbering.phone(rng))]
    if rng.random() < 0.3:
        lines.append(f"Fax : {numbering.phone(rng)}")
    if rng.random() < 0.6:
        lines.append(
            rng.choice(["contact@{}.example", "Email : facturation@{}.example", "www.{}.example"]).format(domain)
        )
    return lines


def legal(paper: Paper) -> list[str]:
    """The registers a company must print. Those from abroad print their own."""
    rng, party = paper.rng, paper.facts.seller
    if not party.siret:
        return [f"VAT no. {party.vat_number}" if paper.language == "en" else f"USt-IdNr. {party.vat_number}"]
    lines = [_registration(paper)]
    if party.capital:
        capital = f"{party.capital:,}".replace(",", " ")
        lines.append(f"{party.form} au capital de {capital} €")
        lines.append(rng.choice(["RCS {town} {siren}", "R.C.S. {town} B {siren}", "RCS {siren} {town}"]).format(
            town=party.town, siren=forms.siren(party)
        ))  # fmt: skip
    if rng.random() < 0.7:
        lines.append(
            rng.choice(["APE {}", "Code APE : {}", "NAF {}", "Code NAF {}"]).format(f"{rng.randint(1000, 9609)}Z")
        )
    if paper.facts.vat_rows:
        number = forms.vat_number(party.vat_number, rng)
        lines.append(
            rng.choice(["TVA intracom. {}", "N° TVA : {}", "TVA intracommunautaire : {}", "N° TVA FR : {}"]).format(
                number
            )
        )
    return lines


def _registration(paper: Paper) -> str:
    """The number of the establishment, or only that of the company."""
    mark, party = paper.rng.choice([" : ", " ", ": "]), paper.facts.seller
    if paper.style.seller_number == "siren":
        return f"SIREN{mark}{forms.siren(party)}"
    if paper.style.seller_number == "siren and nic":
        return f"SIREN{mark}{paper.show('seller_siret')}"
    return f"{paper.label('seller_siret')}{mark}{paper.show('seller_siret')}"


def seller_block(paper: Paper, *, with_legal: bool, size: str = "1.3em") -> str:
    seller = paper.facts.seller
    lines = [markup.words(line) for line in [*address(seller), *contact(paper), *(legal(paper) if with_legal else [])]]
    name = markup.words(legal_name(seller), bold=True, size=size, fill=f"rgb({markup.quoted(paper.style.colour)})")
    return markup.stacked([name, *lines])


def buyer_block(paper: Paper, *, heading: bool) -> str:
    buyer, rng = paper.facts.buyer, paper.rng
    lines = [markup.words(buyer.name, bold=rng.random() < 0.6), *map(markup.words, address(buyer))]
    if paper.style.buyer_siret == "address":
        label = paper.label("recipient_siret" if rng.random() < 0.4 else "siret")
        lines.append(markup.words(f"{label}{rng.choice([' : ', ' ', ': '])}{paper.show('recipient_siret')}"))
    if heading:
        lines.insert(
            0, markup.words(paper.colon(paper.vocabulary.heading("buyer")), size="0.9em", bold=rng.random() < 0.5)
        )
    return markup.stacked(lines)


def delivery_block(paper: Paper) -> str:
    """Another body, with a SIRET of its own that is not the payer's."""
    other = truth.buyer(paper.rng)
    lines = [paper.vocabulary.heading("delivery"), other.name, *address(other)]
    if paper.rng.random() < 0.4:
        lines.append(f"SIRET : {forms.siret(other.siret, paper.siret_form)}")
    return markup.stacked(map(markup.words, lines))


def title(paper: Paper) -> str:
    """What the paper is, with its number where the supplier sets it there."""
    facts, rng, style = paper.facts, paper.rng, paper.style
    trade = facts.type == "380" and facts.trade in ("works", "law") and rng.random() < 0.5 and style.language == "fr"
    words = paper.vocabulary.title(facts.trade if trade else facts.type)
    if style.number_in_title:
        number = paper.show("number")
        mark = {
            "fr": ["n° {}", "N° {}", "N°{}", "n°{}", "{}", ": {}"],
            "en": ["no. {}", "# {}", "{}"],
            "de": ["Nr. {}", "{}"],
        }
        words = f"{words if 'n°' not in words.lower() else 'FACTURE'} {rng.choice(mark[style.language]).format(number)}"
        if style.issue_date == "title":
            words += f" {DATED[style.language]} {paper.show('issue_date')}"
    size, colour = rng.choice(["1.3em", "1.6em", "2em"]), f"rgb({markup.quoted(style.colour)})"
    if style.filled and rng.random() < 0.6:
        return markup.boxed(markup.words(words, size=size, bold=True, fill="white"), fill=colour)
    return markup.words(words, size=size, bold=True, fill=colour if rng.random() < 0.6 else "")


def dated(paper: Paper, parts: Sequence[str]) -> list[str]:
    """`parts`, after them the place and the date where the supplier sets it apart."""
    if paper.style.issue_date != "dateline":
        return list(parts)
    return [*parts, markup.aligned(letters.dateline(paper), paper.rng.choice(["right", "right", "left"]))]


def window(paper: Paper, found: Sequence[Entry]) -> list[str]:
    """The French envelope: seller at the left, payer at the right and lower, without a word."""
    left = seller_block(paper, with_legal=paper.style.seller_legal != "footer")
    buyer = markup.joined(markup.space("4em"), buyer_block(paper, heading=False))
    return [
        markup.grid(("1fr", "45%"), [left, buyer], gutter=("1em", "1em")),
        markup.space("1em"),
        title(paper),
        block(paper, found),
    ]


def columns(paper: Paper, found: Sequence[Entry]) -> list[str]:
    """Two addresses side by side under their headings, sometimes a third."""
    heading = markup.words(paper.colon(paper.vocabulary.heading("seller")), size="0.9em")
    seller = markup.stacked([heading, seller_block(paper, with_legal=paper.style.seller_legal != "footer", size="1em")])
    blocks = [seller, buyer_block(paper, heading=True)]
    if paper.rng.random() < 0.4 and "Mono" not in paper.style.font:
        blocks.append(delivery_block(paper))
    if paper.style.filled:
        fill = f"rgb({markup.quoted(paper.style.colour)}).lighten(88%)"
        blocks = [markup.boxed(item, fill=fill) for item in blocks]
    head = [title(paper), markup.grid(["1fr"] * len(blocks), blocks, gutter=("1.5em", "1em"))]
    return [*head, block(paper, found)] if paper.rng.random() < 0.7 else [head[0], block(paper, found), head[1]]


def headed(paper: Paper, found: Sequence[Entry]) -> list[str]:
    """Seller and references beside each other, the payer below in a frame."""
    left = seller_block(paper, with_legal=paper.style.seller_legal != "footer")
    right = markup.stacked([title(paper), block(paper, found, narrow=True)], gap="1em")
    buyer = markup.boxed(buyer_block(paper, heading=True), width="55%", stroke="0.5pt")
    return [markup.grid(("1fr", "1.1fr"), [left, right], gutter=("1.5em", "1em")), buyer]


def title_right(paper: Paper, found: Sequence[Entry]) -> list[str]:
    """As headed, with the payer opposite the references."""
    left = seller_block(paper, with_legal=paper.style.seller_legal != "footer")
    head = markup.grid(("1fr", "1fr"), [left, markup.aligned(title(paper), "right")], gutter=("1em", "1em"))
    below = [block(paper, found, narrow=True), buyer_block(paper, heading=paper.rng.random() < 0.6)]
    return [head, markup.space("0.6em"), markup.grid(("1.15fr", "1fr"), below, gutter=("1.5em", "1em"))]


def centred(paper: Paper, found: Sequence[Entry]) -> list[str]:
    """A letterhead in the middle."""
    seller = paper.facts.seller
    lines = [" - ".join(address(seller)), " - ".join(contact(paper))]
    lines += legal(paper) if paper.style.seller_legal != "footer" else []
    name = markup.words(legal_name(seller), bold=True, size="1.5em")
    head = markup.aligned(markup.stacked([name, *map(markup.words, lines)]), "center")
    buyer = markup.grid(("1fr", "48%"), ["[]", buyer_block(paper, heading=paper.rng.random() < 0.4)])
    return [head, markup.rule(), buyer, markup.aligned(title(paper), "center"), block(paper, found)]


def footer_only(paper: Paper, found: Sequence[Entry]) -> list[str]:
    """Only a name above; who it is stands at the foot of the page."""
    name = markup.words(paper.facts.seller.name, size="1.8em", fill=f"rgb({markup.quoted(paper.style.colour)})")
    buyer = markup.grid(("1fr", "45%"), ["[]", buyer_block(paper, heading=paper.rng.random() < 0.5)])
    return [name, buyer, title(paper), block(paper, found)]


def buyer_first(paper: Paper, found: Sequence[Entry]) -> list[str]:
    """The payer at the left, the seller at the right."""
    pair = [
        buyer_block(paper, heading=True),
        seller_block(paper, with_legal=paper.style.seller_legal != "footer", size="1.1em"),
    ]
    return [title(paper), markup.grid(("1fr", "1fr"), pair, gutter=("2em", "1em")), block(paper, found)]


def sidebar(paper: Paper, found: Sequence[Entry]) -> list[str]:
    """A coloured column with the seller and the references; `render` sets the rest beside it."""
    seller = seller_block(paper, with_legal=paper.style.seller_legal != "footer", size="1.1em")
    bar = markup.stacked([seller, block(paper, found)], gap="2em")
    return [bar, buyer_block(paper, heading=paper.rng.random() < 0.7), title(paper)]


def letter(paper: Paper, found: Sequence[Entry]) -> list[str]:
    """A letter: addresses, place and date, sentences. `found`: what the sentences do not say."""
    left = seller_block(paper, with_legal=paper.style.seller_legal != "footer", size="1.1em")
    right = markup.joined(markup.space("3em"), buyer_block(paper, heading=False))
    parts = [markup.grid(("1fr", "45%"), [left, right], gutter=("1em", "1em"))]
    if paper.rng.random() < 0.6:
        parts.append(markup.aligned(letters.dateline(paper), "right"))
    if paper.rng.random() < 0.5 or paper.facts.type != "380":
        parts.append(title(paper))
    return [*parts, *([block(paper, found, narrow=True)] if found else []), letters.story(paper)]


HEADS: Final[Mapping[str, Head]] = {
    "window": window,
    "columns": columns,
    "headed": headed,
    "title right": title_right,
    "centred": centred,
    "footer only": footer_only,
    "buyer first": buyer_first,
    "sidebar": sidebar,
    "letter": letter,
}
