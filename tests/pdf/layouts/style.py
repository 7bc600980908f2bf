"""How one supplier's invoices look. What a family does not ask for is drawn, so that no two pages are alike."""

from dataclasses import dataclass
from random import Random
from typing import Any, Final

FONTS: Final = ("Libertinus Serif", "Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern")
SIZES: Final = ("8pt", "9pt", "9pt", "10pt", "10pt", "11pt")
COLOURS: Final = ("1f4e79", "7a1f1f", "2f5d3a", "444444", "5b3a7a", "b0561c", "006d77")
REFERENCES: Final = (
    "list",
    "aligned",
    "wide",
    "leaders",
    "header",
    "cards",
    "captions",
    "dense",
    "double",
    "strip",
    "below",
)
PARTIES: Final = ("window", "window", "columns", "headed", "title right", "centred", "footer only", "buyer first")
TOTALS: Final = ("list", "list", "list", "row", "recap", "recap and list", "bare", "boxed", "under table")
NARROW: Final = ("list", "aligned", "wide", "leaders", "below")
"""References that fit half a page."""
HALVES: Final = ("headed", "title right")
"""Heads that leave half a page to the references."""
LINES: Final = ("ruled", "plain", "striped", "boxed", "underlined", "none")


@dataclass(frozen=True, kw_only=True)
class Style:
    language: str
    bilingual: bool
    references: str
    parties: str
    totals: str
    lines: str
    font: str
    size: str
    tracking: str
    margin: str
    landscape: bool
    colour: str
    filled: bool
    """Blocks on a coloured ground."""
    broken: str
    """"labels" or "values": set on two lines."""
    number_in_title: bool
    negative_credit: bool
    buyer_siret: str
    """Where: "address", "references", "none"."""
    buyer_siret_form: str
    seller_legal: str
    """Where: "top", "footer", "both"."""
    noise: int
    """How many facts besides."""
    spread: bool
    """References on one page, parties on another."""
    totals_first: bool
    letter: bool
    """References told in sentences."""

    @classmethod
    def drawn(cls, rng: Random, **asked: Any) -> "Style":
        wide = asked.get("references", NARROW[0]) not in NARROW
        drawn: dict[str, Any] = {
            "language": "fr",
            "bilingual": False,
            "references": rng.choice(REFERENCES),
            "parties": rng.choice([name for name in PARTIES if not (wide and name in HALVES)]),
            "totals": rng.choice(TOTALS),
            "lines": rng.choice(LINES[:-1]),
            "font": rng.choice(FONTS),
            "size": rng.choice(SIZES),
            "tracking": "0pt",
            "margin": rng.choice(["1.2cm", "1.5cm", "1.8cm", "2cm"]),
            "landscape": False,
            "colour": rng.choice(COLOURS),
            "filled": rng.random() < 0.2,
            "broken": "",
            "number_in_title": rng.random() < 0.25,
            "negative_credit": rng.random() < 0.6,
            "buyer_siret": rng.choices(["address", "references", "none"], [50, 40, 10])[0],
            "buyer_siret_form": rng.choice(["", "", "", "compact", "grouped"]),
            "seller_legal": rng.choice(["top", "footer", "footer", "both"]),
            "noise": rng.choice([0, 1, 2, 3, 4]),
            "spread": False,
            "totals_first": False,
            "letter": False,
        }
        return cls(**{**drawn, **asked})
