"""What an e-mail says, as data: one letter gives the HTML and the text part, so that both say the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from unisson.kernel.ports import Message
from unisson.kernel.texts import one_line


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a recap: what it says, where it leads ("" for nowhere), what stands at its right."""

    words: str
    href: str = ""
    aside: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """Lines of a recap under one title."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The parts of one e-mail, in the reader's language. `tone` is one of info, ok, warn, bad, accent.

    `subject` and `preview` are what a mailbox lists (the title and the first paragraph by default); `quote` are words
    of somebody, `quoted` says whose; `strong` is the amount that stands out; `foot` a last word under the letter.
    `reaches` says why its reader gets it, and where he changes that: « contact » (his notices), « security » (the
    connection address, always), « typed » (somebody typed this address), « » (nobody's any more).
    """

    title: str
    subject: str = ""
    preview: str = ""
    state: str = ""
    tone: str = "info"
    paragraphs: tuple[str, ...] = ()
    strong: str = ""
    quote: str = ""
    quoted: str = ""
    steps: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    button: tuple[str, str] | None = None
    facts: tuple[tuple[str, str], ...] = ()
    foot: str = ""
    reaches: str = "contact"


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


def compose(*, kind: str, values: Mapping[str, Any], to: str, language: str, leave: str = "") -> Message:
    """The message of `kind` in `language`; `leave` is the address that ends such letters, "" where there is none.

    KeyError for a kind nobody writes.
    """
    with translation.override(language):
        letter = _writers[kind](values)
        context = {
            "letter": letter,
            "language": language,
            "choose": f"{settings.BASE_URL}/mon-compte/#courriels",
            "leave": leave,
            "account": f"{settings.BASE_URL}/mon-compte/",
        }
        return Message(
            to=to,
            subject=one_line(str(letter.subject or letter.title)),
            text=render_to_string("notices/email.txt", context),
            html=render_to_string("notices/email.html", context),
            leave=leave,
        )
