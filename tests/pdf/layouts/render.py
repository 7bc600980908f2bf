"""Facts and a family → the PDF of an invoice and what is printed on it."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

import typst

from . import closing, facts, forms, lines, markup, noise, parties, references, totals
from .facts import InvoiceFacts
from .families import FAMILIES
from .paper import Paper
from .style import Style
from .vocabulary import ENGLISH, FRENCH, GERMAN, Vocabulary

LANGUAGES = {"fr": FRENCH, "en": ENGLISH, "de": GERMAN}


@dataclass(frozen=True, kw_only=True)
class Invoice:
    family: str
    seed: int
    facts: InvoiceFacts
    printed: Mapping[str, Sequence[str]]
    """By fact, the texts that stand on the pages."""
    pdf: bytes


def invoice(family: str, seed: int) -> Invoice:
    """One invoice of a family. The same seed, the same invoice."""
    rng = Random(zlib.crc32(family.encode()) ^ seed * 2654435761)
    known = facts.made(rng, **FAMILIES[family].facts)
    paper = _paper(known, Style.drawn(rng, **FAMILIES[family].style), rng)
    source = _source(paper)
    if paper.amounts.sign:
        paper.printed["currency"] = [paper.amounts.sign.strip()]
    pdf = typst.compile(source.encode(), format="pdf", ignore_system_fonts=True)
    return Invoice(family=family, seed=seed, facts=known, printed=paper.printed, pdf=pdf)


def _paper(known: InvoiceFacts, style: Style, rng: Random) -> Paper:
    other = ENGLISH if style.bilingual else None
    return Paper(
        facts=known,
        style=style,
        vocabulary=Vocabulary.drawn(rng, LANGUAGES[style.language], other=other),
        rng=rng,
        amounts=forms.AmountForm.drawn(rng, style.language, known.currency),
        date_form=rng.choice(forms.DATES[style.language]),
        siret_form=rng.choice(forms.SIRETS),
        iban_form=rng.choice(["grouped", "grouped", "compact"]),
    )


def _source(paper: Paper) -> str:
    return "\n\n".join([_preamble(paper), *(f"#{part}" for part in _body(paper))])


def _body(paper: Paper) -> list[str]:
    style = paper.style
    head = parties.HEADS[style.parties](paper, references.entries(paper))
    if not style.is_letter:
        head = parties.dated(paper, head)
    said = [markup.words(noise.remark(paper))] if paper.rng.random() < 0.35 else []
    table, sums, rest = lines.table(paper), totals.block(paper), closing.block(paper)
    if style.totals_first:
        said = [totals.summary(paper), *said]
    if style.pages == "spread":
        return [*head, *said, "pagebreak()", table, "pagebreak()", sums, *rest]
    if style.parties == "sidebar":
        fill = f"rgb({markup.quoted(style.colour)}).lighten(85%)"
        bar = markup.boxed(head[0], fill=fill, inset="8pt")
        return [markup.grid(("31%", "1fr"), [bar, markup.stacked([*head[1:], *said, table, sums, *rest], gap="1.4em")])]
    return [*head, *said, table, sums, *rest]


def _preamble(paper: Paper) -> str:
    style = paper.style
    foot = closing.foot(paper)
    flipped = ", flipped: true" if style.landscape else ""
    margin = f"(x: {style.margin}, top: {style.margin}, bottom: 2.4cm)"
    return (
        f'#set page(paper: "a4"{flipped}, margin: {margin}, footer: {foot})\n'
        f"#set text(font: {markup.quoted(style.font)}, size: {style.size}, tracking: {style.tracking}, "
        f'lang: "{style.language}", hyphenate: false)\n'
        f"#let gap = {style.gap}\n#set par(leading: 0.5em)\n#set block(spacing: 1.1em)"
    )
