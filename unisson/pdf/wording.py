"""Type, currency and VAT regime: told by words anywhere on the page, not beside a label."""

import re
from collections.abc import Sequence
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
        r"(?:^|(?<=\t))(?:facture d'avoir|avoir|note de credit|credit note|gutschrift)\b(?! sur)",
    ),
    (
        Field.TYPE,
        "386",
        0.95,
        r"(?:^|(?<=\t))(?:facture (?:d'|pour )?(?:acompte|avance)|acompte (?:n\s?°|sur)|(?:deposit|down ?payment|advance payment|prepayment)"
        r" invoice|anzahlungsrechnung|abschlagsrechnung)",
    ),
    (Field.TYPE, "380", 0.92, r"(?:^|(?<=\t))(?:facture|invoice|tax invoice|rechnung)\b"),
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
_REPEATED = 8


def wording_values(lines: Sequence[Line]) -> dict[Field, Candidate | None]:
    """The decided value of each field of this family. Values are those of the wire: 380, EUR, EXONERATION…"""
    found: dict[Field, list[Candidate]] = {wording.field: [] for wording in _WORDINGS}
    for wording in _WORDINGS:
        found[wording.field] += _sights(wording, lines)
    return {name: decide(candidates) for name, candidates in found.items()}


def _sights(wording: _Wording, lines: Sequence[Line]) -> list[Candidate]:
    sights = []
    for line in lines:
        if match := wording.pattern.search(line.plain):
            span = Span(line=line, start=match.start(), end=match.end())
            sights.append(
                Candidate(
                    value=wording.value,
                    confidence=wording.confidence,
                    page=span.page,
                    box=span.box,
                    shown=span.text,
                )
            )
    return sights[:1]
