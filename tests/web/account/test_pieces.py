"""« Mes pièces jointes »: found, added, renamed, deleted, downloaded; theirs only, never shown in a page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import AT, a_draft, a_person, a_supplier
from tests.web.budget import costs_the_same
from unisson.accounts.models import User
from unisson.files import library
from unisson.files.models import Piece
from unisson.invoices import attachments, keeping
from unisson.invoices.attachments import Joined

pytestmark = pytest.mark.django_db
PAGE = "/mon-compte/pieces-jointes/"


def kept(person: User, *names: str) -> list[Piece]:
    files = [Joined(name=name, content=name.encode()) for name in names]
    return [one.piece for one in keeping.add(person, files, at=AT)]


def names(page: object) -> list[str]:
    return [row.piece.name for row in page.rows]  # type: ignore[attr-defined]


@pytest.fixture
def claire(client: Client) -> User:
    person = a_supplier()[0]
    client.force_login(person)
    return person


def test_a_file_is_added_and_its_name_tells_its_kind(client: Client, claire: User) -> None:
    answer = client.post(PAGE, {"attachments": SimpleUploadedFile("RIB.txt", b"FR76"), "type": ""})
    assert answer.headers["Location"] == PAGE
    assert Piece.objects.get(owner=claire).kind == Piece.Kind.BANK


def test_several_files_are_added_at_once_under_the_chosen_kind(client: Client, claire: User) -> None:
    files = [SimpleUploadedFile(name, name.encode()) for name in ("a.txt", "b.txt")]
    client.post(PAGE, {"attachments": files, "type": "CONTRAT"})
    assert {piece.kind for piece in library.pieces(claire.pk)} == {Piece.Kind.CONTRACT}


def test_many_files_are_told_once(client: Client, claire: User) -> None:
    kept(claire, "a.txt")
    files = [SimpleUploadedFile(f"{name}.txt", f"{name}.txt".encode()) for name in "abcdef"]
    answer = client.post(PAGE, {"attachments": files}, follow=True)
    said = " ".join(str(message) for message in answer.context["messages"])
    assert ("f.txt" in said, "a.txt" in said, "5" in said) == (False, True, True)
    assert len(library.pieces(claire.pk)) == 6


def test_the_same_bytes_are_told_and_kept_once(client: Client, claire: User) -> None:
    kept(claire, "RIB.txt")
    answer = client.post(PAGE, {"attachments": SimpleUploadedFile("autre.txt", b"RIB.txt")}, follow=True)
    assert "autre.txt" in answer.text
    assert names(answer.context["page"]) == ["RIB.txt"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, "CPP-PIECE-05"),
        ({"attachments": SimpleUploadedFile("a.exe", b"MZ")}, "CPP-FICHIER-05"),
        ({"attachments": SimpleUploadedFile("a.txt", b"")}, "CPP-FICHIER-01"),
        ({"type": "\0RIEN"}, "CPP-PIECE-05"),
    ],
)
def test_what_cannot_be_kept_is_said_on_the_page(
    client: Client, claire: User, data: dict[str, object], code: str
) -> None:
    answer = client.post(PAGE, data)
    assert (answer.status_code, answer.context["page"].refusal.code) == (409, code)
    assert not Piece.objects.exists()


def test_the_list_says_on_how_many_invoices_each_was_used(client: Client, claire: User) -> None:
    used, _unused = kept(claire, "RIB.txt", "Tarifs.txt")
    for number in ("SS-2026-001", "SS-2026-002"):
        attachments.join(claire, a_draft(number).pk, [], pieces=[used.pk], at=AT)
    rows = client.get(PAGE).context["page"].rows
    assert [(row.piece.name, row.use and row.use.times) for row in rows] == [("RIB.txt", 2), ("Tarifs.txt", None)]


def test_a_full_library_is_paged_searched_and_says_so(client: Client, claire: User) -> None:
    kept(claire, *(f"Pièce {rank:03}.txt" for rank in range(library.MOST - 1)), "Décennale.txt")
    first, last = (client.get(PAGE, {"debut": start}).context["page"] for start in ("0", "75"))
    assert (len(first.rows), first.previous, first.next) == (25, None, 25)
    assert (len(last.rows), last.previous, last.next) == (25, 50, None)
    assert first.full
    assert names(client.get(PAGE, {"q": "decenn"}).context["page"]) == ["Décennale.txt"]
    assert names(client.get(PAGE, {"type": "ATTESTATION_ASSURANCE"}).context["page"]) == ["Décennale.txt"]
    assert client.get(PAGE, {"q": "rien du tout"}).context["page"].rows == []
    assert client.post(PAGE, {"attachments": SimpleUploadedFile("b.txt", b"b")}).status_code == 409


@pytest.mark.parametrize("start", ["-1", "x", "9" * 30, "1000000", "\0", "²"])
def test_a_start_that_is_none_is_the_first_page(client: Client, claire: User, start: str) -> None:
    kept(claire, "RIB.txt")
    assert names(client.get(PAGE, {"debut": start, "type": "RIEN"}).context["page"]) == ["RIB.txt"]


def test_the_page_costs_the_same_with_many(client: Client, claire: User) -> None:
    kept(claire, "RIB.txt")
    costs_the_same(client, PAGE, add_rows=lambda: kept(claire, *(f"{rank}.txt" for rank in range(20))))


def test_a_piece_is_renamed_and_given_another_kind(client: Client, claire: User) -> None:
    (piece,) = kept(claire, "scan.txt")
    client.post(reverse("piece", args=[piece.pk]), {"nom": "Kbis", "type": "KBIS"})
    piece.refresh_from_db()
    assert (piece.name, piece.kind) == ("Kbis.txt", Piece.Kind.COMPANY)


@pytest.mark.parametrize(
    ("name", "code"), [("RIB.txt", "CPP-PIECE-03"), ("", "CPP-PIECE-06"), ("a/b", "CPP-FICHIER-03")]
)
def test_a_refused_name_is_given_back_with_the_reason(client: Client, claire: User, name: str, code: str) -> None:
    piece, _other = kept(claire, "scan.txt", "RIB.txt")
    answer = client.post(reverse("piece", args=[piece.pk]), {"nom": name, "type": "KBIS"})
    assert (answer.status_code, answer.context["refusal"].code) == (409, code)
    assert {key: answer.context["asked"][key] for key in ("nom", "type")} == {"nom": name, "type": "KBIS"}


def test_a_piece_is_downloaded_and_never_shown(client: Client, claire: User) -> None:
    files = [Joined(name="page.html", content=b"<script>alert(1)</script>")]
    piece = keeping.add(claire, files, at=AT)[0].piece
    answer = client.get(reverse("piece-file", args=[piece.pk]))
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_it_is_deleted_once_and_the_second_tab_is_told_that_it_is_not_there(client: Client, claire: User) -> None:
    (piece,) = kept(claire, "RIB.txt")
    address = reverse("piece-delete", args=[piece.pk])
    assert [client.get(address).status_code, Piece.objects.count()] == [200, 1]
    assert [client.post(address).status_code for _ in range(2)] == [302, 404]
    assert not Piece.objects.exists()


@pytest.mark.parametrize("name", ["piece", "piece-file", "piece-delete"])
def test_another_persons_piece_answers_as_one_that_is_not_there(client: Client, claire: User, name: str) -> None:
    (theirs,) = kept(a_person("paul@example.org"), "RIB.txt")
    there, nowhere = (client.get(reverse(name, args=[pk])) for pk in (theirs.pk, theirs.pk + 1))
    assert there.status_code == nowhere.status_code == 404
    assert client.post(reverse(name, args=[theirs.pk]), {"nom": "x"}).status_code in (404, 405)
    theirs.refresh_from_db()
    assert theirs.name == "RIB.txt"
