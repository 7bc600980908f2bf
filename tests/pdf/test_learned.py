import pytest

from unisson.pdf import candidate
from unisson.pdf.geometry import lines as lined
from unisson.pdf.labels import Field
from unisson.pdf.learned import Correction, Place, Recalled, Side, found_at, lesson, review
from unisson.pdf.scoring import SURE_FROM
from unisson.pdf.words import read_words

from .papers import paper

Written = tuple[float, float, str]
HEAD: tuple[Written, ...] = (
    (50, 50, "SAFE STYLE"),
    (330, 50, "Signe Zèbre"),
    (430, 50, "SS-2026-118"),
    (330, 80, "Établi le : 12/10/2026"),
    (50, 120, "Signe Zulu"),
    (50, 134, "ZU-77"),
    (330, 200, "Total TVA 20 %"),
    (430, 200, "200,00"),
    (330, 220, "Reste dû"),
    (430, 220, "1 200,00"),
)


def next_one(*changes: tuple[str, str]) -> tuple[Written, ...]:
    """The same layout with other values."""
    others = dict(changes)
    return tuple((x, y, others.get(text, text)) for x, y, text in HEAD)


def learnt(field: Field, value: str, *written: Written, **where: object) -> Place | None:
    return lesson(Correction(field=field, value=value, **where), lined(read_words(paper(*(written or HEAD)))))  # type: ignore[arg-type]


def recalled(place: Place, *written: Written) -> str:
    found = found_at(place, lined(read_words(paper(*written))))
    return found.value if found else ""


@pytest.mark.parametrize(
    ("field", "value", "anchor", "side"),
    [
        (Field.NUMBER, "SS-2026-118", "Signe Zèbre", Side.RIGHT),
        (Field.ISSUE_DATE, "2026-10-12", "Établi le", Side.RIGHT),
        (Field.COMMITMENT, "ZU-77", "Signe Zulu", Side.BELOW),
        (Field.VAT_TOTAL, "200.00", "Total TVA 20 %", Side.RIGHT),
    ],
)
def test_a_place_is_the_label_beside_or_above_the_value(field: Field, value: str, anchor: str, side: Side) -> None:
    place = learnt(field, value)

    assert place is not None
    assert (place.anchor, place.side, place.page) == (anchor, side, 1)


def test_a_place_holds_no_value() -> None:
    place = learnt(Field.ISSUE_DATE, "2026-10-12", (50, 50, "Facture SS-118 datée du 12/10/2026"))

    assert place is not None
    assert place.anchor == "datée du"


@pytest.mark.parametrize(
    "label",
    ["SS-118 du", "Nous vous prions de bien vouloir trouver ci-dessous le détail"],
    ids=["a link", "a sentence"],
)
def test_words_that_announce_nothing_are_no_label(label: str) -> None:
    assert learnt(Field.ISSUE_DATE, "2026-10-12", (50, 50, label), (50, 64, "12/10/2026")) is None
    assert learnt(Field.ISSUE_DATE, "2026-10-12", (50, 50, "SS-118 du 12/10/2026")) is None


def test_the_next_invoice_of_the_layout_gives_its_own_value() -> None:
    place = learnt(Field.NUMBER, "SS-2026-118")

    assert place is not None
    assert recalled(place, *next_one(("SS-2026-118", "SS-2026-119"))) == "SS-2026-119"


def test_accents_capitals_and_punctuation_of_a_label_do_not_matter() -> None:
    place = learnt(Field.NUMBER, "SS-2026-118")

    assert place is not None
    assert recalled(place, *next_one(("Signe Zèbre", "SIGNE ZEBRE :"))) == "SS-2026-118"


