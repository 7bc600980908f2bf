"""INSEE's two files, column by column, and a line of each as the row we keep (« dessin de fichier » of sirene.fr).

A line is read alone: INSEE writes none that goes over two. A line that cannot be read gives a `Fault` and no row. Of
who is masked nothing that names or places them is kept, whatever the file had.
"""

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter

from unisson.directory.countries import named
from unisson.directory.models import Establishment, LegalUnit
from unisson.directory.search import fold
from unisson.kernel.findings import Value
from unisson.kernel.refusal import Refusal

from .source import Line
from .streets import street

Row = tuple[int | str | bool, ...]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,3})?)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_OPEN, _HIDDEN = "O", frozenset({"P", "N"})
"""« statutDiffusion »: O, or P since 2023; N before (C. com., R. 123-232-1)."""
WITHHELD = "[ND]"
"""What INSEE writes in the place of what it does not publish."""


class Fault(Exception):  # noqa: N818 - what is wrong with a line, not an error of ours
    """A line that cannot be read: a declared code and its values."""

    def __init__(self, code: str, **values: Value) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One of the two files: the table it fills, the fields in the order of a row, the columns it must have."""

    name: str
    model: type[Establishment] | type[LegalUnit]
    fields: tuple[str, ...]
    columns: tuple[str, ...]
    row: Callable[..., Row]


@dataclass(frozen=True, kw_only=True)
class Header:
    """The first line of a file: which layout it is, how many cells a line has, and which are read."""

    layout: Layout
    width: int
    cells: Callable[[Sequence[str]], tuple[str, ...]]
    """Those of the layout's columns, in their order."""

    def read(self, line: Line) -> Row:
        """The row of a line, its key first and its moment last. `Fault` when it cannot be read."""
        cells = cells_of(line)
        if len(cells) != self.width:
            raise Fault("CPP-SIRENE-12", count=len(cells), expected=self.width)
        return self.layout.row(*self.cells(cells))


def header_of(line: Line) -> Header:
    """Refusal CPP-SIRENE-04 for the header of neither file, -05 with the columns that are missing."""
    try:
        names = [name.strip() for name in cells_of(Line(line.content.removeprefix(b"\xef\xbb\xbf"), 0, line.too_long))]
    except Fault as fault:
        raise Refusal("CPP-SIRENE-04") from fault
    layout = ESTABLISHMENTS if "siret" in names else LEGAL_UNITS
    if not {"siren", "siret"} & set(names):
        raise Refusal("CPP-SIRENE-04")
    missing = [name for name in layout.columns if name not in names]
    if missing:
        raise Refusal("CPP-SIRENE-05", file=layout.name, columns=", ".join(missing))
    places: list[int] = [names.index(name) for name in layout.columns]
    return Header(layout=layout, width=len(names), cells=itemgetter(*places))


def cells_of(line: Line) -> list[str]:
    """`Fault` CPP-SIRENE-10 for a line without end, -11 for what is not UTF-8, -13 for a quote that is not closed or a
    character that no text has."""
    if line.too_long:
        raise Fault("CPP-SIRENE-10")
    try:
        text = line.content.decode()
    except UnicodeDecodeError as error:
        raise Fault("CPP-SIRENE-11", place=error.start + 1) from error
    if not text.isprintable() and _CONTROL.search(text):
        raise Fault("CPP-SIRENE-13")
    if WITHHELD in text:
        text = text.replace(WITHHELD, "")
    if '"' not in text:
        return text.split(",")
    try:
        return next(csv.reader([text], strict=True))
    except csv.Error as error:
        raise Fault("CPP-SIRENE-13") from error


def _unit(siren: str, status: str, treated: str, category: str, *names: str) -> Row:
    masked = _is_masked(status, "statutDiffusionUniteLegale")
    denomination, usual, born, first = ("", "", "", "") if masked else names
    return (
        _number(siren, 9, "siren"),
        _fitting(denomination or f"{first} {usual or born}".strip(), 250, "denominationUniteLegale"),
        _fitting(category, 4, "categorieJuridiqueUniteLegale"),
        masked,
        _moment(treated, "dateDernierTraitementUniteLegale"),
    )


