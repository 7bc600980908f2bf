"""What must never be in a tracked file: a path of somebody's machine, the address of a package registry."""

import re
from pathlib import Path

import pytest

from tools.sizes import tracked

FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|opt/(?:pypi|wheels))/"),
    "the address of a registry": re.compile(r"--(?:extra-)?index-url|pypi\.org/simple|--find-links"),
}
BINARY = {".pdf", ".png", ".jpg", ".woff2", ".zip", ".gz", ".ico", ".p12", ".ttf", ".otf"}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_file_holds(what: str) -> None:
    files = [
        path
        for path in tracked("*")
        if path.suffix not in BINARY and path != Path("tests/consistency", Path(__file__).name)
    ]
    found = [
        f"{path}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), start=1)
        if FORBIDDEN[what].search(line)
    ]
    assert found == []


def test_generated_files_are_not_tracked() -> None:
    assert [path for path in tracked("*") if path.suffix == ".mo" or path.parts[0] in ("var", ".venv")] == []
