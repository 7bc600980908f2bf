import io
import time
import tracemalloc

import pytest

from unisson.directory.catalogue import HEADINGS
from unisson.directory.exchange import LONGEST_RECORD, Problem, Record, read

from .files import a_file, a_line

HEAD = ";".join(HEADINGS).encode() + b"\r\n"
GOOD = a_file(a_line()).getvalue().split(b"\r\n", 1)[1]


def codes(content: bytes) -> list[tuple[int, str]]:
    return [
        (one.line, one.code.removeprefix("CPP-ANNUAIRE-"))
        for one in read(io.BytesIO(content))
        if isinstance(one, Problem)
    ]


def lines(content: bytes) -> list[int]:
    return [one.line for one in read(io.BytesIO(content)) if isinstance(one, Record)]


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_lines_may_end_as_any_system_ends_them(end: bytes, mark: bytes) -> None:
    content = mark + (HEAD + GOOD + GOOD).replace(b"\r\n", end)
    assert (lines(content), codes(content)) == ([2, 3], [])


def test_a_line_end_inside_quotes_belongs_to_the_text_and_the_next_record_knows_its_line() -> None:
    content = a_file(a_line(Adresse='1 rue\nBâtiment "B"; 2e'), a_line()).getvalue()
    found = [one for one in read(io.BytesIO(content)) if isinstance(one, Record)]
    assert [one.line for one in found] == [2, 4]
    assert found[0].cells["Adresse"] == '1 rue\nBâtiment "B"; 2e'


def test_blank_lines_are_none() -> None:
    assert lines(HEAD + b"\r\n" + GOOD + b"\r\n\r\n" + GOOD) == [3, 6]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", [(1, "01")]),
        (b"\xef\xbb\xbf", [(1, "01")]),
        (b"\r\n", [(1, "01")]),
        ("Adresse".encode("utf-16"), [(1, "10")]),
        (HEAD + "Hôtel de Ville;".encode("cp1252"), [(2, "10")]),
        (HEAD + b"a;\x00b\r\n", [(2, "11")]),
        (HEAD.replace(b";", b","), [(1, "05")]),
        (HEAD.replace(b";Pays", b""), [(1, "08")]),
        (HEAD.replace(b";Pays", b";Pays;Pays"), [(1, "07")]),
        (HEAD.replace(b";Pays", b";Pays;Altitude"), [(1, "06")]),
        (HEAD + b"a;b\r\n" + GOOD, [(2, "03")]),
        (HEAD + b'"a"b;c\r\n' + GOOD, [(2, "04")]),
        (HEAD + b'"never closed\r\n' + GOOD, [(2, "04")]),
        (HEAD + b'"' + b"never closed\r\n" * 10_000, [(2, "09")]),
        (HEAD + b"x" * 10_000_000, [(2, "09")]),
        (HEAD + b";" * 1_000_000, [(2, "09")]),
        (b";" * 1_000_000, [(1, "09")]),
        (b"=1+1;@SUM(A1)", [(1, "06"), (1, "06"), *[(1, "08")] * 19]),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(content: bytes, expected: list[tuple[int, str]]) -> None:
    assert codes(content) == expected


def test_a_line_that_cannot_be_read_keeps_the_others_from_nothing() -> None:
    assert lines(HEAD + b'"a"b;c\r\n' + GOOD) == [3]


class Endless(io.RawIOBase):
    """A file of 200 Mo that is nowhere."""

    def __init__(self, piece: bytes) -> None:
        self.piece, self.left = piece, 200_000_000

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        given = (self.piece * (size // len(self.piece) + 1))[: min(size, self.left)]
        self.left -= len(given)
        return given


@pytest.mark.parametrize("piece", [b"x", b'"', b";", b"\n", b"\r", b"a;b\n", b"\xff"])
def test_whatever_comes_memory_is_bounded_and_an_endless_line_ends_the_reading(piece: bytes) -> None:
    file = Endless(piece)
    tracemalloc.start()
    began = time.monotonic()
    for count, _ in enumerate(read(file)):  # type: ignore[arg-type]
        if count > 1000 or time.monotonic() - began > 20:
            break
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40 * LONGEST_RECORD
