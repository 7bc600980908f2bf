import io

import pytest
from pypdf import PdfWriter
from pypdf.generic import RectangleObject

from unisson.pdf.geometry import below, lines, plain
from unisson.pdf.words import Word, read_words

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
    cell = below(date, found)
    assert cell
    assert cell.text == "29/10/2026"


def test_a_line_without_end_is_cut() -> None:
    endless = tuple(Word(text="n°", page=1, box=(5.0 * rank, 10, 5.0 * rank + 4, 20)) for rank in range(1000))
    assert max(len(line.words) for line in lines(endless)) <= 200


def test_only_the_first_three_pages_count() -> None:
    assert {word.page for word in read_words(paper((50, 50, "un"), pages=5))} == {1}


@pytest.mark.parametrize("quarter", [90, 180, 270])
def test_a_page_turned_upright_by_its_rotation_reads_the_same(quarter: int) -> None:
    writer = PdfWriter(io.BytesIO(paper((100, 200, "Facture F-12"))))
    page = writer.pages[0]
    page.rotate(quarter)
    page.transfer_rotation_to_content()
    page.rotate(-quarter)
    output = io.BytesIO()
    writer.write(output)
    words = read_words(output.getvalue())
    assert [word.text for word in words] == ["Facture", "F-12"]
    assert abs(words[0].box[0] - 100) < 1
    assert 195 < words[0].box[1] < words[0].box[3] < 215


def test_places_are_counted_from_the_cropped_page() -> None:
    writer = PdfWriter(io.BytesIO(paper((100, 200, "Facture"))))
    writer.pages[0].cropbox = RectangleObject((50, 100, 545, 742))
    output = io.BytesIO()
    writer.write(output)
    (word,) = read_words(output.getvalue())
    assert abs(word.box[0] - 50) < 1
    assert abs(word.box[1] - 100) < 2
