"""One of a thing and none of it are singular in French, two are plural; in English none is plural."""

import re

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.translation import ngettext

from unisson.cli import messages

pytestmark = pytest.mark.usefixtures("compiled")

PLURALS = [message for message in messages.collect() if isinstance(message, tuple)]
COUNTED = (
    "{% load i18n %}{% blocktranslate trimmed count number=count %}{{ number }} remarque, à lire plus bas."
    "{% plural %}{{ number }} remarques, à lire plus bas.{% endblocktranslate %}"
)


@pytest.mark.parametrize(("count", "rank"), [(0, 0), (1, 0), (2, 1), (1_000, 1)])
def test_french_counts_none_in_the_singular(count: int, rank: int) -> None:
    with translation.override("fr"):
        wrong = [message for message in PLURALS if ngettext(*message, count) != message[rank]]
    assert PLURALS and not wrong


@pytest.mark.parametrize(
    ("language", "nouns"), [("fr", "remarque remarque remarques"), ("en", "remarks remark remarks")]
)
def test_a_template_counts_likewise(language: str, nouns: str) -> None:
    with translation.override(language):
        drawn = [Template(COUNTED).render(Context({"count": count})) for count in (0, 1, 2)]
    assert [re.sub(r"\W.*", "", text[2:]) for text in drawn] == nouns.split()


def test_no_template_chooses_a_plural_by_itself() -> None:
    """`pluralize` counts as in English."""
    pages = [path for path in messages.PACKAGE.rglob("*") if path.suffix in (".html", ".txt")]
    assert not [path for path in pages if re.search(r"\|\s*pluralize", path.read_text())]
