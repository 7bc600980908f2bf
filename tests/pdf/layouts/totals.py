"""What it comes to: net, VAT, gross and what is left to pay, the ways suppliers set them out."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from . import markup
from .lines import column_head
from .paper import Paper, text

Row = tuple[str, str]
Totals = Callable[[Paper], str]


def rows(paper: Paper) -> list[Row]:
    """Labels and amounts, from the sum of the lines down to what is due."""
    facts, rng = paper.facts, paper.rng
    if not facts.vat_rows:
        return [*_reductions(paper), *_untaxed(paper), *_settlement(paper)]
    found = [*_reductions(paper)]
    if len(facts.vat_rows) > 1 and rng.random() < 0.25:
        found += [(_rated(paper, "net.rate", row.rate), paper.amount(row.base)) for row in facts.vat_rows]
    found.append((paper.label("net"), paper.show("net")))
    if rng.random() < 0.55 or len(facts.vat_rows) > 2:
        found += [(_rated(paper, "vat.rate", row.rate), paper.total("vat", row.vat)) for row in facts.vat_rows]
        if len(facts.vat_rows) > 1 and rng.random() < 0.6:
            found.append((paper.label("vat"), paper.show("vat")))
    else:
        found.append((paper.label("vat"), paper.show("vat")))
    return [*found, (paper.label("gross"), paper.show("gross")), *_settlement(paper)]


def _reductions(paper: Paper) -> list[Row]:
    """A discount, and what the lines came to before it."""
    if not paper.has("discount"):
        return []
    label = paper.label("discount")
    if paper.rng.random() < 0.5:
        label += f" {paper.facts.discount * 100 / paper.facts.lines_total:.0f} %"
    return [(paper.label("lines_total"), paper.amount(paper.facts.lines_total)), (label, paper.show("discount"))]


def _untaxed(paper: Paper) -> list[Row]:
    """Without VAT, net and gross are one amount under one label, or three rows with a nought."""
    if paper.rng.random() < 0.7:
        shown = paper.show("gross")
        paper.printed.setdefault("net", []).append(shown)
        return [(paper.label("gross.bare"), shown)]
    return [
        (paper.label("net"), paper.show("net")),
        (paper.label("vat"), paper.show("vat")),
        (paper.label("gross"), paper.show("gross")),
    ]


def _settlement(paper: Paper) -> list[Row]:
    facts = paper.facts
    if paper.has("paid"):
        label = paper.label("retention" if facts.trade == "works" and facts.paid < facts.gross / 10 else "paid")
        return [(label, paper.show("paid")), (paper.label("due"), paper.show("due"))]
    return [(paper.label("due"), paper.show("due"))] if paper.rng.random() < 0.45 else []


def _rated(paper: Paper, name: str, rate: Decimal) -> str:
    return paper.label(name).format(rate=paper.amounts.quantity(rate)).replace(",5,00", ",50")


def as_list(paper: Paper) -> str:
    """A column of labels and a column of amounts at the right of the page."""
    return _right(paper, _ladder(paper, rows(paper)))


def as_boxed(paper: Paper) -> str:
    ladder = _ladder(paper, rows(paper), stroke=paper.rng.choice(["0.5pt", "(x, y) => (bottom: 0.4pt)"]))
    return _right(paper, ladder)


def as_row(paper: Paper) -> str:
    """A header row of labels, the amounts in the row below."""
    found, rng = rows(paper), paper.rng
    sides = [rng.choice(["left", "center", "right"]) for _ in range(2)]
    cells = [markup.aligned(markup.words(label, bold=True, size="0.9em"), sides[0]) for label, _ in found]
    cells += [markup.aligned(text(amount), sides[1]) for _, amount in found]
    return markup.table(["1fr"] * len(found), cells, stroke=rng.choice(["0.5pt", "none"]), inset="4pt")


def as_recap(paper: Paper) -> str:
    """Bases and VAT by rate, a row of totals, then what is to be paid."""
    facts = paper.facts
    if not facts.vat_rows:
        return as_list(paper)
    table = recap(paper, total=True)
    settled = _settlement(paper) or [(paper.label("due"), paper.show("due"))]
    return markup.stacked([table, _right(paper, _ladder(paper, [*_gross_if_unsaid(paper), *settled]))], gap="1em")


def as_works(paper: Paper) -> str:
    """A builder's progress: the contract, what was done before, what this situation comes to."""
    facts, rng = paper.facts, paper.rng
    before = facts.lines_total * rng.randint(1, 3)
    words = paper.vocabulary
    found = [
        (words.noise("works.contract"), paper.amount(before * 3)),
        (words.noise("works.done"), paper.amount(before + facts.lines_total)),
        (words.noise("works.before"), paper.amount(-before if paper.style.minus_deductions else before)),
    ]
    return _right(paper, _ladder(paper, [*found, *rows(paper)], stroke=rng.choice(["0.5pt", "none"])))


