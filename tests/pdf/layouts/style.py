"""How one supplier's invoices look. What a family does not ask for is drawn, so that no two pages are alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final

FONTS: Final = ("Libertinus Serif", "Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern")
SIZES: Final = ("8pt", "9pt", "9pt", "10pt", "10pt", "11pt")
COLOURS: Final = ("1f4e79", "7a1f1f", "2f5d3a", "444444", "5b3a7a", "b0561c", "006d77")
NARROW: Final = ("list", "aligned", "wide", "leaders", "below")
"""References that fit half a page."""
REFERENCES: Final = (*NARROW, "header", "cards", "captions", "dense", "double", "strip", "cells")
HALVES: Final = ("headed", "title right")
"""Heads that leave half a page to the references."""
PARTIES: Final = (*HALVES, "window", "window", "columns", "centred", "footer only", "buyer first", "sidebar")
TOTALS: Final = ("list", "list", "list", "row", "recap", "recap and list", "bare", "boxed", "line")
LINES: Final = ("ruled", "plain", "striped", "boxed", "underlined")
SIDEBAR: Final[Mapping[str, Sequence[str]]] = {
    "references": ("below", "list"),
    "totals": ("list", "boxed", "bare"),
    "size": ("8pt", "9pt"),
    "font": ("Libertinus Serif",),
}
"""What fits beside and in a side bar."""


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
    gap: str
    """Between lines of a block."""
    margin: str
    landscape: bool
    colour: str
    filled: bool
    """Blocks on a coloured ground."""
    broken: str
    """"labels", "values" or "languages": set on two lines."""
    number_in_title: bool
    issue_date: str
    """Where: "references", "title" (after the number), "dateline" (« Valbrune, le 3 mars 2026 »)."""
    negative_credit: bool
    signed_lines: bool
    """The currency after each amount of the lines."""
    percent: str
    """After a rate: "%" or " %"."""
    minus_deductions: bool
    """What is taken off is printed as negative."""
    buyer_siret: str
    """Where: "address", "references", "none"."""
    buyer_siret_form: str
    seller_legal: str
    """Where: "top", "footer", "both"."""
    seller_number: str
    """What of it: "siret", "siren and nic", "siren"."""
    due_date: str
    """Where: "references", "closing"."""
    noise: int
    """How many facts besides."""
    pages: str
    """"one", "long" (the lines fill pages), "spread" (each block on a page of its own)."""
    totals_first: bool
    """A summary over the lines."""
    references_heading: bool

    @classmethod
    def drawn(cls, rng: Random, **asked: Any) -> "Style":
        """`asked`: the traits that are fixed."""
        drawn = {**_layout(rng, asked), **_typography(rng), **_manner(rng), **asked}
        if drawn["parties"] == "sidebar":
            drawn |= {name: rng.choice(fits) for name, fits in SIDEBAR.items() if drawn[name] not in fits}
        if drawn["issue_date"] == "title":
            drawn["number_in_title"] = True
        return cls(**drawn)

    @property
    def is_roomy(self) -> bool:
        """A line holds many letters."""
        return "Mono" not in self.font and float(self.size.removesuffix("pt")) < 11

    @property
    def is_letter(self) -> bool:
        """The references are told in sentences."""
        return self.parties == "letter"


def _layout(rng: Random, asked: Mapping[str, Any]) -> dict[str, Any]:
    wide = asked.get("references", NARROW[0]) not in NARROW
    aside = all(asked[name] in fits for name, fits in SIDEBAR.items() if name in asked)
    heads = [name for name in PARTIES if not (wide and name in HALVES) and (aside or name != "sidebar")]
    return {
        "references": rng.choice(REFERENCES),
        "parties": rng.choice(heads),
        "totals": rng.choice(TOTALS),
        "lines": rng.choice(LINES),
        "pages": "one",
        "landscape": False,
        "totals_first": rng.random() < 0.05,
        "broken": "",
        "references_heading": rng.random() < 0.1,
    }


def _typography(rng: Random) -> dict[str, Any]:
    return {
        "language": "fr",
        "bilingual": False,
        "font": rng.choice(FONTS),
        "size": rng.choice(SIZES),
        "tracking": "0pt",
        "gap": rng.choice(["0.42em", "0.5em", "0.55em", "0.6em", "0.75em", "1em"]),
        "margin": rng.choice(["1.2cm", "1.5cm", "1.8cm", "2cm"]),
        "colour": rng.choice(COLOURS),
        "filled": rng.random() < 0.2,
    }


def _manner(rng: Random) -> dict[str, Any]:
    return {
        "number_in_title": rng.random() < 0.25,
        "issue_date": rng.choices(["references", "title", "dateline"], [80, 10, 10])[0],
        "negative_credit": rng.random() < 0.6,
        "signed_lines": rng.random() < 0.3,
        "percent": rng.choice(["%", " %", "\u00a0%"]),
        "minus_deductions": rng.random() < 0.4,
        "buyer_siret": rng.choices(["address", "references", "none"], [50, 40, 10])[0],
        "buyer_siret_form": rng.choice(["", "", "", "compact", "grouped"]),
        "seller_legal": rng.choice(["top", "footer", "footer", "both"]),
        "seller_number": rng.choices(["siret", "siren and nic", "siren"], [90, 4, 6])[0],
        "due_date": rng.choices(["references", "closing"], [7, 3])[0],
        "noise": rng.choice([0, 1, 2, 3, 4]),
    }
