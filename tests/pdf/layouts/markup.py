"""Pieces of a page as typst code. Each function answers an expression; a text is always set as a text."""

from collections.abc import Iterable, Sequence


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def words(
    text: str, *, size: str = "", bold: bool = False, italic: bool = False, fill: str = "", tracking: str = ""
) -> str:
    options = [
        f"size: {size}" if size else "",
        'weight: "bold"' if bold else "",
        'style: "italic"' if italic else "",
        f"fill: {fill}" if fill else "",
        f"tracking: {tracking}" if tracking else "",
    ]
    return f"text({', '.join([*filter(None, options), quoted(text)])})"


def fixed(content: str) -> str:
    """Never broken over lines."""
    return f"box({content})"


def joined(*parts: str) -> str:
    """One after the other in a line."""
    return "{" + "; ".join(filter(None, parts)) + "}"


def stacked(parts: Iterable[str], *, gap: str = "gap") -> str:
    present = [part for part in parts if part]
    return f"stack(dir: ttb, spacing: {gap}, {', '.join(present)})" if present else "[]"


def broken(parts: Iterable[str]) -> str:
    """Lines of one paragraph."""
    return "{" + "; linebreak(); ".join(filter(None, parts)) + "}"


def aligned(content: str, side: str) -> str:
    return f"align({side}, {content})"


def boxed(content: str, *, width: str = "100%", inset: str = "6pt", stroke: str = "", fill: str = "") -> str:
    options = [
        f"width: {width}",
        f"inset: {inset}",
        f"stroke: {stroke}" if stroke else "",
        f"fill: {fill}" if fill else "",
    ]
    return f"block({', '.join(filter(None, options))}, {content})"


def grid(
    columns: Sequence[str],
    cells: Iterable[str],
    *,
    gutter: tuple[str, str] = ("0.8em", "gap"),
    align: Sequence[str] = (),
    stroke: str = "",
    inset: str = "",
    fill: str = "",
) -> str:
    """Cells row by row; `gutter`: between columns, between rows."""
    options = [
        f"columns: ({', '.join(columns)},)",
        f"column-gutter: {gutter[0]}",
        f"row-gutter: {gutter[1]}",
        f"align: ({', '.join(align)},)" if align else "",
        f"stroke: {stroke}" if stroke else "",
        f"inset: {inset}" if inset else "",
        f"fill: {fill}" if fill else "",
    ]
    return f"grid({', '.join([*filter(None, options), *cells])})"


def table(columns: Sequence[str], cells: Iterable[str], **options: str | Sequence[str]) -> str:
    """A grid without gutters, as ruled tables have."""
    return grid(columns, cells, gutter=("0pt", "0pt"), **options)  # type: ignore[arg-type]


def space(height: str) -> str:
    return f"v({height})"


def rule(*, width: str = "100%", stroke: str = "0.5pt") -> str:
    return f"line(length: {width}, stroke: {stroke})"


def leaders() -> str:
    return "box(width: 1fr, repeat[.])"


def page_number(form: str) -> str:
    """ "1/3", with words around as `form` has them: "Page {} sur {}"."""
    before, middle, after = map(quoted, form.split("{}"))
    return f"context {{ {before}; counter(page).display(); {middle}; str(counter(page).final().first()); {after} }}"
