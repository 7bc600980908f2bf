import pytest

from tools import document


def test_every_generated_page_says_what_the_code_says() -> None:
    stale = [name for name, page in document.pages().items() if _written(name) != page]
    assert stale == [], "make docs"


def test_no_rule_page_outlives_its_rule_set() -> None:
    there = {f"rules/{path.name}" for path in (document.DOCS / "rules").glob("*.md")}
    assert there <= document.pages().keys()


@pytest.mark.parametrize("name", ["settings.md", "lifecycle.md", "errors.md"])
def test_a_generated_page_says_so(name: str) -> None:
    assert document.WRITTEN_BY in _written(name)


def _written(name: str) -> str:
    path = document.DOCS / name
    return path.read_text() if path.exists() else ""
