"""Reading the table of words: a stretch is the words that begin alike, and lines come in the order they are shown in.

The rarest stretch is read in its order, and each of its lines looked up in the others: a page costs what it shows where
many answer, and what the rarest word has where few do. Written in SQL, since the order of the work is the point.
"""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from .words import CLOSED, LONGEST

_LAST, _FIRST = "~", " "
"""After, and before, every letter that a word may have."""
_COUNTED = (300, 6000)
"""Lines of a stretch that are counted to find the rarest: few where one is rare, more where each has as many."""
_VOCABULARY = 3000
"""Words of which the nearest is looked for."""
_PARTIAL_NUMBER = 3
"""Digits from which a number is taken for the beginning of one: « 7 » is the 7th arrondissement, not all of Paris."""
_FEW = 8
"""Words of a stretch that are asked for one by one."""
_ANY, TOWN, POSTCODE = "", "town", "postcode"
_ONLY = {_ANY: "", TOWN: " AND {}.place %% 10 > 0", POSTCODE: " AND LENGTH({}.word) BETWEEN 4 AND 10"}
"""Which words of a stretch count: all, those of the town, or those that may be a postcode, which no SIRET is."""
_LIKE = 0.75
_KEPT = 2
"""First letters that nobody mistakes."""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Words from `low` until before `high`; those that `only` lets count."""

    low: str
    high: str
    only: str = _ANY

    @classmethod
    def of(cls, word: str, *, only: str = _ANY) -> "Stretch":
        """The words that begin so."""
        word = word[:LONGEST]
        whole = only != POSTCODE and word.isdigit() and len(word) < _PARTIAL_NUMBER
        return cls(low=word, high=word + (_FIRST if whole else _LAST), only=only)

    @classmethod
    def exactly(cls, word: str) -> "Stretch":
        """That word."""
        return cls(low=word, high=word + _FIRST)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One structure as a stretch gives it."""

    word: str
    structure: int
    before: int = 0
    """Lines before it, where it says where a page begins."""


@dataclass(frozen=True, kw_only=True)
class _Part:
    """A condition in SQL, and its values."""

    sql: str
    values: tuple[object, ...] = ()


