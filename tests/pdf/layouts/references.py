"""Number, dates, order, contract, service: the ways a page sets out labels and their values."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from . import markup, noise
from .paper import Entry, Paper, text
from .style import NARROW

Layout = Callable[[Paper, Sequence[Entry]], str]


def entries(paper: Paper) -> list[Entry]:
    """What this supplier says about the invoice, in the order of its template."""
    style = paper.style
    if style.is_letter:
        return noise.entries(paper)
    names = [] if style.number_in_title else ["number"]
    names += ["issue_date"] if style.issue_date == "references" else []
    names += [*(["recipient_siret"] if style.buyer_siret == "references" else [])]
    rest = [name for name in ("service_code", "commitment", "contract") if paper.has(name)]
    rest += ["due_date"] if paper.has("due_date") and style.due_date == "references" else []
    found = [paper.entry(name) for name in names]
    others = [paper.entry(name) for name in rest] + noise.entries(paper)
    if paper.rng.random() < 0.6:
        paper.rng.shuffle(others)
    return found + others


def label(paper: Paper, entry: Entry, *, colon: bool = True, bold: bool = False, size: str = "") -> str:
    """The label of an entry, on two lines where the style breaks labels."""
    written = paper.colon(entry.label) if colon else entry.label
    if paper.style.broken == "languages" and " / " in written:
        first, _, second = written.partition(" / ")
        return markup.stacked(
            [markup.words(first, bold=bold), markup.words(second, italic=True, size="0.8em")], gap="0.3em"
        )
    before, _, after = written.partition(" ")
    if paper.style.broken == "labels" and len(after) > 3:
        return markup.broken(markup.words(part, bold=bold, size=size) for part in (before, after))
    return markup.fixed(markup.words(written, bold=bold, size=size))


def value(paper: Paper, entry: Entry, *, bold: bool = False) -> str:
    """The value of an entry, on two lines where the style breaks values and this one is long."""
    cut = _cut(entry.value) if paper.style.broken == "values" else 0
    if cut:
        return markup.broken([text(entry.value[:cut].rstrip(), bold=bold), text(entry.value[cut:], bold=bold)])
    return text(entry.value, bold=bold) if entry.name else markup.words(entry.value, bold=bold)


def _cut(written: str) -> int:
    """Where a narrow column would break a long number: after a space or a hyphen."""
    places = [at + 1 for at, mark in enumerate(written) if mark in " -/" and 3 < at < len(written) - 3]
    return places[len(places) // 2] if len(written) > 11 and places else 0


def as_list(paper: Paper, found: Sequence[Entry]) -> str:
    """« Label : value », one a line."""
    gap = markup.words(" ")
    return markup.stacked(
        markup.joined(label(paper, entry), gap, value(paper, entry, bold=bold))
        for entry, bold in _bold(paper, found)
    )  # fmt: skip


def as_aligned(paper: Paper, found: Sequence[Entry]) -> str:
    """Labels in a column, values in the next."""
    sides = ("left", paper.rng.choice(["left", "left", "right"]))
    return markup.grid(("auto", "auto"), _pairs(paper, found), align=sides, gutter=("1.2em", "gap"))


def as_wide(paper: Paper, found: Sequence[Entry]) -> str:
    """The value at the far side of the block."""
    return markup.grid(("auto", "1fr"), _pairs(paper, found), align=("left", "right"), gutter=("2em", "gap"))


def as_leaders(paper: Paper, found: Sequence[Entry]) -> str:
    """Label, dots, value."""
    gap = markup.words(" ")
    lines = [(label(paper, entry, colon=False), gap, markup.leaders(), gap, text(entry.value)) for entry in found]
    return markup.stacked(markup.boxed(markup.joined(*line), inset="0pt") for line in lines)


def as_header(paper: Paper, found: Sequence[Entry]) -> str:
    """Ruled tables: a row of labels, a row of values, each aligned as it likes."""
    rng = paper.rng
    sides = [rng.choice(["left", "center", "right"]) for _ in range(2)]
    fill = f"(x, y) => if y == 0 {{ rgb({markup.quoted(paper.style.colour)}).lighten(80%) }}"
    tables = [
        markup.table(
            ["1fr"] * len(batch),
            [
                *(
                    markup.aligned(label(paper, entry, colon=False, bold=True, size="0.9em"), sides[0])
                    for entry in batch
                ),
                *(markup.aligned(value(paper, entry), sides[1]) for entry in batch),
            ],
            stroke="0.5pt" if rng.random() < 0.7 else "(x, y) => (bottom: 0.5pt)",
            inset="4pt",
            fill=fill,
        )
        for batch in _batches(paper, found)
    ]
    return markup.stacked(tables, gap=rng.choice(["0pt", "6pt"]))


def as_cards(paper: Paper, found: Sequence[Entry]) -> str:
    """Small boxes: the label above its value."""
    fill = f"rgb({markup.quoted(paper.style.colour)}).lighten(88%)"
    stroke = paper.rng.choice(["0.5pt + gray", ""])
    bold = paper.rng.random() < 0.5
    rows = [
        markup.grid(
            ["1fr"] * len(batch),
            [
                markup.boxed(
                    markup.stacked([label(paper, entry, colon=False, size="0.8em"), value(paper, entry, bold=bold)]),
                    stroke=stroke,
                    fill=fill if paper.style.filled else "",
                )
                for entry in batch
            ],
            gutter=("6pt", "6pt"),
        )
        for batch in _batches(paper, found)
    ]
    return markup.stacked(rows, gap="6pt")


def as_captions(paper: Paper, found: Sequence[Entry]) -> str:
    """The value above its label, as designers like it."""
    rows = [
        markup.grid(
            ["1fr"] * len(batch),
            [
                markup.stacked(
                    [value(paper, entry, bold=True), label(paper, entry, colon=False, size="0.75em")], gap="0.35em"
                )
                for entry in batch
            ],
        )
        for batch in _batches(paper, found)
    ]
    return markup.stacked(rows, gap="1.4em")


def as_dense(paper: Paper, found: Sequence[Entry]) -> str:
    """The header of an ERP: a ruled table, in each cell a small label and its value."""
    meter = [paper.noise("meter", noise.digits(paper, 9, 14))] if paper.style.noise > 2 else []
    every = [*found, *meter]
    cells = [
        markup.stacked([label(paper, entry, colon=False, size="0.75em"), value(paper, entry)], gap="0.35em")
        for entry in every
    ]
    columns = _across(paper, every)
    return markup.table(["1fr"] * columns, cells, stroke="0.4pt", inset="3pt")


def as_double(paper: Paper, found: Sequence[Entry]) -> str:
    """Two pairs a row."""
    columns = ("auto", "1fr", "auto", "1fr") if _longest(found) < 22 else ("auto", "1fr")
    return markup.grid(columns, _pairs(paper, found), gutter=("0.9em", "gap"))


def as_cells(paper: Paper, found: Sequence[Entry]) -> str:
    """A spreadsheet: each label and each value in a ruled cell."""
    columns = ("auto", "1fr", "auto", "1fr") if _longest(found) < 20 else ("auto", "1fr")
    sides = [paper.rng.choice(["left", "right"]), paper.rng.choice(["left", "right", "center"])] * (len(columns) // 2)
    return markup.table(columns, _pairs(paper, found, colon=False), stroke="0.4pt", inset="3pt", align=sides)


def as_strip(paper: Paper, found: Sequence[Entry]) -> str:
    """Several in a line, with a mark between."""
    mark = paper.rng.choice(["   ", " - ", " | ", "  •  ", " / ", "     "])
    lines = []
    for batch in _in_rows(found, paper.rng.choice([2, 3])):
        pieces = [markup.joined(label(paper, entry), markup.words(" "), text(entry.value)) for entry in batch]
        lines.append(markup.joined(*_between(pieces, markup.words(mark))))
    return markup.stacked(lines, gap="0.7em")


def as_below(paper: Paper, found: Sequence[Entry]) -> str:
    """Label, then its value on the next line, in one column."""
    return markup.stacked(
        [
            markup.stacked([label(paper, entry, bold=True), value(paper, entry)], gap="0.4em")
            for entry in found
        ],
        gap="0.8em",
    )  # fmt: skip


LAYOUTS: Final[Mapping[str, Layout]] = {
    "list": as_list,
    "aligned": as_aligned,
    "wide": as_wide,
    "leaders": as_leaders,
    "header": as_header,
    "cards": as_cards,
    "captions": as_captions,
    "dense": as_dense,
    "double": as_double,
    "cells": as_cells,
    "strip": as_strip,
    "below": as_below,
}


def block(paper: Paper, found: Sequence[Entry], *, narrow: bool = False) -> str:
    name = paper.style.references
    content = LAYOUTS[name if not narrow or name in NARROW else "aligned"](paper, found)
    if paper.style.filled and name not in ("header", "cards", "cells", "dense"):
        content = markup.boxed(content, fill=f"rgb({markup.quoted(paper.style.colour)}).lighten(85%)")
    if paper.style.references_heading:
        content = markup.stacked(
            [markup.words(paper.vocabulary.heading("references"), bold=True), content], gap="0.8em"
        )
    return content


def _pairs(paper: Paper, found: Iterable[Entry], *, colon: bool = True) -> list[str]:
    return [cell for entry in found for cell in (label(paper, entry, colon=colon), value(paper, entry))]


def _bold(paper: Paper, found: Sequence[Entry]) -> list[tuple[Entry, bool]]:
    bold = paper.rng.random() < 0.3
    return [(entry, bold) for entry in found]


def _between(pieces: Sequence[str], mark: str) -> list[str]:
    return [piece for index, item in enumerate(pieces) for piece in ([mark, item] if index else [item])]


def _longest(found: Iterable[Entry], *, broken: str = "") -> int:
    """Of the labels and the values; what is broken counts for half, and noise may break."""
    labels = [len(entry.label) // (2 if broken in ("labels", "languages") else 1) for entry in found]
    values = [len(entry.value) // (2 if broken == "values" else 1) for entry in found if entry.name]
    return max([*labels, *values, 0])


def _across(paper: Paper, found: Sequence[Entry]) -> int:
    """How many columns the longest entry leaves room for."""
    style = paper.style
    letters = (
        (1350 if style.landscape else 850)
        // float(style.size.removesuffix("pt"))
        * (0.8 if "Mono" in style.font else 1)
    )
    return max(
        1, min(6 if style.landscape else 5, len(found), int(letters // (_longest(found, broken=style.broken) + 2)))
    )


def _batches(paper: Paper, found: Sequence[Entry]) -> list[Sequence[Entry]]:
    """Rows of about as many entries each."""
    rows = math.ceil(len(found) / _across(paper, found))
    return _in_rows(found, math.ceil(len(found) / max(rows, 1)) or 1)


def _in_rows(found: Sequence[Entry], count: int) -> list[Sequence[Entry]]:
    return [found[at : at + count] for at in range(0, len(found), count)]