def _establishment(siret: str, status: str, treated: str, state: str, since: str, *facts: str) -> Row:
    number = _number(siret, 14, "siret")
    masked = _is_masked(status, "statutDiffusionEtablissement")
    if state != "A" and state != "F":
        raise Fault("CPP-SIRENE-14", column="etatAdministratifEtablissement", value=state[:20])
    usual, sign, *way, postcode, town, abroad, country = ("",) * len(facts) if masked else facts
    return (
        number,
        _fitting(usual or sign, 120, "enseigne1Etablissement"),
        _fitting(street(*way), 255, "libelleVoieEtablissement"),
        _fitting(postcode, 10, "codePostalEtablissement"),
        _fitting(town or abroad, 100, "libelleCommuneEtablissement"),
        _country(country),
        state == "A",
        _day(since, "dateDebut"),
        masked,
        _moment(treated, "dateDernierTraitementEtablissement"),
    )


def _number(text: str, digits: int, column: str) -> int:
    """No check digit is asked for: INSEE gave the number, and La Poste's follow another rule (domain-rules §3.1)."""
    if len(text) == digits and text.isascii() and text.isdigit():
        return int(text)
    raise Fault("CPP-SIRENE-14", column=column, value=text[:20])


def _is_masked(status: str, column: str) -> bool:
    """An unknown status is not taken for consent to be published."""
    if status != _OPEN and status not in _HIDDEN:
        raise Fault("CPP-SIRENE-14", column=column, value=status[:20])
    return status in _HIDDEN


def _fitting(text: str, longest: int, column: str) -> str:
    if len(text) > longest:
        raise Fault("CPP-SIRENE-15", column=column, longest=longest)
    return text


@lru_cache(maxsize=10_000)
def _day(text: str, column: str) -> str:
    if text and not (_DAY.fullmatch(text) and _exists(text)):
        raise Fault("CPP-SIRENE-14", column=column, value=text[:20])
    return text


def _moment(text: str, column: str) -> str:
    """Empty in old rows that INSEE never worked on again: before every other."""
    if text and not (_MOMENT.fullmatch(text) and _day(text[:10], column)):
        raise Fault("CPP-SIRENE-14", column=column, value=text[:20])
    return text


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _country(label: str) -> str:
    """INSEE names countries; "" for one that we do not know by that name."""
    return _COUNTRIES.get(fold(label), "") if label else "FR"


_COUNTRIES = {fold(name): code for code, name in named("fr").items()}

LEGAL_UNITS = Layout(
    name="StockUniteLegale",
    model=LegalUnit,
    fields=("siren", "name", "legal_category", "masked", "treated"),
    columns=(
        "siren",
        "statutDiffusionUniteLegale",
        "dateDernierTraitementUniteLegale",
        "categorieJuridiqueUniteLegale",
        "denominationUniteLegale",
        "nomUsageUniteLegale",
        "nomUniteLegale",
        "prenomUsuelUniteLegale",
    ),
    row=_unit,
)
ESTABLISHMENTS = Layout(
    name="StockEtablissement",
    model=Establishment,
    fields=("siret", "sign", "address", "postcode", "town", "country", "active", "since", "masked", "treated"),
    columns=(
        "siret",
        "statutDiffusionEtablissement",
        "dateDernierTraitementEtablissement",
        "etatAdministratifEtablissement",
        "dateDebut",
        "denominationUsuelleEtablissement",
        "enseigne1Etablissement",
        "complementAdresseEtablissement",
        "numeroVoieEtablissement",
        "indiceRepetitionEtablissement",
        "typeVoieEtablissement",
        "libelleVoieEtablissement",
        "distributionSpecialeEtablissement",
        "codePostalEtablissement",
        "libelleCommuneEtablissement",
        "libelleCommuneEtrangerEtablissement",
        "libellePaysEtrangerEtablissement",
    ),
    row=_establishment,
)
