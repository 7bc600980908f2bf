"""The generated pages hold every rule once."""

from unisson.rules.catalogue import ALL_RULESETS
from unisson.rules.document import pages


def test_there_is_one_page_for_each_rule_set() -> None:
    assert set(pages()) == {f"docs/rules/{ruleset.name}.md" for ruleset in ALL_RULESETS}


def test_each_rule_has_one_entry_and_one_row_in_the_index() -> None:
    for ruleset in ALL_RULESETS:
        page = pages()[f"docs/rules/{ruleset.name}.md"].splitlines()
        for rule in ruleset:
            assert page.count(f"## {rule.code}") == 1
            assert sum(line.startswith(f"| [{rule.code}](") for line in page) == 1


def test_an_entry_says_where_the_rule_is_milder_or_not_judged() -> None:
    page = pages()["docs/rules/choruspro.md"]
    assert "avertissement en PDF, UBL, UBL (avoir), CII, Factur-X" in page
    assert "jugée en formulaire, PDF seulement" in page


def test_the_pages_are_the_same_each_time() -> None:
    assert pages() == pages()
