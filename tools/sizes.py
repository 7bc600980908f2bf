"""Holds the limits of design §11: sizes of functions and modules, names of modules.

An exception is a comment `# size: <reason>`, on the `def` line or on a line of its own for a module. They are counted,
and the count may only fall.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

FUNCTION_LINES = {"unisson/web/*views*.py": 20, "*": 40}
MODULE_LINES = {"tests/*": 600, "*": 400}
IMPORT_LINES = 25
FORBIDDEN_NAMES = ("utils.py", "helpers.py", "services.py", "managers.py")
SKIPPED = ("*/migrations/*",)
EXCEPTIONS = 0
"""How many exceptions the tree carries. Lower it with each one removed; never raise it without a word in the review."""

_EXCUSED = re.compile(r"# size: \w+")


def tracked(pattern: str) -> list[Path]:
    """The files of the repository that match `pattern`, committed or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [Path(line) for line in listed.splitlines() if Path(line).exists()]


def faults(path: Path, source: str) -> Iterator[tuple[str, bool]]:
    """What is too large or wrongly named in one module, and whether a reason stands beside it."""
    lines = source.splitlines()
    if path.name in FORBIDDEN_NAMES:
        yield f"{path}: a module is named after an activity", False
    if len(lines) > (limit := _limit(path, MODULE_LINES)):
        excused = any(_EXCUSED.match(line) for line in lines)
        yield f"{path}: {len(lines)} lines, at most {limit}", excused
    tree = ast.parse(source)
    if path.parts[0] == "unisson" and (imports := _import_lines(tree)) > IMPORT_LINES:
        yield f"{path}: {imports} lines of imports, at most {IMPORT_LINES}", any(map(_EXCUSED.match, lines))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > (limit := _limit(path, FUNCTION_LINES)):
                excused = _EXCUSED.search(lines[node.lineno - 1]) is not None
                yield f"{path}:{node.lineno}: {node.name} has {length} lines, at most {limit}", excused


def _limit(path: Path, limits: dict[str, int]) -> int:
    return next(limit for pattern, limit in limits.items() if fnmatch(str(path), pattern))


def _import_lines(tree: ast.Module) -> int:
    statements = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return sum((node.end_lineno or node.lineno) - node.lineno + 1 for node in statements)


def main() -> int:
    """Print what breaks a limit without a reason; 1 if anything does."""
    modules = [path for path in tracked("*.py") if not any(fnmatch(str(path), pattern) for pattern in SKIPPED)]
    found = [fault for path in modules for fault in faults(path, path.read_text())]
    broken = [words for words, excused in found if not excused]
    excused = len(found) - len(broken)
    if excused != EXCEPTIONS:
        broken.append(f"{excused} exceptions in the tree, tools/sizes.py says {EXCEPTIONS}")
    print(*broken, sep="\n", end="\n" if broken else "")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
