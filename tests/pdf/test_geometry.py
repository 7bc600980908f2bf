from unisson.pdf.geometry import below, lines, plain
from unisson.pdf.words import read_words

from .papers import paper


def test_plain_text_keeps_every_place() -> None:
    assert plain("Échéance d’Œuvre n°") == "echeance d'œuvre n°"


def test_words_carry_their_place_from_the_top_left() -> None:
    (word,) = read_words(paper((100, 200, "Facture")))
    assert (word.text, word.page) == ("Facture", 1)
    assert abs(word.box[0] - 100) < 1
    assert 195 < word.box[1] < word.box[3] < 215


def test_a_line_joins_words_and_parts_columns() -> None:
    found = lines(read_words(paper((50, 100, "Total HT"), (300, 100, "3 500,00"), (50, 130, "TVA"))))
    assert [line.text for line in found] == ["Total HT\t3 500,00", "TVA"]


def test_below_finds_the_cell_of_the_same_column() -> None:
    found = lines(
        read_words(paper((50, 100, "Numéro"), (200, 100, "Date"), (50, 115, "F-1"), (200, 115, "29/10/2026")))
    )
    _, date = found[0].cells()
    assert [cell.text for cell in below(date, found)] == ["29/10/2026"]


def test_only_the_first_three_pages_count() -> None:
    assert {word.page for word in read_words(paper((50, 50, "un"), pages=5))} == {1}
