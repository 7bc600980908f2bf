"""Sentences in the language of the reader, as `kernel.words` knows it."""

from collections.abc import Mapping
from typing import Protocol

from django.db.models.enums import Choices

from unisson.kernel import words
from unisson.kernel.findings import Value
from unisson.notices.language import reader_language


class Told(Protocol):
    """A finding, a refusal or a verdict: a declared code and the values of its sentence."""

    @property
    def code(self) -> str: ...
    @property
    def values(self) -> Mapping[str, Value]: ...


def in_words(told: Told) -> str:
    """What `told` says, for its reader; a status is told by its label, never by its code."""
    values = {name: str(value.label) if isinstance(value, Choices) else value for name, value in told.values.items()}
    return words.sentence(told.code, values, language=reader_language())
