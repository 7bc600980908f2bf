"""Puts the no-break spaces of French typography into the `fr=` sentences of the code, and into the pages of `docs/`.

Nobody sees them while typing, so nobody should have to think of them: `make format` does.
"""

import ast
import re
import sys
from pathlib import Path

from .sizes import tracked

NARROW, WIDE = "\u202f", "\u00a0"
_CODE = re.compile(r"(`[^`]*`)")
_REPAIRS = (
    (re.compile(r"«[ \u00a0]?"), f"«{WIDE}"),
    (re.compile(r"[ \u00a0]?»"), f"{WIDE}»"),
    (re.compile(r"(?<=[\w»)`*%}]) :(?=\s|$|[\"*])"), f"{WIDE}:"),
    (re.compile(r"(?<=[\w»)`*%}]) ([;?!])(?=\s|$|[\"*])"), rf"{NARROW}\1"),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
)


def french(text: str) -> str:
    """`text` with its no-break spaces and its apostrophes; what stands between backticks stays as it is."""
    parts = _CODE.split(text)
    for pattern, replacement in _REPAIRS:
        parts = [part if part.startswith("`") else pattern.sub(replacement, part) for part in parts]
    return re.sub(r"(`) ([:;?!])(?=\s|$)", lambda m: m[1] + (WIDE if m[2] == ":" else NARROW) + m[2], "".join(parts))


def module(source: str) -> str:
    """A Python module whose `fr="…"` arguments are repaired."""
    text = source
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == "fr" and isinstance(node.value, ast.Constant):
            written = ast.get_source_segment(source, node.value) or ""
            text = text.replace(written, french(written))
    return text


def page(text: str) -> str:
    """A French Markdown page, its blocks of code untouched."""
    blocks = re.split(r"(^```.*?^```$)", text, flags=re.MULTILINE | re.DOTALL)
    return "".join(block if block.startswith("```") else "\n".join(map(french, block.split("\n"))) for block in blocks)


def repaired(path: Path) -> str:
    """The text of a file as it should be."""
    return page(path.read_text()) if path.suffix == ".md" else module(path.read_text())


def watched() -> list[Path]:
    """The files that hold French sentences: the code and the pages written by hand."""
    pages = [*tracked(":(glob)*.md"), *tracked("docs/*.md")]
    by_hand = [
        page for page in pages if not page.stem.endswith(".en") and "Page produite par `make" not in page.read_text()
    ]
    return [*tracked("unisson/*.py"), *by_hand]


def main() -> int:
    """Repair the files in place."""
    for path in watched():
        text = repaired(path)
        if text != path.read_text():
            path.write_text(text)
            print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
