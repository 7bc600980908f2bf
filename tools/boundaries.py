"""Holds what import rules cannot see (design §3 and §5): who writes which table, and who sets a status.

Read from the syntax tree, so that a fault is named with its line; best effort where Python is too free to know.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

from .sizes import tracked

WRITES = frozenset(
    ("save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create")
)
NOT_ROWS = frozenset(("request", "cache", "api", "router"))
"""What a door may save or delete on: a session hangs on the request, a route on its API."""
DOORS = ("unisson/web/", "unisson/api/")
STATUS_WRITER = Path("unisson/invoices/lifecycle.py")
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.auth.signals")


def faults(path: Path, source: str) -> Iterator[str]:
    """Each place of one module that breaks a boundary, as `path:line: why`."""
    tree = ast.parse(source)
    owners, imported = _models(tree, path), _imported(tree)
    for node in ast.walk(tree):
        for why in (*_signal(node), *_status(node, path), *_write(node, path, owners, imported)):
            yield f"{path}:{getattr(node, 'lineno', 0)}: {why}"


def _signal(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom) and node.module in SIGNALS:
        yield "signals carry no business: call the function, or write the row that says it is still to do"


def _status(node: ast.AST, path: Path) -> Iterator[str]:
    if path == STATUS_WRITER:
        return
    assigned = any(isinstance(target, ast.Attribute) and target.attr == "status" for target in _targets(node))
    made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Invoice"
    given = isinstance(node, ast.Call) and any(keyword.arg == "status" for keyword in node.keywords)
    if assigned or (given and (made or _is_write(node))):
        yield f"only {STATUS_WRITER} sets the status of an invoice"


def _write(node: ast.AST, path: Path, owners: dict[str, str], imported: frozenset[str]) -> Iterator[str]:
    if not _is_write(node):
        return
    root = _root(node.func)
    if str(path).startswith(DOORS):
        on_a_row = node.func.attr in ("save", "delete") and root not in NOT_ROWS | imported
        if on_a_row or _through_manager(node.func) or root in owners:
            yield "a door never writes through the ORM: call an activity"
    elif (owner := owners.get(root, path.parts[1])) != path.parts[1]:
        yield f"only unisson/{owner} writes its own tables"


def _targets(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.Assign):
        return [part for target in node.targets for part in ast.walk(target)]
    if isinstance(node, ast.AnnAssign | ast.AugAssign):
        return [node.target]
    return []


class _Call(ast.Call):
    func: ast.Attribute


def _is_write(node: ast.AST) -> TypeGuard[_Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES


def _through_manager(function: ast.AST) -> bool:
    return any(isinstance(part, ast.Attribute) and part.attr == "objects" for part in ast.walk(function))


def _root(function: ast.expr) -> str:
    """The name a chain of calls starts from: `Invoice` for `Invoice.objects.filter(…).update`."""
    node: ast.expr = function
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""


def _imported(tree: ast.Module) -> frozenset[str]:
    """Names that are no row: `drafts.save(…)` is a call of an activity."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    return frozenset(alias.asname or alias.name for node in imports for alias in node.names)


def _models(tree: ast.Module, path: Path) -> dict[str, str]:
    """The models this module imports, and the app that owns each."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[-1] == "models":
            parts = (node.module or "").split(".")
            app = parts[1] if parts[0] == "unisson" else path.parts[1] if node.level else ""
            found.update({alias.asname or alias.name: app for alias in node.names if app})
    return found


def main() -> int:
    """Print every broken boundary of the product; 1 if there is one."""
    modules = [path for path in tracked("unisson/*.py") if "migrations" not in path.parts]
    found = [fault for path in modules for fault in faults(path, path.read_text())]
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
