"""Collecting messages and keeping the catalogue."""

from pathlib import Path

import pytest

from unisson.cli import messages

TEMPLATE = """{% translate "Bonjour" %}
      <c-button label="{% translate 'Envoyer' %}">
        {% blocktranslate count n=n %}{{ n }} jour{% plural %}{{ n }} jours{% endblocktranslate %}
  </c-button>
"""
CODE = 'from django.utils.translation import gettext as _\nGREETING = _("Bonjour")\nOTHER = _(GREETING)\n'


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    package = tmp_path / "package"
    package.mkdir()
    (package / "page.html").write_text(TEMPLATE)
    (package / "code.py").write_text(CODE)
    collect = messages.collect
    monkeypatch.setattr(messages, "CATALOGUE", tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po")
    monkeypatch.setattr(messages, "collect", lambda: collect(package))
    return package


def _translate(singular: str, english: str) -> None:
    catalogue = messages.read()
    catalogue[singular].string = english
    with messages.CATALOGUE.open("wb") as file:
        messages.write_po(file, catalogue)


def test_messages_come_from_code_templates_and_attributes_of_components(package: Path) -> None:
    found = messages.collect()

    assert set(found) == {"Bonjour", "Envoyer", ("%(n)s jour", "%(n)s jours")}
    assert found["Bonjour"] == ["package/code.py", "package/page.html"]


@pytest.mark.usefixtures("package")
def test_update_says_what_is_left_to_translate() -> None:
    assert messages.update() == ["%(n)s jour", "Bonjour", "Envoyer"]

    _translate("Bonjour", "Hello")

    assert messages.update() == ["%(n)s jour", "Envoyer"]


def test_a_message_nobody_says_any_more_leaves_the_catalogue(package: Path) -> None:
    messages.update()
    (package / "page.html").write_text("")

    assert messages.update() == ["Bonjour"]


def test_a_change_of_spaces_keeps_the_translation(package: Path) -> None:
    (package / "page.html").write_text('{% translate "Oublié ?" %}')
    messages.update()
    _translate("Oublié ?", "Forgotten?")

    (package / "page.html").write_text('{% translate "Oublié\u202f?" %}')

    assert messages.update() == ["Bonjour"]


@pytest.mark.usefixtures("package")
def test_two_updates_write_the_same_file() -> None:
    messages.update()
    first = messages.CATALOGUE.read_bytes()
    messages.update()

    assert messages.CATALOGUE.read_bytes() == first


@pytest.mark.usefixtures("package")
def test_catalogues_are_compiled_beside_their_source() -> None:
    messages.update()
    messages.compile_catalogues()

    assert all(path.exists() for path in messages.compiled())
