"""`python -m tests.pdf.layouts`: render, read, and print the scores by family and by field."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from unisson.pdf import candidate

from . import score
from .families import FAMILIES
from .render import Invoice, invoice
from .score import FIELDS, Score, Tally


def read(content: bytes) -> Mapping[str, str]:
    """What the project's reader fills in."""
    found = candidate.read(content)
    return {name: found.value(candidate.Field(name)) for name in FIELDS}


def rendered(families: Sequence[str], *, count: int, seed: int, save: Path | None) -> Iterator[Invoice]:
    for family in families:
        for number in range(seed, seed + count):
            made = invoice(family, number)
            if save:
                (save / f"{family.replace(' ', '-')}-{number}.pdf").write_bytes(made.pdf)
            yield made


def tables(result: Score, families: Sequence[str], *, crossed: bool) -> Iterator[str]:
    """By family over all fields and by field over all families; `crossed`: by field in each family too."""
    yield from _table("family", [(family, result.of(family=family)) for family in families])
    yield from _table("field", [(name, result.of(name=name)) for name in FIELDS])
    for family in families if crossed else ():
        yield from _table(family, [(name, result.of(family=family, name=name)) for name in FIELDS])
    yield from _table("", [("all", result.of())])


def _table(title: str, rows: Sequence[tuple[str, Tally]]) -> Iterator[str]:
    yield f"{title:28} {'right':>6} {'wrong':>6} {'missed':>6}  precision  recall"
    yield from (_row(name, tally) for name, tally in rows)
    yield ""


def _row(name: str, tally: Tally) -> str:
    counts = f"{tally.right:6} {tally.wrong:6} {tally.missed:6}"
    return f"{name:28} {counts}  {tally.precision:9.3f}  {tally.recall:6.3f}"


def main() -> None:
    """Print the tables; with --show, each case that was not right."""
    parser = argparse.ArgumentParser(prog="python -m tests.pdf.layouts", description=__doc__)
    parser.add_argument("--count", type=int, default=20, help="invoices of each family")
    parser.add_argument("--family", action="append", choices=sorted(FAMILIES), help="only this one; may be repeated")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--fields", action="store_true", help="a table of the fields for each family")
    parser.add_argument("--show", action="store_true", help="each wrong and each missed value")
    parser.add_argument("--save", type=Path, help="a directory for the PDFs")
    asked = parser.parse_args()
    families = asked.family or list(FAMILIES)
    if asked.save:
        asked.save.mkdir(parents=True, exist_ok=True)
    result = score.scored(rendered(families, count=asked.count, seed=asked.seed, save=asked.save), read)
    print(*tables(result, families, crossed=asked.fields), sep="\n")  # noqa: T201 (a command)
    if asked.show:
        for case in result.cases:
            print(*case, sep="\t")  # noqa: T201 (a command)


if __name__ == "__main__":
    main()
