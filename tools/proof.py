"""`make proof`: runs every module of `tests/proof`, prints one table, and keeps it in `docs/proof.md`."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import django

from tests import proof
from tests.proof import Trial

from .scripts import chosen, subject

PAGE = Path("docs/proof.md")
HEAD = """# Preuve

<!-- Page produite par `make proof`. -->

Ce qui a été essayé, et ce qui a tenu. Commit {commit}, {cores} cœurs, {minutes:.0f} min.

| Sujet | Essai | Essayés | Tenus | | Remarque |
| --- | --- | ---: | ---: | :---: | --- |
"""


@dataclass(frozen=True, kw_only=True)
class Line:
    subject: str
    trial: Trial

    def __str__(self) -> str:
        trial = self.trial
        mark = "–" if trial.skipped else "✓" if trial.passed else "✗"
        return f"| {self.subject} | {trial.what} | {trial.tried} | {trial.held} | {mark} | {trial.note} |"


def main() -> int:
    """Write the page when everything was run; 1 if anything did not hold."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    start, names = time.monotonic(), sys.argv[1:]
    lines = []
    for module in chosen(proof, names):
        for line in lines_of(module):
            print(line, flush=True)
            lines.append(line)
    if not names:
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
        head = HEAD.format(commit=commit.stdout.strip(), cores=os.cpu_count(), minutes=(time.monotonic() - start) / 60)
        PAGE.write_text(head + "".join(f"{line}\n" for line in lines))
    return 0 if lines and all(line.trial.passed for line in lines) else 1


def lines_of(module: ModuleType) -> Iterator[Line]:
    """What one module tried. One that breaks is a trial that did not hold: the others still run."""
    try:
        for trial in module.main():
            yield Line(subject=subject(module), trial=trial)
    except Exception as error:
        yield Line(subject=subject(module), trial=Trial(what="interrompu", tried=1, held=0, note=repr(error)[:200]))


if __name__ == "__main__":
    sys.exit(main())
