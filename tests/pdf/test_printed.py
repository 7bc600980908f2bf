import pytest

from unisson.pdf.printed import Kind, Point, everything, pointed

from .papers import paper

PAGE = paper(
    (50, 50, "Date de facture : 12/10/2026"),
    (50, 80, "SIRET : 213 002 025 00012"),
    (50, 110, "Montant HT"),
    (300, 110, "1 000,00 €"),
    (50, 140, "Réf. pièce : SS-2026-118"),
    (50, 170, "Service ACHATS"),
    (50, 200, "Acompte de 1200 euros"),
    (50, 230, "2 1 3 0 0 2 0 2 5 0 0 0 1 2"),
)


def under(kind: Kind, x: float, y: float) -> str:
    found = pointed(PAGE, kind=kind, at=Point(page=1, x=x, y=y))
    return found.value if found else ""


@pytest.mark.parametrize(
    ("kind", "x", "y", "value"),
    [
        (Kind.DAY, 150, 55, "2026-10-12"),
        (Kind.SIRET, 110, 85, "21300202500012"),
        (Kind.SIRET, 90, 235, "21300202500012"),
        (Kind.AMOUNT, 305, 115, "1000.00"),
        (Kind.AMOUNT, 112, 205, "1200.00"),
        (Kind.REFERENCE, 130, 145, "SS-2026-118"),
        (Kind.SERVICE, 110, 175, "ACHATS"),
        (Kind.TEXT, 60, 115, "Montant HT"),
    ],
)
def test_what_stands_under_the_pointer_comes_in_the_shape_of_the_field(
    kind: Kind, x: float, y: float, value: str
) -> None:
    assert under(kind, x, y) == value


@pytest.mark.parametrize(
    ("kind", "x", "y"),
    [
        (Kind.DAY, 305, 115),
        (Kind.AMOUNT, 60, 55),
        (Kind.SIRET, 130, 145),
        (Kind.REFERENCE, 110, 175),
        (Kind.TEXT, 500, 700),
    ],
)
def test_nothing_is_given_where_nothing_has_the_shape(kind: Kind, x: float, y: float) -> None:
    assert under(kind, x, y) == ""


def test_another_page_has_values_of_its_own() -> None:
    assert pointed(PAGE, kind=Kind.DAY, at=Point(page=2, x=150, y=55)) is None


def test_all_values_of_a_shape_come_in_reading_order_with_their_line() -> None:
    found = everything(PAGE, kind=Kind.AMOUNT, most=9)

    assert [(one.value, one.context, one.page) for one in found][:1] == [("1000.00", "Montant HT 1 000,00 €", 1)]


def test_pieces_of_a_siret_are_no_references() -> None:
    found = everything(PAGE, kind=Kind.REFERENCE, most=9)

    assert [one.value for one in found if one.context.startswith("SIRET")] == []
    assert "SS-2026-118" in [one.value for one in found]


def test_of_many_values_the_first_come_and_of_an_endless_line_what_stands_around() -> None:
    endless = paper((50, 50, "1,00 " * 400))

    found = everything(endless, kind=Kind.AMOUNT, most=3)

    assert len(found) == 3
    assert max(len(one.context) for one in found) < 400
