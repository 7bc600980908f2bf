import pytest

from unisson.kernel.refusal import Refusal
from unisson.kernel.words import declared
from unisson.pdf import codes
from unisson.pdf.inspection import MAX_PAGES, inspect

from .papers import carrying, locked, paper, scan


def test_tells_pages_sizes_and_text() -> None:
    facts = inspect(paper((50, 50, "Facture"), pages=2))
    assert facts.pages == 2
    assert [(round(width), round(height)) for width, height in facts.page_sizes] == [(595, 842)] * 2
    assert facts.has_text
    assert not facts.signed
    assert not facts.javascript


def test_a_scan_has_no_text() -> None:
    assert not inspect(scan()).has_text


def test_names_the_embedded_files() -> None:
    assert inspect(carrying(paper(), {"factur-x.xml": b"<x/>", "plan-été.txt": b"x"})).embedded_names == (
        "factur-x.xml",
        "plan-été.txt",
    )


def test_an_owner_password_alone_does_not_matter() -> None:
    assert inspect(locked(paper(), user="", owner="secret")).pages == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", codes.EMPTY),
        (b"Bonjour", codes.NOT_A_PDF),
        (b"%PDF-1.7\n", codes.DAMAGED),
        (locked(paper(), user="ouvre", owner="secret"), codes.PASSWORD),
        (paper(pages=MAX_PAGES + 1), codes.TOO_MANY_PAGES),
    ],
    ids=["empty", "text", "cut", "locked", "long"],
)
def test_refuses_with_a_reason(content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        inspect(content)
    assert refused.value.code == code
    assert refused.value.values.keys() >= declared()[code].placeholders
