"""A label as one supplier writes it: a wording of its language, then its capitals, accents and colon."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from . import wordings_abroad as abroad
from . import wordings_fr as fr


@dataclass(frozen=True, kw_only=True)
class Language:
    labels: Mapping[str, Sequence[str]]
    titles: Mapping[str, Sequence[str]]
    headings: Mapping[str, Sequence[str]]
    columns: Mapping[str, Sequence[str]]
    noise: Mapping[str, Sequence[str]]
    terms: Sequence[str]


FRENCH: Final = Language(
    labels=fr.LABELS, titles=fr.TITLES, headings=fr.HEADINGS, columns=fr.COLUMNS, noise=fr.NOISE, terms=fr.TERMS
)
ENGLISH: Final = Language(
    labels=abroad.ENGLISH,
    titles=abroad.ENGLISH_TITLES,
    headings=abroad.ENGLISH_HEADINGS,
    columns=abroad.ENGLISH_COLUMNS,
    noise=abroad.ENGLISH_NOISE,
    terms=abroad.ENGLISH_TERMS,
)
GERMAN: Final = Language(
    labels=abroad.GERMAN,
    titles=abroad.GERMAN_TITLES,
    headings=abroad.GERMAN_HEADINGS,
    columns=abroad.GERMAN_COLUMNS,
    noise=abroad.GERMAN_NOISE,
    terms=abroad.GERMAN_TERMS,
)
COLONS: Final = (" :", " :", "\u00a0:", ":", ":", "", "")
CASES: Final = ("as is", "as is", "as is", "as is", "capitals", "lower")


@dataclass
class Vocabulary:
    """The words of one supplier: the same label twice is the same word."""

    rng: Random
    language: Language
    other: Language | None = None
    """The second language of a bilingual page, set after a stroke."""
    colon: str = ""
    case: str = "as is"
    accents: bool = True
    _chosen: dict[str, str] = field(default_factory=dict)

    @classmethod
    def drawn(cls, rng: Random, language: Language, *, other: Language | None = None) -> "Vocabulary":
        return cls(
            rng=rng,
            language=language,
            other=other,
            colon=rng.choice(COLONS),
            case=rng.choice(CASES),
            accents=rng.random() < 0.85,
        )

    def label(self, name: str) -> str:
        """The label of a fact (`number`), with `number.381` where a credit note has its own."""
        return self._once("labels", name)

    def heading(self, name: str) -> str:
        return self._once("headings", name)

    def column(self, name: str) -> str:
        return self._once("columns", name)

    def noise(self, name: str) -> str:
        return self._once("noise", name)

    def title(self, name: str) -> str:
        titles = self.language.titles
        return self.rng.choice(titles.get(name) or titles["380"])

    def has(self, name: str) -> bool:
        return name in self.language.labels

    def with_colon(self, label: str) -> str:
        return f"{label}{self.colon}" if self.colon and not label.endswith((":", "#")) else label

    def _once(self, table: str, name: str) -> str:
        key = f"{table} {name}"
        if key not in self._chosen:
            text = self.rng.choice(getattr(self.language, table)[name])
            second = getattr(self.other, table, {}).get(name)
            self._chosen[key] = self._written(f"{text} / {self.rng.choice(second)}" if second else text)
        return self._chosen[key]

    def _written(self, text: str) -> str:
        if self.case == "capitals":
            text = text.upper().replace("{RATE}", "{rate}").replace("N°", self.rng.choice(["N°", "N°", "Nº"]))
        elif self.case == "lower" and not text.isupper():
            text = text[0].lower() + text[1:] if text[1:2].islower() else text
        return text if self.accents else without_accents(text)


def without_accents(text: str) -> str:
    """`text` as an old program prints it; « n° » stays."""
    return "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))
