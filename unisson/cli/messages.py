"""The words of the screens: collected from code and templates, kept in one English catalogue, compiled for Django.

French is the source: a message is its French words. Babel does what GNU gettext would; no system package is needed.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import templatize

PACKAGE = Path(__file__).resolve().parent.parent
CATALOGUE = PACKAGE / "web" / "locale" / "en" / "LC_MESSAGES" / "django.po"

Message = str | tuple[str, str]
"""A message, or the singular and the plural of one."""

_ONE, _TWO = None, (1, 2)
_KEYWORDS = {
    "_": _ONE,
    "gettext": _ONE,
    "gettext_lazy": _ONE,
    "gettext_noop": _ONE,
    "ngettext": _TWO,
    "ngettext_lazy": _TWO,
}
_HEADER = {
    "project": "Unisson",
    "version": "main",
    "msgid_bugs_address": "",
    "last_translator": "Unisson",
    "language_team": "English",
}


def collect(package: Path = PACKAGE) -> dict[Message, list[str]]:
    """Every message of the code and the templates of `package`, with the files that say it."""
    places: dict[Message, set[str]] = {}
    for path in sorted(path for path in package.rglob("*") if path.suffix in (".py", ".html", ".txt")):
        for message in _messages(path):
            places.setdefault(message, set()).add(path.relative_to(package.parent).as_posix())
    return {message: sorted(places[message]) for message in sorted(places, key=_first)}


def update() -> list[str]:
    """Rewrite the English catalogue and return the messages that still have no translation.

    Translations are kept, also where only the typography of the French changed: a space made no-break.
    """
    known = read()
    texts = {_words(_first(entry.id)): entry.string for entry in known if entry.id}
    catalogue = Catalog(locale="en", creation_date=known.creation_date, fuzzy=False, **_HEADER)
    catalogue.header_comment = "# English words of the portal. Written by `python -m unisson.cli.messages`."
    for message, files in collect().items():
        text = texts.get(_words(_first(message)), "")
        catalogue.add(message, text, locations=[(file, 0) for file in files])
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


def untranslated(catalogue: Catalog) -> list[str]:
    """The messages of `catalogue` without an English text, or with one for the singular only."""
    return [_first(entry.id) for entry in catalogue if entry.id and not is_complete(entry)]


def is_complete(entry: Entry) -> bool:
    """Whether a message of the catalogue has its English text, in the singular and in the plural."""
    return all(entry.string) if isinstance(entry.string, tuple | list) else bool(entry.string)


def compile_catalogues() -> None:
    """Write the binary catalogues where Django reads them: English from its text, French from the messages."""
    for catalogue, path in zip((read(), french()), compiled(), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as binary:
            write_mo(binary, catalogue)


def compiled() -> tuple[Path, Path]:
    """The binary catalogues, English and French."""
    return CATALOGUE.with_suffix(".mo"), CATALOGUE.parents[2] / "fr" / "LC_MESSAGES" / "django.mo"


def french() -> Catalog:
    """The plurals alone. Without a catalogue they are chosen as in English, « 0 jours »; in French none is singular."""
    catalogue = Catalog(locale="fr")
    for entry in read():
        if isinstance(entry.id, tuple | list):
            catalogue.add(entry.id, entry.id)
    return catalogue


def _messages(path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What surrounds the calls is blanked out but keeps its indentation, which means nothing to Python here.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    for _, found, _, _ in extract("python", BytesIO(text.encode()), keywords=_KEYWORDS):
        yield found if isinstance(found, str) else (found[0], found[1])


def _words(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _first(message: str | Sequence[str]) -> str:
    return message if isinstance(message, str) else message[0]


if __name__ == "__main__":
    for missing in update():
        print(missing)
