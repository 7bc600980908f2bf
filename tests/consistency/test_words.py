"""Every sentence a person may read: both languages, complete, in good typography."""

import re

import pytest

from tools.document import declare_all
from unisson.kernel.words import declared

CODE = re.compile(r"(?:CPP|BR|BR-FR|PEPPOL|EXT)-[A-Z0-9][A-Z0-9-]*")


@pytest.fixture(scope="module", autouse=True)
def _all_declared() -> None:
    declare_all()


def test_codes_are_official_or_ours() -> None:
    assert [code for code in declared() if not CODE.fullmatch(code)] == []


def test_both_languages_are_sentences() -> None:
    assert [code for code, words in declared().items() if not (words.fr.strip() and words.en.strip())] == []


def test_both_languages_differ() -> None:
    assert [code for code, words in declared().items() if words.fr == words.en] == []