def matching(wanted: Sequence[Stretch], *, after: Line | None, most: int, closed_too: bool) -> list[Line]:
    """The first `most` structures after a line that have a word in every stretch, each once."""
    first, *others = _begun(wanted, after) if after else _rarest_first(wanted)
    parts = [
        _Part(sql="w.word >= %s AND w.word < %s" + _ONLY[first.only].format("w"), values=(first.low, first.high)),
        *([_Part(sql="(w.word, w.structure_id) > (%s, %s)", values=(after.word, after.structure))] if after else ()),
        *([_Part(sql=f"w.place < {CLOSED}")] if not closed_too else ()),
        *map(_in, others),
        *_once(first),
    ]
    question = (
        "SELECT w.word, w.structure_id FROM directory_word w"  # noqa: S608
        f" WHERE {' AND '.join(part.sql for part in parts)} ORDER BY w.word, w.structure_id LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(question, [*(value for part in parts for value in part.values), most])
        return [Line(word=word, structure=structure) for word, structure in cursor.fetchall()]


def _in(stretch: Stretch) -> _Part:
    """The structure has a word of the stretch. Where this is but a few words, their own lines say it: they lie close
    together in the order of the search, where those of each structure are far from one another."""
    only = _ONLY[stretch.only].format("o")
    few = words(stretch.low, stretch.high, most=_FEW + 1)
    if len(few) <= _FEW:
        return _Part(sql=_has(f"o.word IN ({', '.join(['%s'] * len(few)) or 'NULL'}){only}"), values=tuple(few))
    return _Part(sql=_has(_between("%s", "%s") + only), values=(stretch.low, stretch.high))


def _once(first: Stretch) -> list[_Part]:
    """Of the lines of one structure, the first of the stretch."""
    if len(words(first.low, first.high, most=2)) < 2:
        return []
    only = _ONLY[first.only].format("o")
    return [_Part(sql=f"NOT {_has(_between('%s', 'w.word') + only)}", values=(first.low,))]


def _between(low: str, high: str) -> str:
    # Compared with its structure, a word is looked for among those of this structure: to PostgreSQL it may cost as
    # little to read the stretch, in whole, each time.
    return (
        f"(o.structure_id, o.word) >= (w.structure_id, {low}) AND (o.structure_id, o.word) < (w.structure_id, {high})"
    )


def _has(condition: str) -> str:
    # OFFSET keeps PostgreSQL from joining whole stretches, which a page never needs.
    inner = f"SELECT 1 FROM directory_word o WHERE o.structure_id = w.structure_id AND {condition}"  # noqa: S608
    return f"EXISTS ({inner} LIMIT 1 OFFSET 0)"


def _begun(wanted: Sequence[Stretch], after: Line) -> list[Stretch]:
    """The same, the one first that the page before was read from."""
    return sorted(wanted, key=lambda stretch: not stretch.low <= after.word < stretch.high)


def _rarest_first(wanted: Sequence[Stretch]) -> list[Stretch]:
    """The same, the one with the fewest lines first; of those with many, the one of the longest word."""
    if len(wanted) == 1:
        return list(wanted)
    counts: Sequence[int] = ()
    for bound in _COUNTED:
        counts = _counted(wanted, bound)
        if min(counts) < bound:
            break
    ranked = sorted(zip(counts, wanted, strict=True), key=lambda pair: (pair[0], -len(pair[1].low)))
    return [stretch for _, stretch in ranked]


def _counted(wanted: Sequence[Stretch], bound: int) -> Sequence[int]:
    """The lines of each, as far as `bound`."""
    one = "SELECT COUNT(*) FROM (SELECT 1 FROM directory_word WHERE word >= %s AND word < %s LIMIT %s) AS counted"
    values = [value for stretch in wanted for value in (stretch.low, stretch.high, bound)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join([f'({one})'] * len(wanted))}", values)
        return list(cursor.fetchone())


def nearest(word: str) -> str | None:
    """The word in use that is nearest to one that nobody uses; empty for one in use, None where none is near."""
    start = word[:_KEPT]
    vocabulary = words(start, start + _LAST) if len(start) == _KEPT else []
    if any(known.startswith(word) for known in vocabulary):
        return ""
    return next(iter(difflib.get_close_matches(word, vocabulary, n=1, cutoff=_LIKE)), None)


def words(low: str, high: str, *, most: int = _VOCABULARY) -> list[str]:
    """The words of a stretch, each once, as far as `most`: the database jumps from one to the next."""
    question = """
        WITH RECURSIVE known(word) AS (
            SELECT MIN(word) FROM directory_word WHERE word >= %s AND word < %s
            UNION ALL
            SELECT (SELECT MIN(d.word) FROM directory_word d WHERE d.word > known.word AND d.word < %s)
            FROM known WHERE known.word IS NOT NULL
        )
        SELECT word FROM known WHERE word IS NOT NULL LIMIT %s
    """
    with connection.cursor() as cursor:
        cursor.execute(question, [low, high, high, most])
        return [word for (word,) in cursor.fetchall()]


def write_place(line: Line, *, before: int) -> str:
    """A line as an address says it."""
    return f"{line.word}_{line.structure}_{before}"


def read_place(text: str) -> Line | None:
    """The line that `write_place` wrote; None for anything else."""
    word, *numbers = text.split("_")
    if len(numbers) != 2 or not word or len(word) > LONGEST or "\0" in word:
        return None
    if not all(number.isascii() and number.isdigit() and len(number) < 19 for number in numbers):
        return None
    return Line(word=word, structure=int(numbers[0]), before=int(numbers[1]))
