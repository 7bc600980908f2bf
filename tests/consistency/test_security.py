"""docs/security.md: every requirement of levels 1 and 2 of the three chapters has its line, every test named exists."""

import re
from pathlib import Path

PAGE = Path("docs/security.md").read_text()
ROWS = dict(re.findall(r"^\| (\d\.\d\.\d+) \| [12] \| ([^|]+) \|", PAGE, flags=re.MULTILINE))
STATES = {"tenu", "en partie", "non", "sans objet"}
LAST = {
    "6.1": (1, 3),
    "6.2": (1, 12),
    "6.3": (1, 4),
    "6.4": (1, 4),
    "6.5": (1, 5),
    "6.6": (1, 3),
    "6.8": (1, 4),
    "7.1": (1, 3),
    "7.2": (1, 4),
    "7.3": (1, 2),
    "7.4": (1, 5),
    "7.5": (1, 2),
    "7.6": (1, 2),
    "8.1": (1, 2),
    "8.2": (1, 3),
    "8.3": (1, 1),
    "8.4": (1, 1),
}
"""The requirements of ASVS 5.0.0 up to level 2: those of level 3 come last in each section; 6.7 has no other."""


def test_every_requirement_has_its_line() -> None:
    wanted = [f"{section}.{one}" for section, (first, last) in LAST.items() for one in range(first, last + 1)]
    assert list(ROWS) == wanted


def test_every_line_says_how_it_stands() -> None:
    assert set(ROWS.values()) <= STATES


def test_every_test_named_exists() -> None:
    there = {
        (path.stem, name)
        for path in Path("tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(), flags=re.MULTILINE)
    }
    named = set(re.findall(r"`(test_\w+)::(test_\w+)`", PAGE))
    assert named - there == set()
    assert len(named) > 30
