"""« Pièces jointes » of the form: joined from the library, kept for the next invoices, offered where they lack."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import AT, a_person, a_supplier, an_available, walk
from tests.web.budget import costs_the_same
from unisson.accounts.models import User
from unisson.files import library
from unisson.files.models import Piece
from unisson.invoices import attachments, keeping
from unisson.invoices.attachments import Joined
from unisson.invoices.models import Invoice
from unisson.invoices.status import Status

from .conftest import form_of, page_of

pytestmark = pytest.mark.django_db


def kept(person: User, *names: str) -> list[str]:
    """Files in the library of `person`: their keys as a page posts them."""
    files = [Joined(name=name, content=name.encode()) for name in names]
    return [str(one.piece.pk) for one in keeping.add(person, files, at=AT)]


def names(invoice: Invoice) -> list[str]:
    return list(invoice.attachments.values_list("name", flat=True))


def offered(page: object) -> list[tuple[str, bool]]:
    return [(option.label, option.chosen) for option in page.shelf]  # type: ignore[attr-defined]


def test_several_pieces_are_joined_at_once_with_a_file(claire: Client, draft: Invoice) -> None:
    keys = kept(a_supplier()[0], "RIB.txt", "Kbis.txt", "Tarifs.txt")
    answer = claire.post(
        page_of(draft),
        {**form_of(draft, action="join"), "piece": keys[:2], "attachments": SimpleUploadedFile("bon.txt", b"bon")},
    )
    assert answer.headers["Location"].endswith("#pieces-jointes")
    assert names(draft) == ["bon.txt", "Kbis.txt", "RIB.txt"]
    assert offered(claire.get(page_of(draft)).context["page"].documents) == [("Tarifs.txt", False)]


@pytest.mark.parametrize("action", ["save", "send", "pick-service"])
def test_a_piece_that_is_ticked_goes_with_any_press(claire: Client, draft: Invoice, action: str) -> None:
    claire.post(page_of(draft), {**form_of(draft, action=action), "piece": kept(a_supplier()[0], "RIB.txt")})
    assert names(draft) == ["RIB.txt"]


def test_a_live_check_joins_nothing(claire: Client, draft: Invoice) -> None:
    keys = kept(a_supplier()[0], "RIB.txt")
    claire.post(reverse("issued:check", args=[draft.pk]), {**form_of(draft), "piece": keys})
    assert names(draft) == []


def test_a_piece_deleted_meanwhile_is_said_and_the_others_stay_ticked(claire: Client, draft: Invoice) -> None:
    person = a_supplier()[0]
    keys = kept(person, "RIB.txt", "Kbis.txt")
    library.remove(person.pk, int(keys[0]))
    answer = claire.post(page_of(draft), {**form_of(draft, action="join"), "piece": keys})
    assert answer.context["refusal"].code == "CPP-PIECE-04"
    assert offered(answer.context["page"].documents) == [("Kbis.txt", True)]
    assert names(draft) == []


@pytest.mark.parametrize("key", ["x", "-1", "9" * 40, ""])
def test_a_piece_that_is_no_key_is_as_one_that_is_not_there(claire: Client, draft: Invoice, key: str) -> None:
    answer = claire.post(page_of(draft), {**form_of(draft, action="join"), "piece": [key]})
    assert answer.context["refusal"].code == "CPP-PIECE-04"


def test_another_persons_pieces_are_neither_offered_nor_joined(claire: Client, draft: Invoice) -> None:
    keys = kept(a_person("paul@example.org"), "RIB.txt")
    assert offered(claire.get(page_of(draft)).context["page"].documents) == []
    answer = claire.post(page_of(draft), {**form_of(draft, action="join"), "piece": keys})
    assert answer.context["refusal"].code == "CPP-PIECE-04"


def test_a_joined_file_is_kept_by_its_button_and_said_to_be(claire: Client, draft: Invoice) -> None:
    attachments.join(a_supplier()[0], draft.pk, [Joined(name="RIB.txt", content=b"FR76")], at=AT)
    draft.refresh_from_db()
    button = f"keep:{draft.attachments.get().pk}"
    for _ in range(2):
        claire.post(page_of(draft), form_of(draft, action=button))
        draft.refresh_from_db()
    assert Piece.objects.get().kind == Piece.Kind.BANK
    assert [held for _joined, held in claire.get(page_of(draft)).context["page"].documents.joined] == [True]
    assert claire.post(page_of(draft), form_of(draft, action="keep:0")).status_code == 404


def test_a_full_library_refuses_and_the_draft_stays(
    claire: Client, draft: Invoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "MOST", 0)
    attachments.join(a_supplier()[0], draft.pk, [Joined(name="RIB.txt", content=b"FR76")], at=AT)
    draft.refresh_from_db()
    answer = claire.post(page_of(draft), form_of(draft, action=f"keep:{draft.attachments.get().pk}"), follow=True)
    assert answer.status_code == 200
    assert (names(draft), Piece.objects.count()) == (["RIB.txt"], 0)


def test_the_form_costs_the_same_with_a_full_library(claire: Client, draft: Invoice) -> None:
    person = a_supplier()[0]
    kept(person, "RIB.txt")
    costs_the_same(claire, page_of(draft), add_rows=lambda: kept(person, *(f"{rank}.txt" for rank in range(99))))


@pytest.fixture
def suspended(claire: Client) -> Invoice:
    return Invoice.objects.get(pk=walk(an_available("FA-1"), Status.SUSPENDUE).pk)


def test_a_suspended_invoice_is_completed_from_the_library_and_fills_it(claire: Client, suspended: Invoice) -> None:
    keys = kept(a_supplier()[0], "RIB.txt")
    address = reverse("issued:complete", args=[suspended.pk])
    assert offered(claire.get(address).context["page"]) == [("RIB.txt", False)]

    file = SimpleUploadedFile("Kbis.txt", b"Kbis")
    answer = claire.post(address, {"piece": keys, "attachments": file, "garder": "oui"})

    suspended.refresh_from_db()
    assert (answer.status_code, suspended.status) == (302, Status.COMPLETEE)
    assert names(suspended) == ["Kbis.txt", "RIB.txt"]
    assert {piece.name for piece in Piece.objects.all()} == {"Kbis.txt", "RIB.txt"}


def test_what_is_brought_is_kept_only_if_asked(claire: Client, suspended: Invoice) -> None:
    address = reverse("issued:complete", args=[suspended.pk])
    claire.post(address, {"attachments": SimpleUploadedFile("Kbis.txt", b"Kbis")})
    assert (names(suspended), Piece.objects.count()) == (["Kbis.txt"], 0)


def test_a_full_library_completes_the_invoice_all_the_same(
    claire: Client, suspended: Invoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "MOST", 0)
    address = reverse("issued:complete", args=[suspended.pk])
    claire.post(address, {"attachments": SimpleUploadedFile("Kbis.txt", b"Kbis"), "garder": "oui"})
    suspended.refresh_from_db()
    assert (suspended.status, Piece.objects.count()) == (Status.COMPLETEE, 0)


def test_a_refused_complement_gives_the_ticks_back(claire: Client, suspended: Invoice) -> None:
    person = a_supplier()[0]
    keys = kept(person, "RIB.txt", "Kbis.txt")
    library.remove(person.pk, int(keys[0]))
    address = reverse("issued:complete", args=[suspended.pk])
    page = claire.post(address, {"piece": keys, "garder": "oui", "commentaire": "Voici"}, follow=True).context["page"]
    assert page.refusal.code == "CPP-PIECE-04"
    assert offered(page) == [("Kbis.txt", True)]
    assert page.typed["garder"] == "oui"
