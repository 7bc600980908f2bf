"""Every sentence a person may read: both languages, complete, in good typography."""

import re
from pathlib import Path

import pytest

from tools.document import declare_all
from tools.sizes import tracked
from unisson.kernel.words import declared
from unisson.rules.catalogue import rules

LITERAL = re.compile(r'"(CPP-[A-Z]+-\d+)"')
DECLARATION = re.compile(r'declare\(\s*"CPP-[A-Z]+-\d+"')
CODE = re.compile(r"(?:CPP|BR|UBL|CII|PEPPOL|EXT)-[A-Z0-9][\w-]*|XSD(?:-[A-Z]+)?")
SCHEMA_CASE = re.compile(r'"([A-Z]+)"')
RULE_CASE = re.compile(r'\bcase(?:=|": )"([A-Z]+)"')


@pytest.fixture(scope="module", autouse=True)
def _all_declared() -> None:
    declare_all()


def test_codes_are_official_or_ours() -> None:
    assert [code for code in declared() if not CODE.fullmatch(code)] == []


def test_both_languages_are_sentences() -> None:
    assert [code for code, words in declared().items() if not (words.fr.strip() and words.en.strip())] == []


def test_both_languages_differ() -> None:
    assert [code for code, words in declared().items() if words.fr == words.en] == []


def test_no_sentence_ends_with_a_name() -> None:
    """A name may end with a dot of its own: « MAIRIE 7EME ARR. » would be followed by another."""
    ends = re.compile(r"\{(?:name|recipient|supplier)\}\.")
    assert [code for code, words in declared().items() if ends.search(words.fr) or ends.search(words.en)] == []


def test_every_code_the_product_names_is_declared() -> None:
    named = {code for path in tracked("unisson/*.py") for code in LITERAL.findall(path.read_text())}
    assert named - declared().keys() == set()


def test_every_declared_code_has_a_use() -> None:
    """A sentence that nothing raises any more is to be removed."""
    source = "\n".join(path.read_text() for path in tracked("unisson/*.py"))
    used = set(LITERAL.findall(DECLARATION.sub("", source)))
    cases = SCHEMA_CASE.findall(Path("unisson/einvoice/schema.py").read_text())
    used |= {"XSD", *(f"XSD-{case}" for case in cases)}
    of_rules = {rule.code for rule in rules()}
    used |= {f"{code}-{case}" for case in RULE_CASE.findall(source) for code in of_rules}
    assert declared().keys() - used - of_rules == set()
