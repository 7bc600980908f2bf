"""Conventions of the templates: strict CSP, pages made of components, nothing unused, nothing undocumented."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import unisson
from unisson.web.statuses import LOOKS

PACKAGE = Path(unisson.__file__).parent
COMPONENTS = PACKAGE / "web" / "components"
UI = COMPONENTS / "ui"
SPRITE = PACKAGE / "web" / "static" / "unisson" / "icons.svg"

LAYOUT = re.compile(
    r"wrap(--read|--wide)?|stack(--s|--l|--xl)?|row(--s|--between)?|cols(--2|--side|--lead|--even)?"
    r"|tiles|filters|page-head|sticky|push|full"
)
FORBIDDEN = {
    "inline style": re.compile(r"\sstyle="),
    "inline handler": re.compile(r"\son(?!e=)[a-z]+="),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "style element": re.compile(r"<style"),
    "unescaped attributes": re.compile(r"\{\{\s*attrs\s*\}\}"),
    # Cotton drops in silence what is after the bar of `:name="value|filter"`.
    "filter after a colon": re.compile(r'\s:[\w-]+="(?!\{\{)[^"\[]*\|'),
}
TEMPLATE_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
COMMENT = re.compile(r"\{% comment %\}(.*?)\{% endcomment %\}", re.DOTALL)


def _templates() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.html") if "notices" not in path.parts)


def _pages() -> list[Path]:
    shells = [COMPONENTS / name for name in ("base.html", "signed_out.html", "gallery.html")]
    return shells + [path for path in _templates() if "templates" in path.parts]


def _components() -> list[Path]:
    return sorted(UI.glob("*.html"))


def _tag(component: Path) -> str:
    return component.stem.replace("_", "-")


def _called(text: str) -> set[str]:
    return set(re.findall(r"<c-([\w-]+)", text)) - {"slot", "vars"}


def _classes(text: str) -> Iterator[str]:
    for found in re.findall(r'\sclass="([^"]*)"', TEMPLATE_CODE.sub(" ", text)):
        yield from found.split()


def _ids(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(PACKAGE)) for path in paths]


@pytest.mark.parametrize("path", _templates(), ids=_ids(_templates()))
def test_nothing_inline_and_nothing_unescaped(path: Path) -> None:
    text = COMMENT.sub("", path.read_text())

    assert not [fault for fault, pattern in FORBIDDEN.items() if pattern.search(text)]


@pytest.mark.parametrize("path", _pages(), ids=_ids(_pages()))
def test_pages_write_layout_classes_only(path: Path) -> None:
    assert not [name for name in _classes(path.read_text()) if not LAYOUT.fullmatch(name)]


def test_every_template_is_used() -> None:
    said = "".join(path.read_text() for path in PACKAGE.rglob("*.py")) + "".join(
        path.read_text() for path in _templates()
    )
    named = {path for path in _templates() if path.parent != UI}

    unused = {path for path in named if not re.search(rf'["/]{re.escape(path.name)}"', said)}

    assert not unused


def test_every_component_called_exists() -> None:
    there = {_tag(path) for path in _components()}

    assert not {tag for path in _templates() for tag in _called(COMMENT.sub("", path.read_text()))} - there


@pytest.mark.parametrize("path", _components(), ids=_ids(_components()))
def test_a_component_says_what_it_takes(path: Path) -> None:
    text = path.read_text()
    said = COMMENT.match(text)
    assert said
    declared = re.search(r"<c-vars\s([^>]*?)/>", text)
    attributes = re.findall(r'([\w-]+)=""?', declared[1]) if declared else []

    assert not [name for name in attributes if not re.search(rf"\b{name}\b", said[1])]


def test_every_component_is_in_the_readme() -> None:
    readme = (COMPONENTS / "README.md").read_text()

    assert not [_tag(path) for path in _components() if not re.search(rf"\b{_tag(path)}\b", readme)]


def test_every_component_is_shown_in_the_gallery() -> None:
    shown, found = (
        set[str](),
        _called((COMPONENTS / "gallery.html").read_text() + (COMPONENTS / "base.html").read_text()),
    )
    while found - shown:
        shown |= found
        found = {tag for name in shown for tag in _called((UI / f"{name.replace('-', '_')}.html").read_text())}

    assert {_tag(path) for path in _components()} == shown


def test_every_icon_named_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text()))
    written = {
        name
        for path in _templates()
        for name in re.findall(r'(?:\sicon(?:-end)?|<c-icon name)="([a-z][a-z0-9-]*)"', path.read_text())
    }

    assert not (written | {look.icon for look in LOOKS.values()}) - drawn


def test_templates_are_formatted_by_djade() -> None:
    djade = Path(sys.executable).parent / "djade"

    checked = subprocess.run(
        [djade, "--check", "--target-version", "5.2", *PACKAGE.rglob("*.html")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr
