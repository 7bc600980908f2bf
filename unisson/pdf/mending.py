"""What reading an image gets wrong: mended where check digits prove it, doubted everywhere else.

Tesseract is sure of « FC-540-1 » where the page prints « FC-540-I »: of a scan, only a value that proves itself (check
digits, totals that add up) is as sure as on a page of text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from unisson.kernel import identifiers, money

from .candidate import Candidate, Candidates, VatRow
from .labels import Field
from .scoring import FILL_FROM
from .words import Box, Word

_LOOK_ALIKE = str.maketrans("OoQDIl|iSsBGZ", "0000111155862")
_SIRET = re.compile(r"[\dOoQDIl|iSsBGZ]{14}")
_VAT_NUMBER = re.compile(r"FR[\dOoQDIl|iSsBGZ]{11}")
_LEAST_DIGITS = 9
_MOST_WORDS = 6
"""« FR 32 123 456 789 » is five."""
_UNDERSCORE = "_"
_GLUED = re.compile(r"([^\W\d_]{3,})(\d+[.,]\d+%?)")

_WORDINGS = frozenset({Field.TYPE, Field.CURRENCY, Field.VAT_REGIME})
_CHECKED = frozenset({Field.SELLER_SIRET, Field.RECIPIENT_SIRET, Field.SELLER_VAT, Field.IBAN})
_SUM = (Field.NET_TOTAL, Field.VAT_TOTAL, Field.GROSS_TOTAL)
_TOTALS = frozenset({*_SUM, Field.DUE})

_UNPROVEN = 0.85
"""A value that nothing proves is at most likely: the form asks for a look."""
_WRONG_CHECK_DIGIT = 0.5
"""A misread digit is likelier than one of the few identifiers that fail their check."""
_SURE_WORD, _LOST_WORD = 0.85, 0.5


def mended(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of one page with letters in a SIRET or French VAT number read as the digits that its check asks for,
    a code that was parted at its underscore joined again, and « TVA5,5 » parted."""
    joined = [part for word in _joined(words) for part in _parted(word)]
    for start in range(len(joined)):
        for end in range(start + 1, min(start + _MOST_WORDS, len(joined)) + 1):
            run = joined[start:end]
            if _on_one_line(run) and _is_proven_by_mending("".join(word.text for word in run)):
                joined[start:end] = [replace(word, text=_digits(word.text)) for word in run]
    return tuple(joined)


def doubted(found: Candidates, words: Sequence[Word]) -> Candidates:
    """The values no surer than the words they stand in; one that is not sure enough is left to be chosen."""
    adds_up = _adds_up(found)
    fields = {
        name: _doubt(name, candidate, words, proven=adds_up and name in _TOTALS)
        for name, candidate in found.fields.items()
    }
    rows = found.vat_rows if all(_computes(row) for row in found.vat_rows) else ()
    return Candidates(fields=fields, vat_rows=rows)


def _doubt(name: Field, candidate: Candidate, words: Sequence[Word], *, proven: bool) -> Candidate:
    if not candidate.value or _is_of_text(candidate, words):
        return candidate
    factor, most = _trust(name, candidate, words, proven=proven)
    confidence = min(candidate.confidence * factor, most)
    if confidence >= FILL_FROM:
        return replace(candidate, confidence=confidence)
    alone = replace(candidate, confidence=confidence, alternatives=())
    return replace(candidate, value="", confidence=0.0, alternatives=(alone, *candidate.alternatives[:5]))


def _trust(name: Field, candidate: Candidate, words: Sequence[Word], *, proven: bool) -> tuple[float, float]:
    """What a confidence is multiplied with, and the most it may be."""
    if proven or name in _WORDINGS:
        return 1.0, 1.0
    if name in _CHECKED:
        right = name not in (Field.SELLER_SIRET, Field.RECIPIENT_SIRET) or identifiers.is_siret(candidate.value)
        return (1.0, 1.0) if right else (_WRONG_CHECK_DIGIT, _UNPROVEN)
    return _factor(min((word.certainty for word in _under(candidate, words)), default=1.0)), _UNPROVEN


def _factor(certainty: float) -> float:
    """1 for a word that Tesseract is sure of, 0.5 for one it guessed."""
    share = (certainty - _LOST_WORD) / (_SURE_WORD - _LOST_WORD)
    return 0.5 + 0.5 * min(max(share, 0.0), 1.0)


def _is_of_text(candidate: Candidate, words: Sequence[Word]) -> bool:
    """On a page that is not a scan every word is certain."""
    return all(word.certainty == 1.0 for word in _under(candidate, words))


def _under(candidate: Candidate, words: Sequence[Word]) -> Iterator[Word]:
    for word in words:
        across, down = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
        if word.page == candidate.page and _holds(candidate.box, across, down):
            yield word


def _holds(box: Box, across: float, down: float) -> bool:
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def _adds_up(found: Candidates) -> bool:
    net, vat, gross = (money.parse(found.value(name)) for name in _SUM)
    discount = money.parse(found.value(Field.DISCOUNT)) or Decimal(0)
    if net is None or vat is None or not gross:
        return False
    return gross in (net + vat, net + vat - abs(discount))


def _computes(row: VatRow) -> bool:
    base, amount, rate = (money.parse(text or "") for text in (row.base, row.amount, row.rate))
    if base is None or amount is None or rate is None:
        return False
    return abs(base * rate / 100 - amount) <= Decimal("0.02")


def _is_proven_by_mending(text: str) -> bool:
    """Whether letters read as digits make it pass a check that it fails as it stands."""
    if text.isdigit() or sum(character.isdigit() for character in text) < _LEAST_DIGITS:
        return False
    if _SIRET.fullmatch(text):
        return identifiers.is_siret(_digits(text))
    # « FRO1 » may be right as it is: some keys hold letters.
    is_vat_number = bool(_VAT_NUMBER.fullmatch(text)) and not identifiers.is_vat_number(text)
    return is_vat_number and identifiers.is_vat_number(_digits(text))


def _digits(text: str) -> str:
    country = "FR" if text.startswith("FR") else ""
    return country + text.removeprefix(country).translate(_LOOK_ALIKE)


def _joined(words: Sequence[Word]) -> Iterator[Word]:
    """« FACTURES » and « _PUBLIQUES » are one code: nobody writes a space before an underscore."""
    last: Word | None = None
    for word in words:
        if last and _on_one_line((last, word)) and _touches(last, word):
            last = Word(
                text=last.text + word.text,
                page=word.page,
                box=(last.box[0], min(last.box[1], word.box[1]), word.box[2], max(last.box[3], word.box[3])),
                certainty=min(last.certainty, word.certainty),
            )
            continue
        if last:
            yield last
        last = word
    if last:
        yield last


def _parted(word: Word) -> Iterator[Word]:
    """A label and the number after it that were taken for one word."""
    glued = _GLUED.fullmatch(word.text)
    if not glued:
        yield word
        return
    x0, y0, x1, y1 = word.box
    middle = round(x0 + (x1 - x0) * glued.end(1) / len(word.text), 1)
    yield replace(word, text=glued[1], box=(x0, y0, middle, y1))
    yield replace(word, text=glued[2], box=(middle, y0, x1, y1))


def _touches(left: Word, right: Word) -> bool:
    parted = left.text.endswith(_UNDERSCORE) or right.text.startswith(_UNDERSCORE)
    return parted and 0 <= right.box[0] - left.box[2] < left.height


def _on_one_line(run: Sequence[Word]) -> bool:
    return max(word.box[1] for word in run) - min(word.box[1] for word in run) <= run[0].height / 2
