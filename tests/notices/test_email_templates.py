"""The two parts of an e-mail say the same words; the HTML one is fit for mail clients."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags

from unisson.notices.letters import Entry, Letter, Section

ACCOUNT = "https://portail.example/mon-compte/"
CHOOSE, LEAVE = "https://portail.example/mon-compte/#courriels", "https://portail.example/courriels/x/"
REJECTED = Letter(
    title="Votre facture n° 101 est rejetée",
    state="Rejetée",
    tone="bad",
    paragraphs=("Mairie de Pont-Saint-Esprit ne paiera pas cette facture.", "Déposez-en une nouvelle."),
    quote="« Le bon de commande prévoit 990,00 € & rien d’autre. »",
    steps=("Corrigez le montant.", "Déposez la facture sous un nouveau numéro."),
    button=("Lire le motif et refaire", "https://portail.example/f/101?a=1&b=2"),
    quoted="Marc Essai, Finances. Motif : montant erroné.",
    sections=(Section(title="En retard", entries=(Entry(words="Facture n° 7", href="https://a.b/7/", aside="3 j"),)),),
    facts=(("Facture", "n° 101 du 15/10/2026"), ("Net à payer", "1 188,00 €")),
    foot="Vous pouvez aussi poser une question.",
)


def _parts(letter: Letter, language: str = "fr") -> tuple[str, str]:
    context = {"letter": letter, "language": language, "choose": CHOOSE, "leave": LEAVE, "account": ACCOUNT}
    with translation.override(language):
        return render_to_string("notices/email.html", context), render_to_string("notices/email.txt", context)


def _said(letter: Letter) -> list[str]:
    words = [letter.title, letter.state, *letter.paragraphs, letter.quote, letter.quoted, letter.foot, CHOOSE, LEAVE]
    words += [*letter.steps, *(letter.button or ()), *(section.title for section in letter.sections)]
    words += [word for section in letter.sections for one in section.entries for word in vars(one).values()]
    return words + [word for fact in letter.facts for word in fact]


def test_both_parts_say_every_word_of_the_letter() -> None:
    html, text = _parts(REJECTED)

    for word in _said(REJECTED):
        assert word in text
        assert word.replace("&", "&amp;") in html


def test_the_text_part_is_plain() -> None:
    _, text = _parts(REJECTED)

    assert "&amp;" not in text
    assert strip_tags(text) == text


def test_the_html_part_brings_nothing_from_elsewhere() -> None:
    html, _ = _parts(REJECTED)

    assert not re.search(r"<(img|link|script|style|iframe)\b|url\(", html)
    assert "max-width:600px" in html
    assert 'content="light"' in html


@pytest.mark.parametrize(
    ("tone", "colour"),
    [("info", "#0c5673"), ("ok", "#14603b"), ("warn", "#7d4a00"), ("bad", "#a11a2b"), ("accent", "#4c2a85")],
)
def test_a_tone_has_its_colour(tone: str, colour: str) -> None:
    html, _ = _parts(Letter(title="Titre", state="État", tone=tone))

    assert f"color:{colour}" in html


def test_a_short_letter_leaves_no_empty_box() -> None:
    html, text = _parts(Letter(title="Bonjour", paragraphs=("Une phrase.",)))

    assert "<ol" not in html
    assert "border-left" not in html
    assert "Bonjour" in text


def test_hostile_words_stay_words() -> None:
    html, _ = _parts(Letter(title="<b>x</b>", quote="<script>alert(1)</script>"))

    assert "<script>" not in html
    assert "<b>x</b>" not in html


def test_the_amount_stands_out_in_the_html_part_alone_and_stays_words() -> None:
    html, text = _parts(Letter(title="T", paragraphs=("<i> 1 188,00 € & plus",), strong="1 188,00 €"))

    assert "&lt;i&gt; <b>1 188,00 €</b> &amp; plus" in html
    assert "<i> 1 188,00 € & plus" in text
