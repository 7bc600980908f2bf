"""The words of the screens: collected from code and templates, kept in one English catalogue, compiled for Django.

French is the source: a message is its French words. Babel does what GNU gettext would; no system package is needed.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import templatize

PACKAGE = Path(__file__).resolve().parent.parent
CATALOGUE = PACKAGE / "web" / "locale" / "en" / "LC_MESSAGES" / "django.po"

Message = str | tuple[str, str]
"""A message, or the singular and the plural of one."""

_KEYWORDS = ("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "gettext_noop")
_HEADER = {
    "project": "Unisson",
    "version": "main",
    "msgid_bugs_address": "",
    "last_translator": "Unisson",
    "language_team": "English",
}
_PLURALS = ("ngettext", "ngettext_lazy")


def collect(package: Path = PACKAGE) -> dict[Message, list[str]]:
    """Every message of the code and the templates of `package`, with the files that say it."""
    places: dict[Message, set[str]] = {}
    for path in sorted(path for path in package.rglob("*") if path.suffix in (".py", ".html", ".txt")):
        for message in _messages(path):
            places.setdefault(message, set()).add(path.relative_to(package.parent).as_posix())
    return {message: sorted(places[message]) for message in sorted(places, key=_singular)}


def update() -> list[Message]:
    """Rewrite the English catalogue, translations kept, and return the messages that still have none."""
    known = read()
    catalogue = Catalog(locale="en", creation_date=known.creation_date, fuzzy=False, **_HEADER)
    catalogue.header_comment = "# English words of the portal. Written by `python -m unisson.cli.messages`."
    for message, files in collect().items():
        old = known.get(message)
        catalogue.add(message, old.string if old else "", locations=[(file, 0) for file in files])
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, sort_output=True, include_lineno=False, width=120)
    return untranslated(catalogue)


def read() -> Catalog:
    """The English catalogue as it stands; an empty one when there is none yet."""
    if not CATALOGUE.exists():
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        return Catalog(locale="en")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def untranslated(catalogue: Catalog) -> list[Message]:
    """The messages of `catalogue` without an English text, or with one only for the singular."""
    return [entry.id for entry in catalogue if entry.id and not is_complete(entry.string)]


def compile_catalogues() -> None:
    """Write the binary catalogue beside each text one, where Django reads it."""
    for path in CATALOGUE.parent.parent.parent.glob("*/LC_MESSAGES/*.po"):
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(source))


def _messages(path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What surrounds the calls is blanked out but keeps its indentation, which means nothing to Python here.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    options: Mapping[str, Any] = {"encoding": "utf-8"}
    for _, function, found, _ in extract_python(BytesIO(text.encode()), _KEYWORDS, (), options):
        parts = found if isinstance(found, tuple) else (found,)
        if function in _PLURALS:
            yield parts[0], parts[1]
        elif parts[0]:
            yield parts[0]


def _singular(message: Message) -> str:
    return message if isinstance(message, str) else message[0]


def is_complete(text: str | tuple[str, ...]) -> bool:
    return all(text) if isinstance(text, tuple) else bool(text)


if __name__ == "__main__":
    for missing in update():
        print(missing)
