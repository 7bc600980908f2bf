"""The table of what was delivered: numbers that look like amounts of the invoice and are not."""

from collections.abc import Sequence
from typing import Final

from . import markup
from .facts import ZERO
from .paper import Paper, text

OPTIONAL: Final = ("code", "unit", "rate", "quantity", "price")
STROKES: Final = {
    "ruled": "0.5pt",
    "plain": "none",
    "striped": "none",
    "boxed": "(x, y) => (left: 0.5pt, right: 0.5pt, top: if y < 2 { 0.5pt }, bottom: 0.5pt)",
    "underlined": "(x, y) => (bottom: 0.4pt + gray)",
}


CARRIED: Final = 24
"""Lines to a page, before the sum is carried over."""


def table(paper: Paper) -> str:
    """Header and rows, with the columns this supplier prints."""
    style, facts = paper.style, paper.facts
    names = _columns(paper)
    sides = [_side(paper, name) for name in names]
    head = [column_head(paper, name) for name in names]
    cells: list[str] = []
    for index in range(len(facts.lines)):
        cells += _row(paper, names, index)
        if style.pages == "long" and index % CARRIED == CARRIED - 1:
            cells += _carried(paper, names, index)
    colour = f"rgb({markup.quoted(style.colour)})"
    fills = {"striped": f"(x, y) => if calc.odd(y) {{ {colour}.lighten(90%) }}"}
    return markup.table(
        ["1fr" if name == "designation" else "auto" for name in names],
        [f"grid.header({', '.join(head)})", *cells],
        align=sides,
        stroke=STROKES[style.lines],
        inset="4pt",
        fill=fills.get(style.lines, f"(x, y) => if y == 0 {{ {colour}.lighten(85%) }}"),
    )


def column_head(paper: Paper, name: str, *, size: str = "") -> str:
    """The head of a column; two languages stand over each other."""
    written = paper.vocabulary.column(name).split(" / ") if paper.style.bilingual else [paper.vocabulary.column(name)]
    return markup.stacked((markup.words(part, bold=True, size=size) for part in written), gap="0.3em")


def _side(paper: Paper, name: str) -> str:
    return "left" if name in ("code", "designation") else paper.rng.choice(["right", "right", "center"])


def _carried(paper: Paper, names: Sequence[str], index: int) -> list[str]:
    """« À reporter »: an amount under the column of amounts that is no total."""
    so_far = sum((line.amount for line in paper.facts.lines[: index + 1]), ZERO)
    words = {"designation": paper.vocabulary.noise("carried"), "amount": paper.amount(so_far, signed=False)}
    return [text(words.get(name, "")) for name in names]


def _columns(paper: Paper) -> Sequence[str]:
    rng = paper.rng
    shown = {name for name in OPTIONAL if rng.random() < (0.5 if name in ("code", "unit") else 0.8)}
    if not paper.facts.vat_rows:
        shown.discard("rate")
    if "quantity" not in shown:
        shown -= {"unit", "price"}
    if not paper.style.is_roomy:
        shown -= {"code"}
    if paper.style.parties == "sidebar":
        shown &= {"quantity"}
    order = ["code", "designation", "quantity", "unit", "price", "rate", "amount"]
    if rng.random() < 0.2:
        order = ["code", "quantity", "designation", "unit", "price", "amount", "rate"]
    return [name for name in order if name in shown or name in ("designation", "amount")]


def _row(paper: Paper, names: Sequence[str], index: int) -> list[str]:
    line, signed = paper.facts.lines[index], paper.style.signed_lines
    cells = {
        "code": text(line.code),
        "designation": markup.words(line.designation),
        "quantity": text(paper.amounts.quantity(line.quantity)),
        "unit": text(line.unit),
        "price": text(paper.amounts.written(line.price, signed=signed)),
        "rate": text(f"{paper.amounts.quantity(line.rate)}{paper.style.percent}"),
        "amount": text(paper.amount(line.amount, signed=signed)),
    }
    return [cells[name] for name in names]
