"""The language of the reader, as `kernel.words` knows it, and sentences in it."""

from django.utils.translation import get_language

from unisson.kernel import words
from unisson.kernel.findings import Finding
from unisson.kernel.refusal import Refusal


def reader_language() -> str:
    """ "fr" or "en"."""
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def in_words(told: Finding | Refusal) -> str:
    """The sentence of a finding or a refusal, for its reader."""
    return words.sentence(told.code, told.values, language=reader_language())
