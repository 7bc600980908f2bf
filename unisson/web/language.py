"""Sentences in the language of the reader, as `kernel.words` knows it."""

from collections.abc import Mapping
from typing import Protocol

from django.db.models.enums import Choices

from unisson.kernel import words
from unisson.kernel.findings import Value
from unisson.kernel.refusal import Refusal
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


def faults(refusal: Refusal | None, *fields: str, file: str = "") -> dict[str, str]:
    """What `refusal` says, under the name of the field it is about, of those a form has (`file`: the one that brings a
    file), else under « other »; nothing under the other names."""
    told = dict.fromkeys(filter(None, (*fields, file, "other")), "")
    if refusal is not None:
        field = file if refusal.field == "file" else refusal.field
        told[field if field in told else "other"] = in_words(refusal)
    return told
