"""What an e-mail says, as data: one letter gives the HTML and the text part, so that both say the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from unisson.kernel.ports import Message


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The parts of one e-mail, in the reader's language. `tone` is one of info, ok, warn, bad, accent."""

    title: str
    state: str = ""
    tone: str = "info"
    paragraphs: tuple[str, ...] = ()
    quote: str = ""
    steps: tuple[str, ...] = ()
    button: tuple[str, str] | None = None
    facts: tuple[tuple[str, str], ...] = ()


Writer = Callable[[Mapping[str, Any]], Letter]
_writers: dict[str, Writer] = {}


def letter(kind: str) -> Callable[[Writer], Writer]:
    """Register the function that writes the letters of `kind` from the values of its row."""

    def register(writer: Writer) -> Writer:
        _writers[kind] = writer
        return writer

    return register


def kinds() -> frozenset[str]:
    """Every kind somebody can write."""
    return frozenset(_writers)


def compose(*, kind: str, values: Mapping[str, Any], to: str, language: str) -> Message:
    """The message of `kind` in `language`. KeyError for a kind nobody writes."""
    with translation.override(language):
        letter = _writers[kind](values)
        context = {"letter": letter, "language": language}
        return Message(
            to=to,
            subject=letter.title,
            text=render_to_string("notices/email.txt", context),
            html=render_to_string("notices/email.html", context),
        )
