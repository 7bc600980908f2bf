"""« Mes pièces jointes »: once a content, a name each, theirs only, within what one may keep."""

from datetime import UTC, datetime

import pytest

from tests.invoices.builders import a_person
from unisson.files import library, store
from unisson.files.library import Keeping, ToKeep
from unisson.files.models import Piece, StoredFile
from unisson.kernel.refusal import NotFound, Refusal

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def to_keep(name: str, content: bytes = b"", kind: str = "") -> ToKeep:
    kept = store.put(content or name.encode(), name=name, media_type="application/octet-stream", at=AT)
    return ToKeep(name=name, kept=kept, kind=kind)


def keep(owner: int, name: str, content: bytes = b"", kind: str = "") -> Keeping:
    return library.keep(owner, [to_keep(name, content, kind)], at=AT)[0]


def names(owner: int) -> list[str]:
    return [piece.name for piece in library.pieces(owner)]


@pytest.fixture
def claire() -> int:
    return a_person().pk


def test_a_file_is_kept_under_its_name_and_kind(claire: int) -> None:
    kept = keep(claire, "RIB.pdf", kind="CONTRAT")
    assert (kept.known, kept.piece.kind, names(claire)) == (False, "CONTRAT", ["RIB.pdf"])


def test_the_same_bytes_are_one_piece_whatever_their_name(claire: int) -> None:
    keep(claire, "RIB.pdf", b"FR76")
    again = keep(claire, "RIB bis.pdf", b"FR76")
    assert (again.known, again.piece.name, names(claire)) == (True, "RIB.pdf", ["RIB.pdf"])


def test_two_people_keep_the_same_bytes_each_for_themselves(claire: int) -> None:
    paul = a_person("paul@example.org").pk
    assert [keep(owner, "RIB.pdf", b"FR76").known for owner in (claire, paul)] == [False, False]
    library.forget(claire)
    assert (names(claire), names(paul)) == ([], ["RIB.pdf"])


def test_other_bytes_under_a_taken_name_get_a_number(claire: int) -> None:
    long = "r" * 46 + ".pdf"
    for content in (b"1", b"2", b"3"):
        keep(claire, "RIB.pdf", content)
        keep(claire, long, b"long" + content)
    assert {"RIB.pdf", "RIB (2).pdf", "RIB (3).pdf"} < set(names(claire))
    assert len(names(claire)) == 6
    assert max(map(len, names(claire))) == 50


def test_several_files_are_kept_all_or_none(claire: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "MOST", 2)
    with pytest.raises(Refusal, match="CPP-PIECE-01"):
        library.keep(claire, [to_keep(f"{rank}.txt") for rank in range(3)], at=AT)
    assert names(claire) == []


def test_a_full_library_still_knows_what_it_has(claire: int, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(claire, "RIB.pdf", b"FR76")
    monkeypatch.setattr(library, "MOST", 1)
    assert keep(claire, "RIB.pdf", b"FR76").known
    with pytest.raises(Refusal, match="CPP-PIECE-01"):
        keep(claire, "Kbis.pdf")


def test_they_may_not_weigh_more_than_the_limit_together(claire: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "WEIGHT", 10)
    keep(claire, "a.txt", b"x" * 10)
    with pytest.raises(Refusal, match="CPP-PIECE-02"):
        keep(claire, "b.txt", b"y")
    assert names(claire) == ["a.txt"]


def test_a_new_name_keeps_the_extension(claire: int) -> None:
    pk = keep(claire, "scan.PDF").piece.pk
    assert library.change(claire, pk, name=" RIB 2026 ", kind="RIB").name == "RIB 2026.PDF"
    assert library.change(claire, pk, name="RIB.pdf", kind="RIB").name == "RIB.pdf"
    assert library.change(claire, pk, name="RIB.exe", kind="RIB").name == "RIB.exe.pdf"


def test_an_unknown_kind_changes_nothing_of_it(claire: int) -> None:
    pk = keep(claire, "RIB.pdf").piece.pk
    assert library.change(claire, pk, name="RIB.pdf", kind="RIEN").kind == Piece.Kind.BANK


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "CPP-PIECE-06"),
        ("  ", "CPP-PIECE-06"),
        ("Kbis.pdf", "CPP-PIECE-03"),
        ("a/b", "CPP-FICHIER-03"),
        ("x" * 60, "CPP-FICHIER-04"),
    ],
)
def test_a_wrong_name_is_refused_and_nothing_changes(claire: int, name: str, code: str) -> None:
    keep(claire, "Kbis.pdf")
    pk = keep(claire, "RIB.pdf").piece.pk
    with pytest.raises(Refusal, match=code):
        library.change(claire, pk, name=name, kind="AUTRE")
    assert library.get(claire, pk).name == "RIB.pdf"


def test_another_persons_piece_is_as_one_that_is_not_there(claire: int) -> None:
    theirs = keep(a_person("paul@example.org").pk, "RIB.pdf").piece.pk
    for pk in (theirs, theirs + 1):
        for act in (
            lambda pk=pk: library.get(claire, pk),
            lambda pk=pk: library.change(claire, pk, name="RIB", kind="RIB"),
            lambda pk=pk: library.remove(claire, pk),
        ):
            with pytest.raises(NotFound):
                act()
        with pytest.raises(Refusal, match="CPP-PIECE-04"):
            library.chosen(claire, [pk])
    assert Piece.objects.count() == 1


def test_what_goes_leaves_its_bytes_to_who_else_has_them(claire: int) -> None:
    kept = keep(claire, "RIB.pdf")
    library.remove(claire, kept.piece.pk)
    assert names(claire) == []
    assert StoredFile.objects.filter(pk=kept.piece.file_id).exists()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("RIB 2026.pdf", Piece.Kind.BANK),
        ("mon_rib.pdf", Piece.Kind.BANK),
        ("tribune.pdf", Piece.Kind.OTHER),
        ("extrait-k-bis.pdf", Piece.Kind.COMPANY),
        ("URSSAF.pdf", Piece.Kind.VIGILANCE),
        ("Attestation décennale.pdf", Piece.Kind.INSURANCE),
        ("attestation fiscale.pdf", Piece.Kind.TAX),
        ("délégation.pdf", Piece.Kind.MANDATE),
        ("marché 12.pdf", Piece.Kind.CONTRACT),
        ("photo.png", Piece.Kind.OTHER),
    ],
)
def test_the_name_of_a_file_tells_its_kind(name: str, kind: Piece.Kind) -> None:
    assert library.told_by(name) == kind
