from unisson.pdf.candidate import read
from unisson.pdf.items import Item

from .papers import paper

HEAD = ("Désignation", "Qté", "PU HT", "TVA", "Montant HT")
ROWS = (("Ramettes A4 80 g", "3", "10,00", "20 %", "30,00"), ("Pose, forfait", "1,5", "40,00", "20 %", "60,00"))
TOTALS = (("", "", "", "Total HT", "90,00"), ("", "", "", "TVA 20 %", "18,00"), ("", "", "", "Total TTC", "108,00"))


def lines_of(*rows: tuple[str, ...]) -> tuple[Item, ...]:
    places = (40, 250, 300, 370, 470)
    written = [
        (float(x), 100.0 + 16 * number, text)
        for number, row in enumerate(rows)
        for x, text in zip(places, row, strict=True)
        if text
    ]
    return read(paper(*written)).items


def test_lines_that_come_to_the_net_total_are_read() -> None:
    assert lines_of(HEAD, *ROWS, *TOTALS) == (
        Item(name="Ramettes A4 80 g", quantity="3", unit_price="10.00", rate="20", amount="30.00"),
        Item(name="Pose, forfait", quantity="1.5", unit_price="40.00", rate="20", amount="60.00"),
    )


def test_a_line_too_few_gives_none() -> None:
    assert lines_of(HEAD, ROWS[0], *TOTALS) == ()


def test_without_the_head_of_a_table_there_are_no_lines() -> None:
    assert lines_of(*ROWS, *TOTALS) == ()


def test_without_quantity_and_price_a_line_has_its_amount() -> None:
    bare = ("Étude", "", "", "", "90,00")
    (line,) = lines_of(HEAD, bare, *TOTALS)
    assert (line.quantity, line.unit_price, line.amount) == ("", "", "90.00")