@pytest.mark.parametrize(
    "written",
    [
        (*HEAD, (50, 300, "Signe Zèbre")),
        (*HEAD, (330, 300, "Signe Zèbre"), (430, 300, "SS-2026-117")),
        next_one(("SS-2026-118", "en attente")),
        next_one(("SS-2026-118", "12/10/2026")),
        next_one(("Signe Zèbre", "Signal")),
        tuple((x - 250 if text == "Signe Zèbre" else x, y, text) for x, y, text in HEAD),
    ],
    ids=["label twice", "label and value twice", "no reference", "a date", "no label", "elsewhere on the page"],
)
def test_nothing_is_given_where_the_place_is_not_quite_the_same(written: tuple[Written, ...]) -> None:
    place = learnt(Field.NUMBER, "SS-2026-118")

    assert place is not None
    assert recalled(place, *written) == ""


def test_a_value_printed_twice_is_learnt_only_where_a_person_pointed() -> None:
    twice = (*HEAD, (330, 240, "À régler"), (430, 240, "1 200,00"))

    assert learnt(Field.DUE, "1200.00", *twice) is None
    place = learnt(Field.DUE, "1200.00", *twice, page=1, box=(425, 235, 500, 255))
    assert place is not None
    assert place.anchor == "À régler"


def test_a_value_that_no_page_prints_teaches_nothing() -> None:
    assert learnt(Field.NUMBER, "SS-2026-999") is None


def read(place: Place, *written: Written) -> candidate.Candidate:
    return candidate.read(paper(*written), learned=(place,)).fields[place.field]


@pytest.mark.parametrize(("times", "sure"), [(1, False), (2, False), (3, True)])
def test_a_place_grows_sure_with_each_invoice_that_proves_it(times: int, sure: bool) -> None:
    place = Place(field=Field.NUMBER, anchor="Signe Zèbre", side=Side.RIGHT, page=1, left=330, times=times)

    found = read(place, *HEAD)

    assert isinstance(found, Recalled)
    assert found.value == "SS-2026-118"
    assert (found.confidence >= SURE_FROM) is sure


def test_a_place_outweighs_what_recognition_says_and_keeps_it_as_another_value() -> None:
    place = Place(field=Field.NUMBER, anchor="Signe Zèbre", side=Side.RIGHT, page=1, left=330)

    found = read(place, *HEAD, (50, 400, "Facture n° 4711"))

    assert found.value == "SS-2026-118"
    assert "4711" in [other.value for other in found.alternatives]


def test_two_places_that_disagree_leave_recognition_alone() -> None:
    right = Place(field=Field.NUMBER, anchor="Signe Zèbre", side=Side.RIGHT, page=1, left=330)
    wrong = Place(field=Field.NUMBER, anchor="Signe Zulu", side=Side.BELOW, page=1, left=50)

    found = candidate.read(paper(*HEAD), learned=(right, wrong)).fields.get(Field.NUMBER)

    assert not isinstance(found, Recalled)


def test_a_sent_invoice_is_held_against_what_was_known_and_teaches() -> None:
    known = Place(field=Field.NUMBER, anchor="Signe Zèbre", side=Side.RIGHT, page=1, left=330)
    lost = Place(field=Field.CONTRACT, anchor="Marché", side=Side.RIGHT, page=1, left=330)

    found = review(paper(*HEAD), places=(known, lost), corrections=(Correction(field=Field.COMMITMENT, value="ZU-77"),))

    assert found.given == ("SS-2026-118", "")
    assert [place.anchor for place in found.lessons] == ["Signe Zulu"]


def test_a_value_that_stands_everywhere_teaches_nothing() -> None:
    many: tuple[Written, ...] = tuple((50, 50 + 12 * row, "Total 1,00") for row in range(40))

    assert learnt(Field.VAT_TOTAL, "1.00", *many) is None


def test_a_label_that_begins_left_of_the_page_is_learnt_at_its_edge() -> None:
    place = learnt(Field.NUMBER, "SS-9", (-4, 50, "Signe Zèbre"), (330, 50, "SS-9"))

    assert place is not None
    assert place.left == 0
