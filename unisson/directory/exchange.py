"""Reading a file of the directory (domain-rules §3.6), whoever made it: lines, and what is wrong with them.

Whatever the file holds, no more of it is in memory than one record and what was found wrong.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from unisson.kernel.findings import Value
from unisson.kernel.identifiers import compact
from unisson.kernel.tables import bare
from unisson.kernel.texts import shown

from .catalogue import HEADINGS, IDENTIFIER

MOST_LINES = 1_000_000
MOST_PROBLEMS = 1000
"""Told of one file: reading ends there."""
LONGEST_RECORD = 50_000
"""Characters of one record: the longest that the columns may hold is far below."""
_SHOWN = 80
"""Characters of a cell that a report repeats."""
_PIECE = 1 << 16
_ENDS = re.compile(rb"\r\n|\n|\r")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing wrong: in which line and column, the value that stands there, and the code of what it is. One that does
    not block is told, and the file may be imported all the same."""

    line: int
    code: str
    column: str = ""
    value: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    blocks: bool = True


@dataclass(frozen=True, kw_only=True)
class Record:
    """The cells of one record, by heading, and the line it begins on."""

    line: int
    cells: Mapping[str, str]


class _Unreadable(Exception):  # noqa: N818 - it carries what is wrong, and ends the reading
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def problem(line: int, code: str, *, column: str = "", value: str = "", blocks: bool = True, **values: Any) -> Problem:
    """A problem, its value cut to what a report repeats."""
    told = shown(value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…")
    return Problem(line=line, code=code, column=shown(column), value=told, values=values, blocks=blocks)


def read(file: BinaryIO) -> Iterator[Record | Problem]:
    """The records of a file from where it stands, and its problems, in its order. What cannot be read ends it."""
    lines = _Lines(file)
    try:
        yield from _records(lines)
    except _Unreadable as end:
        yield end.problem


def _records(lines: "_Lines") -> Iterator[Record | Problem]:
    sheet = csv.reader(lines, delimiter=";", strict=True)
    headings = _headings(sheet, lines)
    if wrong := list(_wrong_headings(headings)):
        yield from wrong
        return
    while (row := _next(sheet, lines)) is not None:
        if lines.begun > MOST_LINES:
            raise _Unreadable(problem(lines.begun, "CPP-ANNUAIRE-02", limit=MOST_LINES))
        if isinstance(row, Problem):
            yield row
        elif len(row) != len(headings) and row:
            yield problem(lines.begun, "CPP-ANNUAIRE-03", count=len(row), expected=len(headings))
        elif row:
            cells = {heading: bare(cell) for heading, cell in zip(headings, row, strict=True)}
            cells[IDENTIFIER] = _number(cells[IDENTIFIER])
            yield Record(line=lines.begun, cells=cells)


def _number(cell: str) -> str:
    """A SIRET may be written as people read it, in groups, as in every form."""
    number = compact(cell)
    return number if len(number) == 14 and number.isascii() and number.isdigit() else cell


def _headings(sheet: Iterator[list[str]], lines: "_Lines") -> list[str]:
    headings = _next(sheet, lines)
    if isinstance(headings, Problem):
        raise _Unreadable(headings)
    if not headings:
        raise _Unreadable(problem(1, "CPP-ANNUAIRE-01"))
    return headings


def _next(sheet: Iterator[list[str]], lines: "_Lines") -> list[str] | Problem | None:
    """The next record, None after the last."""
    lines.begin()
    try:
        return next(sheet, None)
    except csv.Error:
        return problem(lines.begun, "CPP-ANNUAIRE-04")


def _wrong_headings(headings: Sequence[str]) -> Iterator[Problem]:
    if len(headings) == 1:
        yield problem(1, "CPP-ANNUAIRE-05", value=headings[0])
        return
    known = frozenset(HEADINGS)
    for heading in dict.fromkeys(headings):
        if heading not in known:
            yield problem(1, "CPP-ANNUAIRE-06", column=heading[:_SHOWN], value=heading)
        elif headings.count(heading) > 1:
            yield problem(1, "CPP-ANNUAIRE-07", column=heading)
    for heading in HEADINGS:
        if heading not in headings:
            yield problem(1, "CPP-ANNUAIRE-08", column=heading)


class _Lines:
    """The lines of a file as text, with their ends, for the reader of records, which takes as many as a record has.

    `begun`: the line on which the present record begins. What is too long for a record, or no UTF-8, ends the reading.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._pieces = _pieces(file)
        self.line, self.begun, self._length = 0, 1, 0

    def begin(self) -> None:
        """The next line begins a record."""
        self.begun, self._length = self.line + 1, 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        raw = next(self._pieces)
        self.line += 1
        self._length += len(raw)
        if self._length > LONGEST_RECORD:
            raise _Unreadable(problem(self.begun, "CPP-ANNUAIRE-09", limit=LONGEST_RECORD))
        try:
            text = raw.decode("utf-8-sig" if self.line == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise _Unreadable(problem(self.line, "CPP-ANNUAIRE-10")) from error
        if "\0" in text:
            raise _Unreadable(problem(self.line, "CPP-ANNUAIRE-11"))
        return text


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """Each line with its end, or as much of it as is too long anyway."""
    rest = b""
    while block := file.read(_PIECE):
        rest += block
        # An end that the block cut in two is seen whole with the next one.
        until = len(rest) - 1 if rest.endswith(b"\r") else len(rest)
        start = 0
        for end in _ENDS.finditer(rest, 0, until):
            yield rest[start : end.end()]
            start = end.end()
        rest = rest[start:]
        if len(rest) > LONGEST_RECORD:
            yield rest
            rest = b""
    # A last « CR » is an end of its own.
    if rest:
        yield rest
