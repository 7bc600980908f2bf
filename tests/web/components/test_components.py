"""The promises that components make to every page."""

import re
from pathlib import Path

import pytest

import unisson
from unisson.web.statuses import LOOKS

from .conftest import Draw

UI = Path(unisson.__file__).parent / "web" / "components" / "ui"
# What those that draw an object are given; the others can be drawn of nothing.
GIVEN = {
    "field": 'name="x"',
    "choice": 'name="x"',
    "choices": 'name="x"',
    "yesno": 'name="x"',
    "link": ":item=\"{'label': 'Synthèse', 'url': '/'}\"",
}


def _declared(component: Path) -> list[str]:
    found = re.search(r"<c-vars\s([^>]*?)/>", component.read_text())
    return re.findall(r'([\w-]+)=""', found[1]) if found else []


@pytest.mark.parametrize("component", sorted(UI.glob("*.html")), ids=lambda path: path.stem)
def test_a_component_never_reads_the_variables_of_the_page(component: Path, draw: Draw) -> None:
    tag = component.stem.replace("_", "-")
    page = {name.replace("-", "_"): "LEAK" for name in _declared(component)}

    assert "LEAK" not in draw(f"<c-{tag} {GIVEN.get(component.stem, '')} />", **page)


@pytest.mark.parametrize("tag", ["button", "field", "card", "row", "cell", "callout", "well", "drop", "switch", "act"])
def test_what_a_page_hands_on_is_escaped(tag: str, draw: Draw) -> None:
    drawn = draw(f'<c-{tag} :data-name="name" />', name='"><script>alert(1)</script>')

    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_a_text_attribute_is_escaped_once(draw: Draw) -> None:
    assert "Dupont &amp; fils" in draw('<c-callout title="{{ name }}" />', name="Dupont & fils")
    assert "Dupont &amp; fils" in draw('<c-callout :title="name" />', name="Dupont & fils")


def test_a_button_with_an_address_is_a_link(draw: Draw) -> None:
    assert draw('<c-button href="/a">Ouvrir</c-button>').strip() == '<a href="/a" class="btn">Ouvrir</a>'


def test_an_unavailable_button_leads_nowhere(draw: Draw) -> None:
    drawn = draw('<c-button href="/a" unavailable>Suivantes</c-button>')

    assert "href" not in drawn
    assert 'aria-disabled="true"' in drawn


def test_an_icon_alone_has_a_name(draw: Draw) -> None:
    assert 'role="img" aria-label="Protégé"' in draw('<c-icon name="lock" label="Protégé" />')
    assert 'aria-hidden="true"' in draw('<c-icon name="lock" />')


@pytest.mark.parametrize("code", LOOKS)
def test_every_status_has_words_an_icon_and_a_tone(code: str, draw: Draw) -> None:
    drawn = draw(f'<c-status code="{code}" />')

    assert str(LOOKS[code].label) in drawn
    assert f'data-tone="{LOOKS[code].tone}"' in drawn
    assert f"#{LOOKS[code].icon}" in drawn


def test_an_unknown_status_is_shown_as_it_is(draw: Draw) -> None:
    assert "NOUVEAU_CODE" in draw('<c-status code="NOUVEAU_CODE" />')


def test_a_draft_says_that_it_is_not_sent(draw: Draw) -> None:
    assert "PAS ENCORE ENVOYÉE" in draw('<c-status code="BROUILLON" stamp />')
    assert "PAS ENCORE ENVOYÉE" not in draw('<c-status code="DEPOSEE" stamp />')


def test_a_tab_to_come_cannot_be_opened(draw: Draw) -> None:
    drawn = draw('<c-link :item="tab" />', tab={"label": "Archives", "url": "/a", "coming": True})

    assert "href" not in drawn
    assert "à venir" in drawn


def test_the_current_tab_is_marked(draw: Draw) -> None:
    tab = {"label": "Synthèse", "url": "/s", "current": True, "count": 3}

    assert 'href="/s" aria-current="page"' in draw('<c-link :item="tab" />', tab=tab)


def test_a_form_card_carries_its_token_unless_it_only_reads(draw: Draw) -> None:
    assert "csrfmiddlewaretoken" in draw("<c-card form />")
    assert "csrfmiddlewaretoken" not in draw('<c-card form method="get" />')


def test_the_pager_greys_what_is_not_there(draw: Draw) -> None:
    drawn = draw('<c-pager label="Lignes 1 à 8" next="?apres=8" />')

    assert drawn.count("aria-disabled") == 1
    assert 'href="?apres=8"' in drawn


def test_table_cells_say_their_column_when_the_row_is_a_card(draw: Draw) -> None:
    assert '<td role="cell" class="num" data-label="Montant TTC">' in draw('<c-cell label="Montant TTC" num>1</c-cell>')
    assert '<th role="rowheader" scope="row">' in draw("<c-cell head>050</c-cell>")


def test_numbers_in_drawings_keep_their_point_in_french(draw: Draw) -> None:
    page = {"url": "/p", "width": 595, "height": 842, "alt": "Page 1"}
    box = {"key": "siret", "href": "#s", "label": "A", "letter": "A", "pattern": "sure"}
    boxes = [{**box, "x": 96.5, "y": 46.25, "width": 152, "height": 50}]

    drawn = draw('<c-viewer title="f.pdf" :pages="pages" />', pages=[{**page, "boxes": boxes}])

    assert 'x="96.5" y="46.25"' in drawn
