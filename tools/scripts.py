"""Runs the scripts of a folder: each module of the package has a `main()` that yields what it measured."""

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from types import ModuleType


def chosen(package: ModuleType, names: Sequence[str]) -> Iterator[ModuleType]:
    """The modules of `package` that have a `main`, in order of name; only `names` when some are given."""
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        if found.name != "__main__" and (not names or found.name in names):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            if hasattr(module, "main"):
                yield module


def subject(module: ModuleType) -> str:
    """The first line of the module's docstring: what it measures."""
    return (module.__doc__ or module.__name__).strip().splitlines()[0].rstrip(".")
