"""The documentation names only what exists."""

import re
from itertools import chain
from pathlib import Path

import pytest

from tools.sizes import tracked
from unisson.cli.demo import ACCOUNTS

PAGES = [path for path in tracked("*.md") if path.parts[0] in ("docs",) or len(path.parts) == 1]
PATH = re.compile(r"`((?:unisson|docs|samples|tests|tools|bench)/[\w./-]+\.(?:py|md|html|pdf|xml))`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
IDENTIFIER = re.compile(r"`([A-Z][A-Za-z]+)(?:\.([A-Z_]+))?`")


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_file_named_exists(page: Path) -> None:
    assert [name for name in PATH.findall(page.read_text()) if not Path(name).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "README.en.md"])
def test_every_account_named_is_in_the_demonstration(page: str) -> None:
    named = set(re.findall(r"`([\w.]+@[\w.-]+)`", Path(page).read_text()))
    assert named
    assert named <= {account.address for account in ACCOUNTS}


def test_every_identifier_of_the_glossary_is_in_the_code() -> None:
    source = "\n".join(path.read_text() for path in tracked("unisson/*.py"))
    words = set(re.findall(r"\w+", source))
    named = set(chain.from_iterable(IDENTIFIER.findall(Path("docs/glossary.md").read_text()))) - {""}
    assert named - words == set()


@pytest.mark.parametrize("page", sorted(Path("docs/how-to").glob("add-*.md")), ids=str)
def test_a_how_to_names_at_most_three_files(page: Path) -> None:
    assert len(re.findall(r"^\d\. \*\*", page.read_text(), flags=re.MULTILINE)) <= 3


def test_every_decision_says_what_it_refuses() -> None:
    parts = ("**Contexte.**", "**Décision.**", "**Conséquences.**", "**Tentation refusée.**")
    pages = sorted(Path("docs/adr").glob("*.md"))
    assert [page.name for page in pages if not all(part in page.read_text() for part in parts)] == []
