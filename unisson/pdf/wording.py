"""Type, currency and VAT regime: told by words anywhere on the page, not beside a label."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .geometry import Line, Span
from .labels import Field
from .scoring import Candidate, decide


@dataclass(frozen=True, kw_only=True)
class _Wording:
    field: Field
    value: str
    pattern: re.Pattern[str]
    confidence: float


_TABLE: tuple[tuple[Field, str, float, str], ...] = (
    (
        Field.TYPE,
        "381",
        0.95,
        r"(?:^|(?<=\t))(?:facture d'avoir|a v o i r|avoir|note de credit|credit (?:note|memo)|gutschrift"
        r"|storno\s?-?rechnung"
        r"|rechnungs\s?-?korrektur|korrekturrechnung)\b(?! sur)",
    ),
    (
        Field.TYPE,
        "386",
        0.95,
        r"(?:^|(?<=\t))(?:facture (?:d'|pour )?(?:acompte|avance)|acompte (?:n\s?°|sur)|(?:deposit"
        r"|down ?payment|advance payment|prepayment)"
        r" invoice|(?:voraus|an|teil)zahlungsrechnung|abschlagsrechnung)",
    ),
    (Field.TYPE, "380", 0.92, r"(?:^|(?<=\t))(?:facture|f a c t u r e|(?:tax )?invoice|[a-z]*rechnung)\b"),
    (Field.TYPE, "380", 0.75, r"\b(?:facture|invoice|rechnung)\b"),
    (Field.CURRENCY, "EUR", 0.9, r"€|\beur\b|\beuros?\b"),
    (Field.CURRENCY, "USD", 0.9, r"\busd\b|us ?\$|(?<![a-z])\$"),
    (Field.CURRENCY, "GBP", 0.9, r"\bgbp\b|£"),
    (Field.CURRENCY, "CHF", 0.9, r"\bchf\b"),
    (Field.CURRENCY, "INR", 0.9, r"\binr\b|₹"),
    (
        Field.VAT_REGIME,
        "EXONERATION",
        0.92,
        r"293 ?b\b|tva non applicable|exonerat?ion de (?:la )?tva|exoneree? de (?:la )?tva",
    ),
    (
        Field.VAT_REGIME,
        "TVA_SUR_DEBIT",
        0.92,
        r"tva (?:acquittee )?(?:sur|d'apres) les debits|(?:option|paiement) .{0,40}d'apres les debits",
    ),
    (Field.VAT_REGIME, "TVA_SUR_ENCAISSEMENT", 0.92, r"tva (?:acquittee )?(?:sur|a) l(?:es|')? ?encaissements?"),
)
_WORDINGS = tuple(
    _Wording(field=name, value=value, confidence=confidence, pattern=re.compile(pattern))
    for name, value, confidence, pattern in _TABLE
)
_MOST = 6
_HEAD, _SMALL_PAGE = 0.5, 300.0
"""Share of the first page, and points at least, in which the title stands."""
_AS_TALL = 0.9
_IN_A_SENTENCE = 0.75
_RIVAL_COUNT = 3
"""A currency written three times less than another is a detail: a price list, a note."""


def wording_values(lines: Sequence[Line]) -> dict[Field, Candidate | None]:
    """The decided value of each field of this family. Values are those of the wire: 380, EUR, EXONERATION…"""
    found: dict[Field, list[Candidate]] = {wording.field: [] for wording in _WORDINGS}
    for wording in _WORDINGS:
        found[wording.field] += list(_sights(wording, lines))
    found[Field.TYPE] = _titles(found[Field.TYPE], lines)
    found[Field.CURRENCY] = _most_written(found[Field.CURRENCY])
    return {name: decide(candidates[:_MOST]) for name, candidates in found.items()}


def _sights(wording: _Wording, lines: Sequence[Line]) -> Iterator[Candidate]:
    for line in lines:
        for match in wording.pattern.finditer(line.plain):
            span = Span(line=line, start=match.start(), end=match.end())
            yield Candidate(
                value=wording.value, confidence=wording.confidence, page=span.page, box=span.box, shown=span.text
            )


def _titles(sights: Sequence[Candidate], lines: Sequence[Line]) -> list[Candidate]:
    """The title, in the largest letters of the head of page 1; « facture d’acompte » says more than « facture »."""
    lowest = max((line.box[3] for line in lines if line.page == 1), default=0.0)
    head = [one for one in sights if one.page == 1 and one.box[1] < max(_HEAD * lowest, _SMALL_PAGE)]
    tallest = max((_height(one) for one in head), default=0.0)
    titles = [one for one in head if _height(one) > _AS_TALL * tallest] or head
    titles = [one for one in titles if one.confidence > _IN_A_SENTENCE] or titles
    special = [one for one in titles if one.value == "381"] or [one for one in head if one.value == "386"]
    return special[:1] or titles[:1]


def _height(one: Candidate) -> float:
    return one.box[3] - one.box[1]


def _most_written(sights: Sequence[Candidate]) -> list[Candidate]:
    """The currency that is written most; one written nearly as often is its rival."""
    counts = Counter(one.value for one in sights)
    most = max(counts.values(), default=0)
    first = {one.value: one for one in reversed(sights)}
    return [first[value] for value, count in counts.most_common() if count * _RIVAL_COUNT > most]