def as_recap_and_list(paper: Paper) -> str:
    """The recapitulation at the left, the list at the right."""
    if not paper.facts.vat_rows:
        return as_boxed(paper)
    head = markup.words(paper.vocabulary.heading("recap"), size="0.9em", bold=True)
    left = markup.stacked([head, recap(paper, total=paper.rng.random() < 0.4)])
    if not paper.style.is_roomy:
        return markup.stacked([left, _right(paper, _ladder(paper, rows(paper)))], gap="1.2em")
    return markup.grid(("1fr", "auto"), [left, _ladder(paper, rows(paper))], gutter=("2em", "1em"))


def as_bare(paper: Paper) -> str:
    """« Total » and no more, above it the VAT if there is any."""
    facts = paper.facts
    found = [*_reductions(paper)]
    if facts.vat_rows and paper.rng.random() < 0.6:
        found.append((paper.label("net"), paper.show("net")))
    found += [(_rated(paper, "vat.rate", row.rate), paper.total("vat", row.vat)) for row in facts.vat_rows]
    shown = paper.show("gross")
    if not facts.vat_rows:
        paper.printed.setdefault("net", []).append(shown)
    return _right(paper, _ladder(paper, [*found, (paper.label("gross.bare"), shown), *_settlement(paper)]))


def as_line(paper: Paper) -> str:
    """One line: « Total HT : … - TVA : … - Total TTC : … »."""
    mark = markup.words(paper.rng.choice(["   ", " - ", " | ", " + ", "     "]))
    pieces = [markup.joined(markup.words(f"{paper.colon(label)} "), text(amount)) for label, amount in rows(paper)]
    return markup.joined(
        *(part for index, piece in enumerate(pieces) for part in ([mark, piece] if index else [piece]))
    )


def recap(paper: Paper, *, total: bool) -> str:
    """The table of VAT by rate."""
    facts, with_gross = paper.facts, paper.rng.random() < 0.4
    names = ["recap.rate", "recap.base", "recap.vat", *(["recap.gross"] if with_gross else [])]
    cells = [column_head(paper, name, size="0.9em") for name in names]
    for row in facts.vat_rows:
        cells += [text(f"{paper.amounts.quantity(row.rate)}{paper.style.percent}"), text(paper.total("net", row.base))]
        cells += [
            text(paper.total("vat", row.vat)),
            *([text(paper.total("gross", row.base + row.vat))] if with_gross else []),
        ]
    if total:
        shown = ["net", "vat", *(["gross"] if with_gross else [])]
        cells += [
            markup.words(paper.vocabulary.column("recap.total"), bold=True),
            *(text(paper.show(name)) for name in shown),
        ]
    return markup.table(
        ["auto"] * len(names), cells, align=["left"] + ["right"] * (len(names) - 1), stroke="0.4pt", inset="4pt"
    )


def summary(paper: Paper) -> str:
    """A box over the lines: what is to be paid, and by when."""
    found = [(paper.label("due"), paper.show("due"))]
    if paper.facts.vat_rows and paper.rng.random() < 0.4:
        found = [(paper.label("net"), paper.show("net")), (paper.label("vat"), paper.show("vat")), *found]
    if paper.has("due_date"):
        found.append((paper.label("due_date"), paper.show("due_date")))
    ladder = _ladder(paper, found)
    return markup.boxed(ladder, width="auto", stroke="0.7pt", inset="6pt")


def _gross_if_unsaid(paper: Paper) -> list[Row]:
    return [] if "gross" in paper.printed else [(paper.label("gross"), paper.show("gross"))]


def _ladder(paper: Paper, found: Sequence[Row], *, stroke: str = "none") -> str:
    rng = paper.rng
    strong = rng.random() < 0.7
    cells: list[str] = []
    for index, (label, amount) in enumerate(found):
        bold = strong and index == len(found) - 1
        written = label if rng.random() < 0.5 and stroke != "none" else paper.colon(label)
        cells += [markup.words(written, bold=bold), text(amount, bold=bold)]
    return markup.table(("auto", "auto"), cells, align=("left", "right"), stroke=stroke, inset="4pt")


def _right(paper: Paper, content: str) -> str:
    side = paper.rng.choices(["right", "left"], [9, 1])[0]
    return markup.aligned(content, side)


LAYOUTS: Final[Mapping[str, Totals]] = {
    "list": as_list,
    "boxed": as_boxed,
    "row": as_row,
    "recap": as_recap,
    "recap and list": as_recap_and_list,
    "bare": as_bare,
    "line": as_line,
    "works": as_works,
}


def block(paper: Paper) -> str:
    return LAYOUTS[paper.style.totals](paper)
