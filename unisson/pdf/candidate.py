"""A plain PDF invoice → values with confidence and place, for a person to confirm (domain-rules §4.8).

`words` gives text with places, `geometry` lines and cells, `labels` what announces a value, `shapes` what a value looks
like, `scoring` one value out of many; `references`, `parties`, `amounts` and `wording` each read one family of fields.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from . import amounts, parties, references, wording
from .addressees import Addressee, addressees
from .geometry import lines as lined
from .items import Item, items
from .labels import Field, gathered
from .learned import Place, recalled
from .scoring import Candidate, unsure
from .vat import VatRow
from .words import Word, read_words

__all__ = ["Candidate", "Candidates", "Field", "VatRow", "read", "read_words_of"]


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """What was read, by field. A field that was not seen at all is absent; one seen but unsure has an empty value."""

    fields: Mapping[Field, Candidate] = field(default_factory=dict)
    vat_rows: tuple[VatRow, ...] = ()
    addressees: tuple[Addressee, ...] = ()
    items: tuple[Item, ...] = ()
    several: tuple[Candidate, Candidate] | None = None
    """The numbers of two invoices that the file seems to hold: then nothing of it is sure."""

    def value(self, name: Field) -> str:
        """The value to fill in, or "" where nothing is sure enough."""
        candidate = self.fields.get(name)
        return candidate.value if candidate else ""


def read(content: bytes, *, known_seller_sirets: Collection[str] = (), learned: Collection[Place] = ()) -> Candidates:
    """The candidate values of the first three pages. `known_seller_sirets`: the structures of the person who deposits;
    `learned`: where their invoices print what recognition missed before.

    Nothing for a scan. Refusals of `inspection.opened`. Call it in the sandbox.
    """
    return read_words_of(read_words(content), known_seller_sirets=known_seller_sirets, learned=learned)


def read_words_of(
    words: Sequence[Word], *, known_seller_sirets: Collection[str] = (), learned: Collection[Place] = ()
) -> Candidates:
    """The candidate values of words, wherever they were read."""
    lines = lined(words)
    mentions = tuple(gathered(lines))
    totals, vat_rows = amounts.amount_values(lines, mentions)
    values: dict[Field, Candidate | None] = {
        **references.reference_values(lines, mentions),
        **parties.party_values(lines, mentions, known_sellers=known_seller_sirets),
        **totals,
        **wording.wording_values(lines),
    }
    read_values = {name: value for name, value in values.items() if value}
    several = references.several(lines, mentions)
    fields = recalled(read_values, lines, learned)
    return Candidates(
        fields={name: unsure(value) for name, value in fields.items()} if several else fields,
        several=several,
        vat_rows=vat_rows,
        addressees=addressees(lines),
        items=items(lines, mentions, totals[Field.NET_TOTAL]),
    )


_USUAL = (
    "FACTURE n° F-2026-001 du 15/01/2026 échéance 14 février 2026",
    "Émetteur SIRET 538 199 597 00013 TVA FR65538199597 IBAN FR76 3000 6000 0112 3456 7890 189",
    "Destinataire SIRET 21300202500012 Code service ACHATS Engagement EJ-42 Marché M2026-1",
    "Désignation Quantité Prix unitaire HT Montant HT",
    "Peinture 2 50,00 100,00",
    "Total HT 100,00 € TVA 20 % 20,00 € Total TTC 120,00 € Net à payer 120,00 €",
)


def warm() -> None:
    """Read a usual page that is none: what a first reading makes for all later ones (patterns, lists) is made then."""
    read_words_of(
        [
            Word(text=text, page=1, box=(40.0 + 60 * place, 40.0 + 20 * row, 95.0 + 60 * place, 50.0 + 20 * row))
            for row, line in enumerate(_USUAL)
            for place, text in enumerate(line.split())
        ]
    )
